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

from collections.abc import Iterable, Sequence
from functools import partial

from detector.article import Article, Attribution, Speaker, SpeakerForm
from detector.gender import Gender, of_mention, of_text
from detector.nli import Verdict
from detector.questions import fits_pronoun
from detector.quotation import mentions
from detector.rules.base import Mark, Proposal, Related, Rule, Severity
from detector.spans import Span

_SURE = 0.7
_VIEW = 400  # code points before the quotation; as far back as a pronoun of news copy reaches


def propose(article: Article) -> Iterable[Proposal]:
    """Pronoun attributions against the evidence; the span is the reporting clause."""
    named = mentions(article)
    known = _genders(article, named)
    for attribution in article.attributions:
        gender = _gender(attribution)
        if gender is None or attribution.quotation is None:
            continue
        whole = attribution.quotation.span.join(attribution.clause)
        view = _view(article, whole.start)
        witness = _witness(article, named, known, view, gender)
        if witness is not None and attribution.speaker:
            pair = fits_pronoun(
                article.plain[max(whole.start - _VIEW, 0) : whole.start],
                whole.of(article.plain),
                article.plain[whole.end : whole.end + _VIEW],
                attribution.speaker.text,
            )
            yield Proposal((pair,), partial(_judge, attribution, witness))


def _gender(attribution: Attribution) -> Gender | None:
    speaker = attribution.speaker
    if speaker is None or speaker.form is not SpeakerForm.PRONOUN:
        return None
    return next((gender for gender in Gender if gender.value == speaker.text.lower()), None)


def _genders(article: Article, named: Sequence[Speaker]) -> dict[str, set[Gender]]:
    """For each last name what the article's words for that person say."""
    found: dict[str, set[Gender]] = {}
    for mention in named:
        gender = of_mention(article.plain, mention)
        found.setdefault(mention.text.split()[-1], set()).update({gender} if gender else ())
    return found


def _view(article: Article, start: int) -> Span:
    """The paragraph up to the quotation and the one before it, as far as :data:`_VIEW` reaches."""
    before = [block.span.start for block in article.document.blocks if block.span.start < start]
    return Span(max([*before[-2:-1], *before[-1:], start - _VIEW][0], start - _VIEW, 0), start)


def _witness(
    article: Article, named: Sequence[Speaker], known: dict[str, set[Gender]], view: Span, gender: Gender
) -> Span | None:
    """The place in view that speaks of the other gender, where all of the view does."""
    outside = _without_quotations(article, view)
    if of_text(outside) != {gender.other}:
        return None
    people = [mention for mention in named if view.covers(mention.span) and mention.form is SpeakerForm.NAME]
    if any(known[mention.text.split()[-1]] != {gender.other} for mention in people):
        return None
    return people[-1].span if people else view


def _without_quotations(article: Article, view: Span) -> str:
    """The writer's own words in view."""
    text, at = [], view.start
    for quotation in article.quotations:
        for part in quotation.contents:
            if part.start >= at and part.end <= view.end and quotation.depth == 0:
                text.append(article.plain[at : part.start])
                at = part.end
    return " ".join([*text, article.plain[at : view.end]])


def _judge(attribution: Attribution, witness: Span, verdicts: Sequence[Verdict]) -> Mark | None:
    score = verdicts[0].contradiction
    speaker = attribution.speaker
    if score < _SURE or speaker is None:
        return None
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
