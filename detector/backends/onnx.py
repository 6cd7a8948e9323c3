"""The embedded model: int8 weights through onnxruntime, no torch.

Every question is run by itself, and questions run side by side in threads. Batching them would be no faster on a
CPU, and it would make answers depend on their neighbours: dynamic quantisation scales activations by the largest
value in the whole batch, and padding adds to it.
"""

from __future__ import annotations

import ctypes
import json
import os
from collections.abc import Callable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path
from threading import Lock
from typing import Any, TypeVar

import numpy as np
import onnxruntime  # type: ignore[import-untyped]
from numpy.typing import NDArray
from tokenizers import Encoding, Tokenizer

from detector.backends.folder import INFERENCE, PROOFS, SECOND, WEIGHTS, checksum
from detector.nli import ModelError, Pair, Verdict, label_order
from detector.proofreading import Passage, Piece, case_of, cases_of_pair, evidence, unsound, words
from detector.spans import Span
from detector.tagging import Tagged, Window

Array = NDArray[np.float64]

_MOST_THREADS = 8
# What onnxruntime would fuse to its loss: a normalisation with the sum before it takes five times what both take alone.
_SLOWER = ["SkipLayerNormFusion"]
_FIRST = 0.1  # the weight of the first reading beside the second, chosen on validation
Asked = TypeVar("Asked")
Answer = TypeVar("Answer")


class Network:
    """One network as ``models.export`` writes it: ``model.onnx``, ``tokenizer.json``, ``config.json``.

    Where ``proofs.onnx`` stands beside them, it is the graph that answers what it has an output for; a graph that
    goes on from what another one gives out, ``inference.onnx``, is read once it is asked for by :meth:`read_on`.

    Args:
        folder: where they are.

    Raises:
        ModelError: where a file is missing or damaged.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        try:
            self.config: dict[str, Any] = json.loads((folder / "config.json").read_text("utf-8"))
            self.tokenizer: Tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
            self.tokenizer.enable_truncation(int(self.config["max_length"]), strategy="only_first")
            graphs = [folder / WEIGHTS, *filter(Path.exists, [folder / PROOFS])]
            self._by_output: dict[str, onnxruntime.InferenceSession] = {}
            for graph in graphs:
                self._load(graph)
        except Exception as error:
            raise _unusable(folder, error) from error

    def _load(self, graph: Path) -> None:
        session = _session(graph)
        self._by_output.update({output.name: session for output in session.get_outputs()})

    def read_on(self, output: str, graph: str) -> None:
        """Make sure that a graph of the folder is loaded which answers ``output``.

        Raises:
            ModelError: where it is damaged.
        """
        if output not in self._by_output:
            try:
                self._load(self.folder / graph)
            except Exception as error:
                raise _unusable(self.folder, error) from error

    def offers(self, output: str) -> None:
        """Make sure that there is an output of this name.

        Raises:
            ModelError: where the weights lack it.
        """
        if output not in self._by_output:
            raise ModelError(
                f"{self.folder}: these weights have no “{output}”; export them again with models.export"
            )

    def proofread(self, text: str) -> list[Piece]:
        """The labelled pieces of a text."""
        encoded = self.tokenizer.encode(text)
        return self.pieces("proofs", encoded, [case_of(text, place) for place in encoded.offsets])

    def pieces(self, output: str, encoded: Encoding, types: Sequence[int]) -> list[Piece]:
        """The labelled pieces of the words of one row of tokens."""
        shares = self.run(output, encoded, types).tolist()
        return [
            (start, end, share)
            for (start, end), share in zip(encoded.offsets, shares, strict=True)
            if start < end
        ]

    def run(self, output: str, encoded: Encoding, types: Sequence[int]) -> Array:
        """One output for one row of tokens, as probabilities along the last axis."""
        told = {"input_ids": encoded.ids, "attention_mask": encoded.attention_mask, "token_type_ids": types}
        given = {name: np.array([row], dtype=np.int64) for name, row in told.items()}
        logits = self._answer(output, given).astype(np.float64)
        exponents = np.exp(logits - logits.max(axis=-1, keepdims=True))
        shares: Array = exponents / exponents.sum(axis=-1, keepdims=True)
        return shares if output == "logits" else shares[0]

    def _answer(self, output: str, given: dict[str, NDArray[Any]]) -> NDArray[Any]:
        """One output; what its graph needs besides ``given`` is what other graphs give out."""
        session = self._by_output[output]
        inputs = {
            one.name: given[one.name] if one.name in given else self._answer(one.name, given)
            for one in session.get_inputs()
        }
        answer: NDArray[Any] = session.run([output], inputs)[0]
        return answer


class Onnx:
    """A model folder as ``models.export`` writes it; within it, in ``second/``, there may be another network.

    The second proofreads again what the first finds suspicious, and counts for nine tenths of the answer: it is larger
    and knows better, but too slow to be asked about every sentence. Of pairs it judges those that the first doubts.

    Args:
        folder: where they are.
        threads: how many questions are answered at once; None: as many as there are processors, up to eight.

    Raises:
        ModelError: where a file is missing or damaged.
    """

    def __init__(self, folder: Path, threads: int | None = None) -> None:
        self._threads = threads or min(os.cpu_count() or 1, _MOST_THREADS)
        # What is needed later is made ready beside the first network and its first answers.
        beside = ThreadPoolExecutor(2)
        self._reading_on = Lock()
        second = folder / SECOND
        self._second: Future[Network] | None = beside.submit(Network, second) if second.is_dir() else None
        self._sha256 = beside.submit(checksum, folder)
        self._first = Network(folder)
        try:
            self._name = str(self._first.config["name"])
            labels = self._first.config["id2label"]
            self._order = label_order({int(index): label for index, label in labels.items()})
        except KeyError as error:
            raise ModelError(
                f"{folder}: config.json lacks {error}; export it again with models.export"
            ) from error
        except ModelError as error:
            raise ModelError(f"{folder}: {error}") from error

    @property
    def name(self) -> str:
        """The name in the folder's ``config.json``."""
        return self._name

    @property
    def sha256(self) -> str | None:
        """The :func:`detector.backends.folder.checksum` of the folder."""
        return self._sha256.result()

    def classify(self, pairs: Sequence[Pair]) -> list[Verdict]:
        """One verdict a pair, in the order of ``pairs``; the same for a pair whatever stands beside it."""
        return self._side_by_side(self._verdict, pairs)

    def tag(self, windows: Sequence[Window]) -> list[list[Tagged]]:
        """The labelled pieces of each window's words, the same for a window whatever stands beside it.

        Raises:
            ModelError: where the weights have no tagger.
        """
        if windows:
            self._first.offers("tags")
        return self._side_by_side(self._tagged, windows)

    def proofread(self, passages: Sequence[Passage]) -> list[list[Tagged]]:
        """The labelled words of what each passage asks about, the same for a passage whatever stands beside it.

        Raises:
            ModelError: where the weights have no proofreader.
        """
        if passages:
            self._first.offers("proofs")
        sharing: dict[str, list[int]] = {}
        for index, passage in enumerate(passages):
            sharing.setdefault((passage.within or passage).text, []).append(index)

        def read(text: str) -> list[list[Tagged]]:
            pieces = self._first.proofread(text)
            return [self._reading(passages[index], pieces) for index in sharing[text]]

        found: dict[int, list[Tagged]] = {}
        for indices, answers in zip(sharing.values(), self._side_by_side(read, list(sharing)), strict=True):
            found.update(zip(indices, answers, strict=True))
        return [found[index] for index in range(len(passages))]

    def _reading(self, passage: Passage, pieces: Sequence[Piece]) -> list[Tagged]:
        """The words of a passage after a fast reading, and a close one where that one gives reason to doubt."""
        fast = words(passage.within or passage, pieces)
        if self._second is None or evidence(map(unsound, fast)) < passage.doubt:
            return fast
        return _weighed(fast, words(passage, self._second.result().proofread(passage.text)))

    def _verdict(self, pair: Pair) -> Verdict:
        encoded = self._first.tokenizer.encode(pair.premise, pair.hypothesis)
        fast = self._of(self._first.run("logits", encoded, encoded.type_ids)[0])
        if fast.contradiction < pair.doubt or (closer := self._closer()) is None:
            return fast
        encoded = closer.tokenizer.encode(pair.premise, pair.hypothesis)
        texts = (pair.premise, pair.hypothesis)
        types = cases_of_pair(texts, encoded.sequence_ids, encoded.offsets)
        return self._of(closer.run("logits", encoded, types)[0])

    def _closer(self) -> Network | None:
        """The second network, made ready to judge pairs; None where it can't."""
        if self._second is None or not (self._second.result().folder / INFERENCE).exists():
            return None
        with self._reading_on:
            self._second.result().read_on("logits", INFERENCE)
        return self._second.result()

    def _of(self, share: Array) -> Verdict:
        entailment, neutral, contradiction = self._order
        return Verdict(
            entailment=float(share[entailment]),
            neutral=float(share[neutral]) if neutral >= 0 else 0.0,
            contradiction=float(share[contradiction]),
        )

    def _tagged(self, window: Window) -> list[Tagged]:
        encoded = self._first.tokenizer.encode(window.text)
        marked = window.marked
        types = [int(start < marked.end and marked.start < end) for start, end in encoded.offsets]
        pieces = self._first.pieces("tags", encoded, types)
        return [Tagged(Span(start, end), tuple(shares)) for start, end, shares in pieces]

    def _side_by_side(self, answer: Callable[[Asked], Answer], questions: Sequence[Asked]) -> list[Answer]:
        """The answers in the order of the questions."""
        if not questions:
            return []
        with ThreadPoolExecutor(self._threads) as pool:
            return list(pool.map(answer, questions))


