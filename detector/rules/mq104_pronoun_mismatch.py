"""A pronoun attribution that cannot mean the speaker in view.

## What it does
Marks “he said” and “she said” where the last to act or to speak before the quotation is referred to as the other:
by a title, a word for a man or a woman, a pronoun, or a plain first name of whom the article says nothing else.
Where somebody else may be meant it stays silent; “they” is never marked.

## Why it is bad
Either the pronoun is wrong, which hurts the person, or the quotation is somebody else's who was cut from the story.

## Example
    Ms. Wexford has run the night shelter since it opened. She will not give up. “I have sixty beds and ninety
    people,” he said.

## Use instead
    Ms. Wexford has run the night shelter since it opened. She will not give up. “I have sixty beds and ninety
    people,” she said.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import TypeVar

from detector.article import Article, Attribution, QuotationKind, Sentence, Speaker, SpeakerForm
from detector.clauses import Clauses
from detector.gender import (
    Gender,
    Genders,
    has_first_name,
    of_pronouns,
    of_text,
    outside_quotations,
    speaks_of_others,
    surname,
)
from detector.mentions import people
from detector.nli import Verdict
from detector.questions import fits_pronoun
from detector.rules.base import Mark, Proposal, Related, Rule, Severity
from detector.spans import Span
from detector.vocabulary import is_word

Placed = TypeVar("Placed", Speaker, Sentence)

# “She has run the store for years.” “A mother of two, she said …”
_SUBJECT = {gender: re.compile(rf"(?:[^.,;]{{1,60}}, )?(?i:{gender.value})\b") for gender in Gender}
_ACTS = {gender: re.compile(rf"\b(?i:{gender.value})\b") for gender in Gender}
# What begins as a speaker does; of “called the changes” a clause was misread.
_NOMINAL = re.compile(
    r"[^\Wa-z]|(?:the|an?|his|her|their|its|our|my|another|one|two|some|many|several|other)\b"
)
_ADDED = re.compile(r",| (?:of|for|at|from|in|with|who)\b")
# Behind a name; “under him” is about somebody else.
_OWN = {
    Gender.FEMALE: re.compile(r"\b(?:[Ss]he|[Hh]ers?|herself)\b"),
    Gender.MALE: re.compile(r"\b(?:[Hh]e|[Hh]is|himself)\b"),
}
# What may stand before the name of who acts: an office, a place, a time, but no verb, and no preposition right before.
_BEFORE = re.compile(r"(?:[\w’'&.-]+,? ){0,12}")
_LONE_NAME = re.compile(r"([A-Z][a-z’'-]+)(?= [a-z])")
_NAMELESS = re.compile(r"(?:An?|The|One|Another) [a-z]")
_VERBISH = re.compile(
    r"\b(?:\w+ed|is|was|were|are|has|had|have|said|told|saw|met|gave|made|put|took|will|would|by|that)\b"
)
_LINKED = re.compile(
    r"(?:^|.* )(?:of|to|for|by|with|from|on|against|and|or|about|than|like|under|near|after|before|between) "
)
_SCENE = re.compile(r"\n\n[^\w“‘\"'\n]+\n\n")  # asterisks in a line of their own
_AT = re.compile(r"\b(?:in|at|near|across|into) \Z")
# A question in the paragraph before: “Are you certain?” said Mr. Colby.
_ASKED = re.compile(r"\?[”\"’'][^“”\"\n]{0,80}\n\n\Z")
_NEAR = 100  # code points that hold what follows it
_VIEW = 500  # code points before the quotation; as far back as a pronoun of news copy reaches


def propose(article: Article) -> Iterable[Proposal]:
    """Pronoun attributions against the evidence; the span is the reporting clause."""
    everybody, clauses = article.mentions, Clauses(article)
    named = people(everybody)
    genders = Genders(article, named)
    for attribution in article.attributions:
        gender = _gender(attribution)
        quotation = attribution.quotation
        if gender is None or quotation is None or quotation.kind is not QuotationKind.DIRECT:
            continue
        whole = quotation.span.join(attribution.clause)
        view = _view(article, whole.start)
        in_view = _InView.of(article, clauses, named, everybody, view)
        known = {
            name: genders.of(name, apart_from=whole)
            for name in map(surname, (*in_view.seen, *in_view.leading))
        }
        witness = _witness(article, in_view, known, gender)
        if witness is not None and attribution.speaker:
            pair = fits_pronoun(
                article.plain[max(whole.start - _VIEW, 0) : whole.start],
                whole.of(article.plain),
                article.plain[whole.end : whole.end + _VIEW],
                attribution.speaker.text,
            )
            yield Proposal((pair,), partial(_judge, attribution, witness))


@dataclass(frozen=True, slots=True)
class _InView:
    """Who stands in the passage before a quotation: all people, and of all mentions the subjects and speakers.

    ``last`` is the sentence right before it in its paragraph, empty where there is none.
    """

    span: Span
    last: Span
    seen: tuple[Speaker, ...]
    leading: tuple[Speaker, ...]

    @classmethod
    def of(
        cls,
        article: Article,
        clauses: Clauses,
        named: Sequence[Speaker],
        everybody: Sequence[Speaker],
        view: Span,
    ) -> _InView:
        """Those of ``named`` and ``everybody`` (both in text order) who are mentioned in ``view``."""
        sentences = _within(article.sentences, view)
        # A name that is all of its line is whose byline it is, and acts in nothing.
        lines = {row.span for row in sentences}
        seen = [one for one in _within(named, view) if not _is_where(article, one) and one.span not in lines]
        mentioned = [one for one in _within(everybody, view) if one.span not in lines]
        starts = {line.start for line in lines}
        spoke = [
            _person_in(who, seen)
            for other in clauses.within(view)
            if (who := other.by_name) and who.form is not SpeakerForm.PRONOUN and _NOMINAL.match(who.text)
        ]
        subjects = [mention for mention in mentioned if mention.span.start in starts]
        leading = sorted((*spoke, *subjects), key=lambda mention: mention.span)
        near = sentences and "\n\n" not in article.plain[sentences[-1].span.end : view.end + 1]
        last = sentences[-1].span if near else Span(view.end, view.end)
        return cls(view, last, tuple(seen), tuple(leading))

    def after(self, start: int) -> list[Speaker]:
        """Those who are mentioned behind ``start``."""
        return [mention for mention in (*self.seen, *self.leading) if mention.span.start > start]


def _gender(attribution: Attribution) -> Gender | None:
    speaker = attribution.speaker
    if speaker is None or speaker.form is not SpeakerForm.PRONOUN or attribution.cue.lemma == ":":
        return None  # “He: …” and “She: …” are the parts of a dialogue
    return next((gender for gender in Gender if gender.value == speaker.text.lower()), None)


def _person_in(speaker: Speaker, people: Sequence[Speaker]) -> Speaker:
    """The person of a speaker with what is added to a name: “Ana Lund of the Civic Union”."""
    for person in people:
        if person.span.start == speaker.span.start and _ADDED.match(speaker.text, len(person.text)):
            return person
    return speaker


def _view(article: Article, start: int) -> Span:
    """The paragraph up to the quotation and two before it, as far as :data:`_VIEW` reaches."""
    blocks = article.document.blocks
    index = bisect_right(blocks, start, key=lambda block: block.span.start) - 1
    first = max(blocks[max(index - 2, 0)].span.start, start - _VIEW)
    scenes = [match.end() for match in _SCENE.finditer(article.plain, first, start)]
    first = scenes[-1] if scenes else first
    return Span(min(start, first), start)


def _is_where(article: Article, mention: Speaker) -> bool:
    """Whether a full name tells where something is: “keeps 420 ewes at High Scar”."""
    before = article.plain[max(mention.span.start - 8, 0) : mention.span.start]
    return " " in mention.text and _AT.search(before) is not None and not has_first_name(mention)


def _within(rows: Sequence[Placed], view: Span) -> list[Placed]:
    """Those of rows in text order that lie in a view."""
    first = bisect_left(rows, view.start, key=lambda row: row.span.start)
    last = bisect_left(rows, view.end, lo=first, key=lambda row: row.span.start)
    return [row for row in rows[first:last] if row.span.end <= view.end]


def _witness(article: Article, view: _InView, known: dict[str, Gender | None], gender: Gender) -> Span | None:
    """Who in view is plainly of the other gender; None where anybody of this gender may be meant."""
    if _ASKED.search(article.plain, max(view.span.start, view.span.end - _NEAR), view.span.end):
        return None  # who asks is not who answers
    told = of_text(outside_quotations(article, view.span))
    everybody = (*view.seen, *view.leading)
    if _begins_with_stranger(article, view, everybody):
        return None
    against = gender in told or any(known.get(surname(mention)) is gender for mention in everybody)
    lead = view.leading[-1] if view.leading else None
    if lead is not None:
        behind = of_text(outside_quotations(article, Span(lead.span.start, view.span.end)))
        others = [mention for mention in view.after(lead.span.start) if surname(mention) != surname(lead)]
        strangers = any(known.get(surname(mention)) is not gender.other for mention in others)
        its_own = known.get(surname(lead))
        if its_own is gender.other and not (gender in behind or strangers):
            return lead.span
        if its_own is None and lead.form is SpeakerForm.NAME and not (against or strangers):
            said_of = outside_quotations(article, Span(lead.span.end, view.span.end))
            if _ACTS[gender.other].search(said_of) and not speaks_of_others(said_of):
                return lead.span
    if alone := _alone_in_paragraph(article, view, known, gender.other):
        return alone
    if introduced := _introduced(article, view, known, gender):
        return introduced.span
    if against:
        return None
    if _SUBJECT[gender.other].match(outside_quotations(article, view.last)) and not view.after(
        view.last.start
    ):
        return view.last
    alike = all(known.get(surname(mention)) is gender.other for mention in everybody)
    if everybody and alike and not _is_of_somebody(article, view):
        return everybody[-1].span
    nearest = _paragraph(article, view)[1] if not everybody else ""
    return view.span if gender.other in of_text(nearest) else None


def _begins_with_stranger(article: Article, view: _InView, everybody: Sequence[Speaker]) -> bool:
    """Whether the last sentence before the quotation begins with a name that stands alone: “Wes believes that …”"""
    sentences = _within(article.sentences, view.span)
    match = _LONE_NAME.match(sentences[-1].text) if sentences else None
    if match is None or is_word(match[1].lower()):
        return False
    return not any(match[1] in mention.text.split() for mention in everybody)


def _alone_in_paragraph(
    article: Article, view: _InView, known: dict[str, Gender | None], gender: Gender
) -> Span | None:
    """The last sentence of the paragraph up to the quotation, or of that before it, if the paragraph is about one
    person, whom its last sentence calls by a pronoun."""
    sentences = _within(article.sentences, view.span)
    if not sentences:
        return None
    own, words, inside = _paragraph(article, view)
    last = sentences[-1].span
    said = outside_quotations(article, last)
    is_alone = (
        of_text(words) == {gender}
        and of_pronouns(said) == {gender}
        and not speaks_of_others(words)
        and len({surname(mention) for mention in inside}) <= 1
        and all(known.get(surname(mention)) is not gender.other for mention in inside)
        and (
            _OWN[gender].search(outside_quotations(article, Span(inside[-1].span.end, own.end))) is not None
            if inside
            else bool(view.last) and _SUBJECT[gender].match(said) is not None
        )
        and (view.last or _acting(article, own, inside))
    )
    return last if is_alone else None


def _introduced(
    article: Article, view: _InView, known: dict[str, Gender | None], gender: Gender
) -> Speaker | None:
    """The one person of the paragraph up to the quotation, or of that before it, if of the other gender.

    One of its sentences must begin with that person.

    “Roads executive Mrs. Phyllis Atieno waved the complaints away. “…,” he said.”
    """
    own, words, inside = _paragraph(article, view)
    # “spokesman Mark Wright” is one man, and so is “the boy’s grandfather, Luca Ferrante”.
    for mention in inside:
        words = re.sub(rf"\b\w+,? (?={re.escape(mention.text)})", "", words)
    if gender in of_text(words) or speaks_of_others(words):
        return None
    if (
        len({surname(mention) for mention in inside}) != 1
        or known.get(surname(inside[0])) is not gender.other
    ):
        return None
    return _acting(article, own, inside)


def _acting(article: Article, own: Span, inside: Sequence[Speaker]) -> Speaker | None:
    """Of those who are mentioned in a stretch, the first with whom one of its sentences begins."""
    acting = (
        mention
        for sentence in _within(article.sentences, own)
        for mention in inside
        if sentence.span.covers(mention.span)
        and _begins(article.plain[sentence.span.start : mention.span.start])
    )
    return next(acting, None)


def _paragraph(article: Article, view: _InView) -> tuple[Span, str, list[Speaker]]:
    """Of the paragraph, as far as it is in view: where it stands, the writer's own words, and who is mentioned."""
    last = view.last.start if view.last else len(article.plain[: view.span.end].rstrip())
    start = max(article.plain.rfind("\n\n", view.span.start, last), view.span.start)
    own = Span(start, view.span.end)
    inside = [mention for mention in (*view.seen, *view.leading) if mention.span.start >= start]
    return own, outside_quotations(article, own), inside


