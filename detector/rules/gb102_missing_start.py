"""A sentence has lost its beginning.

## What it does
Marks a sentence that begins in lower case and does not stand by itself: “can happen on an armored train.”
Brands and names that are written small, verse, and houses that write without capitals are left alone.

## Why it is bad
The subject is gone, with a link, a deleted clause, or a full stop that a translation program set too early.
The reader has to guess who or what is meant.

## Example
    The visit was a sign that the two were in earnest. could be finished within three years. The town has begun to plan.

## Use instead
    The visit was a sign that the two were in earnest. The dam could be finished within three years. The town
    has begun to plan.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import partial

from detector.article import Article
from detector.neighbours import Placed, begins_small, has_end, placed, writes_small
from detector.proofreading import HEADLESS
from detector.rules.base import Inspection, Mark, Rule, Severity
from detector.spans import Span
from detector.tagging import Tagged

# Behind a paragraph that stops short the form alone says nearly all.
_JOINED, _ALONE = 0.3, 0.6
_CREDIT = 8  # up to so many words without an end mark it may be the initials of its authors
_SCRAP = 3  # up to so many words it is a stray fragment (GB103)

# Who speaks, in an interview or a chat.
_LABEL = re.compile(r"[\w.-]+(?: \([^()]{1,80}\))?:")
# Behind these a sentence may go on small: an abbreviation that the splitter doesn't know, a colon, an ellipsis.
_GOES_ON = re.compile(r"(?:[:;…]|\.\.|(?:^|[\s(])[b-df-hj-np-tv-z]{1,4}\.|\b[A-Z]\.)[”\"’')\]]*\Z")


def propose(article: Article) -> Iterable[Inspection]:
    """Sentences in lower case; the span is the sentence."""
    if writes_small(article):
        return
    for place in placed(article):
        if _is_candidate(place):
            yield Inspection(
                place.passage, partial(_judge, place.sentence.span, _JOINED if place.joined else _ALONE)
            )


def _is_candidate(place: Placed) -> bool:
    text = place.text
    if not begins_small(text) or _GOES_ON.search(place.before[-12:]):
        return False
    if place.opens_with_clause or place.led_in or _LABEL.match(text):
        return False
    if place.words <= _CREDIT and not place.joined and not has_end(text):
        return False
    # A quotation may begin in the middle of what was said; the writer's own sentence may not.
    if place.quoted or text[0] in "“\"‘'«„”’":
        return place.joined
    return place.words > _SCRAP or place.joined


def _judge(span: Span, bar: float, words: Sequence[Tagged]) -> Mark | None:
    score = words[0].shares[HEADLESS] if words else 0.0
    return Mark(span, "the sentence has lost its beginning", score) if score >= bar else None


RULE = Rule(
    code="GB102",
    name="missing-start",
    severity=Severity.ERROR,
    default=True,
    doc=__doc__ or "",
    propose=propose,
)
