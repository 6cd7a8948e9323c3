"""Stretches of a row that repeat themselves at once: “on the race on the race”, one sentence twice."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Repeat:
    """The items ``start <= i < end``: the first ``period`` of them come again, once or more often."""

    start: int
    end: int
    period: int


def repeats(row: Sequence[str | None], longest: int) -> list[Repeat]:
    """Every stretch that comes twice or more in immediate succession, in order, none overlapping another.

    Args:
        row: the items to compare; None equals nothing, itself included.
        longest: the most items that the repeated stretch may have.

    Where several periods fit, the shortest is taken. Takes time in proportion to ``longest`` times the row.

    >>> repeats("lost money on the race on the race".split(), 12)
    [Repeat(start=2, end=8, period=3)]
    """
    found: list[Repeat] = []
    taken = [False] * len(row)
    for period in range(1, longest + 1):
        for start, end in _runs(row, period):
            if not any(taken[start:end]):
                found.append(Repeat(start, end, period))
                taken[start:end] = [True] * (end - start)
    return sorted(found)


def _runs(row: Sequence[str | None], period: int) -> Iterator[tuple[int, int]]:
    """Where each item equals the one ``period`` places on, for ``period`` items or more."""
    start = 0
    for index in range(len(row) - period + 1):
        same = index + period < len(row) and row[index] is not None and row[index] == row[index + period]
        if not same:
            if index - start >= period:
                yield start, index + period
            start = index + 1
