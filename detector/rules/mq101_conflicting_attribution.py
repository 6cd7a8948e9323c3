"""One quotation has two attributions, and they disagree about who said it.

## What it does
Marks the second of two reporting clauses that share one quotation: one in front of it and one behind (Banks
said, “…,” Lessing said), or two behind it (“…,” said Gale, she told the Courier; “…,” Gale said, Lessing told
reporters). The second is reported also where both may mean the same person, since one of them must go. Clauses
that tell where the words were carried (“the pilot said, according to the Herald”) or to whom (“Kay told the
court, “…,” the prosecutor said”) are left alone.

## Why it is bad
The reader is told of two speakers and can believe in one at most. Mostly a quotation was moved or merged and one
of the clauses belonged to another.

## Example
    The vote was put off. Councillor Banks said, “Nobody here has read the contract,” Alderman Lessing said.

## Use instead
    The vote was put off. “Nobody here has read the contract,” Alderman Lessing said. Councillor Banks agreed.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import groupby, pairwise

from detector.article import Article, SpeakerForm
from detector.gender import has_first_name
from detector.marks import MarkPair, pairs
from detector.mentions import is_person
from detector.reporting import (
    BARE_PHRASE,
    CAPITALISED_NAME,
    IN_PHRASE,
    NAME,
    PHRASE,
    PRONOUN,
    SAY,
    rest_of_sentence,
    sentence_at,
)
from detector.rules.base import Mark, Proposal, Related, Rule, Severity, certain
from detector.spans import Span

# On 6,000 published articles the forms below gave six alarms, all of them credits given twice.
_SCORE = 0.9

# Verbs that claim the words for their subject; “recalled” or “testified” may report what someone else had said.
_ALSO_CLAIM = (
    r"observed|quipped|asserted|maintained|stressed|claimed|commented|cautioned|admitted|acknowledged|conceded"
    r"|emphasi[sz]ed|reiterated|opined|lamented|complained|joked|pointed out|declared|announced|remarked"
)
_CLAIM = (
    r"(?:said|says|added|adds|wrote|writes|told|explained|noted|stated|continued|insisted|argued|warned|concluded"
    rf"|{_ALSO_CLAIM})"
)
_WORDS = rf" {IN_PHRASE}(?: {IN_PHRASE}){{0,6}}"
_REST = r"(?:[^.,?!“”\"\n]{0,100}[.,])?"
_BEFORE = re.compile(
    rf"(?<!\w)(?P<clause>(?:{PHRASE}|{PRONOUN} )(?:(?:also|later|then) )?(?:{SAY}|{_ALSO_CLAIM})"
    rf"(?:[,:]| that|{_WORDS}:)) $"
    rf"|(?<!\w)(?P<put>(?:[Aa]s {PHRASE}put it|[Ii]n the words of [^.:;“”\"]{{3,60}})[,:]) $"
    r"|(?P<source>[Aa]ccording to (?:[^.:;“”\"]|\b(?:Rev|Dr|Mr|Mrs|Ms|Prof)\.){1,90},) $"
)
# “According to chief financial officer Leela Menon,”; a paper, a report or an author may pass on what others say.
_PERSON = re.compile(
    rf"\b(?:(?:Mr|Mrs|Ms|Miss|Dr|Prof|Rev)\b\.?|(?!newspaper|magazine|paper|book|website|report|agency)[a-z]{{4,}},?)"
    rf" {CAPITALISED_NAME},"
    rf"|\b(?:Director|Minister|Secretary|Councillor|Councilman|Councilwoman|Professor|Officer|Manager|Mayor|Superintendent"
    rf"|Coach|Captain|Chief|Inspector|Senator|Governor|President|Chairman|Chairwoman|Commissioner) {CAPITALISED_NAME},"
)
_AFTER = re.compile(
    rf",? (?P<clause>(?:(?:{NAME}|(?P<pronoun>{PRONOUN})) |{PHRASE}){_CLAIM}\b{_REST}"
    rf"|(?:said|says|added|wrote|explained|recalled|continued|laughed|joked|sighed|declared|submitted){_WORDS}{_REST})"
)
# “While Mr. Oake said that “…,” he added that “…””
_SUBORDINATE = re.compile(
    r"\b(?:while|although|though|as|if|when|after|before|since|because|where) \Z", re.IGNORECASE
)
# A second clause with a name reports the first, as courts do (“he said, Ms. Ames said”), unless the first has its verb
# in front or says that nobody heard it: in a statement.
_SECOND = r"(?:said|says|told|added|wrote|declared|insisted|remarked|observed|argued|concluded)\b"
_FIRST = rf"(?:{SAY}|{_ALSO_CLAIM}|promised|vowed|pledged)"
_OFFICE = r"(?:(?:the |his |her )?(?:(?!who|which|that|and|but|as)[a-z][\w’'-]{0,20} ){1,4})?"
_STATEMENT = "(?:statement|release|e-?mail|tweet|post)"
_TWO_AFTER = re.compile(
    rf" (?P<first>{SAY} {PHRASE}|{NAME} {SAY}, )(?<=, )(?P<clause>{PRONOUN} {_SECOND}{_REST})"
    rf"| (?P<told>{BARE_PHRASE}{_FIRST}(?:{_WORDS})?, )"
    rf"(?P<again>{_OFFICE}{CAPITALISED_NAME} (?:added|continued|noted|declared|insisted|remarked|observed|concluded)"
    rf"{_REST})"
    rf"| (?P<put>{BARE_PHRASE}{_FIRST}(?:{_WORDS})?, |{SAY} {PHRASE})"
    rf"(?<=, )(?P<words>(?:as {BARE_PHRASE}put it|in the words of {BARE_PHRASE}?{IN_PHRASE})\.)"
    rf"| (?P<stated>{SAY} {PHRASE}|{PHRASE}{SAY} in an? (?:[\w-]{{1,20}} ){{0,2}}{_STATEMENT}, )"
    rf"(?<=, )(?P<named>{CAPITALISED_NAME} {_SECOND}{_REST})"
)
# Two who are named, one behind the other: “…,” Ruth Aldous, who runs it, said, Ms. Hallam told reporters. In 4,600
# published articles nobody passes on by name what another said by name.
_NAMED_BOTH = re.compile(
    rf" (?P<first>{PHRASE}(?:said|says|told|explained|added)(?:{_WORDS})?, )"
    rf"(?P<clause>(?!The )(?:{_OFFICE}{CAPITALISED_NAME}(?:, [^.,;“”\"]{{1,60}},)?"
    rf"|[Tt]he (?=[a-z]){IN_PHRASE}(?: {IN_PHRASE}){{0,3}}) "
    rf"(?:said|says|explained|told{_WORDS}){_REST})"
)


def propose(article: Article) -> Iterable[Proposal]:
    """One mark for each quotation with two clauses; the span is the second."""
    marks = list(_by_form(article))
    found = [mark.span for mark in marks]
    marks += [mark for mark in _interrupted(article) if not any(mark.span.overlaps(span) for span in found)]
    return map(certain, marks)


def _interrupted(article: Article) -> Iterator[Mark]:
    """“…,” said Dolj, “and …,” Manole added: two people are named with the halves of one quotation."""
    for one, other in pairwise(article.attributions):
        if one.quotation is None or one.quotation is not other.quotation or one.clause == other.clause:
            continue
        names = [
            speaker.text.split()[-1]
            for speaker in (one.speaker, other.speaker)
            if speaker and speaker.form is SpeakerForm.NAME
        ]
        between = article.plain[one.clause.end : other.clause.start]
        if len(set(names)) == 2 and "\n\n" not in between:
            yield _mark((other.clause.start, other.clause.end), (one.clause.start, one.clause.end))


def _by_form(article: Article) -> Iterator[Mark]:
    for _, group in groupby(pairs(article.document), key=lambda pair: pair.block):
        unclosed = 0
        for pair in group:
            if pair.depth == unclosed and (mark := _two_behind(article, pair) or _around(article, pair)):
                yield mark
            unclosed += pair.close is None


def _two_behind(article: Article, pair: MarkPair) -> Mark | None:
    if pair.close is None:
        return None
    rest = rest_of_sentence(article, pair.close.end)
    if match := _NAMED_BOTH.match(article.plain, rest.start, rest.end):
        return _mark(match.span("clause"), match.span("first"))
    match = _TWO_AFTER.match(article.plain, rest.start, rest.end)
    if match is None:
        return None
    pairs_of_clauses = (("clause", "first"), ("again", "told"), ("words", "put"), ("named", "stated"))
    clause, first = next(both for both in pairs_of_clauses if match[both[0]])
    return _mark(match.span(clause), match.span(first))


def _around(article: Article, pair: MarkPair) -> Mark | None:
    if pair.open is None or pair.close is None:
        return None
    plain, block = article.plain, article.document.blocks[pair.block].span
    sentence = sentence_at(article, pair.open.start - 1) if pair.open.start else None
    start = max(block.start, sentence.span.start if sentence else 0, pair.open.start - 200)
    after = _AFTER.match(plain, pair.close.end, min(block.end, pair.close.end + 250))
    if after is None or not _goes_on(plain, pair.close.start, after):
        return None
    before = _BEFORE.search(plain[start : pair.open.start])
    if before is None or (
        before["source"] and not (after["pronoun"] or _names_person(article, before["source"]))
    ):
        return None
    first, last = before.span(before.lastgroup or 0)
    if _SUBORDINATE.search(before.string, 0, first):
        return None
    return _mark(after.span("clause"), (start + first, start + last))


def _names_person(article: Article, source: str) -> bool:
    """Whether “according to …,” names somebody: by name and office, or by the last name of one who is named in full."""
    if _PERSON.search(source):
        return True
    name = source[len("According to ") : -1].split(",")[0]  # “Renato Quispe, a fruit picker”
    people = [mention for mention in article.mentions if is_person(mention)]
    if " " in name:
        return any(mention.text == name and has_first_name(mention) for mention in people)
    return any(mention.text.split()[-1] == name for mention in people)


def _goes_on(plain: str, close: int, after: re.Match[str]) -> bool:
    """Whether the sentence goes on behind the quotation: else the clause there begins a sentence of its own."""
    if plain[close - 1] == "," or after.group().startswith(","):
        return True
    return plain[close - 1] in ".?!…—-" and after["clause"][0].islower()


def _mark(clause: tuple[int, int], first: tuple[int, int]) -> Mark:
    return Mark(
        Span(*clause),
        "the quotation has been credited already; one of its two attributions is wrong or too many",
        _SCORE,
        related=(Related(Span(*first), "credited here first"),),
    )


RULE = Rule(
    code="MQ101",
    name="conflicting-attribution",
    severity=Severity.ERROR,
    default=True,
    doc=__doc__ or "",
    propose=propose,
)
