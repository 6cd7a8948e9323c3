"""The lead-in says one thing, the quotation after it the contrary.

## What it does
Compares a direct quotation with the sentence that leads to it, where that sentence is about the same speaker
and holds no quotation of its own, and marks the quotation if the two cannot both be true.

## Why it is bad
One of the two is wrong. Often a “not” was lost from the paraphrase, or from the quotation, which is worse.

## Example
    Alderman Lessing denied that he had taken money. “Yes, I took the money, and I have spent it,” Lessing said.

## Use instead
    Alderman Lessing admitted that he had taken money. “Yes, I took the money, and I have spent it,” Lessing said.

## When to switch it off
Leave it off where speakers are often shown to contradict themselves, or others.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from functools import partial

from detector.article import Article, Attribution, QuotationKind, Sentence
from detector.nli import Verdict
from detector.questions import supports
from detector.rules.base import Mark, Proposal, Related, Rule, Severity
from detector.spans import Span

_SURE = 0.6
_FEWEST_WORDS = 4


def propose(article: Article) -> Iterable[Proposal]:
    """Direct quotations with a lead-in; the span is the quotation with its clause."""
    for attribution, lead, content in lead_ins(article):
        if attribution.quotation:
            span = attribution.quotation.span.join(attribution.clause)
            yield Proposal((supports(content, lead.text),), partial(_judge, span, lead.span))


def lead_ins(article: Article) -> Iterator[tuple[Attribution, Sentence, str]]:
    """The direct quotations that a sentence about their speaker leads to: attribution, lead-in, the words quoted."""
    starts = [sentence.span.start for sentence in article.sentences]
    for attribution in article.attributions:
        quotation = attribution.quotation
        if quotation is None or quotation.kind is not QuotationKind.DIRECT:
            continue
        index = bisect_right(starts, quotation.span.join(attribution.clause).start) - 1
        lead = article.sentences[index - 1] if index > 0 else None
        content = " ".join(part.of(article.plain) for part in quotation.contents)
        if lead and _leads(article, lead, attribution) and len(content.split()) >= _FEWEST_WORDS:
            yield attribution, lead, content


def _leads(article: Article, lead: Sentence, attribution: Attribution) -> bool:
    """Whether a sentence paraphrases the speaker: it names or means them, and nobody is quoted in it."""
    speaker = attribution.referent or attribution.speaker
    if speaker is None or len(lead.text.split()) < _FEWEST_WORDS:
        return False
    at = bisect_left(article.quotations, lead.span.start, key=lambda quotation: quotation.span.end)
    for quotation in article.quotations[at:]:
        if quotation.span.start >= lead.span.end:
            break
        if quotation.kind is not QuotationKind.INDIRECT:
            return False
    return speaker.text.split()[-1] in lead.text


def _judge(span: Span, lead: Span, verdicts: Sequence[Verdict]) -> Mark | None:
    score = verdicts[0].contradiction
    if score < _SURE:
        return None
    return Mark(
        span,
        "the quotation says the contrary of the sentence that leads to it",
        score,
        related=(Related(lead, "the lead-in"),),
    )


RULE = Rule(
    code="MQ106",
    name="contradicted-paraphrase",
    severity=Severity.WARNING,
    default=False,
    doc=__doc__ or "",
    propose=propose,
)
