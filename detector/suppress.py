"""Findings that the author has answered: comments in the article, a key in its front matter, and [sic].

``<!-- misquote: ignore MQ103 -->`` is for the next block, or the one in whose lines it stands; ``off`` and ``on`` are
for all between them; ``{/* … */}`` does the same in MDX. Codes, names and beginnings of codes are separated by commas
or spaces, none means every rule, and a reason may follow after `` -- ``. In the front matter, ``misquote: off`` or
``misquote: {ignore: [MQ103]}`` is for the whole file. A sentence that holds “[sic]” has no slips of its own.
"""

from __future__ import annotations

import re
import sys
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from functools import lru_cache
from typing import Any

from detector import rules
from detector.article import Article
from detector.document import Document
from detector.finding import Finding
from detector.readers.frontmatter import front_matter_end
from detector.rules.base import Rule, Severity
from detector.rules.mq001_unused_suppression import RULE as UNUSED
from detector.rules.mq002_unknown_suppression import RULE as UNKNOWN
from detector.settings import Settings
from detector.spans import LineIndex, Span

_OPENING = re.compile(r"(<!--|\{/\*)\s{0,20}misquote\s{0,20}:", re.IGNORECASE)
_CLOSINGS = {"<!--": "-->", "{/*": "*/}"}
_LONGEST = 2_000  # code points of a comment; one that has not closed by then never will
_SHOWN = re.compile(r"[^\r\n]{0,200}")  # of a comment that never closes
_REASON = re.compile(r"(?:^|\s)--(?:\s|\Z)")
_SIC = re.compile(r"[\[(]sic[!.]?[\])]", re.IGNORECASE)
_TICKS = re.compile("`+")
_TOML_KEY = re.compile(r"^[ \t]*\[?[ \t]*[\"']?misquote\b[\"']?(?=[ \t]*[=.\]])[^\r\n]*", re.MULTILINE)
_LINE_END = re.compile(r"[\r\n]")
# A tag that ends what it stands behind: in a page, a comment after it no longer belongs to the text before.
_PARTING = re.compile(
    r"<(?!!--|/?(?:a|abbr|b|cite|code|del|em|i|ins|mark|q|s|small|span|strong|sub|sup|time|u)\b)",
    re.IGNORECASE,
)
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_VERBS = ("ignore", "off", "on")
_OWN = frozenset((UNUSED.code, UNKNOWN.code))  # what is said about suppressions, no suppression takes back
_SAFE = frozenset(rule.code for rule in rules.RULES) - _OWN
_DEFAULT = frozenset(rule.code for rule in rules.RULES if rule.default) - _OWN
_Wrong = list[tuple[Span, str]]  # what can't be understood, and why
_Stretch = tuple[int, int, "_Directive"]


@dataclass(slots=True)
class _Directive:
    """One comment or key.

    ``codes`` are the rules that it silences, ``judged`` those that must have been asked before it can be called idle,
    and ``block`` is what an “ignore” is for.
    """

    span: Span
    verb: str
    codes: frozenset[str]
    judged: frozenset[str]
    block: Span | None = None
    used: bool = False


def settle(article: Article, findings: Sequence[Finding], settings: Settings) -> tuple[Finding, ...]:
    """The findings that nothing suppresses, with what is wrong about the suppressions themselves, in text order.

    A finding lies where it begins. Every suppression that is for that place counts as used.

    Args:
        article: what was checked; comments are looked for in its file's own text.
        findings: all that was found there.
        settings: what holds there. A suppression of rules that were not asked may well suppress something another
            time.
    """
    document = article.document
    has_sic = _SIC.search(article.plain) is not None
    has_directive = "misquote" in document.text.lower()
    if not has_directive and not has_sic:
        return tuple(findings)
    wrong: _Wrong = []
    directives = list(_directives(document, wrong)) if has_directive else []
    _aim(document, directives)
    kept = _silence(findings, directives)
    if has_sic:
        doubted = [document.locate(row.span) for row in article.sentences if _SIC.search(row.text)]
        kept = [one for one in kept if not (one.rule.startswith("GB") and _overlaps(doubted, _span(one)))]
    comments = sorted({one.span for one in directives} | {span for span, _ in wrong})
    kept = [one for one in kept if not _holds(comments, _span(one))]
    codes = {rule.code for rule in settings.rules}
    idle = [
        (one.span, "this suppresses nothing: take it out")
        for one in directives
        if not one.used and one.judged <= codes
    ]
    lines = LineIndex(document.text)
    kept += [
        _finding(rule, settings.severity(rule), span, document.text, lines, message)
        for rule, found in ((UNUSED, idle), (UNKNOWN, wrong))
        for span, message in found
        if rule.code in codes
    ]
    return tuple(sorted(kept, key=lambda finding: (finding.start, finding.end)))


