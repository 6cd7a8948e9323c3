"""HTML: the text of paragraphs, quotations, headings, list items and captions; scripts, navigation and tables left out.

Tags are scanned in place rather than built into a tree, because a tree forgets where its text stood. Broken
markup is read as a browser would show it, as far as prose goes: an end tag that matches nothing is ignored,
one that comes late closes what was left open inside.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from html import unescape
from itertools import islice
from typing import NamedTuple

from detector.document import DocumentBuilder, Kind
from detector.readers.prose import Prose

_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6", "summary"})
_KINDS = {
    **dict.fromkeys(_HEADINGS, Kind.HEADING),
    **dict.fromkeys(("li", "dd", "dt", "ul", "ol", "dl"), Kind.LIST_ITEM),
    **dict.fromkeys(("figcaption", "caption", "figure", "address"), Kind.CAPTION),
    "blockquote": Kind.BLOCK_QUOTE,
    "p": None,  # of the kind of what it stands in; read even inside a table, where bare text is not
}
_CELLS = frozenset({"table", "tbody", "thead", "tfoot", "tr", "td", "th"})
_SKIPPED_BLOCKS = frozenset({"nav", "footer", "aside", "form", "pre", "template", "select", "menu", "dialog"})
_SKIPPED_INLINE = frozenset(
    "noscript button svg math object video audio canvas label option textarea map".split()
)
_SKIPPED = _SKIPPED_BLOCKS | _SKIPPED_INLINE
_RAW = frozenset("script style title xmp iframe noembed noframes textarea".split())
_BLOCKS = (
    frozenset(
        "html head body main article section header div center hr hgroup fieldset details optgroup".split()
    )
    | frozenset(_KINDS)
    | _CELLS
    | _SKIPPED_BLOCKS
)
_VOID = frozenset("hr br img input meta link wbr source track area base col embed param".split())
_MAX_DEPTH = 100  # how far out an element is looked for that says what kind of block this is
_STACKED = (_BLOCKS | _SKIPPED) - _VOID

_NAME = re.compile(r"</?([a-zA-Z][^\s/>\"'<]*)")
_TAG_PART = re.compile(r"[>\"']")
_REFERENCE = re.compile(r"&(?:#[0-9]{1,8}|#[xX][0-9a-fA-F]{1,8}|[A-Za-z][A-Za-z0-9]{1,40});?")
_HIDDEN = re.compile(
    r"\s(?:hidden(?=[\s=/>])|style\s*=\s*[\"']?[^\"'>]{0,200}display\s*:\s*none)", re.IGNORECASE
)
_NOTE_MARK = re.compile(
    r"<sup\b[^<>]{0,200}>\s*(?:<a\b[^<>]{0,400}>\s*\[?\w{1,3}\]?\s*</a>|\[\w{1,3}\])\s*</sup\s*>"
)


class _Tag(NamedTuple):
    name: str
    closing: bool
    start: int
    end: int


def read(text: str, builder: DocumentBuilder, *, path: str) -> None:  # noqa: ARG001
    """Write the prose of an HTML page into ``builder``; no markup is broken enough to fail."""
    prose = Prose(text, builder)
    HtmlProse(text, prose).feed(0, len(text))
    prose.end()


class HtmlProse:
    """Reads pieces of one text as HTML; elements stay open from one piece to the next."""

    def __init__(self, source: str, prose: Prose) -> None:
        self._source = source
        self._lower = source.lower() if len(source.lower()) == len(source) else source
        self._prose = prose
        self._stack: list[str] = []
        self._open: Counter[str] = Counter()
        self._skipped = 0
        self._last_close: dict[str, int] = {}
        self._in_cell = False
        self._broken = False  # whether the last thing seen was a <br>

    @property
    def skipping(self) -> bool:
        """Whether text that follows stands in an element that holds no prose, such as a table's cell."""
        return self._skipped > 0 or self._in_cell

    def feed(self, start: int, end: int) -> None:
        """Read the source from ``start`` to ``end``."""
        at = start
        self._start_block()
        for tag in self._tags(start, end):
            self._text(at, tag.start)
            self._tag(tag)
            at = tag.end
        self._text(at, end)
        self._prose.end()

    def _tags(self, start: int, end: int) -> Iterator[_Tag]:
        """Every tag, and with an empty name whatever else is no text."""
        source, at = self._source, start
        finder = _Finder(source, end)
        while (at := source.find("<", at, end)) >= 0:
            stop = finder.declaration(at)
            if stop:
                yield _Tag("", False, at, stop)
                at = stop
                continue
            name = _NAME.match(source, at, end)
            stop = finder.tag_end(name.end()) if name else 0
            if not name or not stop:
                at += 1
                continue
            tag = _Tag(name[1].lower(), source[at + 1] == "/", at, stop)
            if not tag.closing and tag.name in _RAW:
                tag = tag._replace(end=self._raw_end(tag, end))
            elif tag.name == "sup" and (note := _NOTE_MARK.match(source, at, end)):
                tag = tag._replace(end=note.end())
            yield tag
            at = tag.end

    def _raw_end(self, tag: _Tag, end: int) -> int:
        """Where an element ends whose content is no markup."""
        close = self._lower.find(f"</{tag.name}", tag.end, end)
        if close < 0:
            return end if tag.name in ("script", "style") else tag.end
        stop = self._source.find(">", close, end)
        return stop + 1 if stop >= 0 else end

    def _text(self, start: int, end: int) -> None:
        if start >= end or self.skipping:
            return
        if self._broken and not self._source[start:end].isspace():
            self._broken = False
        at = start
        if self._source.find("&", start, end) >= 0:
            for match in _REFERENCE.finditer(self._source, start, end):
                plain = unescape(match[0])
                if plain != match[0]:
                    self._prose.copy(at, match.start())
                    self._prose.replace(match.start(), match.end(), plain)
                    at = match.end()
        self._prose.copy(at, end)

    def _tag(self, tag: _Tag) -> None:
        if tag.name == "br":
            self._line_break(tag)
        elif tag.closing:
            self._close(tag.name)
        elif tag.name in _STACKED or self._open[tag.name] or self._hides(tag):
            self._push(tag)
        if tag.name in _BLOCKS:
            self._start_block()

    def _line_break(self, tag: _Tag) -> None:
        """One is white space, two part paragraphs, as on pages that know no ``<p>``."""
        if self._skipped:
            return
        if self._broken:
            self._start_block()
        else:
            self._prose.replace(tag.start, tag.end, "\n")
        self._broken = True

    def _push(self, tag: _Tag) -> None:
        name = tag.name
        if name in _RAW or name in _VOID or (self._source[tag.end - 2] == "/" and name not in _BLOCKS):
            return
        if name in _BLOCKS and self._stack and (self._stack[-1] == "p" or self._stack[-1] in _HEADINGS):
            self._close(self._stack[-1])
        hides = name in _SKIPPED or self._hides(tag)
        if hides and self._last_closing(name) < tag.end:
            hides = False  # never closed: better to read too much than to lose the rest of the page
        self._stack.append(f"-{name}" if hides else name)
        self._open[name] += 1
        self._skipped += hides

    def _hides(self, tag: _Tag) -> bool:
        return tag.name != "" and _HIDDEN.search(self._source, tag.start, tag.end) is not None

    def _last_closing(self, name: str) -> int:
        if name not in self._last_close:
            self._last_close[name] = self._lower.rfind(f"</{name}")
        return self._last_close[name]

    def _close(self, name: str) -> None:
        if not self._open[name]:
            return
        while self._stack:
            entry = self._stack.pop()
            closed = entry.removeprefix("-")
            self._open[closed] -= 1
            self._skipped -= entry != closed
            if closed == name:
                return

    def _start_block(self) -> None:
        self._broken = False
        near = [
            name for name in islice(reversed(self._stack), _MAX_DEPTH) if name in _KINDS or name in _CELLS
        ]
        self._in_cell = bool(near) and near[0] in _CELLS
        self._prose.start(next((kind for name in near if (kind := _KINDS.get(name))), Kind.PARAGRAPH))


