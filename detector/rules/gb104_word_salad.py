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
from detector.proofreading import SALAD
from detector.rules.base import Inspection, Mark, Rule, Severity
from detector.spans import Span
from detector.tagging import Tagged
from detector.wordpairs import oddity

_FEWEST_WORDS = 6
_ODD = 0.6  # of published sentences one in four is as odd as that; of those out of order, most
# The evidence is minus the logarithm of the chance that the four words that are most out of place are in place, were
# they independent: two that surely are not count as much as four that may not be. Over all words it would grow with
# the length of a sentence, and long sentences of reports and speeches would be called salad. In four of 20,641
# validation sentences of published copy it goes beyond the bar; one of them is a slip of its writer.
_SURE, _EVEN = 3.7, 3.7
_WORST = 4
_MOST = 0.999  # no word counts for more
_OUT = 0.3  # the share from which a word counts as out of place


def propose(article: Article) -> Iterable[Inspection]:
    """Sentences whose words follow each other as they seldom do; the span runs over the words out of place."""
    for place in placed(article):
        if place.words >= _FEWEST_WORDS and not place.quoted and oddity(place.text) >= _ODD:
            yield Inspection(place.passage, partial(_judge, place.sentence.span))


def _judge(span: Span, words: Sequence[Tagged]) -> Mark | None:
    worst = sorted((word.shares[SALAD] for word in words), reverse=True)[:_WORST]
    evidence = -sum(math.log(1 - min(share, _MOST)) for share in worst)
    out = [word.span for word in words if word.shares[SALAD] >= _OUT]
    if evidence < _SURE or not out:
        return None
    smallest = out[0].join(out[-1])
    return Mark(
        Span(span.start + smallest.start, span.start + smallest.end),
        "the words do not make a sentence",
        1 / (1 + math.exp(_EVEN - evidence)),
    )


RULE = Rule(
    code="GB104",
    name="word-salad",
    severity=Severity.WARNING,
    default=True,
    doc=__doc__ or "",
    propose=propose,
)