def _silence(findings: Sequence[Finding], directives: Sequence[_Directive]) -> list[Finding]:
    """The findings that no directive is for; those directives that are for any are marked as used."""
    by_code: dict[str, list[Finding]] = {}
    for finding in findings:
        by_code.setdefault(finding.rule, []).append(finding)
    kept = []
    for code, rows in by_code.items():
        stretches = sorted(_stretches(code, directives), key=lambda stretch: stretch[0])
        begun, furthest = 0, 0
        fresh: list[
            _Stretch
        ] = []  # begun since the last finding: each is looked at once, however many overlap
        for finding in sorted(rows, key=lambda row: row.start):
            while begun < len(stretches) and stretches[begun][0] <= finding.start:
                fresh.append(stretches[begun])
                furthest = max(furthest, stretches[begun][1])
                begun += 1
            for _, end, owner in fresh:
                owner.used = owner.used or finding.start < end
            fresh.clear()
            if finding.start >= furthest:
                kept.append(finding)
    return kept


def _stretches(code: str, directives: Sequence[_Directive]) -> Iterator[_Stretch]:
    """Where the findings of one rule are silent, and who says so."""
    pending: list[_Directive] = []
    for one in directives:
        if code not in one.codes:
            continue
        if one.verb == "file":
            yield 0, sys.maxsize, one
        elif one.verb == "ignore" and one.block:
            yield one.block.start, one.block.end, one
        elif one.verb == "off":
            pending.append(one)
        elif one.verb == "on":
            yield from ((off.span.end, one.span.start, off) for off in pending)
            pending.clear()
    yield from ((off.span.end, sys.maxsize, off) for off in pending)


def _directives(document: Document, wrong: _Wrong) -> Iterator[_Directive]:
    """Every directive in order; what can't be understood goes to ``wrong``. An “on” is used where it ends an “off”."""
    text = document.text
    at = front_matter_end(text, path=document.path) if document.format == "markdown" else 0
    yield from _front_matter(text, at, wrong)
    code = _code(document, at)
    off: set[str] = set()
    while match := _OPENING.search(text, at):
        at = match.end()
        inside = bisect_left(code, match.start(), key=lambda span: span.start) - 1
        if inside >= 0 and match.start() < code[inside].end:
            continue
        mark, limit = match[1], match.end() + _LONGEST
        end = text.find(_CLOSINGS[mark], at, limit)
        another = text.find(mark, at, end if end >= 0 else limit)
        if end < 0 or another >= 0:
            shown = _SHOWN.match(text, at, another if another >= 0 else len(text))
            at = shown.end() if shown else at
            message = f"this comment never closes: end it with {_CLOSINGS[mark]}"
            wrong.append((Span(match.start(), at), message))
            continue
        asked, at = text[at:end], end + len(_CLOSINGS[mark])
        span = Span(match.start(), at)
        verb, *selectors = _words(asked) or [""]
        verb = verb.lower()
        if verb not in _VERBS:
            near = get_close_matches(verb, _VERBS, n=1)
            hint = f"did you mean “{near[0]}”?" if near else "it is “ignore”, “off” or “on”"
            wrong.append((span, f"“{_short(verb)}” is nothing that a comment can ask for; {hint}"))
            continue
        one = _understood(span, verb, selectors, wrong)
        if one is None:
            continue
        if verb == "off":
            off |= one.codes
        elif verb == "on":
            one.used = not off.isdisjoint(one.codes)
            one.judged = frozenset()  # without an “off” it is idle whatever is asked
            off -= one.codes
        yield one


