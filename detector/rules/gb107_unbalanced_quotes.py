"""A quotation opens and never closes, or closes and never opened.

## What it does
Marks the quotation mark that has no partner in its paragraph, the mark that stands the wrong way round, and a pair
with nothing in between. A quotation that goes on in the next paragraph may leave its end open, as long as that
paragraph opens again, or closes it; a few quoted words that end the writer's own sentence may not. A single mark that
opens a sentence counts where a clause tells who spoke and no mark stands before the clause. Apostrophes, feet
and inches, and pairs whose two marks differ in style (“so") are left alone.

## Why it is bad
Nobody can tell where the speaker stops and the writer goes on; and whoever copies the words copies too many.

## Example
    The crane drivers went back at noon. “We got most of what we asked for, Joao Brandt said. The port is open.

## Use instead
    The crane drivers went back at noon. “We got most of what we asked for,” Joao Brandt said. The port is open.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import groupby

from detector.article import Article
from detector.marks import MarkPair, pairs
from detector.reporting import BARE_PHRASE, IN_PHRASE, NAME, PRONOUN, SAY
from detector.rules.base import Mark, Proposal, Rule, Severity, certain
from detector.spans import Span

_SCORE = 0.9
_NEVER_CLOSED = "this quotation is never closed"
_NEVER_OPENED = "this mark closes what nothing opened"
_WRONG_WAY = "an opening mark where the quotation closes"
# A long quotation may be set as several paragraphs with marks at its two ends only.
_MOST_PARAGRAPHS = 8
_CLAUSE = re.compile(rf", (?:[^.,“”\"]{{1,60}} )?{SAY}\b")
# “… funded, Mr. Reid said Sunday on the radio. ” or “… funded, says Kathryn Lund, who teaches at Eastmark. ” What
# follows the verb says when, where or to whom: a speaker may well report what somebody said, but not at which hour.
_WHEN = (
    r"(?:in|on|at|during|to|of|from|after|before|when|while|via|through|by|late|early|earlier|later|last|this"
    r"|yesterday|today|reporters|lawmakers|[a-z]+ing|[A-Z][a-z]+day"
    r"|(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z.]*|who|an?|the (?:head|author|chief|director))\b"
)
_SIGNED = re.compile(
    rf", (?:(?:{NAME}, [^“”\"]{{1,60}}, |{BARE_PHRASE}){SAY}|{SAY} {NAME}(?=[ ,.:]))"
    rf"(?:,? {_WHEN}(?:[^.“”\"]|\.(?! [A-Z“\"])){{0,120}})?[.:]"
)
# “'They pay with our water, said its director.”: a single mark that opens a sentence, and a clause behind a comma that
# no mark stands before.
_SINGLE = re.compile(
    r"(?:(?<=\n)|(?<=[.?!:,] )|(?<=[.?!][’'”\"] )|\A)[‘']"
    r"(?!(?:Twas|Tis|Twere|Til|Em|Cause|Cos|Bout|Round|Nuff)\b)(?=[A-Z])"
)
_NO_MARK = r"(?:[^‘’'“”\"\n]|(?<=\w)[’'](?=\w))"
_UNCLOSED = re.compile(
    rf"{_NO_MARK}{{3,300}}?[^\W\d_], (?:{PRONOUN} {SAY}|{SAY} (?:{NAME}|(?:its|his|her|their|an?) {IN_PHRASE})"
    rf"|{BARE_PHRASE}{SAY})(?=[ ,.:]){_NO_MARK}{{0,2000}}(?:\n|\Z|(?= [‘'“\"]))"
)
# A sentence, a clause, another sentence, no mark between: in 4,600 published articles once, of another paper's words.
_INSIDE = re.compile(
    rf"[^“”\"‘\n]{{10,300}}[^\W\d_](?P<comma>,) (?:(?:{PRONOUN}|{NAME}) (?:said|says|added|explained)"
    rf"|(?:said|says|added) {NAME})\. [A-Z][^“”\"\n]{{5,}}[.?!,]\Z"
)
_PART = re.compile(r"\w [“\"][a-z][^.?!“”\"]{0,300}(?:\.(?=[a-z\d])[^.?!“”\"]{0,300})?[.?!]?\Z")
_DECODED_WRONGLY = re.compile("�|â€|Ã.|Â[“”]")


def propose(article: Article) -> Iterable[Proposal]:
    """At most one mark a paragraph: one lone mark makes its neighbours look wrong as well."""
    waiting: tuple[int, Mark] | None = None  # a quotation that may yet be closed further down
    for block, group in groupby(pairs(article.document), key=lambda pair: pair.block):
        if waiting and block - waiting[0] >= _MOST_PARAGRAPHS:
            yield certain(waiting[1])
            waiting = None
        mark = _first_defect(article.plain, article.document.blocks[block].span, list(group))
        if mark is None:
            continue
        if waiting and mark.message == _NEVER_OPENED:
            waiting = None
            continue
        if waiting:
            yield certain(waiting[1])
        waiting = (block, mark) if mark.message == _NEVER_CLOSED else None
        if not waiting:
            yield certain(mark)
    if waiting:
        yield certain(waiting[1])
    yield from map(certain, (*_single(article.plain), *_around_clause(article)))


def _single(plain: str) -> Iterable[Mark]:
    """Single marks that open a sentence and are never closed, though a clause says who spoke it."""
    for match in _SINGLE.finditer(plain):
        if _UNCLOSED.match(plain, match.end()):
            yield Mark(Span(*match.span()), _NEVER_CLOSED, _SCORE)


def _around_clause(article: Article) -> Iterable[Mark]:
    """The commas before clauses that stand within the marks: “It was grand, she said. We danced.”"""
    for pair in pairs(article.document):
        if not (pair.open and pair.close) or pair.depth:
            continue
        if match := _INSIDE.match(article.plain, pair.open.end, pair.close.start):
            yield Mark(Span(*match.span("comma")), "the marks around this clause are lost", _SCORE)


def _first_defect(plain: str, block: Span, group: Sequence[MarkPair]) -> Mark | None:
    if _DECODED_WRONGLY.search(plain, block.start, block.end) or _reopens(plain, block, group):
        return None
    # Straight marks don't tell which way they face, so an even number of them may be paired in another way.
    unsure = plain.count('"', block.start, block.end) % 2 == 0
    for pair in group:
        if pair.open and pair.close:
            if mark := _odd_pair(plain, pair.open, pair.close):
                return mark
            continue
        lone = pair.open or pair.close
        glyph = lone.of(plain) if lone else ""
        if lone is None or glyph in "‘’'" or (unsure and glyph == '"'):
            continue
        if pair.continued and not (_is_part(plain, block, lone) or _is_over(plain, block, lone, group)):
            continue
        if closing := _turned(plain, lone, group[-1].open, block):
            return closing
        return Mark(lone, _NEVER_CLOSED if pair.open else _NEVER_OPENED, _SCORE)
    return None


def _is_part(plain: str, block: Span, opening: Span) -> bool:
    """Whether the writer's sentence takes in a few words of a quotation, and ends with them and the paragraph.

    “They called it “very hard. ¶ “We will …”: only a quotation that is a sentence goes on in the next paragraph.
    """
    return _PART.match(plain, max(opening.start - 2, block.start), block.end) is not None


def _is_over(plain: str, block: Span, opening: Span, group: Sequence[MarkPair]) -> bool:
    """Whether a clause says who spoke a quotation that seems to go on in the next paragraph, and so ends it here.

    Speakers report other people too (“He called, and she said no.”), so the clause must have a name, follow a comma,
    and end its sentence before another quotation opens.
    """
    following = min((pair.start for pair in group if pair.start > opening.start), default=block.end)
    return _SIGNED.search(plain, opening.end, following) is not None


def _reopens(plain: str, block: Span, group: Sequence[MarkPair]) -> bool:
    """Whether one quotation fills the paragraph and opens anew within: paragraphs of it were run together."""
    *opens, last = group
    return (
        bool(opens)
        and last.close is not None
        and last.close.end == block.end
        and opens[0].start == block.start
        and all(pair.close is None for pair in opens)
        and not _CLAUSE.search(plain, block.start, last.start)
        and not _SIGNED.search(plain, block.start, last.start)
        and all(
            plain[max(pair.start - 3, 0) : pair.start].rstrip()[-1:] in tuple(".?!…")
            for pair in (*opens[1:], last)
        )
    )


def _turned(plain: str, lone: Span, last: Span | None, block: Span) -> Mark | None:
    """The mark at the end of the paragraph, where it faces the wrong way and so closes nothing."""
    if last is None or last == lone or last.end != block.end or {last.of(plain), lone.of(plain)} != {"“"}:
        return None
    return Mark(last, _WRONG_WAY, _SCORE, suggestion="”")


def _odd_pair(plain: str, opening: Span, closing: Span) -> Mark | None:
    if opening.of(plain) != "“":
        return None
    if opening.end == closing.start:
        return Mark(closing, "a quotation opens and closes at once", _SCORE)
    if closing.of(plain) == "“":
        return Mark(closing, _WRONG_WAY, _SCORE, suggestion="”")
    return None


RULE = Rule(
    code="GB107",
    name="unbalanced-quotes",
    severity=Severity.WARNING,
    default=True,
    doc=__doc__ or "",
    propose=propose,
    asks=False,
)
