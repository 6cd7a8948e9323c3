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

from bisect import bisect_right
from collections.abc import Iterable, Sequence
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
    starts = [sentence.span.start for sentence in article.sentences]
    for attribution in article.attributions:
        quotation = attribution.quotation
        if quotation is None or quotation.kind is not QuotationKind.DIRECT:
            continue
        index = bisect_right(starts, quotation.span.start) - 1
        lead = article.sentences[index - 1] if index > 0 else None
        if lead and lead.block == article.sentences[index].block and _leads(article, lead, attribution):
            content = " ".join(part.of(article.plain) for part in quotation.contents)
            if len(content.split()) >= _FEWEST_WORDS:
                span = quotation.span.join(attribution.clause)
                yield Proposal((supports(content, lead.text),), partial(_judge, span, lead.span))


def _leads(article: Article, lead: Sentence, attribution: Attribution) -> bool:
    """Whether a sentence paraphrases the speaker: it names them, and nobody is quoted in it."""
    speaker = attribution.referent or attribution.speaker
    if speaker is None or any(
        quotation.kind is not QuotationKind.INDIRECT and quotation.span.overlaps(lead.span)
        for quotation in article.quotations
    ):
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
