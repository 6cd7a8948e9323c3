"""A sentence that no speaker of English would write.

## What it does
Marks a sentence whose words do not hang together: out of order, small words missing, pieces of two sentences
run into one. Poor style and wrong facts are none of its business.

## Why it is bad
It is what machine translation and synonym spinners leave behind. Readers cannot tell what was meant, and the writer
often can't either: go back to the source.

## Example
    The the of bridge below sandbags villagers had morning by a wall of built the. The water went down on Sunday.

## Use instead
    By the morning the villagers had built a wall of sandbags below the bridge. The water went down on Sunday.

## When to switch it off
For transcripts, verse, and anything else where English is bent on purpose.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import partial

from detector.article import Article
from detector.neighbours import placed
from detector.nli import Verdict
from detector.questions import GARBLED, sense
from detector.rules.base import Mark, Proposal, Rule, Severity
from detector.spans import Span

_SURE = 0.98
_FEWEST_WORDS = 6


def propose(article: Article) -> Iterable[Proposal]:
    """Every sentence of some length that is the writer's own; the span is the sentence."""
    for place in placed(article):
        if place.words >= _FEWEST_WORDS and not place.quoted:
            pair = sense(place.before, place.text, place.after, GARBLED)
            yield Proposal((pair,), partial(_judge, place.sentence.span))


def _judge(span: Span, verdicts: Sequence[Verdict]) -> Mark | None:
    score = verdicts[0].entailment
    return Mark(span, "the words do not make a sentence", score) if score >= _SURE else None


RULE = Rule(
    code="GB104",
    name="word-salad",
    severity=Severity.WARNING,
    default=False,
    doc=__doc__ or "",
    propose=propose,
)
