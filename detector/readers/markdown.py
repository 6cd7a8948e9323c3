"""Markdown: CommonMark with tables and strikethrough, as static site generators extend it.

The parser says which lines a paragraph stands on, not where its words do. Its inline rules therefore run
inside wrappers that write down which stretch of the paragraph each of them took, so that the map to the file
is the parser's own account of the text and never a search for it afterwards.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from typing import Any, NamedTuple

from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token

from detector.document import DocumentBuilder, Kind
from detector.readers.html import HtmlProse
from detector.readers.mask import mask
from detector.readers.prose import MASK, Prose

_LINE_END = re.compile(r"\r\n|\n|\r")
_TRAILING = re.compile(r"(?<![^\S\n])[^\S\n]+$", re.MULTILINE)
_BREAK_TAG = re.compile(r"<br\s*/?>", re.IGNORECASE)
_TRACED = (
    "text",
    "newline",
    "escape",
    "backticks",
    "strikethrough",
    "emphasis",
    "autolink",
    "html_inline",
    "entity",
)
_CORE_RULES = ("inline", "linkify", "replacements", "smartquotes", "text_join")
_CONTAINERS = {"blockquote": Kind.BLOCK_QUOTE, "list_item": Kind.LIST_ITEM, "heading": Kind.HEADING}

_Rule = Callable[[StateInline, bool], bool]


class _Step(NamedTuple):
    """What one inline rule took: a stretch of the paragraph, and the tokens that it made of it."""

    rule: str
    start: int
    end: int
    tokens: tuple[Token, ...]


def read(text: str, builder: DocumentBuilder, *, path: str) -> None:
    """Write the prose of a Markdown file into ``builder``.

    Raises:
        ReadError: where the front matter is malformed.
    """
    source = mask(text, path=path).replace("\0", MASK)
    prose = Prose(source, builder)
    html = HtmlProse(source, prose)
    lines = _Lines(source)
    parser = _parser()
    kinds: list[Kind] = []
    in_table = 0
    env: dict[str, Any] = {}  # where the parser keeps the targets of [text][reference]
    for token in parser.parse(_unified(source), env):
        name, _, edge = token.type.rpartition("_")
        if name in _CONTAINERS:
            if edge == "open":
                kinds.append(_CONTAINERS[name])
            else:
                kinds.pop()
        elif name == "table":
            in_table += token.nesting
        elif token.type == "html_block" and token.map:
            html.feed(lines.start(token.map[0]), lines.start(token.map[1]))
        elif token.type == "inline" and token.map and not in_table and not html.skipping:
            prose.start(kinds[-1] if kinds else Kind.PARAGRAPH)
            _write(_trace(parser, token.content, env), _Paragraph(lines, token), prose)
    prose.end()


def _unified(source: str) -> str:
    """The source as the parser gets it: the same lines, their ends alike.

    CommonMark holds a line of no-break spaces to be text, but the parser strips it off its paragraph. Here it
    is blank, as it is to the eye.
    """
    lines = _LINE_END.sub("\n", source)
    return _TRAILING.sub(lambda space: " " * len(space[0]), lines)


class _Lines:
    """The lines of the file, by 0-based number."""

    def __init__(self, source: str) -> None:
        self._source = source
        ends = list(_LINE_END.finditer(source))
        self._starts = [0, *(end.end() for end in ends), len(source)]
        self._stops = [*(end.start() for end in ends), len(source)]

    def start(self, number: int) -> int:
        """Where a line begins; the end of the file for a line past the last."""
        return self._starts[min(number, len(self._starts) - 1)]

    def stop(self, number: int) -> int:
        """Where a line's text ends."""
        return self._stops[number]

    def text(self, number: int) -> str:
        """A line without its end."""
        return self._source[self._starts[number] : self._stops[number]]


