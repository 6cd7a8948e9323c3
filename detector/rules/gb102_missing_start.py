"""A sentence has lost its beginning.

## What it does
Marks a sentence that begins in lower case and does not stand by itself: “can happen on an armored train.” So it
does where an end mark stands in the middle of a sentence: “the price of bread is falling? so fast”. Of
sentences with a capital only those are asked about that begin with a verb or with “who” or “which”. Brands and
names that are written small, verse, and houses that write without capitals are left alone.

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
from detector.neighbours import (
    SCRAP,
    Placed,
    begins_small,
    begins_with_verb,
    has_end,
    is_function_word,
    placed,
    writes_small,
)
from detector.proofreading import unsound
from detector.rules.base import Inspection, Mark, Proposal, Rule, Severity, certain
from detector.spans import Span
from detector.tagging import Tagged

# How likely the first word must be out of place; chosen on validation articles. Whoever is quoted may well go on in
# lower case. Of what begins with a verb in 20,940 published sentences the likeliest has 0.54, and three in four of what
# lost its subject have more.
_PLAIN, _QUOTED, _INSIDE, _VERB = 0.05, 0.3, 0.5, 0.6
_CREDIT = 8  # up to so many words without an end mark it may be the initials of its authors

# Who speaks, in an interview or a chat.
_LABEL = re.compile(r"[\w.-]+(?: \([^()]{1,80}\))?:")
_LISTED = re.compile(r"[:;](?: (?:and|or))?\Z")
# Behind these a sentence may go on small: an abbreviation that the splitter doesn't know, a colon, an ellipsis.
_GOES_ON = re.compile(r"(?:[:;…]|\. ?\.|(?:^|[\s(])[b-df-hj-np-tv-z]{1,4}\.|\b[A-Z]\.)[”\"’')\]]*\Z")

# An end mark within what was read as one sentence, with more of it in lower case behind; no abbreviation.
_END_INSIDE = re.compile(r"(?<=[a-z][?!] )(?=[a-z])|(?<=[a-z]{4}\. )(?=[a-z])|(?<= a\. )(?=[a-z])")

_MESSAGE = "the sentence has lost its beginning"
# No sentence begins with a comma.
_COMMA_FIRST, _COMMA_SCORE = re.compile(r"(?<!\S)[,;] [a-z]"), 0.9
# How likely a sentence that begins with a small function word is a defect, where the proofreader sees nothing: such a
# word is no name and no brand.
_BY_FORM = 0.6


def propose(article: Article) -> Iterable[Proposal | Inspection]:
    """Sentences in lower case, and what goes on small behind an end mark within; the span is what has lost its
    beginning."""
    if writes_small(article):
        return
    for place in placed(article):
        if article.house.opens(place.text):
            continue
        if _COMMA_FIRST.match(article.plain, place.sentence.span.start) and not place.joined:
            yield certain(Mark(place.sentence.span, _MESSAGE, _COMMA_SCORE))
        elif _is_candidate(place):
            if place.quoted and not place.joined:
                bar, least = _QUOTED, 0.0
            elif place.before[-1:] in tuple(".?!") and is_function_word(place.text.split()[0]):
                bar, least = 0.0, _BY_FORM
            else:
                bar, least = _PLAIN, 0.0
            yield Inspection(place.passage, partial(_judge, place.sentence.span, 0, bar, least))
        elif _has_lost_subject(place):
            yield Inspection(place.passage, partial(_judge, place.sentence.span, 0, _VERB, 0.0))
        else:
            for match in _END_INSIDE.finditer(place.text):
                at = match.end()
                if len(place.text[at:].split()) > SCRAP:
                    yield Inspection(place.passage, partial(_judge, place.sentence.span, at, _INSIDE, 0.0))


def _has_lost_subject(place: Placed) -> bool:
    """Whether it may have: it begins with a verb, and is no item of a list or a record whose sentences all do."""
    return (
        begins_with_verb(place.text)
        and place.words > SCRAP
        and not (place.quoted or place.line or _LISTED.search(place.above[-8:]))
        and not (begins_with_verb(place.above) or begins_with_verb(place.below))
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
    if text[0] in "“\"‘'«„”’" or (place.quoted and not place.before):
        return place.joined
    return place.words > SCRAP or place.joined  # else it is a stray fragment (GB103)


def _judge(span: Span, at: int, bar: float, least: float, words: Sequence[Tagged]) -> Mark | None:
    """``at`` is where what has lost its beginning starts within the sentence; ``least`` is its score by form alone."""
    first = next((word for word in words if word.span.start <= at < word.span.end), None)
    if first is None or unsound(first) < bar:
        return None
    span = Span(span.start + at, span.end)
    return Mark(span, _MESSAGE, max(unsound(first), least))


RULE = Rule(
    code="GB102",
    name="missing-start",
    severity=Severity.ERROR,
    default=True,
    doc=__doc__ or "",
    propose=propose,
)
