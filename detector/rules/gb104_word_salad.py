"""A sentence that no speaker of English would write.

## What it does
Marks a sentence whose words do not hang together: out of order, small words missing, pieces of two sentences
run into one. Poor style and wrong facts are none of its business.

## Why it is bad
It is what machine translation and synonym spinners leave behind. Readers cannot tell what was meant, and the writer
often can't either: go back to the source.

## Example
    Villagers had of the a wall sandbags by morning the of below bridge built. The water went down on Sunday.

## Use instead
    By the morning the villagers had built a wall of sandbags below the bridge. The water went down on Sunday.

## When to switch it off
For transcripts, verse, and anything else where English is bent on purpose.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from functools import partial

from detector.article import Article
from detector.neighbours import placed
from detector.nli import Verdict
from detector.questions import GARBLED, sense
from detector.rules.base import Mark, Proposal, Rule, Severity
from detector.spans import Span
from detector.wordpairs import oddity

_FEWEST_WORDS = 6
# A sentence is put to the model where its small words follow each other oddly; its oddity and the model's log-odds
# add up. Chosen on validation articles.
_ODD = 3.0
_SURE = 10.2
_EVEN = 5.8  # the sum at which a mark would be as often wrong as right


def propose(article: Article) -> Iterable[Proposal]:
    """Sentences whose words follow each other as they hardly ever do; the span is the sentence."""
    for place in placed(article):
        if place.words >= _FEWEST_WORDS and not place.quoted and (odd := oddity(place.text)) >= _ODD:
            pair = sense(place.before, place.text, place.after, GARBLED)
            yield Proposal((pair,), partial(_judge, place.sentence.span, odd))


def _judge(span: Span, odd: float, verdicts: Sequence[Verdict]) -> Mark | None:
    garbled = min(max(verdicts[0].entailment, 1e-4), 1 - 1e-4)
    evidence = odd + math.log(garbled / (1 - garbled))
    if evidence < _SURE:
        return None
    return Mark(span, "the words do not make a sentence", 1 / (1 + math.exp(_EVEN - evidence)))


RULE = Rule(
    code="GB104",
    name="word-salad",
    severity=Severity.WARNING,
    default=True,
    doc=__doc__ or "",
    propose=propose,
)
