"""Quotation marks: found and paired, block by block, whatever their glyphs.

Knows nothing of speech: that is for :mod:`detector.quotation`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import lru_cache

from detector.document import Document
from detector.spans import Span

# Three in a row behind a word close a single mark, then a double one.
_MARK = re.compile(r"``|(?<=[^\s'])'(?=''(?!'))|''|[“”„\"«»‘’']")
_DOUBLE_OPENERS = ("“", "„", "«", "``")
_DOUBLE_CLOSERS = ("”", "»")
_OPENS_AFTER = frozenset("([{—–-/“‘„«\"'`…¿¡")
# Words that drop their beginning: the mark before them is an apostrophe, even where software curled it
# the wrong way.
_ELISION = re.compile(
    r"(?:\d\d(?:s|ers?)?|em|til|tis|twas|twere|cause|n|round|bout|cuz|cos|neath|nuff|ere|im|er|kay|scuse|fraid|tude)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class MarkPair:
    """An opening mark and the one that closes it; one of the two may be missing.

    Attributes:
        open: None where a mark closes what nothing opened.
        close: None where nothing closes; see ``continued``.
        block: the index of the block in ``document.blocks``.
        depth: how many other marks are open around it.
        continued: not closed because the next paragraph opens again, as quotations over several paragraphs do.
        resumes: this pair is the reopening of a pair that was ``continued``.
    """

    open: Span | None
    close: Span | None
    block: int
    depth: int
    continued: bool = False
    resumes: bool = False

    @property
    def start(self) -> int:
        """Where the first of its marks stands."""
        return (self.open or self.close or Span(0, 0)).start


@dataclass(slots=True)
class _Open:
    span: Span
    glyph: str
    depth: int
    maybe: Span | None = None  # a mark that closes it unless a better one comes: the boys’ …

    @property
    def single(self) -> bool:
        return self.glyph in "‘'"


@lru_cache(maxsize=2)  # extraction and several rules ask for the same document, one after the other
def pairs(document: Document) -> tuple[MarkPair, ...]:
    """Every quotation mark of the prose, paired within its block, in the order of the first mark.

    Apostrophes, possessives, cut years (’90s) and foot and inch marks are left out. A straight or curly
    single mark that finds no partner counts as an apostrophe, unless it is a ‘ before a word.
    Takes time in proportion to the text.
    """
    blocks = [_pair_block(document.plain, block.span, index) for index, block in enumerate(document.blocks)]
    for index in range(len(blocks) - 1):
        left = next((i for i, pair in enumerate(blocks[index]) if _left_open(pair)), None)
        if left is None or not blocks[index + 1]:
            continue
        opening, following = blocks[index][left], blocks[index + 1][0]
        if (
            document.blocks[index].kind is document.blocks[index + 1].kind
            and following.open is not None
            and opening.open is not None
            and not document.plain[document.blocks[index + 1].span.start : following.start].strip()
            and _kin(opening.open.of(document.plain), following.open.of(document.plain))
        ):
            blocks[index][left] = replace(opening, continued=True)
            blocks[index + 1][0] = replace(following, resumes=True)
    return tuple(
        pair
        for block in blocks
        for pair in block
        if pair.close or pair.continued or pair.open is None or pair.open.of(document.plain) != "'"
    )


def _left_open(pair: MarkPair) -> bool:
    return pair.close is None and pair.depth == 0


def _kin(one: str, other: str) -> bool:
    """Whether both are double marks or both single."""
    return (one in "‘'") == (other in "‘'")


def _pair_block(text: str, span: Span, block: int) -> list[MarkPair]:
    found: list[MarkPair] = []
    stack: list[_Open] = []
    doubles = 0

    def drop() -> None:
        """Take the innermost mark off the stack without a closing mark of its own."""
        top = stack.pop()
        found.append(MarkPair(top.span, top.maybe, block, top.depth))

    for match in _MARK.finditer(text, span.start, span.end):
        mark, at = match.group(), Span(*match.span())
        before = text[at.start - 1] if at.start > span.start else " "
        after = text[at.end] if at.end < span.end else " "
        if mark in "‘’'":
            top = stack[-1] if stack and stack[-1].single else None
            if _opens_single(text, mark, at, before, after):
                if top and top.maybe:
                    drop()
                stack.append(_Open(at, mark, len(stack)))
            elif top and _closes_single(mark, before, after):
                if top.maybe is None or not _possessive(text, at, before, after):
                    top.maybe = at
                if not _possessive(text, at, before, after):
                    drop()
            continue
        if _opens_double(mark, before, after, is_open=doubles > 0):
            stack.append(_Open(at, mark, len(stack)))
            doubles += 1
        elif doubles:
            if mark == '"' and _inches(text, at, span.start):
                continue
            while stack[-1].single:
                drop()
            top = stack.pop()
            doubles -= 1
            found.append(MarkPair(top.span, at, block, top.depth))
        elif not (mark in ('"', "”", "''") and before.isdigit()):
            found.append(MarkPair(None, at, block, len(stack)))
    while stack:
        drop()
    return sorted(found, key=lambda pair: pair.start)


def _opens_double(mark: str, before: str, after: str, *, is_open: bool) -> bool:
    """Whether a double mark opens: by its glyph, unless its neighbours flatly say otherwise."""
    could_open = (before.isspace() or before in _OPENS_AFTER) and not after.isspace()
    could_close = not before.isspace() and not after.isalnum()
    if mark in _DOUBLE_OPENERS:
        return not (mark == "“" and is_open and could_close and not could_open)
    if mark in _DOUBLE_CLOSERS:
        return mark == "”" and not is_open and before.isspace() and after.isalnum()
    if could_open and could_close:  # ("…") and —"…"
        return not is_open
    if could_open and is_open:  # a second one inside the first, unless a dash or the like stands before
        return before.isspace() or before in "(["
    return could_open


def _opens_single(text: str, mark: str, at: Span, before: str, after: str) -> bool:
    if mark == "’" or not (before.isspace() or before in _OPENS_AFTER):
        return False
    if not (after.isalnum() or after in '“"«$€£[(….'):
        return False
    return not _ELISION.match(text, at.end)


def _closes_single(mark: str, before: str, after: str) -> bool:
    return mark != "‘" and not before.isspace() and not after.isalnum()


def _possessive(text: str, at: Span, before: str, after: str) -> bool:
    """Whether a closing mark may as well be the apostrophe of “the boys’ hats”."""
    return before in "sS" and after == " " and text[at.end + 1 : at.end + 2].isalpha()


def _inches(text: str, at: Span, start: int) -> bool:
    """Whether a straight mark ends a height: 6'2"."""
    return re.search(r"\d['’] ?\d{1,2}$", text[max(at.start - 6, start) : at.start]) is not None
