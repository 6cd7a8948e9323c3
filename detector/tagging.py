"""What the tagger is shown and what it answers: the passage around a mark, and a label for every word of it.

One question is one window of the text with a stretch marked in it. Where a quotation is marked, the answer says
which words report it and who is credited; where a reporting word is marked, which words it reports and whose they
are. One place cuts windows, for extraction and for training alike. Marking the predicate and labelling the rest is
how semantic roles are labelled with an encoder (Shi and Lin 2019, arXiv 1904.05255).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol, runtime_checkable

from detector.spans import Span

# The labels of a word, in the order of the model's outputs.
OTHER, CONTENT, CUE, SPEAKER = range(4)
LABELS = ("other", "content", "cue", "speaker")

_WORD = re.compile(r"\S+")
_GAP = " … "
_QUOTED_HEAD, _QUOTED_TAIL = 12, 12  # words of a long quotation that are shown
_BEFORE, _AFTER = 34, 22  # words around a quotation
_CUE_BEFORE, _CUE_AFTER = 30, 28  # words around a cue
_REACH = 400  # code points looked at for so many words


@dataclass(frozen=True, slots=True)
class Window:
    """A stretch of an article, or several with a gap between, with one part of it marked.

    Attributes:
        pieces: where the shown text stands in the article, in order.
        text: the shown text, pieces joined by an ellipsis.
        marked: the marked part of ``text``.
    """

    pieces: tuple[Span, ...]
    text: str
    marked: Span

    def locate(self, span: Span) -> Span | None:
        """The place in the article of a stretch of ``text``; None where it lies in a gap or runs over one."""
        at = 0
        for piece in self.pieces:
            if at <= span.start and span.end <= at + len(piece):
                return Span(piece.start + span.start - at, piece.start + span.end - at)
            at += len(piece) + len(_GAP)
        return None

    def place(self, span: Span) -> list[Span]:
        """The stretches of ``text`` that show a place of the article; none where it is not shown."""
        shown = []
        at = 0
        for piece in self.pieces:
            start, end = max(span.start, piece.start), min(span.end, piece.end)
            if start < end:
                shown.append(Span(at + start - piece.start, at + end - piece.start))
            at += len(piece) + len(_GAP)
        return shown


@dataclass(frozen=True, slots=True)
class Tagged:
    """One piece of a word with the probability of each label, in the order of :data:`LABELS`."""

    span: Span
    shares: tuple[float, ...]


@runtime_checkable
class Tagger(Protocol):
    """What a backend offers that can label words."""

    def tag(self, windows: Sequence[Window]) -> list[list[Tagged]]:
        """For each window the pieces of its words in order, with spans into ``window.text``."""


def around_quotation(plain: str, quotation: Span) -> Window:
    """The window that asks who said a quotation; ``quotation`` counts its marks in.

    A long quotation is shown by its beginning and its end.
    """
    words = [Span(*match.span()) for match in _WORD.finditer(plain, quotation.start, quotation.end)]
    before = _left(plain, quotation.start, _BEFORE)
    after = _right(plain, quotation.end, _AFTER)
    if len(words) <= _QUOTED_HEAD + _QUOTED_TAIL + 4:
        pieces: tuple[Span, ...] = (Span(before, after),)
        marked = Span(quotation.start - before, quotation.end - before)
    else:
        first = Span(before, words[_QUOTED_HEAD - 1].end)
        last = Span(words[-_QUOTED_TAIL].start, after)
        pieces = (first, last)
        marked = Span(quotation.start - before, len(first) + len(_GAP) + quotation.end - last.start)
    return Window(pieces, _GAP.join(piece.of(plain) for piece in pieces), marked)


def around_cue(plain: str, cue: Span) -> Window:
    """The window that asks what a reporting word reports, and who is its speaker."""
    piece = Span(_left(plain, cue.start, _CUE_BEFORE), _right(plain, cue.end, _CUE_AFTER))
    return Window((piece,), piece.of(plain), Span(cue.start - piece.start, cue.end - piece.start))


def _left(plain: str, at: int, count: int) -> int:
    """Where the ``count`` words before ``at`` begin."""
    starts = [match.start() for match in _WORD.finditer(plain, max(at - _REACH, 0), at)]
    return starts[-count:][0] if starts else at


def _right(plain: str, at: int, count: int) -> int:
    """Where the ``count`` words behind ``at`` end."""
    ends = [match.end() for match in _WORD.finditer(plain, at, min(at + _REACH, len(plain)))]
    return ends[:count][-1] if ends else at
