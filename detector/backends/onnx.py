"""The embedded model: int8 weights through onnxruntime, no torch.

Every question is run by itself, and questions run side by side in threads. Batching them would be no faster on a
CPU, and it would make answers depend on their neighbours: dynamic quantisation scales activations by the largest
value in the whole batch, and padding adds to it.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TypeVar

import numpy as np
import onnxruntime  # type: ignore[import-untyped]
from numpy.typing import NDArray
from tokenizers import Encoding, Tokenizer

from detector.nli import ModelError, Pair, Verdict, label_order
from detector.proofreading import Passage, case_of, words
from detector.spans import Span
from detector.tagging import Tagged, Window

Array = NDArray[np.float64]

_MOST_THREADS = 8
Asked = TypeVar("Asked")
Answer = TypeVar("Answer")


class Onnx:
    """A model folder as ``models.export`` writes it: ``model.onnx``, ``tokenizer.json``, ``config.json``.

    Args:
        folder: where they are.
        threads: how many questions are answered at once; None: as many as there are processors, up to eight.

    Raises:
        ModelError: where a file is missing or damaged.
    """

    def __init__(self, folder: Path, threads: int | None = None) -> None:
        self._folder = folder
        self._threads = threads or min(os.cpu_count() or 1, _MOST_THREADS)
        try:
            config = json.loads((folder / "config.json").read_text("utf-8"))
            self._name = str(config["name"])
            self._order = label_order({int(index): label for index, label in config["id2label"].items()})
            self._tokenizer: Tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
            self._tokenizer.enable_truncation(int(config["max_length"]), strategy="only_first")
            self._weights = (folder / "model.onnx").read_bytes()
            self._session = onnxruntime.InferenceSession(self._weights, _options(), ["CPUExecutionProvider"])
        except ModelError as error:
            raise ModelError(f"{folder}: {error}") from error
        except Exception as error:
            reason = " ".join(str(error).split())[:160]
            raise ModelError(
                f"{folder}: no usable model folder ({reason}); it needs model.onnx, tokenizer.json and config.json "
                "as models.export writes them"
            ) from error
        self._sha256 = hashlib.sha256(self._weights).hexdigest()
        del self._weights

    @property
    def name(self) -> str:
        """The name in the folder's ``config.json``."""
        return self._name

    @property
    def sha256(self) -> str | None:
        """The checksum of ``model.onnx``."""
        return self._sha256

    def classify(self, pairs: Sequence[Pair]) -> list[Verdict]:
        """One verdict a pair, in the order of ``pairs``; the same for a pair whatever stands beside it."""
        if not pairs:
            return []
        return self._side_by_side(self._verdict, pairs)

    def tag(self, windows: Sequence[Window]) -> list[list[Tagged]]:
        """The labelled pieces of each window's words, the same for a window whatever stands beside it.

        Raises:
            ModelError: where the weights have no tagger.
        """
        return self._labelled("tags", self._tagged, windows)

    def proofread(self, passages: Sequence[Passage]) -> list[list[Tagged]]:
        """The labelled words of what each passage asks about, the same for a passage whatever stands beside it.

        Raises:
            ModelError: where the weights have no proofreader.
        """
        return self._labelled("proofs", self._proofread, passages)

    def _labelled(self, output: str, label: Callable[[Asked], Answer], rows: Sequence[Asked]) -> list[Answer]:
        """What ``label`` says of every row, where there is one and the weights have the output that it reads."""
        if not rows:
            return []
        if all(given.name != output for given in self._session.get_outputs()):
            raise ModelError(
                f"{self._folder}: these weights have no “{output}”; export them again with models.export"
            )
        return self._side_by_side(label, rows)

    def _verdict(self, pair: Pair) -> Verdict:
        encoded = self._tokenizer.encode(pair.premise, pair.hypothesis)
        share = self._run("logits", encoded, encoded.type_ids)[0]
        entailment, neutral, contradiction = self._order
        return Verdict(
            entailment=float(share[entailment]),
            neutral=float(share[neutral]) if neutral >= 0 else 0.0,
            contradiction=float(share[contradiction]),
        )

    def _tagged(self, window: Window) -> list[Tagged]:
        encoded = self._tokenizer.encode(window.text)
        marked = window.marked
        types = [int(start < marked.end and marked.start < end) for start, end in encoded.offsets]
        return self._pieces("tags", encoded, types)

    def _proofread(self, passage: Passage) -> list[Tagged]:
        encoded = self._tokenizer.encode(passage.text)
        types = [case_of(passage.text, Span(start, end)) for start, end in encoded.offsets]
        return words(passage, self._pieces("proofs", encoded, types))

    def _pieces(self, output: str, encoded: Encoding, types: Sequence[int]) -> list[Tagged]:
        """The labelled pieces of the words of one row of tokens."""
        return [
            Tagged(Span(start, end), tuple(map(float, share)))
            for (start, end), share in zip(encoded.offsets, self._run(output, encoded, types), strict=True)
            if start < end
        ]

    def _side_by_side(self, answer: Callable[[Asked], Answer], questions: Sequence[Asked]) -> list[Answer]:
        """The answers in the order of the questions."""
        with ThreadPoolExecutor(self._threads) as pool:
            return list(pool.map(answer, questions, chunksize=16))

    def _run(self, output: str, encoded: Encoding, types: Sequence[int]) -> Array:
        """One output for one row of tokens, as probabilities along the last axis."""
        logits = self._session.run(
            [output],
            {
                "input_ids": np.array([encoded.ids], dtype=np.int64),
                "attention_mask": np.array([encoded.attention_mask], dtype=np.int64),
                "token_type_ids": np.array([types], dtype=np.int64),
            },
        )[0].astype(np.float64)
        exponents = np.exp(logits - logits.max(axis=-1, keepdims=True))
        shares: Array = exponents / exponents.sum(axis=-1, keepdims=True)
        return shares if output == "logits" else shares[0]


def _options() -> onnxruntime.SessionOptions:
    """One thread a question: the questions themselves run side by side."""
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    options.inter_op_num_threads = 1
    options.log_severity_level = 3
    return options
