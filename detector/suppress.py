"""Findings that the author has answered: comments in the article, a key in its front matter, and [sic].

``<!-- misquote: ignore MQ103 -->`` is for the next block, or the one in whose lines it stands; ``off`` and ``on`` are
for all between them; ``{/* … */}`` does the same in MDX. Codes, names and beginnings of codes are separated by commas
or spaces, none means every rule, and a reason may follow after `` -- ``. In the front matter, ``misquote: off`` or
``misquote: {ignore: [MQ103]}`` is for the whole file. A sentence that holds “[sic]” has no slips of its own.
"""

from __future__ import annotations

import re
import sys
from bisect import bisect_right
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from difflib import get_close_matches
from typing import Any

from detector import rules
from detector.article import Article
from detector.document import Document
from detector.finding import Finding
from detector.readers.frontmatter import front_matter_end
from detector.rules.base import Rule
from detector.rules.mq001_unused_suppression import RULE as UNUSED
from detector.rules.mq002_unknown_suppression import RULE as UNKNOWN
from detector.spans import LineIndex, Span

_DIRECTIVE = re.compile(r"<!--\s{0,20}misquote:(?P<html>(?:(?!-->)[^\n]){0,500})(?P<end>-->)?"
                        r"|\{/\*\s{0,20}misquote:(?P<mdx>(?:(?!\*/\})[^\n]){0,500})(?P<stop>\*/\})?")  # fmt: skip
_FENCE = re.compile(r"^ {0,3}(`{3,}|~{3,})[^\n]*$", re.MULTILINE)
_KEY = re.compile(r"^(?:\[?misquote\b)[^\r\n]*", re.MULTILINE)
_SIC = re.compile(r"[\[(]sic\b", re.IGNORECASE)
Wrong = list[tuple[Span, str]]  # what can't be understood, and why
_VERBS = ("ignore", "off", "on")


@dataclass(slots=True)
class _Directive:
    """One comment or key: its place in the file, what it does, and the codes of the rules it names."""

    span: Span
    verb: str
    codes: frozenset[str]
    named: bool  # whether it names rules, rather than meaning all
    used: bool = False


@dataclass(slots=True)
class _Covers:
    """The stretches of the file in which one rule is silent, in order, none overlapping another."""

    starts: list[int] = field(default_factory=list)
    ends: list[int] = field(default_factory=list)
    owners: list[_Directive] = field(default_factory=list)

    def add(self, start: int, end: int, owner: _Directive) -> None:
        """One more; it begins no earlier than the last. What is silent already is the last one's."""
        start = max(start, self.ends[-1] if self.ends else 0)
        if start < end:
            self.starts.append(start)
            self.ends.append(end)
            self.owners.append(owner)

    def owner(self, at: int) -> _Directive | None:
        """Whose stretch an offset lies in."""
        index = bisect_right(self.starts, at) - 1
        return self.owners[index] if index >= 0 and at < self.ends[index] else None


def settle(article: Article, findings: Sequence[Finding], ran: Collection[Rule]) -> tuple[Finding, ...]:
    """The findings that nothing suppresses, with what is wrong about the suppressions themselves, in text order.

    Args:
        article: what was checked; comments are looked for in its file's own text.
        findings: all that was found there.
        ran: the rules that were asked; a suppression of others may well suppress something another time.
    """
    document = article.document
    has_sic = _SIC.search(article.plain) is not None
    if "misquote" not in document.text and not has_sic:
        return tuple(findings)
    wrong: Wrong = []
    directives = list(_directives(document, wrong))
    covers = _covers(document, directives)
    silenced = (
        [document.locate(row.span) for row in article.sentences if _SIC.search(row.text)] if has_sic else []
    )
    comments = [directive.span for directive in directives]
    kept = []
    for finding in findings:
        owner = covers[finding.rule].owner(finding.start) if finding.rule in covers else None
        span = Span(finding.start, finding.end)
        if owner:
            owner.used = True
        elif not (_touches(silenced, span) and finding.rule.startswith("GB")) and not _touches(
            comments, span
        ):
            kept.append(finding)
    codes = {rule.code for rule in ran}
    idle = [
        (one.span, "this suppresses nothing: take it out")
        for one in directives
        if not one.used and (one.codes <= codes or not one.named)
    ]
    lines = LineIndex(document.text)
    kept += [
        _finding(rule, span, document.text, lines, message)
        for rule, found in ((UNUSED, idle), (UNKNOWN, wrong))
        for span, message in found
        if rule.code in codes
    ]
    return tuple(sorted(kept, key=lambda finding: (finding.start, finding.end)))


def _touches(spans: Sequence[Span], span: Span) -> bool:
    """Whether one of some spans in text order overlaps ``span``."""
    index = bisect_right(spans, span.start, key=lambda one: one.start) - 1
    return any(one.overlaps(span) for one in spans[max(index, 0) : index + 2])


def _directives(document: Document, wrong: Wrong) -> Iterator[_Directive]:
    """Every directive in order; what can't be understood goes to ``wrong``."""
    yield from _front_matter(document, wrong)
    fenced = _fenced(document)
    for match in _DIRECTIVE.finditer(document.text):
        span = Span(*match.span())
        if _touches(fenced, span) or _in_code(document, match.start()):
            continue
        if not (match["end"] or match["stop"]):
            closing = "-->" if match["html"] is not None else "*/}"
            wrong.append((span, f"this comment never closes: end it with {closing}"))
            continue
        words = re.split(r"\s--\s|\s--$", f"{match['html'] or match['mdx']} ")[0].replace(",", " ").split()
        verb = words[0].lower() if words else ""
        if verb not in _VERBS:
            near = get_close_matches(verb, _VERBS, n=1)
            hint = f"did you mean “{near[0]}”?" if near else "it is “ignore”, “off” or “on”"
            wrong.append((span, f"“{verb}” is nothing that a comment can ask for; {hint}"))
            continue
        yield _understood(span, verb, words[1:], wrong)


