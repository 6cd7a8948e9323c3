"""What repeats itself: stretches of a row at once (“on the race on the race”), and sentences further down."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from detector.neighbours import is_function_word

_SHINGLE = 4  # words in a row that are compared
_NEARLY = 0.75  # of the shingles of both: a word or two may be new
_LIKELY = 0.4  # of the shingles of both, from which words are compared one by one
_WORDS = 0.88  # of the words of both, in the same order
_IN_FULL = {
    "n’t": " not", "’re": " are", "’ve": " have", "’ll": " will", "’m": " am", "’d": " would",
}  # fmt: skip
_DENIALS = frozenset(("not", "no", "nor"))
_CONTRACTED = re.compile(r"(n’t|’(?:re|ve|ll|m|d))\b")


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
    if len(set(row)) == len(row):
        return []
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


def _alike(one: Sequence[str], other: Sequence[str]) -> bool:
    """Whether two rows are the same but for some words, none of which has a digit: results are worded alike."""
    matcher = SequenceMatcher(None, one, other, autojunk=False)
    if matcher.ratio() < _WORDS:
        return False
    changed = (
        [*one[left:right], *other[start:end]]
        for kind, left, right, start, end in matcher.get_opcodes()
        if kind != "equal"
    )
    return not any(char.isdigit() for words in changed for word in words for char in word)


def echoes(rows: Sequence[Sequence[str]]) -> list[tuple[int, int]]:
    """Rows that say what an earlier one said, in all but a word or two: pairs ``(row, earlier row)``.

    Args:
        rows: sentences as words, in lower case; an empty one is like none.

    Likeness is the share of four-word shingles that both have (Broder 1997, “On the resemblance and containment of
    documents”). A shingle counts for the first row that has it, so that the time is in proportion to the words.

    >>> once = "the board will meet again on monday to vote on the new bridge over the ardel".split()
    >>> echoes([once, "nobody came".split(), ["but", *once]])
    [(2, 0)]
    """
    first: dict[tuple[str, ...], int] = {}
    sizes: list[int] = []
    found = []
    for index, row in enumerate(rows):
        own = {tuple(row[at : at + _SHINGLE]) for at in range(len(row) - _SHINGLE + 1)}
        sizes.append(len(own))
        known = Counter(first[shingle] for shingle in own if shingle in first)
        for shingle in own:
            first.setdefault(shingle, index)
        if known:
            earlier, shared = known.most_common(1)[0]
            both = len(own) + sizes[earlier] - shared
            if shared >= _NEARLY * both or (shared >= _LIKELY * both and _alike(row, rows[earlier])):
                found.append((index, earlier))
    return found


def in_full(text: str) -> list[str]:
    """The words of a text in lower case, those that are contracted in full: “i’d” is “i would”, “hadn’t” “had not”."""
    return _CONTRACTED.sub(lambda match: _IN_FULL[match[1]], text.replace("'", "’")).split()


def weighty(words: Iterable[str]) -> list[str]:
    """The words that carry the sense: “the ladder was reported” and “that ladder was reported” are one."""
    return [word for word in words if word in _DENIALS or not is_function_word(word)]
