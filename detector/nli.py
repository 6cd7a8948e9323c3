"""Natural language inference: does a premise entail a hypothesis, contradict it, or neither?

The interface that rules and backends share. It imports nothing else of the package.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

NEVER = 2.0


@dataclass(frozen=True, slots=True, order=True)
class Pair:
    """One question: what is known, and what is asked about it.

    ``doubt``: how likely a fast reading must find a contradiction for a close one, by a backend that can read fast or
    closely; more than 1: never.
    """

    premise: str
    hypothesis: str
    doubt: float = NEVER


@dataclass(frozen=True, slots=True)
class Verdict:
    """The three probabilities for one pair; they sum to 1."""

    entailment: float
    neutral: float
    contradiction: float


class ModelError(Exception):
    """A model cannot be loaded or used; the message is one line that names the mend."""


class Nli(Protocol):
    """What every backend offers."""

    @property
    def name(self) -> str:
        """The model's name, for the report."""

    @property
    def sha256(self) -> str | None:
        """The checksum of the weights in hexadecimal, or None where there is no single file."""

    def classify(self, pairs: Sequence[Pair]) -> list[Verdict]:
        """One verdict a pair, in the order of ``pairs``; the empty list for no pairs.

        Raises:
            ModelError: where the model can't be loaded.
        """


def label_order(id2label: dict[int, str]) -> tuple[int, int, int]:
    """Where a model keeps entailment, neutral and contradiction among its outputs.

    Two-way models (entailment / not_entailment) answer -1 for neutral: what is not entailment counts as
    contradiction.

    Raises:
        ModelError: where the labels name no entailment.

    >>> label_order({0: "CONTRADICTION", 1: "NEUTRAL", 2: "ENTAILMENT"})
    (2, 1, 0)
    """
    found = {str(label).strip().lower().replace("-", "_"): index for index, label in id2label.items()}
    entailment = found.get("entailment", found.get("entail"))
    contradiction = found.get("contradiction", found.get("not_entailment", found.get("contradict")))
    if entailment is None or contradiction is None:
        raise ModelError(
            f"the model's labels are {', '.join(map(str, id2label.values()))}: "
            "choose one with entailment and contradiction among its labels"
        )
    return entailment, found.get("neutral", -1), contradiction
