"""Plain text: paragraphs by blank lines, or one a line; soft-wrapped lines are joined."""

from __future__ import annotations

import re
from collections.abc import Iterator
from enum import Enum
from itertools import pairwise
from typing import NamedTuple

from detector.document import DocumentBuilder, Kind
from detector.readers.prose import Prose

_LINE = re.compile(r"[^\r\n]+|\r\n|\n|\r")
_RULE = re.compile(r"[\s*=_~#•·–—-]*\Z")  # blank, or a line drawn with characters
_COMMENT = re.compile(r"\s*<!--(?:(?!-->).){0,1000}-->\s*\Z")  # for this or another linter
_BULLET = re.compile(r"\s*(?:[-*•·▪◦‣–]|\d{1,2}[.)])\s+(?=\S)")
_TERMINAL = re.compile(r"[.!?…:][\"'”’»)\]]*\s*\Z")

_WIDEST_WRAP = 160  # nobody wraps lines by hand or by tool at more columns than these
_NATURAL_SHARE = 0.8
_TERMINAL_SHARE = 0.7
_SURE_BREAKS = 5


class _Line(NamedTuple):
    start: int
    text: str

    @property
    def closes(self) -> bool:
        return _TERMINAL.search(self.text[-12:]) is not None


class _Breaks(Enum):
    """What a single line end means in a file."""

    PARAGRAPH = 1  # a new paragraph
    WRAP = 2  # a wrapped line, unless the next word would have fitted
    SPACE = 3  # white space


def read(text: str, builder: DocumentBuilder, *, path: str) -> None:  # noqa: ARG001
    """Write the paragraphs and list items of ``text`` into ``builder``."""
    chunks = list(_chunks(text))
    width = max((len(line.text) for chunk in chunks for line in chunk), default=0)
    breaks = _meaning(chunks, width)
    prose = Prose(text, builder)
    for chunk in chunks:
        bulleted = False
        for index, line in enumerate(chunk):
            before = chunk[index - 1] if index else None
            bullet = _BULLET.match(line.text) if before is None or bulleted or before.closes else None
            if bullet or before is None or _parts(before, line, breaks, width, bulleted):
                bulleted = bullet is not None
                prose.start(Kind.LIST_ITEM if bullet else Kind.PARAGRAPH)
            else:
                prose.copy(before.start + len(before.text), line.start)
            prose.copy(line.start + (bullet.end() if bullet else 0), line.start + len(line.text))
    prose.end()


def _chunks(text: str) -> Iterator[list[_Line]]:
    """The lines between blank ones."""
    chunk: list[_Line] = []
    for match in _LINE.finditer(text):
        line = match[0]
        if line in ("\n", "\r", "\r\n"):
            if chunk and _ends_blank(text, match.end()):
                yield chunk
                chunk = []
        elif _RULE.match(line) or _COMMENT.match(line):
            if chunk:
                yield chunk
            chunk = []
        else:
            chunk.append(_Line(match.start(), line))
    if chunk:
        yield chunk


def _ends_blank(text: str, at: int) -> bool:
    """Whether the line that begins at ``at`` is empty."""
    return at >= len(text) or text[at] in "\r\n"


def _meaning(chunks: list[list[_Line]], width: int) -> _Breaks:
    """What line ends mean, from the file's own lines.

    A tool that wraps breaks a line only where the next word would not have fitted. Where lines end in closing
    punctuation and the next word would have fitted, each line is a paragraph.
    """
    pairs = [pair for chunk in chunks for pair in pairwise(chunk)]
    if width > _WIDEST_WRAP or not pairs:
        return _Breaks.PARAGRAPH
    natural = sum(_is_natural(line, after, width) for line, after in pairs) / len(pairs)
    terminal = sum(line.closes for line, _ in pairs) / len(pairs)
    if natural < _NATURAL_SHARE:
        return _Breaks.PARAGRAPH if terminal >= _TERMINAL_SHARE else _Breaks.SPACE
    return _Breaks.WRAP if len(pairs) >= _SURE_BREAKS else _Breaks.SPACE


def _is_natural(line: _Line, after: _Line, width: int) -> bool:
    word = after.text.split(maxsplit=1)[0]
    return len(line.text.rstrip()) + 1 + len(word) > width


def _parts(line: _Line, after: _Line, breaks: _Breaks, width: int, bulleted: bool) -> bool:
    """Whether a paragraph ends between two lines that follow each other."""
    if breaks is _Breaks.PARAGRAPH:
        return True
    if line.closes and after.text[0].isspace() and not line.text[0].isspace() and not bulleted:
        return True  # its first line is indented
    if breaks is _Breaks.SPACE:
        return False
    short = line.closes or len(line.text) < width / 2
    return short and not _is_natural(line, after, width)
