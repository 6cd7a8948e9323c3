"""Writes the text of blocks into a document, with white space as a reader of the page would see it."""

from __future__ import annotations

import re

from detector.document import DocumentBuilder, Kind
from detector.spans import Span

MASK = "\ufdd0"
"""Stands for a code point of markup in a text whose offsets must stay; never part of the prose."""

_INVISIBLE = "\u00ad\u200b\u2060\ufeff" + MASK  # soft hyphen, zero-width space, word joiner, byte order mark
_GAP = re.compile(rf"[\s{_INVISIBLE}]{{2,}}|[{_INVISIBLE}]")
_SPACE = re.compile(r"\s+")
_LINE_ENDS = "\n\r\v\f\x85\u2028\u2029"


class Prose:
    """Collects one block after the other.

    A run of white space becomes one line feed where it holds a line end, else one space; a single white
    space character stays what it is. None is left at either end of a block, and a block that would hold
    nothing else is never begun.

    ``source`` is the file's text, or a copy of the same length in which markup is masked.
    """

    def __init__(self, source: str, builder: DocumentBuilder) -> None:
        self._source = source
        self._builder = builder
        self._kind: Kind | None = None
        self._begun = False
        self._gap: Span | None = None
        self._breaks = False

    @property
    def begun(self) -> bool:
        """Whether the current block holds any text yet."""
        return self._begun

    def start(self, kind: Kind) -> None:
        """End the current block and begin another."""
        self.end()
        self._kind = kind

    def end(self) -> None:
        """End the current block; nothing can be written before the next ``start``."""
        self._builder.close()
        self._begun, self._gap, self._kind = False, None, None

    def copy(self, start: int, end: int) -> None:
        """Append the source from ``start`` to ``end``."""
        piece = self._source[start:end]
        first = start + len(piece) - len(piece.lstrip())
        last = start + len(piece.rstrip())
        if first > start:
            self._space(Span(start, first))
        if first > last:
            return
        for gap in _GAP.finditer(self._source, first, last):
            self._put(Span(first, gap.start()))
            for space in _SPACE.finditer(self._source, *gap.span()):
                self._space(Span(*space.span()))
            first = gap.end()
        self._put(Span(first, last))
        if last < end:
            self._space(Span(last, end))

    def replace(self, start: int, end: int, plain: str) -> None:
        """Append ``plain`` for the markup from ``start`` to ``end``, such as a character reference."""
        if plain.isspace() and plain != "\u00a0":
            self._space(Span(start, end), breaks=plain in _LINE_ENDS)
        elif plain.strip(_INVISIBLE):
            self._begin()
            self._builder.replace(Span(start, end), plain)

    def _space(self, span: Span, *, breaks: bool = False) -> None:
        """Keep the first white space of a run; one with a line end is preferred."""
        if self._gap is None or (not self._breaks and (breaks or self._has_line_end(span))):
            self._gap = span
            self._breaks = breaks or self._has_line_end(span)

    def _has_line_end(self, span: Span) -> bool:
        return any(character in _LINE_ENDS for character in span.of(self._source))

    def _put(self, span: Span) -> None:
        if len(span):
            self._begin()
            self._builder.copy(span)

    def _begin(self) -> None:
        gap, self._gap = self._gap, None
        if not self._begun:
            self._begun = True
            self._builder.open(self._kind or Kind.PARAGRAPH)
        elif gap is not None and len(gap) == 1:
            self._builder.copy(gap)
        elif gap is not None:
            self._builder.replace(gap, "\n" if self._breaks else " ")
