"""The lead-in says one thing, the quotation after it the contrary.

## What it does
Compares a direct quotation with the words that lead to it, where they are about the same speaker or the writer's own,
and share words of content with the quotation, or differ from it by form: one denies, or gives another number. Marks
the quotation if the two cannot both be true. A lead-in is the sentence before the quotation, the one before that in the
same paragraph, or the writer's part of the quotation's own sentence.

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

from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import partial

from detector.article import Article
from detector.leadins import lead_ins
from detector.nli import Verdict
from detector.questions import supports
from detector.rules.base import Mark, Proposal, Related, Rule, Severity
from detector.spans import Span

# The probability of a contradiction from which the two are said to differ; chosen on the validation split.
SURE = 0.3
# From which a fast reading is followed by a close one. In 3,500 published train articles this asks for 570 close ones.
_FAINT = 0.05


def propose(article: Article) -> Iterable[Proposal]:
    """Direct quotations with a lead-in; the span is the quotation with its clause, less the lead-in."""
    for lead in lead_ins(article):
        quotation, clause = lead.attribution.quotation, lead.attribution.clause
        if quotation and (lead.contrasts or lead.shared):
            span = quotation.span if clause.overlaps(lead.span) else quotation.span.join(clause)
            asked = replace(supports(lead.content, lead.text), doubt=_FAINT)
            yield Proposal((asked,), partial(_judge, span, lead.span))


def _judge(span: Span, lead: Span, verdicts: Sequence[Verdict]) -> Mark | None:
    score = verdicts[0].contradiction
    if score < SURE:
        return None
    return Mark(
        span,
        "the quotation says the contrary of what leads to it",
        score,
        related=(Related(lead, "the lead-in"),),
    )


RULE = Rule(
    code="MQ106",
    name="contradicted-paraphrase",
    severity=Severity.WARNING,
    default=True,
    doc=__doc__ or "",
    propose=propose,
)