class _Paragraph:
    """The text of an inline token, and where each of its lines stands in the file."""

    def __init__(self, lines: _Lines, token: Token) -> None:
        self.content = token.content
        self._starts: list[int] = []  # in the content
        self._places: list[int] = []  # in the file
        self._ends: list[tuple[int, int]] = []  # of the line's end, in the file
        at = 0
        number = token.map[0] if token.map else 0
        for line in token.content.split("\n"):
            shift = len(line) - len(line.lstrip())
            column = max(lines.text(number).rfind(line.strip()), 0)
            self._starts.append(at)
            self._places.append(lines.start(number) + column - shift)
            self._ends.append((lines.stop(number), lines.start(number + 1)))
            at += len(line) + 1
            number += 1

    def pieces(self, start: int, end: int) -> Iterator[tuple[int, int]]:
        """Where the content from ``start`` to ``end`` stands in the file, line by line, line ends included."""
        index = bisect_right(self._starts, start) - 1
        while start < end:
            following = self._starts[index + 1] if index + 1 < len(self._starts) else len(self.content) + 1
            stop = min(end, following - 1)
            offset = self._places[index] - self._starts[index]
            if stop > start:
                yield offset + start, offset + stop
            if end >= following:
                yield self._ends[index]
            start, index = following, index + 1


def _write(steps: Sequence[_Step], paragraph: _Paragraph, prose: Prose) -> None:
    """Write what a reader of the page sees of a paragraph; what no step took is markup."""
    for step in sorted(steps, key=lambda step: step.start):
        start, end = _visible(step, paragraph.content)
        if step.rule in ("entity", "html_inline") and start < end:
            for first, last in paragraph.pieces(start, end):
                prose.replace(first, last, step.tokens[-1].content if step.rule == "entity" else "\n")
        else:
            for first, last in paragraph.pieces(start, end):
                prose.copy(first, last)


def _visible(step: _Step, content: str) -> tuple[int, int]:
    """The part of a step's stretch that is text."""
    start, end, tokens = step.start, step.end, step.tokens
    nothing = (end, end)
    if step.rule == "escape":
        taken = tokens[-1].type == "hardbreak" or tokens[-1].content != tokens[-1].markup
        return (start + 1, end) if taken else (start, end)
    if step.rule == "backticks" and tokens and tokens[-1].type == "code_inline":
        marks = len(tokens[-1].markup)
        return start + marks, end - marks
    if step.rule == "autolink":
        return start + 1, end - 1
    if step.rule == "html_inline":
        return (start, end) if _BREAK_TAG.fullmatch(content, start, end) else nothing
    if step.rule in ("emphasis", "strikethrough"):
        left = sum(len(token.content) for token in tokens)  # marks that found no partner stay text
        return start, start + left
    return start, end


def _trace(parser: MarkdownIt, content: str, env: dict[str, Any]) -> list[_Step]:
    """What each inline rule took of a paragraph."""
    tokens: list[Token] = []
    steps: list[_Step] = []
    parser.inline.parse(content, parser, {**env, "tokens": tokens, "steps": steps}, tokens)
    return steps


@cache
def _parser() -> MarkdownIt:
    parser = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])
    parser.core.ruler.disable([rule for rule in _CORE_RULES if rule in parser.core.ruler.get_all_rules()])
    parser.inline.ruler2.disable("fragments_join")  # joins the tokens that the steps hold
    rules = {rule.name: rule.fn for rule in parser.inline.ruler.__rules__}
    for name in _TRACED:
        parser.inline.ruler.at(name, _traced(name, rules[name]))
    parser.inline.ruler.push("character", _traced("character", _character))
    return parser


def _character(state: StateInline, silent: bool) -> bool:
    """A character that no other rule wants; the parser would take it by itself, but without a trace."""
    if not silent:
        state.pending += state.src[state.pos]
    state.pos += 1
    return True


def _traced(name: str, rule: _Rule) -> _Rule:
    """The rule, writing down each stretch that it takes of the outermost text."""

    def traced(state: StateInline, silent: bool) -> bool:
        start, made = state.pos, len(state.tokens) + bool(state.pending)  # what is pending is pushed first
        taken = rule(state, silent)
        if taken and not silent and state.tokens is state.env.get("tokens"):
            state.env["steps"].append(_Step(name, start, state.pos, tuple(state.tokens[made:])))
        return taken

    return traced
