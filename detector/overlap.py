"""One defect, one finding: where two rules mark the same defect, the more specific one reports."""

from __future__ import annotations

from collections.abc import Iterable

from detector.rules.base import Mark, Rule
from detector.spans import Span

# From the most to the least specific. What is no sentence at all comes first; what is wrong about who said it comes
# before what is wrong about how it reads, since a broken attribution also reads like a broken sentence. Within a
# family, a rule that names the mend (delete the second cue, delete the repetition) comes before one that only says that
# something is amiss; and what is salad throughout has lost more than the beginning that it seems to lack.
PRECEDENCE: tuple[str, ...] = (
    "GB106",
    "MQ108",
    "MQ101",
    "MQ102",
    "MQ104",
    "MQ103",
    "MQ107",
    "MQ106",
    "MQ105",
    "GB105",
    "GB103",
    "GB104",
    "GB102",
    "GB101",
    "GB107",
    "MQ001",
    "MQ002",
)

Marked = tuple[Rule, Mark]


def resolve(marked: Iterable[Marked]) -> list[Marked]:
    """Of marks that are about the same defect only the most specific one, in text order."""
    kept: list[Marked] = []
    for rule, mark in sorted(marked, key=_rank):
        if not any(_same_defect(rule, mark.span, other, winner.span) for other, winner in kept):
            kept.append((rule, mark))
    return sorted(kept, key=lambda item: (item[1].span, PRECEDENCE.index(item[0].code)))


def _rank(item: Marked) -> tuple[int, float, Span]:
    rule, mark = item
    return PRECEDENCE.index(rule.code), -mark.score, mark.span


def _same_defect(one: Rule, left: Span, other: Rule, right: Span) -> bool:
    """Whether two marks are about one thing.

    Rules of one family (MQ, GB) look at the same thing, so any overlap will do. Across families the marks must cover
    mostly the same text: a doubled word within a misattributed quotation is a defect of its own, and so it is within a
    sentence that breaks off (GB105). What a page has left in the prose (GB106) is no sentence, and where it is longer
    than another mark, that mark is of its words.
    """
    if not left.overlaps(right):
        return False
    if (one.code == "GB106" and len(left) > len(right)) or (other.code == "GB106" and len(right) > len(left)):
        return True
    if one.code[:2] == other.code[:2] and (one is other or "GB105" not in (one.code, other.code)):
        return True
    shared = min(left.end, right.end) - max(left.start, right.start)
    return 2 * shared >= max(len(left), len(right))