def _words(asked: str) -> list[str]:
    """What is asked for, the reason left out.

    >>> _words(" ignore MQ103, GB -- so it was said ")
    ['ignore', 'MQ103', 'GB']
    """
    return _REASON.split(asked, maxsplit=1)[0].replace(",", " ").split()


def _understood(span: Span, verb: str, selectors: Sequence[str], wrong: _Wrong) -> _Directive | None:
    """A directive with the rules that its selectors fit, None where there is no such; wrong ones go to ``wrong``."""
    if not selectors:
        return _Directive(span, verb, _SAFE, _DEFAULT)
    codes: set[str] = set()
    judged: set[str] = set()
    for selector in selectors:
        found = _matching(selector)
        if isinstance(found, str):
            wrong.append((span, found))
            continue
        codes |= found
        # Who names a family can't mean to say that its rules that are off by default have something to suppress.
        judged |= found if len(found) == 1 else (found & _DEFAULT or found)
    return _Directive(span, verb, frozenset(codes), frozenset(judged)) if codes else None


@lru_cache(maxsize=1_000)
def _matching(selector: str) -> frozenset[str] | str:
    """The codes that a selector stands for, or what is wrong with it."""
    try:
        codes = frozenset(rules.matching(_short(selector)))
    except LookupError as error:
        return str(error.args[0])
    return (
        codes - _OWN
        or f"{selector} is about suppressions: leave it out with --ignore, or in the configuration"
    )


def _short(word: str) -> str:
    """A word as it can be shown in one line."""
    return word if len(word) <= 60 else f"{word[:60]}…"


def _front_matter(text: str, end: int, wrong: _Wrong) -> Iterator[_Directive]:
    """What the key ``misquote`` asks for in the front matter, which ends at ``end``."""
    front = text[3:end].rstrip()[:-3]  # without its fences
    if "misquote" not in front:
        return
    for place, asked in (_toml if text.startswith("+++") else _yaml)(front):
        shown = _SHOWN.match(text, place + 3)
        span = Span(place + 3, shown.end() if shown else place + 3)
        named = asked["ignore"] if isinstance(asked, dict) and set(asked) == {"ignore"} else None
        selectors = [named] if isinstance(named, str) else named
        if asked is False or (isinstance(asked, str) and _words(asked.lower()) == ["off"]):
            one = _understood(span, "file", (), wrong)
        elif isinstance(selectors, list) and selectors and all(isinstance(row, str) for row in selectors):
            one = _understood(span, "file", [word for row in selectors for word in _words(row)], wrong)
        else:
            one = None
            wrong.append((span, "the key says neither “off” nor {ignore: [codes]}"))
        if one:
            yield one


def _yaml(front: str) -> Iterator[tuple[int, Any]]:
    """Where the key stands in YAML, and its value; None for one that can't be told.

    Events are walked rather than nodes: the rest may hold tags that no loader knows, and nest without end.
    """
    import yaml  # type: ignore[import-untyped]

    depth, key = 0, None
    for event in yaml.parse(front, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader)):
        depth -= isinstance(event, yaml.CollectionEndEvent)
        if depth == 1 and isinstance(event, (yaml.ScalarEvent, yaml.AliasEvent, yaml.CollectionEndEvent)):
            if key is None:
                key = event
                continue
            start, end = key.start_mark.index, event.end_mark.index
            if isinstance(key, yaml.ScalarEvent) and key.value == "misquote":
                try:
                    value = yaml.safe_load(front[start:end]) if end - start <= _LONGEST else None
                except (yaml.YAMLError, RecursionError, ValueError):
                    value = None
                yield start, value.get("misquote") if isinstance(value, dict) else None
            key = None
        depth += isinstance(event, yaml.CollectionStartEvent)


