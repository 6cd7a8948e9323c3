"""Any Hugging Face sequence-classification model with entailment among its labels, through torch.

Needs the extra ``misquote[torch]``; torch and transformers are imported here and nowhere else.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from detector.nli import ModelError, Pair, Verdict, label_order

_BATCH = 32
_MAX_LENGTH = 256


class HuggingFace:
    """A checkpoint from a folder or from the hub.

    Args:
        name: a folder, or a name on the hub.
        device: such as ``cpu`` or ``cuda:0``; None: a GPU if torch sees one.

    Raises:
        ModelError: where torch is not installed, the checkpoint can't be loaded, or its labels name no entailment.
    """

    def __init__(self, name: str, device: str | None = None) -> None:
        try:
            import torch
            from transformers import AutoModelForSequenceClassification, AutoTokenizer
        except ImportError as error:
            raise ModelError(
                "hf: models need torch and transformers: pip install 'misquote[torch]'"
            ) from error
        self._name = name
        self._torch: Any = torch
        try:
            self._device = torch.device(device or ("cuda" if torch.cuda.is_available() else "cpu"))
            self._tokenizer: Any = AutoTokenizer.from_pretrained(name)
            self._model: Any = (
                AutoModelForSequenceClassification.from_pretrained(name).eval().to(self._device)
            )
        except Exception as error:
            reason = " ".join(str(error).split())[:160]
            raise ModelError(
                f"{name}: the model can't be loaded ({reason}); check its name and the device"
            ) from error
        try:
            self._order = label_order(dict(self._model.config.id2label))
        except ModelError as error:
            raise ModelError(f"{name}: {error}") from error

    @property
    def name(self) -> str:
        """As it was given, without ``hf:``."""
        return self._name

    @property
    def sha256(self) -> str | None:
        """Always None: a checkpoint may have many files."""
        return None

    def classify(self, pairs: Sequence[Pair]) -> list[Verdict]:
        """One verdict a pair, in the order of ``pairs``; run in batches of like length."""
        order = sorted(range(len(pairs)), key=lambda index: len(pairs[index].premise))
        verdicts: dict[int, Verdict] = {}
        for first in range(0, len(order), _BATCH):
            indices = order[first : first + _BATCH]
            batch = self._batch([pairs[index] for index in indices])
            verdicts.update(zip(indices, batch, strict=True))
        return [verdicts[index] for index in range(len(pairs))]

    def _batch(self, pairs: Sequence[Pair]) -> list[Verdict]:
        encoded = self._tokenizer(
            [pair.premise for pair in pairs],
            [pair.hypothesis for pair in pairs],
            truncation="only_first",
            max_length=_MAX_LENGTH,
            padding=True,
            return_tensors="pt",
        ).to(self._device)
        with self._torch.inference_mode():
            rows = self._model(**encoded).logits.double().softmax(-1).tolist()
        entailment, neutral, contradiction = self._order
        return [
            Verdict(row[entailment], row[neutral] if neutral >= 0 else 0.0, row[contradiction])
            for row in rows
        ]
