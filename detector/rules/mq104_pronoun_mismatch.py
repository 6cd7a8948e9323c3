"""A pronoun attribution that cannot mean the speaker in view.

## What it does
Marks “he said” and “she said” where everybody in view before the quotation is referred to as the other: by a
title, a word for a man or a woman, or a pronoun. Where anybody is in view whose gender the passage does not
tell, it stays silent; “they” is never marked.

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

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from functools import partial

from detector.article import Article, Attribution, QuotationKind, Speaker, SpeakerForm
from detector.cues import VERBS, Grade
from detector.gender import Gender, of_nouns, of_people, of_text, outside_quotations, surname
from detector.mentions import people
from detector.nli import Verdict
from detector.questions import fits_pronoun
from detector.quotation import mentions
from detector.rules.base import Mark, Proposal, Related, Rule, Severity
from detector.spans import Span

# How sure the model must be: where a title or a word for a man or a woman is in view, and where only pronouns are.
_PLAIN, _SURE = 0.0, 0.7
_PLAIN_SCORE = 0.8  # at least: there the form alone was wrong once in 20,000 sentences of validation articles
_CUES = frozenset(verb.lemma for verb in VERBS.values() if verb.grade is Grade.SPEECH)
_VIEW = 500  # code points before the quotation; as far back as a pronoun of news copy reaches


def propose(article: Article) -> Iterable[Proposal]:
    """Pronoun attributions against the evidence; the span is the reporting clause."""
    named = people(mentions(article))
    known = of_people(article, named)
    for attribution in article.attributions:
        gender = _gender(attribution)
        quotation = attribution.quotation
        if gender is None or quotation is None or quotation.kind is not QuotationKind.DIRECT:
            continue
        whole = quotation.span.join(attribution.clause)
        view = _view(article, whole.start)
        witness = _witness(article, named, known, view, gender)
        if witness is not None and attribution.speaker:
            pair = fits_pronoun(
                article.plain[max(whole.start - _VIEW, 0) : whole.start],
                whole.of(article.plain),
                article.plain[whole.end : whole.end + _VIEW],
                attribution.speaker.text,
            )
            plainly = bool(of_nouns(outside_quotations(article, view)))
            yield Proposal((pair,), partial(_judge, attribution, witness, _PLAIN if plainly else _SURE))


def _gender(attribution: Attribution) -> Gender | None:
    speaker = attribution.speaker
    if speaker is None or speaker.form is not SpeakerForm.PRONOUN or attribution.cue.lemma not in _CUES:
        return None
    return next((gender for gender in Gender if gender.value == speaker.text.lower()), None)


def _view(article: Article, start: int) -> Span:
    """The paragraph up to the quotation and two before it, as far as :data:`_VIEW` reaches."""
    blocks = article.document.blocks
    index = bisect_right(blocks, start, key=lambda block: block.span.start) - 1
    return Span(min(start, max(blocks[max(index - 2, 0)].span.start, start - _VIEW)), start)


def _witness(
    article: Article, named: Sequence[Speaker], known: dict[str, Gender], view: Span, gender: Gender
) -> Span | None:
    """The last person in view, or the view itself, where all of it speaks of the other gender."""
    told = of_text(outside_quotations(article, view))
    seen = [mention for mention in named if view.covers(mention.span)]
    spoke = [
        other.speaker
        for other in article.attributions
        if other.speaker and other.speaker.form is not SpeakerForm.PRONOUN and view.covers(other.speaker.span)
    ]
    starts = {sentence.span.start for sentence in article.sentences}
    subjects = [
        mention for mention in mentions(article) if view.covers(mention.span) and mention.span.start in starts
    ]
    if gender in told or any(
        known.get(surname(mention)) is not gender.other for mention in (*seen, *spoke, *subjects)
    ):
        return None
    return seen[-1].span if seen else view if told else None


def _judge(attribution: Attribution, witness: Span, bar: float, verdicts: Sequence[Verdict]) -> Mark | None:
    score = verdicts[0].contradiction
    speaker = attribution.speaker
    if score < bar or speaker is None:
        return None
    if bar == _PLAIN:
        score = max(score, _PLAIN_SCORE)
    return Mark(
        attribution.clause,
        f"“{speaker.text}” cannot mean anybody who is in view here",
        score,
        related=(Related(witness, "the last to be named"),),
    )


RULE = Rule(
    code="MQ104",
    name="pronoun-mismatch",
    severity=Severity.ERROR,
    default=True,
    doc=__doc__ or "",
    propose=propose,
)