def _weighed(first: Sequence[Tagged], second: Sequence[Tagged]) -> list[Tagged]:
    """The words with the shares of both readings, the second counting for more; where it reaches less far, without."""
    return [
        Tagged(
            one.span,
            tuple(
                _FIRST * share + (1 - _FIRST) * other
                for share, other in zip(one.shares, another.shares, strict=True)
            ),
        )
        for one, another in zip(first, second, strict=False)
    ]


def _unusable(folder: Path, error: Exception) -> ModelError:
    reason = " ".join(str(error).split())[:160]
    return ModelError(
        f"{folder}: no usable model folder ({reason}); it needs model.onnx, tokenizer.json and config.json "
        "as models.export writes them"
    )


def _session(graph: Path) -> onnxruntime.InferenceSession:
    # Where an installer has put links in place of files, onnxruntime looks for the weights beside the graph itself.
    session = onnxruntime.InferenceSession(
        str(graph.resolve()), _options(), ["CPUExecutionProvider"], disabled_optimizers=_SLOWER
    )
    _give_back()
    return session


def _give_back() -> None:
    """Return to the system what a graph took while it was read: its weights, which are laid out anew, twice over.

    Where the C library has no call for that (glibc has), it is kept for what comes.
    """
    with suppress(AttributeError, OSError, TypeError):
        ctypes.CDLL(None).malloc_trim(0)


def _options() -> onnxruntime.SessionOptions:
    """One thread a question: the questions themselves run side by side."""
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    options.inter_op_num_threads = 1
    options.log_severity_level = 3
    return options
