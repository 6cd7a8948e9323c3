"""A document: a file's text, the plain prose that a reader found in it, and the map between the two.

Everything after the readers works on :attr:`Document.plain` alone and knows no markup. Only when a finding
is reported is its span taken back to the file, by :meth:`Document.locate`.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from enum import Enum
from typing import NamedTuple

from detector.spans import Span

BLOCK_BREAK = "\n\n"


class Kind(str, Enum):
    """What a block is in the layout of its article."""

    PARAGRAPH = "paragraph"
    BLOCK_QUOTE = "block quote"
    HEADING = "heading"
    LIST_ITEM = "list item"
    CAPTION = "caption"

    @property
    def is_prose(self) -> bool:
        """Whether the block is held to full sentences."""
        return self in (Kind.PARAGRAPH, Kind.BLOCK_QUOTE)


@dataclass(frozen=True, slots=True)
class Block:
    """One paragraph, heading, list item, … as a span of :attr:`Document.plain`.

    ``guessed`` says that only its form makes it something else than the paragraph that the file holds.
    """

    span: Span
    kind: Kind
    guessed: bool = False


class Run(NamedTuple):
    """A stretch of plain text and where it stands in the file.

    Where ``length == size`` the two are the same text, code point for code point. Elsewhere (an entity such
    as ``&amp;``) the stretch is one unit: each of its code points stands for the whole ``size`` in the file.
    """

    at: int
    length: int
    start: int
    size: int


@dataclass(frozen=True, slots=True)
class Document:
    """A file that was read.

    Attributes:
        path: as the caller named it; ``-`` for standard input.
        text: the file's own decoded text, markup and byte order mark-less; findings point into it.
        plain: the prose: blocks in file order, joined by a blank line.
        blocks: spans of ``plain`` in order, never overlapping.
        runs: the map from ``plain`` to ``text``, in order of both.
        format: the name of the reader, such as ``markdown``.
        notes: what the user should know about how the file was read; one line each.
    """

    path: str
    text: str
    plain: str
    blocks: tuple[Block, ...]
    runs: tuple[Run, ...]
    format: str
    notes: tuple[str, ...] = ()

    def locate(self, span: Span) -> Span:
        """The span in :attr:`text` of a span in :attr:`plain`.

        Markup that stands between two code points of ``span`` is part of the result; markup before its
        first and after its last is not.

        Raises:
            ValueError: where ``span`` holds no text of any block.
        """
        first = max(bisect_right(self.runs, span.start, key=lambda run: run.at) - 1, 0)
        while first < len(self.runs) and self.runs[first].at + self.runs[first].length <= span.start:
            first += 1
        last = bisect_right(self.runs, max(span.end - 1, span.start), key=lambda run: run.at) - 1
        if first >= len(self.runs) or last < first:
            raise ValueError(f"no text of the file stands at {span}")
        head, tail = self.runs[first], self.runs[last]
        start, end = head.start, tail.start + tail.size
        if head.length == head.size:
            start += max(span.start - head.at, 0)
        if tail.length == tail.size:
            end = tail.start + min(max(span.end, span.start) - tail.at, tail.length)
        return Span(start, max(start, end))


class DocumentBuilder:
    """Collects blocks while a reader walks through a file, and keeps the map exact.

    >>> builder = DocumentBuilder("<p>R&amp;D is <b>fine</b>.</p>")
    >>> builder.open(Kind.PARAGRAPH)
    >>> builder.copy(Span(3, 4)); builder.replace(Span(4, 9), "&"); builder.copy(Span(9, 14))
    >>> builder.copy(Span(17, 21)); builder.copy(Span(25, 26))
    >>> document = builder.build(path="a.html", format="html")
    >>> document.plain
    'R&D is fine.'
    >>> document.locate(Span(0, 3)).of(document.text)
    'R&amp;D'
    """

    def __init__(self, text: str) -> None:
        self._text = text
        self._parts: list[str] = []
        self._length = 0
        self._runs: list[Run] = []
        self._blocks: list[Block] = []
        self._open: Kind | None = None
        self._before = (0, 0)  # how many parts and code points there were when the block was opened

    def open(self, kind: Kind) -> None:
        """Begin a block; one that is still open is closed first."""
        self.close()
        self._before = (len(self._parts), self._length)
        if self._blocks:
            self._push(BLOCK_BREAK)
        self._open = kind

    def copy(self, span: Span) -> None:
        """Append the file's text at ``span`` to the open block, code point for code point."""
        if not len(span):
            return
        last = self._runs[-1] if self._runs else None
        if last and last == (self._length - last.size, last.size, span.start - last.size, last.size):
            grown = last.length + len(span)
            self._runs[-1] = Run(last.at, grown, last.start, grown)
        else:
            self._runs.append(Run(self._length, len(span), span.start, len(span)))
        self._push(span.of(self._text))

    def replace(self, span: Span, plain: str) -> None:
        """Append ``plain``, which stands for the file's text at ``span`` as a whole."""
        if plain:
            self._runs.append(Run(self._length, len(plain), span.start, len(span)))
            self._push(plain)

    def close(self) -> None:
        """End the open block, if there is one; a block without text leaves no trace."""
        if self._open is None:
            return
        kind, self._open = self._open, None
        parts, length = self._before
        start = length + len(BLOCK_BREAK) if self._blocks else length
        if "".join(self._parts[parts:]).strip():
            self._blocks.append(Block(Span(start, self._length), kind))
            return
        del self._parts[parts:]
        self._length = length
        while self._runs and self._runs[-1].at >= length:
            self._runs.pop()

    def build(self, *, path: str, format: str, notes: tuple[str, ...] = ()) -> Document:
        """The finished document."""
        self.close()
        return Document(
            path=path,
            text=self._text,
            plain="".join(self._parts),
            blocks=tuple(self._blocks),
            runs=tuple(self._runs),
            format=format,
            notes=notes,
        )

    def _push(self, plain: str) -> None:
        self._parts.append(plain)
        self._length += len(plain)
