"""What the proofreader is shown and what it answers: a sentence between its neighbours, and a label for every word.

Labels on words say more than one on the sentence: which words are out of place, and where the cut is. They are how
errors of learners are found (Rei and Yannakoudakis 2016, ACL, “Compositional sequence labeling models for error
detection in learner writing”). The embedded model lower-cases what it reads: the type of each piece tells it
what case would have told.
"""

from __future__ import annotations

import math
import re
from collections import deque
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from heapq import nlargest
from statistics import fmean
from typing import Protocol, runtime_checkable

from detector.spans import Span
from detector.tagging import Tagged

# The labels of a word, in the order of the model's outputs: sound; the last before a cut; the first behind a cut; of
# a stray scrap; out of place.
SOUND, CUT, HEADLESS, STRAY, SALAD = range(5)
LABELS = ("sound", "cut", "headless", "stray", "salad")

PARAGRAPH = "¶"
_WORD = re.compile(r"\S+")
_BEFORE, _AFTER = 14, 10  # words of the neighbours that are shown
_WORST = 4  # words of a sentence that are weighed
_MOST = 0.999  # no word counts for more
_SUSPICIOUS = 0.5  # of evidence; on validation less than that is right in nearly every case
# Types of pieces; 0 and 1 are taken by pairs and by what is marked for the tagger.
_SMALL, _CAPITAL, _CAPITALS = 2, 3, 4


@dataclass(frozen=True, slots=True)
class Passage:
    """A sentence, or a stretch of several, with what stands before and after it.

    Attributes:
        text: what is shown; a pilcrow stands where a paragraph begins or ends.
        asked: the stretch of ``text`` that is asked about.
        closely: whether its form is odd enough to have it read closely in any case, by a backend that can read fast
            or closely.
    """

    text: str
    asked: Span
    closely: bool = False


@runtime_checkable
class Proofreader(Protocol):
    """What a backend offers that can tell which words are out of place."""

    def proofread(self, passages: Sequence[Passage]) -> list[list[Tagged]]:
        """For each passage the words of what is asked about, in order, with spans into that stretch.

        The shares are in the order of :data:`LABELS`. A long sentence may be read only in part: what lies beyond
        the model's reach has no words in the answer.
        """


def passage(
    before: str, asked: str, after: str, *, opens: bool, closes: bool, closely: bool = False
) -> Passage:
    """A passage that asks about ``asked``.

    Args:
        before: what stands before it, if need be in the paragraph before.
        asked: the sentence, as it stands.
        after: what stands behind it.
        opens: whether it is the first of its paragraph.
        closes: whether it is the last.
        closely: as in :class:`Passage`.
    """
    left = [*before.split()[-_BEFORE:], *([PARAGRAPH] if opens else [])]
    right = [*([PARAGRAPH] if closes else []), *after.split()[:_AFTER]]
    head = " ".join(left) + " " if left else ""
    text = " ".join([head + asked, *right])
    return Passage(text, Span(len(head), len(head) + len(asked)), closely)


def words(passage: Passage, pieces: Iterable[Tagged]) -> list[Tagged]:
    """The words of what is asked about, from the pieces that a model has labelled.

    Args:
        passage: what the model was shown.
        pieces: its pieces in order, with spans into ``passage.text``.

    Returns:
        The words that are wholly shown, with spans into the stretch that is asked about; a word's shares are the
        means of its pieces'.
    """
    asked = passage.asked
    found = []
    pieces = deque(piece for piece in pieces if asked.covers(piece.span))
    for match in _WORD.finditer(passage.text, asked.start, asked.end):
        own = []
        while pieces and pieces[0].span.start < match.end():
            own.append(pieces.popleft())
        if not own or own[-1].span.end < match.end():
            break
        shares = own[0].shares
        if len(own) > 1:
            shares = tuple(fmean(column) for column in zip(*(piece.shares for piece in own), strict=True))
        found.append(Tagged(Span(match.start() - asked.start, match.end() - asked.start), shares))
    return found


def case_of(text: str, piece: Span) -> int:
    """The type of a piece of a word by its case; a place of no length (a mark of the model's own) is small."""
    shown = piece.of(text)
    if not shown[:1].isupper():
        return _SMALL
    return _CAPITALS if len(shown) > 1 and shown.isupper() else _CAPITAL


def is_suspicious(words: Sequence[Tagged]) -> bool:
    """Whether a first, fast reader has found enough for a second look."""
    return evidence(map(unsound, words)) >= _SUSPICIOUS


def evidence(shares: Iterable[float]) -> float:
    """Minus the logarithm of the chance that the words which are worst are in place, were they independent.

    Two that surely are not count as much as four that may not be. Over all words it would grow with the length of a
    sentence, and long sentences of reports and speeches would be called garbled.

    >>> round(evidence([0.9, 0.0, 0.9]), 1), round(evidence([0.7, 0.7, 0.7, 0.7, 0.7, 0.7]), 1)
    (4.6, 4.8)
    """
    return -sum(math.log(1 - min(share, _MOST)) for share in nlargest(_WORST, shares))


def unsound(word: Tagged) -> float:
    """How likely a word is out of place in any way: where form tells which way it must be, that is enough."""
    return 1 - word.shares[SOUND]
