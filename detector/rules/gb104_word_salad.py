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

from detector.article import Article, Sentence
from detector.neighbours import placed
from detector.proofreading import SALAD, evidence
from detector.rules.base import Inspection, Mark, Rule, Severity
from detector.spans import Span
from detector.tagging import Tagged

_FEWEST_WORDS = 6
# Of evidence. In ten of 19,376 validation sentences of published copy it goes beyond the bar; half of them are slips
# of their writers (“is a reportedly a yes”), the rest captions and telegrams.
_SURE = 2.5
_LONE = 4.0  # of a text that is one sentence: most of those that the proofreader was trained on were bad translations
_NUMBERS = 0.3  # the share of words from which they are a list of results
_OUT = 0.3  # the share from which a word counts as out of place


def propose(article: Article) -> Iterable[Inspection]:
    """Every sentence but the shortest; the span runs over the words out of place."""
    for place in placed(article):
        if place.words >= _FEWEST_WORDS and not place.line:
            bar = _SURE if place.above or place.below else _LONE
            yield Inspection(place.passage, partial(_judge, place.sentence, bar))


def _is_results(text: str) -> bool:
    """Whether so many of the words are numbers that it must be a table, a score or a card."""
    words = text.split()
    return sum(any(map(str.isdigit, word)) for word in words) > _NUMBERS * len(words)


def _judge(sentence: Sentence, bar: float, words: Sequence[Tagged]) -> Mark | None:
    found = evidence(word.shares[SALAD] for word in words)
    out = [word.span for word in words if word.shares[SALAD] >= _OUT]
    if found < bar or not out or _is_results(sentence.text):
        return None
    smallest = out[0].join(out[-1])
    return Mark(
        Span(sentence.span.start + smallest.start, sentence.span.start + smallest.end),
        "the words do not make a sentence",
        1 / (1 + math.exp(_SURE - found)),
    )


RULE = Rule(
    code="GB104",
    name="word-salad",
    severity=Severity.WARNING,
    default=True,
    doc=__doc__ or "",
    propose=propose,
)
