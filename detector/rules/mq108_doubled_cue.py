"""One attribution reports its speech twice.

## What it does
Marks an attribution whose cue stands on both sides of the speaker, twice in a row, or whose whole clause is repeated.

## Why it is bad
An editor changed “said Marlow” to “Marlow said”, or “said” to “told the paper”, and left both. It also is a common
slip of translation programs. Readers stumble; worse, they cannot tell whether Marlow spoke or someone else
reported that he did.

## Example
    “Three years of repairs have brought us here,” said Moira Stack said in a press release. She thanked the crews.

## Use instead
    “Three years of repairs have brought us here,” Moira Stack said in a press release. She thanked the crews.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from detector.article import Article
from detector.marks import pairs
from detector.reporting import (
    BARE_PHRASE,
    CAPITALISED_NAME,
    IN_PHRASE,
    NAME,
    PHRASE,
    PRONOUN,
    SAY,
    rest_of_sentence,
)
from detector.rules.base import Mark, Proposal, Rule, Severity, certain
from detector.spans import Span

# On 3,000 published articles the forms below gave four alarms, all of them real slips.
_SCORE = 0.95

# A verb that goes on to a form of “be” or “have” belongs to a relative clause that dropped its pronoun: “said the
# man police said was the driver”.
_NO_RELATIVE = r"(?! (?:was|were|is|are|had|has|would|will|could|might|may|should|did)\b)"
_NO_NOUN = r"(?!(?:states|notes)\b)"  # “the states said” is one cue
_ENDS = r"(?=[.,;]|$| (?:in|on|at|to|during|after|when|outside|[A-Z]\w+day)\b)"
_REPEATED = rf"(?P<whole>(?:{NAME}|{PRONOUN}) {SAY}), (?P=whole)\b{_ENDS}"
_LISTENERS = rf"(?:{IN_PHRASE} ){{1,4}}"
_AFTER_QUOTATION = re.compile(
    rf"[,.]? ?(?:[—–]|--)? ?(?P<clause>{SAY} (?:{PHRASE}|{PRONOUN} ){SAY}\b{_NO_RELATIVE}"
    rf"|[Aa]ccording to {BARE_PHRASE}{SAY}{_ENDS}|{_REPEATED}"
    rf"|{BARE_PHRASE}(?P<again>{SAY}) (?:in|at|on|during) (?:{IN_PHRASE} ){{1,5}}(?P=again)(?=[.,;]))"
)
_TWO_IN_A_ROW = re.compile(
    rf"[,.]? ?(?:{PHRASE}|{PRONOUN} )(?P<clause>(?P<first>{_NO_NOUN}{SAY}) (?!(?P=first)\b){SAY}\b"
    rf"|told {_LISTENERS}told\b{_ENDS})"
)
_SAID_AFTER = re.compile(
    rf"[,.]? ?(?P<clause>{PRONOUN} (?P<own>{SAY}), (?P=own) "
    rf"(?:[Tt]he (?:{IN_PHRASE} ){{0,4}}[\w’'-]+|{CAPITALISED_NAME})){_ENDS}"
)
_SAID_AGAIN = re.compile(rf"[,.]? ?{PHRASE}(?P<clause>(?P<own>{SAY}),? {PRONOUN} (?P=own)\b{_ENDS})")
# Without marks the reported words may hold a cue of their own (“Smith, his lawyer, said Jones said so”): the second
# cue must end its sentence, or be one that only reports.
_END = r"(?=[.;]|$)"
_WITHOUT_MARKS = re.compile(
    rf"(?:, |^)(?P<clause>(?P<verb>{SAY}) {PHRASE}(?P=verb){_END}"
    r"|[Aa]ccording to [^.;“”\"]{0,60}\b(?P<source>[A-Z][\w’'-]{2,30}), according to [^.,;“”\"]{0,40}"
    rf"(?P=source){_END}"
    rf"|wrote {PHRASE}wrote\b|[Aa]ccording to {BARE_PHRASE}said(?=[.;,]| (?:on|in|at|during)\b|$)"
    rf"|{_REPEATED})"
)
# “Reid added that the road was too narrow, added Reid.”: told once in front of what it reports and once behind it.
_BEHIND_TOO = re.compile(
    rf"(?P<who>(?:{CAPITALISED_NAME}|{PRONOUN})(?: [^“”\"]{{1,60}})??) (?P<verb>{SAY}) [^“”\"]{{15,250}}, "
    rf"(?P<clause>(?P=verb) (?P<name>{CAPITALISED_NAME})|(?P<pronoun>{PRONOUN}) (?P=verb))\.$"
)
_COMMA = re.compile(r"^|, ")
_SOURCE = re.compile(
    r"\b[Aa]ccording to (?P<source>[^.,;“”\"]{3,60}|(?:Mr|Mrs|Ms|Dr)\. [^.,;“”\"]{3,60}), \Z"
)


def propose(article: Article) -> Iterable[Proposal]:
    """One mark for each attribution with its cue twice; the span is the doubled clause."""
    spans = {*_after_quotations(article), *_without_marks(article)}
    for span in sorted(spans):
        if not any(other != span and other.covers(span) for other in spans):
            yield certain(Mark(span, "the attribution reports its speech twice: one cue is too many", _SCORE))


def _after_quotations(article: Article) -> Iterator[Span]:
    for pair in pairs(article.document):
        if pair.close is None:
            continue
        rest = rest_of_sentence(article, pair.close.end)
        if pair.open and (
            twice := _SOURCE.search(article.plain, max(pair.open.start - 100, 0), pair.open.start)
        ):
            behind = re.compile(rf",? ?(?P<clause>according to {re.escape(twice['source'])})\b")
            if match := behind.match(article.plain, rest.start, rest.end):
                yield Span(*match.span("clause"))
        for pattern in (_AFTER_QUOTATION, _TWO_IN_A_ROW, _SAID_AGAIN, _SAID_AFTER):
            if match := pattern.match(article.plain, rest.start, rest.end):
                yield Span(*match.span("clause"))


def _without_marks(article: Article) -> Iterator[Span]:
    for sentence in article.sentences:
        if (match := _BEHIND_TOO.match(sentence.text)) and _is_same(match):
            start, end = match.span("clause")
            yield Span(sentence.span.start + start, sentence.span.start + end)
        for comma in _COMMA.finditer(sentence.text):
            if match := _WITHOUT_MARKS.match(sentence.text, comma.start()):
                start, end = match.span("clause")
                yield Span(sentence.span.start + start, sentence.span.start + end)


def _is_same(match: re.Match[str]) -> bool:
    """Whether both clauses have one speaker; what somebody said that somebody said is often told so."""
    if match["pronoun"]:
        return match["verb"] not in ("said", "says")
    return match["name"].split()[-1] in match["who"].split()


RULE = Rule(
    code="MQ108",
    name="doubled-cue",
    severity=Severity.ERROR,
    default=True,
    doc=__doc__ or "",
    propose=propose,
)
