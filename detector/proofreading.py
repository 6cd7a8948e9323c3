"""What the proofreader is shown and what it answers: a sentence between its neighbours, and a label for every word.

Labels on words say more than one on the sentence: which words are out of place, and where the cut is. They are how
errors of learners are found (Rei and Yannakoudakis 2016, ACL, “Compositional sequence labeling models for error
detection in learner writing”). The embedded model lower-cases what it reads: the type of each piece tells it
what case would have told.
"""

from __future__ import annotations

import math
import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from operator import itemgetter
from typing import NamedTuple, Protocol, runtime_checkable

from detector.spans import Span
from detector.tagging import Tagged

# The labels of a word, in the order of the model's outputs: sound; the last before a cut; the first behind a cut; of
# a stray scrap; out of place.
SOUND, CUT, HEADLESS, STRAY, SALAD = range(5)
LABELS = ("sound", "cut", "headless", "stray", "salad")

PARAGRAPH = "¶"
_WORD = re.compile(r"\S+")
_START = itemgetter(0)
_BEFORE, _AFTER = 14, 10  # words of the neighbours that are shown
_BEFORE_STRETCH, _AFTER_STRETCH = 6, 4  # of a stretch; only its ends need them
_WORST = 4  # words of a sentence that are weighed
_MOST = 0.999  # no word counts for more
# Of evidence; on validation less than that is right in nearly every case, and of an odd form in all.
SUSPICIOUS, FAINT = 0.3, 0.05
# Types of pieces; 0 and 1 are taken by pairs and by what is marked for the tagger.
_SMALL, _CAPITAL, _CAPITALS = 2, 3, 4


# A piece of a word that a model has labelled: where it starts and ends, and its shares in the order of LABELS.
Piece = tuple[int, int, Sequence[float]]


class Shown(NamedTuple):
    """A sentence as it stands, and whether it opens and closes its paragraph."""

    text: str
    opens: bool
    closes: bool


class Stretch(NamedTuple):
    """Several sentences in one ``text``, and the part of it that is ``asked`` about."""

    text: str
    asked: Span


@dataclass(frozen=True, slots=True)
class Passage:
    """A sentence, or a stretch of several, with what stands before and after it.

    Attributes:
        text: what is shown; a pilcrow stands where a paragraph begins or ends.
        asked: the stretch of ``text`` that is asked about.
        doubt: how much evidence a fast reading must find for a close one, by a backend that can read fast or closely.
        within: the same question in a longer text, which the passages of other sentences share. A backend that first
            reads fast may read that: so it reads each sentence once, and not again as what stands before another.
    """

    text: str
    asked: Span
    doubt: float = SUSPICIOUS
    within: Stretch | None = None


@runtime_checkable
class Proofreader(Protocol):
    """What a backend offers that can tell which words are out of place."""

    def proofread(self, passages: Sequence[Passage]) -> list[list[Tagged]]:
        """For each passage the words of what is asked about, in order, with spans into that stretch.

        The shares are in the order of :data:`LABELS`. A long sentence may be read only in part: what lies beyond
        the model's reach has no words in the answer.
        """


def passage(
    before: str, asked: str, after: str, *, opens: bool, closes: bool, doubt: float = SUSPICIOUS
) -> Passage:
    """A passage that asks about ``asked``.

    Args:
        before: what stands before it, if need be in the paragraph before.
        asked: the sentence, as it stands.
        after: what stands behind it.
        opens: whether it is the first of its paragraph.
        closes: whether it is the last.
        doubt: as in :class:`Passage`.
    """
    text, (span,) = _written(before.split()[-_BEFORE:], [Shown(asked, opens, closes)], after.split()[:_AFTER])
    return Passage(text, span, doubt)


def stretches(before: str, sentences: Sequence[Shown], after: str) -> list[Stretch]:
    """One text with all of some sentences, once for each of them.

    Args:
        before: what stands before the first, if need be in the paragraph before.
        sentences: in the order in which they follow each other.
        after: what stands behind the last.
    """
    text, spans = _written(before.split()[-_BEFORE_STRETCH:], sentences, after.split()[:_AFTER_STRETCH])
    return [Stretch(text, span) for span in spans]


def _written(
    before: Sequence[str], sentences: Sequence[Shown], after: Sequence[str]
) -> tuple[str, list[Span]]:
    """Sentences between the words around them as one text, and where in it each of them stands."""
    parts = [*before]
    length = sum(map(len, parts)) + len(parts)
    spans = []
    for sentence in sentences:
        if sentence.opens:
            parts.append(PARAGRAPH)
            length += len(PARAGRAPH) + 1
        parts.append(sentence.text)
        spans.append(Span(length, length + len(sentence.text)))
        length += len(sentence.text) + 1
    if sentences[-1].closes:
        parts.append(PARAGRAPH)
    return " ".join([*parts, *after]), spans


def words(shown: Passage | Stretch, pieces: Sequence[Piece]) -> list[Tagged]:
    """The words of what is asked about, from the pieces that a model has labelled.

    Args:
        shown: what the model was shown.
        pieces: its pieces in order, with places in ``shown.text``.

    Returns:
        The words that are wholly shown, with spans into the stretch that is asked about; a word's shares are the
        means of its pieces'.
    """
    asked = shown.asked
    found = []
    at = bisect_left(pieces, asked.start, key=_START)
    for match in _WORD.finditer(shown.text, asked.start, asked.end):
        first, end = at, match.end()
        while at < len(pieces) and pieces[at][0] < end:
            at += 1
        if at == first or pieces[at - 1][1] < end:
            break
        shares = pieces[first][2]
        if at - first > 1:
            shares = [
                sum(column) / (at - first) for column in zip(*(p[2] for p in pieces[first:at]), strict=True)
            ]
        found.append(Tagged(Span(match.start() - asked.start, end - asked.start), tuple(shares)))
    return found


def case_of(text: str, place: tuple[int, int]) -> int:
    """The type of a piece of a word by its case; a place of no length (a mark of the model's own) is small."""
    shown = text[place[0] : place[1]]
    if not shown[:1].isupper():
        return _SMALL
    return _CAPITALS if len(shown) > 1 and shown.isupper() else _CAPITAL


def cases_of_pair(
    texts: tuple[str, str], parts: Sequence[int | None], places: Sequence[tuple[int, int]]
) -> list[int]:
    """The types of the pieces of two texts, each at its place in the text of its part; a mark has none."""
    return [case_of(texts[part or 0], place) for part, place in zip(parts, places, strict=True)]


def evidence(shares: Iterable[float]) -> float:
    """Minus the logarithm of the chance that the words which are worst are in place, were they independent.

    Two that surely are not count as much as four that may not be. Over all words it would grow with the length of a
    sentence, and long sentences of reports and speeches would be called garbled.

    >>> round(evidence([0.9, 0.0, 0.9]), 1), round(evidence([0.7, 0.7, 0.7, 0.7, 0.7, 0.7]), 1)
    (4.6, 4.8)
    """
    worst = sorted(shares)[-_WORST:]
    return -sum(math.log(1 - min(share, _MOST)) for share in worst)


def unsound(word: Tagged) -> float:
    """How likely a word is out of place in any way: where form tells which way it must be, that is enough."""
    return 1 - word.shares[SOUND]
