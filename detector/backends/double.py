"""The backend for tests: it knows the answers that it was given, and nothing else."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from detector.nli import Pair, Verdict


class Double:
    """Answers from a table.

    ``asked`` holds every call's pairs in order, so that a test can see how questions were batched.
    """

    def __init__(self, answers: Mapping[Pair, Verdict]) -> None:
        self._answers = dict(answers)
        self.asked: list[tuple[Pair, ...]] = []

    @property
    def name(self) -> str:
        """Always ``double``."""
        return "double"

    @property
    def sha256(self) -> str | None:
        """Always None: there are no weights."""
        return None

    def classify(self, pairs: Sequence[Pair]) -> list[Verdict]:
        """The verdicts of the table.

        Raises:
            KeyError: for a pair that the table doesn't hold; a test must foresee every question.
        """
        self.asked.append(tuple(pairs))
        return [self._answers[pair] for pair in pairs]
