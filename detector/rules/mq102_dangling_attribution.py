"""A reporting clause stands alone, with nothing that it could report.

## What it does
Marks a clause such as “she said.” that makes a whole sentence by itself, a cue that has lost its speaker, its
source or whom it told (“Gale told.”), and “He said.” behind a full stop that should have been a comma. Clauses
that belong to a quotation before or after them are left alone, and so are questions in free indirect speech
(“Did anyone know? she asked.”).

## Why it is bad
The clause has come loose from the words it belonged to. Often the quotation has meanwhile been credited to somebody
else, so the loose clause may hold the true speaker: look there before deleting it.

## Example
    The water works were sold twice and the archive was closed. she said. Nobody at the town hall knows the owner.

## Use instead
    The water works were sold twice and the archive was closed, she said. Nobody at the town hall knows the owner.

## When to switch it off
For fiction and for verse, where a narrator may well report nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import pairwise

from detector.article import Article, Sentence
from detector.clauses import Clauses
from detector.marks import pairs
from detector.neighbours import is_within, quoted_spans
from detector.reporting import (
    BARE_PHRASE,
    CAPITALISED_NAME,
    IN_PHRASE,
    NAME,
    PHRASE,
    PRONOUN,
    rest_of_sentence,
    sentence_at,
)
from detector.rules.base import Mark, Proposal, Rule, Severity, certain
from detector.spans import Span

# On 6,000 published articles the forms below gave two alarms, both of them real slips.
_SCORE = 0.9

_CLAUSE = (
    r"(?: (?:he|she|it|they|we|you|i|that|there|would|will|was|were|is|are|had|has|have|could|can|may)\b)"
)
_WHEN_WHERE = (
    r"(?: (?:in|on|at|to|during|after|from|by|via|through|late|early|yesterday|today|last"
    rf"|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day)\b(?!-)(?:(?!{_CLAUSE})(?:[^.“”\"]|\.(?= \d))){{0,100}})?"
)
_ADDRESSEE = r"(?: (?!him\b|her\b|them\b|it\b)[^.,“”\"]{1,60})"
_SHORT_PHRASE = BARE_PHRASE.replace("{1,14}", "{1,4}")
_WORDS_USED = (
    r"(?:(?:he|she|they) )?(?:used|made|gave) (?:the|these|this|such|his|her)(?: following)?"
    r" (?:words?|phrases?|expressions?|statements?|assessments?|evaluations?)\."
)
_SAID = r"(?:said|says|added|adds)"
_ABBREVIATION = re.compile(r"\b(?:[A-Z]|[A-Za-z]\.[A-Za-z])\.\Z")  # “the U.S. Marshals Service said”
_NEAR = 400  # code points before a sentence that hold the clause of what it quotes
_CLOSING = "”\"’'»"
_PRESS = (
    r"(?:reporters|journalists|peers|MPs|senators|lawmakers|members|councillors|councilors|delegates|investors|analysts"
    r"|(?:the|this|our|an?) (?:[a-z][\w’'-]{0,20} ){0,2}(?:assembly|audience|board|committee|conference"
    r"|congregation|correspondent|council|court|crowd|newspaper|reporter"
    r"|guests|hearing|inquest|inquiry|jury|meeting|panel|press|rally|tribunal))"
)
_REPORTS = (
    r"(?:said|says|added|adds|explained|noted|wrote|continued|stated|remarked|insisted|concluded|replied|cautioned"
    r"|warned|recalled|observed|admitted|claimed|argued|declared|stressed|conceded|acknowledged|joked|countered"
    r"|responded|asserted|maintained|quipped|commented|complained|protested|lamented|announced)"
)
_DOING = r", \w{1,20}ing\b[^.,“”\"]{0,60}"
# A clause that has lost its capital too can be nothing else, whatever its verb; nor can one behind a comma.
_LOWER = re.compile(
    rf"(?:, )?(?:(?:(?:he|she|they) |the {_SHORT_PHRASE})(?:(?:also|then|later) )?{_REPORTS}{_WHEN_WHERE}\."
    rf"|(?:he|she|they) told{_ADDRESSEE}\."
    rf"|(?:{_SAID}|{_REPORTS} (?={CAPITALISED_NAME}))(?: ?{NAME})?(?:{_DOING}|{_WHEN_WHERE})\."
    rf"|(?:an?|one|his|her|their) (?:{IN_PHRASE} ){{1,8}}(?:said|told {_PRESS})\."
    rf"|according to [^.,“”\"]{{1,60}}\."
    rf"|{_WORDS_USED})$"
)
# With a capital, only verbs that can't do without an object, and no more than the clause itself.
_NO_NAME = (
    r"(?!(?:As|So|What|Like|Or|Enough|Th\w+|Well|When|Since|If|Who|More|Most|Much|Little|Few|Some|It|We|I|You|He|She|They|No|Not"
    r"|And|But)\b)"
)
_CAPITAL = re.compile(
    rf"(?:(?:He|She|They) (?:said|says|added|noted|stated|remarked)|{_NO_NAME}{NAME} said){_WHEN_WHERE}\.$"
)
# Verbs that say nothing without an object: in 150,000 sentences of published train articles not one of these clauses
# stands by itself.
_WANT_OBJECT = (
    r"(?:said|says|added|noted|stated|remarked|observed|recalled|recounted|insisted|claimed|asserted|alleged|stressed"
    r"|emphasi[sz]ed|reiterated|quipped|opined|declared|argued|acknowledged|conceded|cautioned)"
)
_OCCASION = (
    r"(?: (?:(?:(?:on|late|early|late on|early on|last) )?(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day"
    r"(?: (?:morning|afternoon|evening|night))?|yesterday|today|afterwards|later"
    r"|in an? (?:[a-z-]{1,20} ){0,2}(?:statement|interview|e-?mail|letter|post|tweet|broadcast|speech|release)"
    rf"|(?:at|after|during|before) (?:an?|the) (?:[a-z-]{{1,20}} ){{0,2}}"
    rf"(?:meeting|hearing|inquest|inquiry|conference|briefing|rally|match|game|trial|launch)|to {_PRESS}))?"
)
_HOW = r"(?:(?:also|later|then|[a-z]{3,12}ly) )?"
# “Ms. Rourke ”, “Harbour master Lise Roux ”
_BEARER = rf"{_NO_NAME}(?:{CAPITALISED_NAME} (?:[a-z][\w’'-]{{0,20}} ){{1,4}})?{CAPITALISED_NAME} "
_PASSIVE = r"(?<!\bbe )(?<!\bbeen )(?<!\bis )(?<!\bwas )(?<!\bare )(?<!\bwere )(?<!\bas )"
# Nothing at all stands beside it that it could report.
_WHOLE = re.compile(
    rf"(?:(?:The|An?|One|H(?:is|er)|Their) (?:{IN_PHRASE} ){{1,6}}{_PASSIVE}|(?:He|She|They) |{_BEARER}){_HOW}"
    rf"(?:{_WANT_OBJECT}|told {_PRESS}){_OCCASION}\.$"
    rf"|The (?:{IN_PHRASE} ){{1,5}}{_PASSIVE}explained\.$"
    r"|(?:In|During|After|On|Speaking) (?:an?|the|his|her|their) [^.,“”\"]{3,60}, "
    rf"(?:[Tt]he (?:{IN_PHRASE} ){{1,5}}|{_BEARER}){_WANT_OBJECT}\.$"
    rf"|(?:Said|Explained) (?:the|an?) (?:{IN_PHRASE} ){{0,4}}{IN_PHRASE}\.$"
    rf"|According to (?:{IN_PHRASE} ){{0,5}}{IN_PHRASE}(?:, {CAPITALISED_NAME})?\.$"
)
# With nothing behind it that it could lead to either: “Tarrant explained. It had been a slow day.”
_EXPLAINED = re.compile(rf"(?:He|She|They|{_NO_NAME}{CAPITALISED_NAME}) explained\.$")
# Behind somebody's clause, a second one with an office or an addressee.
_SECOND = re.compile(
    rf"{_NO_NAME}(?:{CAPITALISED_NAME} (?:[a-z][\w’'-]{{0,20}} ){{1,4}})?{CAPITALISED_NAME}"
    rf" (?:said{_WHEN_WHERE}|told (?!me\b|us\b)(?:{IN_PHRASE} ){{0,4}}{IN_PHRASE})\.$"
)
# With the verb in front, of a quotation that isn't there.
_INVERTED = re.compile(rf"(?:Said|Added|Told|Wrote) (?:{NAME}|{_PRESS}|police|investors){_WHEN_WHERE}\.$")
# Behind a quotation: the speaker is gone, or whom they told, or the cue of another language is left.
_NO_SPEAKER = re.compile(
    rf" (?P<clause>{_SAID}{_WHEN_WHERE}\.|{_WORDS_USED}|told (?:{_PRESS}|police|{NAME}){_WHEN_WHERE}\."
    rf"|(?:{PRONOUN} |{PHRASE})told\."
    r"|(?:wrote|explained|announced|declared|tweeted|posted|testified|replied|warned|insisted)"
    r" (?:in|on|at|to|during|after|via|by) [^.“”\"]{2,60}\.)(?= |$)"
)
# A clause with nobody told, or behind a full stop that should have been a comma: “Sand is sand.” He said.
_TOLD_NOBODY = re.compile(rf"(?:He|She|They|{_NO_NAME}{NAME}) told\.$")
_BEHIND_FULL_STOP = re.compile(rf"(?:He|She|They) (?:{_SAID}|explained|wrote|noted)\.$")
_NO_SOURCE = re.compile(r"\b[Aa]ccording to(?=[,.;:](?: |$))")


def propose(article: Article) -> Iterable[Proposal]:
    """Clauses that stand alone; the span is the clause."""
    for span in sorted({*_sentences(article), *_behind_quotations(article)}):
        yield certain(Mark(span, "nothing is left that this could report", _SCORE))
    for span in _without_source(article):
        yield certain(Mark(span, "nobody is named according to whom", _SCORE))


def _without_source(article: Article) -> Iterator[Span]:
    """“According to, “the pulses last for a minute.””"""
    for sentence in article.sentences:
        for match in _NO_SOURCE.finditer(sentence.text):
            yield Span(sentence.span.start + match.start(), sentence.span.start + match.end())


def _sentences(article: Article) -> Iterator[Span]:
    quoted = quoted_spans(article)
    starts = [span.start for span in quoted]
    rows = [row for row in article.sentences if article.block_of(row).kind.is_prose]
    clauses = Clauses(article)
    for before, sentence in pairwise(rows):
        if is_within(quoted, starts, sentence.span.start):
            dangles = _LOWER.match(sentence.text) is not None
        else:
            dangles = (
                _TOLD_NOBODY.match(sentence.text) is not None
                or _is_loose(before, sentence)
                or _is_added(article, clauses, before, sentence)
            )
        if dangles:
            yield sentence.span


def _is_added(article: Article, clauses: Clauses, before: Sentence, sentence: Sentence) -> bool:
    """Whether it can only credit what the sentence before it has, though that is credited, or is no quotation."""
    second, inverted, whole = (
        pattern.match(sentence.text) is not None for pattern in (_SECOND, _INVERTED, _WHOLE)
    )
    whole = whole or (_EXPLAINED.match(sentence.text) is not None and _closes(article, sentence))
    if not (second or inverted or whole) or _ABBREVIATION.search(before.text):
        return False
    if article.plain[sentence.span.end : sentence.span.end + 2].strip()[:1] in tuple('“"‘'):
        return False  # it leads to the next quotation
    closed = before.text[-1] in _CLOSING
    if before.block != sentence.block:
        return whole and not closed
    if closed and before.text[-2:-1] == "." and _BEHIND_FULL_STOP.match(sentence.text):
        return True
    near = clauses.within(Span(max(before.span.start - _NEAR, 0), before.span.end))
    if closed:
        credited = any(one.quotation and one.quotation.span.end == before.span.end for one in near)
        # “Who pays?” Ms. Gale said.
        return before.text[-2:-1] not in ("?", "!") and credited and (second or inverted)
    return inverted or whole or (second and any(before.span.start <= one.clause.start for one in near))


def _closes(article: Article, sentence: Sentence) -> bool:
    """Whether nothing follows it in its paragraph."""
    return article.plain[sentence.span.end : sentence.span.end + 2] in ("", "\n\n")


def _is_loose(before: Sentence, sentence: Sentence) -> bool:
    closed = before.text[-1] in _CLOSING
    if before.block != sentence.block:  # “…,” and the clause in the next paragraph
        split = closed and before.text[-2:-1] == ","
        return bool(_LOWER.match(sentence.text)) or (split and bool(_CAPITAL.match(sentence.text)))
    if closed or _LOWER.match(sentence.text):
        return not closed
    return bool(_CAPITAL.match(sentence.text)) and not _ABBREVIATION.search(before.text)


def _behind_quotations(article: Article) -> Iterator[Span]:
    """“We want to help,” said.  The quotation begins its sentence, or its subject might stand before it."""
    plain = article.plain
    for pair in pairs(article.document):
        if pair.depth or not (pair.open and pair.close):
            continue
        sentence = sentence_at(article, pair.open.start)
        rest = rest_of_sentence(article, pair.close.end)
        match = _NO_SPEAKER.match(plain, rest.start, rest.end)
        if (
            match
            and sentence
            and (sentence.span.start == pair.open.start or plain[pair.close.start - 1] in ".!?")
        ):
            yield Span(*match.span("clause"))


RULE = Rule(
    code="MQ102",
    name="dangling-attribution",
    severity=Severity.ERROR,
    default=True,
    doc=__doc__ or "",
    propose=propose,
)
