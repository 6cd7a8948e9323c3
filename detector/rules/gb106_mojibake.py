"""Text that was decoded wrongly, or markup that was left in the prose.

## What it does
Marks runs of characters that only a wrong decoding gives (â€™ for ’), replacement characters (U+FFFD),
control characters, and entities, tags and attributes that stand in the prose as text. Accents, other scripts
and symbols that belong there are left alone.

## Why it is bad
It is illegible, and it tells every reader that nobody looked at the page.

## Example
    The cafÃ© on the quay closed on Monday, and itâ€™s not clear when it will open again.

## Use instead
    The café on the quay closed on Monday, and it’s not clear when it will open again.

## When to switch it off
For articles about character sets, and for code that is not marked as code.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Iterator
from html.entities import html5

from detector.article import Article
from detector.rules.base import Mark, Proposal, Rule, Severity, certain
from detector.spans import Span

_SCORE = 0.97

# A wrong decoding leaves two or more characters beyond ASCII side by side; typographic marks alone are what
# good copy has.
_RUN = re.compile(r"[^\x00-\x7f]{2,}")
_TYPOGRAPHY = re.compile(r"[“”„‘’‚«»…–—\s\u00a0\u200b-\u200f\u2028-\u202f]+\Z")
_LOST = re.compile(r"\ufffd+")
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f]+")
_ENTITY = re.compile(r"&(?:amp;){0,40}(?:[A-Za-z][A-Za-z0-9]{1,8}|#\d{2,6}|#[xX][0-9A-Fa-f]{2,5});")
_TAG = re.compile(
    r"(?:<|&lt;)/?(?:a|b|i|p|br|em|strong|span|div|img|figure|figcaption|iframe|script|style|ul|ol|li|h[1-6]|table|tr|td|th|"
    r"blockquote|video|audio|source|sup|sub|u|font|center|hr|section|aside|article)(?:\s[^<>&]{0,400})?/?(?:>|&gt;)",
    re.IGNORECASE,
)
_ATTRIBUTE = re.compile(
    r"(?<![\w-])(?:href|src|srcset|poster|class|style|alt|target|rel)=[\"“”][^\"“”\n]{0,400}[\"“”]"
)


def propose(article: Article) -> Iterable[Proposal]:
    """One mark for each stretch; the span is the smallest that holds all of it."""
    plain = article.plain
    for span, message in _joined(sorted(_stretches(plain))):
        yield certain(Mark(span, message, _SCORE, suggestion=_mended(span.of(plain))))


def _stretches(plain: str) -> Iterator[tuple[Span, str]]:
    for pattern, message in (
        (_LOST, "a character was lost in decoding"),
        (_CONTROL, "a control character stands in the text"),
        (_TAG, "a tag is left in the text"),
        (_ATTRIBUTE, "a piece of a tag is left in the text"),
    ):
        for match in pattern.finditer(plain):
            yield Span(*match.span()), message
    for match in _ENTITY.finditer(plain):
        if _is_entity(match.group()):
            yield Span(*match.span()), "a character entity is left in the text"
    for match in _RUN.finditer(plain):
        if not _TYPOGRAPHY.match(match.group()) and _is_bad(match.group()):
            yield Span(*match.span()), "the text was decoded wrongly"


def _joined(stretches: Iterable[tuple[Span, str]]) -> Iterator[tuple[Span, str]]:
    """Stretches that touch or overlap, as one."""
    last: tuple[Span, str] | None = None
    for span, message in stretches:
        if last and span.start <= last[0].end:
            last = (last[0].join(span), last[1])
            continue
        if last:
            yield last
        last = (span, message)
    if last:
        yield last


def _is_entity(text: str) -> bool:
    return "#" in text or text[1:].removeprefix("amp;" * text.count("amp;")) in html5 or text[1:] in html5


def _is_bad(run: str) -> bool:
    """Whether a run looks like one encoding read as another (ftfy's measure of badness)."""
    from ftfy.badness import is_bad  # slow to import, and clean copy never needs it

    return bool(is_bad(run))


def _mended(text: str) -> str | None:
    """What must have stood there, where it can be told for certain."""
    if _RUN.fullmatch(text):
        from ftfy import fix_encoding

        fixed = fix_encoding(text)
        return fixed if fixed != text and "\ufffd" not in fixed and not _is_bad(fixed) else None
    if _ENTITY.fullmatch(text):
        while (plain := html.unescape(text)) != text:
            text = plain
        return text
    return None


RULE = Rule(
    code="GB106",
    name="mojibake",
    severity=Severity.ERROR,
    default=True,
    doc=__doc__ or "",
    propose=propose,
)
