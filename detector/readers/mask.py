"""Masks what a Markdown parser doesn't know: front matter, shortcodes, MDX, footnote marks.

Each is overwritten, code point for code point, so that every offset stays.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from detector.readers.frontmatter import front_matter_end
from detector.readers.prose import MASK

_VISIBLE = re.compile(r"[^\s]")

# An opening and the first closing mark after it; one that never closes is text.
_PAIRS = (
    ("{{<", ">}}"),
    ("{{%", "%}}"),
    ("{{", "}}"),
    ("{%", "%}"),
    ("{#", "}"),
    ("{/*", "*/}"),
    ("{:", "}"),
)
_OPENING = re.compile("|".join(re.escape(opening) for opening, _ in _PAIRS))
_MAX_PAIR = 5_000
_MAX_TRIES = 500  # after so many tags that never end, a file has no components
_BLOCK_TAG = re.compile(r"\{%-?\s*(highlight|comment|raw|codeblock|code)\b|\{\{[<%]\s*(highlight|mermaid)\b")

_LINES = (
    re.compile(r"^:::+[^\r\n]*", re.MULTILINE),  # containers
    re.compile(r"^[ >\t]{0,12}\[!(?:NOTE|TIP|IMPORTANT|WARNING|CAUTION)\]", re.MULTILINE),
    re.compile(r"^[ >\t]{0,12}\[\^[^\]\s]{1,60}\]:", re.MULTILINE),  # a footnote's own mark
    re.compile(r"\[\^[^\]\s]{1,60}\]"),  # and the marks that point at it
    re.compile(
        r"^import\s(?:[^\r\n'\"]{0,500}\sfrom\s+)?['\"][^\r\n'\"]{1,300}['\"];?[ \t]*\r?$", re.MULTILINE
    ),
    re.compile(r"^export\s+(?:const|let|var|default|function|class|async|\{|\*)[^\r\n]*", re.MULTILINE),
)
_JSX = re.compile(r"</?[A-Z][A-Za-z0-9.]{0,60}(?=[\s/>])")
_JSX_PART = re.compile(r"[{}>\"'`]")


def mask(text: str, *, path: str) -> str:
    """``text`` with all that is masked; as long as before.

    Raises:
        ReadError: where the front matter is malformed.
    """
    body = front_matter_end(text, path=path)
    spans = [(0, body)] if body else []
    spans.extend(match.span() for pattern in _LINES for match in pattern.finditer(text, body))
    spans.extend(_pairs(text, body))
    spans.extend(_tags(text, body))
    return _overwrite(text, sorted(spans))


def _pairs(text: str, body: int) -> Iterator[tuple[int, int]]:
    """Shortcodes, template tags, comments and attribute lists."""
    at = body
    closings = dict(_PAIRS)
    endless: set[str] = set()
    while match := _OPENING.search(text, at):
        start = match.start()
        closing = closings[match[0]]
        found = text.find(closing, match.end(), match.end() + _MAX_PAIR)
        at = match.end()
        if found >= 0:
            at = found + len(closing)
            block = _BLOCK_TAG.match(text, start)
            at = max(at, _block_end(text, block, at, endless) if block else 0)
            yield start, at


def _block_end(text: str, block: re.Match[str], at: int, endless: set[str]) -> int:
    """Where a tag with a content that is no prose ends; 0 where it never does, which is looked for but once."""
    name = block[1] or block[2]
    pattern = rf"\{{%-?\s*end{name}\s*-?%\}}" if block[1] else rf"\{{\{{[<%]\s*/{name}\s*[>%]\}}\}}"
    end = re.compile(pattern).search(text, at) if pattern not in endless else None
    if end is None:
        endless.add(pattern)
    return end.end() if end else 0


def _tags(text: str, body: int) -> Iterator[tuple[int, int]]:
    """The tags of MDX components; CommonMark's own tags know no ``{…}`` for a value."""
    at = body
    tries = _MAX_TRIES
    while tries and (match := _JSX.search(text, at)):
        at = match.end()
        end = _tag_end(text, at)
        if end:
            yield match.start(), end
            at = end
        else:
            tries -= 1


def _tag_end(text: str, at: int) -> int:
    """Just behind a component's tag whose name ends at ``at``; 0 where it doesn't end nearby."""
    depth, quote, limit = 0, "", at + _MAX_PAIR
    for part in _JSX_PART.finditer(text, at, limit):
        mark = part[0]
        if quote:
            quote = "" if mark == quote else quote
        elif mark in "\"'`":
            quote = mark
        elif mark == ">" and depth == 0:
            return part.end()
        elif mark in "{}":
            depth += 1 if mark == "{" else -1
    return 0


def _overwrite(text: str, spans: list[tuple[int, int]]) -> str:
    """Everything that is not white space at ``spans`` replaced; the spans are sorted and may overlap."""
    parts, at = [], 0
    for start, end in spans:
        if end > at:
            parts.append(text[at : max(start, at)])
            parts.append(_VISIBLE.sub(MASK, text[max(start, at) : end]))
            at = end
    parts.append(text[at:])
    return "".join(parts)