class _Finder:
    """Finds where declarations and tags end; looks for nothing twice that is not there."""

    def __init__(self, source: str, end: int) -> None:
        self._source = source
        self._end = end
        self._absent: dict[str, int] = {}

    def _after(self, needle: str, at: int) -> int:
        """Just behind the next ``needle``, 0 where there is none."""
        if at >= self._absent.get(needle, self._end + 1):
            return 0
        found = self._source.find(needle, at, self._end)
        if found < 0:
            self._absent[needle] = min(at, self._absent.get(needle, at))
            return 0
        return found + len(needle)

    def declaration(self, at: int) -> int:
        """The end of a comment, CDATA mark, doctype or processing instruction at ``at``; 0 where there is none."""
        source = self._source
        if source.startswith("<!--", at):
            return self._after("-->", at + 2) or self._after(">", at)
        if source.startswith("<![CDATA[", at):
            return at + len("<![CDATA[")
        if source.startswith(("<!", "<?"), at):
            return self._after(">", at)
        return 0

    def tag_end(self, at: int) -> int:
        """Just behind the ``>`` of a tag whose name ends at ``at``, quoted values skipped; 0 where there is none."""
        nearest = self._after(">", at)
        while nearest and (part := _TAG_PART.search(self._source, at, self._end)):
            if part[0] == ">":
                return part.end()
            at = part.end()
            if self._is_value(part.start()):
                at = self._after(part[0], at) or at
        return nearest

    def _is_value(self, quote: int) -> bool:
        """Whether a quotation mark opens a value: only where an equals sign stands before it."""
        at = quote - 1
        while self._source[at].isspace():
            at -= 1
        return self._source[at] == "="