def _is_of_somebody(article: Article, view: _InView) -> bool:
    """Whether the sentence before the quotation is about somebody without a name: “A neighbour of Mr. Fenn sighed.”"""
    return _NAMELESS.match(view.last.of(article.plain)) is not None and not any(
        _begins(article.plain[view.last.start : mention.span.start])
        for mention in view.after(view.last.start)
    )


def _begins(before: str) -> bool:
    """Whether a name behind these words of its sentence is its subject: an office of theirs, and no more."""
    return bool(_BEFORE.fullmatch(before)) and not (_VERBISH.search(before) or _LINKED.fullmatch(before))


def _judge(attribution: Attribution, witness: Span, verdicts: Sequence[Verdict]) -> Mark | None:
    speaker = attribution.speaker
    if speaker is None:
        return None
    # The form alone is wrong once in 900 pronouns of clean articles; the model tells how sure it is, no more.
    return Mark(
        attribution.clause,
        f"“{speaker.text}” cannot mean the last who is named here as acting or speaking",
        (1 + verdicts[0].contradiction) / 2,
        related=(Related(witness, "this is who stands in view"),),
    )


RULE = Rule(
    code="MQ104",
    name="pronoun-mismatch",
    severity=Severity.ERROR,
    default=True,
    doc=__doc__ or "",
    propose=propose,
)
