"""The source lines of a finding with its span underlined, fit for any terminal."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator

from detector.spans import LineIndex, Span

ELLIPSIS = "…"
MAX_LINES = 4
_JOINERS = "\u200c\u200d"  # harmless, and needed by emoji and by some scripts


def visible(text: str) -> str:
    r"""The text with nothing in it that a terminal would obey; as many code points as before.

    >>> visible("a\tb\x1b[31m\u202e")
    'a b␛[31m�'
    """
    if text.isprintable():
        return text
    return "".join(char if char.isprintable() or char in _JOINERS else _picture(char) for char in text)


def cells(text: str) -> int:
    r"""How many columns of a terminal the text takes.

    >>> cells("e\u0301"), cells("東京")
    (1, 4)
    """
    return sum(_cells(char) for char in text)


def excerpt(source: str, span: Span, lines: LineIndex, width: int) -> Iterator[tuple[str, str]]:
    """For each source line of the span what to show, and the underline beneath it.

    A line that is longer than ``width`` code points is clipped around the span; a span that is longer is
    shown by its two ends. After ``MAX_LINES`` lines the rest is left out.
    """
    shown = 0
    for number in range(lines.position(span.start)[0], lines.position(max(span.end - 1, span.start))[0] + 1):
        line = lines.line(number)
        part = _trim(
            source, Span(max(line.start, span.start), max(line.start, span.start, min(line.end, span.end)))
        )
        if not len(part) and len(span):
            continue
        if shown == MAX_LINES:
            yield ELLIPSIS, ""
            return
        shown += 1
        yield _clip(source, line, part, width)


def _clip(source: str, line: Span, part: Span, width: int) -> tuple[str, str]:
    """One line and its underline; ``part`` is what to underline, inside ``line``."""
    room = max(width - len(part), 0)
    right = min(line.end - part.end, max(room // 2, room - (part.start - line.start)))
    left = min(part.start - line.start, room - right)
    before = visible(source[part.start - left : part.start])
    after = visible(source[part.end : part.end + right])
    if left < part.start - line.start:
        before = ELLIPSIS + _from_word(before)
    if right < line.end - part.end:
        after = _to_word(after) + ELLIPSIS
    marked = visible(_ends(source, part, width))
    return (before + marked + after).rstrip(), " " * cells(before) + "^" * max(cells(marked), 1)


def _ends(source: str, part: Span, width: int) -> str:
    """What stands at ``part``; where that is too long, its beginning and its end."""
    if len(part) <= width:
        return part.of(source)
    half = (width - 3) // 2
    head, tail = source[part.start : part.start + half], source[part.end - half : part.end]
    return f"{_to_word(head)} {ELLIPSIS} {_from_word(tail)}"


def _from_word(text: str) -> str:
    """The text from the beginning of its first whole word, where it has one."""
    return text.partition(" ")[2] or text


def _to_word(text: str) -> str:
    """The text to the end of its last whole word, where it has one."""
    return text.rpartition(" ")[0] or text


def _trim(source: str, span: Span) -> Span:
    """The span without the white space at its ends."""
    text = span.of(source)
    start = span.start + len(text) - len(text.lstrip())
    return Span(start, max(start, span.start + len(text.rstrip())))


def _picture(char: str) -> str:
    """A harmless stand-in, one column wide, for a code point that isn't printable."""
    if char.isspace():
        return " "
    return chr(0x2400 + ord(char)) if ord(char) < 0x20 else "\ufffd"


def _cells(char: str) -> int:
    if unicodedata.category(char) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if unicodedata.east_asian_width(char) in "WF" else 1