def _understood(
    span: Span,
    verb: str,
    selectors: Iterable[str],
    wrong: Wrong,
) -> _Directive:
    """A directive with the rules that its selectors fit; those that fit none go to ``wrong``."""
    codes: set[str] = set()
    selectors = list(selectors)
    for selector in selectors:
        try:
            codes.update(rules.matching(selector))
        except LookupError as error:
            wrong.append((span, str(error.args[0])))
    if not selectors:
        return _Directive(span, verb, frozenset(rule.code for rule in rules.RULES), named=False)
    return _Directive(span, verb, frozenset(codes), named=True, used=not codes)


def _front_matter(document: Document, wrong: Wrong) -> Iterator[_Directive]:
    """What the key ``misquote`` of the front matter asks for."""
    end = front_matter_end(document.text, path=document.path) if document.format == "markdown" else 0
    key = _KEY.search(document.text, 0, end)
    if key is None:
        return
    asked = _parsed(document.text[:end]).get("misquote")
    span = Span(*key.span())
    if isinstance(asked, dict) and set(asked) == {"ignore"}:
        asked = asked["ignore"]
        asked = re.split(r"[,\s]+", asked.strip()) if isinstance(asked, str) else asked
        if isinstance(asked, list) and asked and all(isinstance(selector, str) for selector in asked):
            yield _understood(span, "file", asked, wrong)
            return
    elif asked is False or asked == "off":
        yield _understood(span, "file", (), wrong)
        return
    message = "the key says neither “off” nor {ignore: [codes]}"
    wrong.append((span, message))


def _parsed(front: str) -> dict[str, Any]:
    """The front matter, fences included, as the mapping that it is; empty where it is none."""
    body = front.split("\n", 1)[-1].rsplit("\n", 1)[0] if "\n" in front else ""
    try:
        if front.startswith("+++"):
            if sys.version_info >= (3, 11):
                import tomllib
            else:
                import tomli as tomllib
            return tomllib.loads(body)
        import yaml  # type: ignore[import-untyped]

        made = yaml.safe_load(body)
    except (
        Exception
    ):  # a value that the parser has no type for; its syntax was looked at when the file was read
        return {}
    return made if isinstance(made, dict) else {}


def _fenced(document: Document) -> list[Span]:
    """Where code stands between fences."""
    if document.format != "markdown":
        return []
    spans, opened = [], None
    for match in _FENCE.finditer(document.text):
        if opened is None:
            opened = match
        elif match[1].startswith(opened[1]):
            spans.append(Span(opened.start(), match.end()))
            opened = None
    return [*spans, Span(opened.start(), len(document.text))] if opened else spans


def _in_code(document: Document, at: int) -> bool:
    """Whether an offset stands in a code span of its line, or in indented code."""
    if document.format != "markdown":
        return False
    start = max(document.text.rfind("\n", 0, at) + 1, at - 1_000)
    line = document.text[start:at]
    return line.count("`") % 2 == 1 or (line.startswith(("    ", "\t")) and not line.strip())


def _covers(document: Document, directives: Sequence[_Directive]) -> dict[str, _Covers]:
    """For every code where it is silent."""
    blocks = [document.locate(block.span) for block in document.blocks]
    starts = [block.start for block in blocks]
    covers: dict[str, _Covers] = {}
    open_since: dict[str, _Directive] = {}

    def close(code: str, end: int) -> bool:
        owner = open_since.pop(code, None)
        if owner:
            covers.setdefault(code, _Covers()).add(owner.span.end, end, owner)
        return owner is not None

    for one in directives:
        if one.verb == "on":
            one.used = sum(close(code, one.span.start) for code in one.codes) > 0
        for code in one.codes:
            if one.verb == "file":
                covers.setdefault(code, _Covers()).add(0, len(document.text), one)
            elif one.verb == "off":
                open_since.setdefault(code, one)
            elif (
                one.verb == "ignore"
                and code not in open_since
                and (block := _target(document, blocks, starts, one))
            ):
                covers.setdefault(code, _Covers()).add(block.start, block.end, one)
    for code in list(open_since):
        close(code, len(document.text))
    return covers


def _target(
    document: Document, blocks: Sequence[Span], starts: Sequence[int], one: _Directive
) -> Span | None:
    """The block that a comment is for: the one in whose lines it stands, else the next."""
    index = bisect_right(starts, one.span.start) - 1
    if index >= 0 and blocks[index] != one.span:  # in plain text a comment is a block of its own
        behind = document.text[blocks[index].end : one.span.start]
        if one.span.end <= blocks[index].end or (document.format != "html" and "\n" not in behind):
            return blocks[index]
    return blocks[index + 1] if index + 1 < len(blocks) else None


def _finding(rule: Rule, span: Span, text: str, lines: LineIndex, message: str) -> Finding:
    line, column = lines.position(span.start)
    end_line, end_column = lines.position(span.end)
    return Finding(
        rule.code, rule.name, rule.severity, 1.0, span.start, span.end, line, column, end_line, end_column,
        span.of(text), message,
    )  # fmt: skip
