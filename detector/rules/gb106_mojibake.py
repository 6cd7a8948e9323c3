"""Text that was decoded wrongly, or markup that was left in the prose.

## What it does
Marks runs of characters that only a wrong decoding gives (â€™ for ’), replacement characters (U+FFFD), control
characters, question marks in the place of an apostrophe (don?t), entities, tags and attributes that stand in
the prose as text, the headlines of a teaser that run into a name (“Ada Ruiz Ada Maria RuizFerry fares to rise
MORE said”), and buttons of the page that are glued to a word (“last springShare this article”). Accents, other
scripts and symbols that belong there are left alone.

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
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f]+")  # \x85 ends a line
_LOST_APOSTROPHE = re.compile(r"(?<![\w?/=&.])[A-Za-z]{1,15}\?(?:t|s|re|ve|ll|d|m)(?![\w=&/?’'-])")
_ENTITY = re.compile(r"&(?:amp;){0,40}(?:[A-Za-z][A-Za-z0-9]{1,8}|#\d{2,6}|#[xX][0-9A-Fa-f]{2,5});")
# Without its semicolon only what no one would write by choice, and again and again in a row.
_BARE_ENTITY = re.compile(
    r"&(?:amp;?){0,40}(?:nbsp|quot|ldquo|rdquo|lsquo|rsquo|apos|mdash|ndash|hellip|#\d{2,6})(?![\w;=])"
)
_TAG = re.compile(
    r"(?:<|&lt;)/?(?:a|b|i|p|br|em|strong|span|div|img|figure|figcaption|iframe|script|style|ul|ol|li|h[1-6]|table|tr|td|th|"
    r"blockquote|video|audio|source|sup|sub|u|font|center|hr|section|aside|article)(?:\s[^<>&]{0,400})?/?(?:>|&gt;)",
    re.IGNORECASE,
)
_ATTRIBUTE = re.compile(
    r"(?<![\w-])(?:href|src|srcset|poster|class|style|alt|target|rel)=[\"“”][^\"“”\n]{0,400}[\"“”]"
)

# What a page puts beside its copy, glued to a word of it or to more of the same: “springShare this articleCopy link”.
_WIDGET = (
    r"(?:Share(?: this (?:article|story|page|post))?|Copy [Ll]ink|Read [Mm]ore|READ MORE|Advertisements?"
    r"|ADVERTISEMENT|Continue [Rr]eading|Story continues(?: below)?|Sign [Uu]p|Subscribe(?: now)?"
    r"|Related (?:[Aa]rticles?|[Ss]tor(?:y|ies))|Follow us|Save this (?:article|story)|Print this"
    r"|View (?:image|gallery|comments)|Click to enlarge|Skip (?:ad|advertisement)"
    r"|Image (?:credit|source|caption)|Getty Images|Video caption|Facebook|Twitter|WhatsApp|LinkedIn|Reddit"
    r"|Pinterest|Email)"
)
_WIDGETS = re.compile(
    r"(?=[SCRAFVIGTWLPEph])(?:"  # the first letters of all of these: what costs least is asked first
    r"(?<=[a-z.?!,”’])(?:pic\.twitter\.com|https?://t\.co)/\w+|"
    rf"(?<=[a-z.,;”’)]){_WIDGET}(?: ?{_WIDGET}){{0,8}}(?=[\s.,A-Z]|\Z)"
    rf"|\b{_WIDGET}(?:{_WIDGET}){{1,8}}(?=[\s.,A-Z]|\Z))"
)

# A teaser's anchor repeats the name in full, and its first headline is glued to it.
_GLUED = re.compile(r"\b(?P<name>[A-Z][a-z’'-]{1,30})(?=[A-Z][A-Za-z’'-])")
_NEAR = 60  # code points before the glued name in which it must stand by itself
_MORE = re.compile(r"\bMORE\b")
_LONGEST_TEASER = 900
_LONGEST_WORD = 30
_WORD_BEFORE, _WORD_BEHIND = re.compile(r"[^\W\d_]*\Z"), re.compile(r"[^\W\d_]*")


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
        (_BARE_ENTITY, "a character entity is left in the text"),
        (_LOST_APOSTROPHE, "a question mark stands in the place of an apostrophe"),
        (_WIDGETS, "a piece of the page runs into the sentence"),
    ):
        for match in pattern.finditer(plain):
            yield Span(*match.span()), message
    for match in _ENTITY.finditer(plain):
        if _is_entity(match.group()):
            yield Span(*match.span()), "a character entity is left in the text"
    for match in _RUN.finditer(plain):
        if not _TYPOGRAPHY.match(match.group()) and (_is_bad(match.group()) or _is_bad(_word(plain, match))):
            yield Span(*match.span()), "the text was decoded wrongly"
    for span in _teasers(plain):
        yield span, "the headlines of a teaser run into the sentence"


def _teasers(plain: str) -> Iterator[Span]:
    """From the name that stands there once too often to the end of the teaser, or of the word it is glued to."""
    end = 0
    for match in _GLUED.finditer(plain):
        name = re.escape(match["name"])
        before = re.compile(rf"\b{name}(?:’s|'s)? (?=[A-Z(])")
        alone = list(before.finditer(plain, max(match.start() - _NEAR, end), match.start()))
        if not alone:
            continue
        line = plain.find("\n", match.end())
        last = min(match.end() + _LONGEST_TEASER, len(plain) if line < 0 else line)
        more = _MORE.search(plain, match.end(), last)
        word = re.compile(r"[\w’'-]*").match(plain, match.end())
        end = more.end() if more else word.end() if word else match.end()
        yield Span(alone[-1].end(), end)


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


def _word(plain: str, run: re.Match[str]) -> str:
    """The word that a run stands in: “Å‚” by itself may be a letter and a mark, in “StanisÅ‚aw” it isn't."""
    start = _WORD_BEFORE.search(plain, max(run.start() - _LONGEST_WORD, 0), run.start())
    end = _WORD_BEHIND.match(plain, run.end())
    return (start[0] if start else "") + run[0] + (end[0] if end else "")


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
    if _LOST_APOSTROPHE.fullmatch(text):
        return text.replace("?", "’")
    if _ENTITY.fullmatch(text) or _BARE_ENTITY.fullmatch(text):
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
    asks=False,
)