def _toml(front: str) -> Iterator[tuple[int, Any]]:
    """Where the key stands in TOML, and its value."""
    if sys.version_info >= (3, 11):
        import tomllib
    else:
        import tomli as tomllib

    front = re.sub(r"\r(?!\n)", "\n", front)
    asked = tomllib.loads(front).get("misquote")
    key = _TOML_KEY.search(front)
    if key and asked is not None:
        yield key.start(), asked


def _code(document: Document, body: int) -> list[Span]:
    """Where Markdown shows code, in order: between fences, indented, between backticks."""
    if document.format != "markdown":
        return []
    from markdown_it import MarkdownIt

    text = document.text
    parser = MarkdownIt("commonmark")
    parser.core.ruler.enableOnly(["normalize", "block"])
    starts = [body, *(body + match.end() for match in re.finditer(r"\r\n|\n|\r", text[body:])), len(text)]
    spans = []
    for token in parser.parse(text[body:]):
        if token.map is None or token.type not in ("fence", "code_block", "inline"):
            continue
        start, end = (starts[min(line, len(starts) - 1)] for line in token.map)
        if token.type != "inline":
            spans.append(Span(start, end))
        elif "`" in token.content:
            spans += _between_ticks(text, start, end)
    return spans


def _between_ticks(text: str, start: int, end: int) -> Iterator[Span]:
    """Code spans of a paragraph: each run of backticks pairs with the next of its length."""
    runs = [Span(*match.span()) for match in _TICKS.finditer(text, start, end)]
    partners: list[int | None] = []
    last: dict[int, int] = {}
    for index in reversed(range(len(runs))):
        partners.append(last.get(len(runs[index])))
        last[len(runs[index])] = index
    partners.reverse()
    index = 0
    while index < len(runs):
        partner = partners[index]
        if partner is not None and text[runs[index].start - 1 : runs[index].start] != "\\":
            yield Span(runs[index].start, runs[partner].end)
            index = partner
        index += 1


def _aim(document: Document, directives: Iterable[_Directive]) -> None:
    """Give every “ignore” its block: the one in whose lines it stands, else the next.

    Where several comments follow one block, each is joined to it if the one before is and nothing parts the two.
    """
    directives = [one for one in directives if one.verb != "file"]
    if not directives:
        return
    text = document.text
    located = (document.locate(block.span) for block in document.blocks)
    # In plain text a comment that stands alone is a block, too.
    blocks = [block for block in located if not _is_comment(block.of(text))]
    starts = [block.start for block in blocks]
    before, since, joined = -1, 0, False
    for one in directives:
        index = bisect_right(starts, one.span.start) - 1
        if index != before:
            before, since, joined = index, blocks[index].end, True
        gap = text[since : one.span.start]
        parted = (_PARTING if document.format == "html" else _LINE_END).search(gap)
        joined = joined and not parted
        target = index if joined else index + 1
        one.block = blocks[target] if one.verb == "ignore" and target < len(blocks) else None
        since = max(since, one.span.end)


def _is_comment(text: str) -> bool:
    """Whether a block holds nothing but comments."""
    return text.startswith("<!--") and text.endswith("-->") and not _COMMENT.sub("", text).strip()


def _overlaps(spans: Sequence[Span], span: Span) -> bool:
    """Whether one of some spans, in order and apart, overlaps ``span``."""
    index = bisect_right(spans, span.start, key=lambda one: one.start) - 1
    return any(one.overlaps(span) for one in spans[max(index, 0) : index + 2])


def _holds(spans: Sequence[Span], span: Span) -> bool:
    """Whether ``span`` lies wholly in one of some spans, in order and apart."""
    index = bisect_right(spans, span.start, key=lambda one: one.start) - 1
    return index >= 0 and spans[index].covers(span)


def _span(finding: Finding) -> Span:
    return Span(finding.start, finding.end)


def _finding(
    rule: Rule, severity: Severity, span: Span, text: str, lines: LineIndex, message: str
) -> Finding:
    line, column = lines.position(span.start)
    end_line, end_column = lines.position(span.end)
    return Finding(
        rule.code, rule.name, severity, 1.0, span.start, span.end, line, column, end_line, end_column,
        span.of(text), message,
    )  # fmt: skip
