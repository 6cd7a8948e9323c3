"""A sentence is cut off before its end.

## What it does
Marks the last sentence of a paragraph that stops without an end mark where the next paragraph goes on in
lower case, or at a word that wants another (“and”, “of the”); a sentence whose full stop stands behind such a
word; and a quotation that ends in a comma with no one to say it. Headings, captions, lists, and lines without
a full stop that make sense are left alone.

## Why it is bad
A link, an advertisement or a length limit has taken the end away. Readers see at once that something is
missing, and often it is what the sentence was written for.

## Example
    The council met for six hours on Monday and sent the plan back to the. A new vote is due in June.

## Use instead
    The council met for six hours on Monday and sent the plan back to the committee. A new vote is due in June.

## When to switch it off
For teasers and excerpts that are cut on purpose.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import partial

from detector.article import Article
from detector.neighbours import Placed, has_end, placed
from detector.proofreading import CUT
from detector.rules.base import Inspection, Mark, Proposal, Rule, Severity, certain
from detector.spans import Span
from detector.tagging import Tagged
from detector.wordpairs import odd_end

_SURE, _LIKELY, _UNSURE = 0.4, 0.7, 0.9
_COMMA_SCORE = 0.9
_ODD_END = 4.3  # as a logarithm: a full stop behind such a word is seventy times rarer than chance
_FEWEST_WORDS = 8  # of a sentence that stops without an end mark, behind another in the same paragraph
_STORY = 25  # so many words in a row are no heading

_LOST_CUE = re.compile(r",[”\"’']+\Z")
# No sentence ends with one of these. With the others some do (“She did not intend to.”): a full stop saves them.
_NEVER_LAST = re.compile(
    r"\b(?:the|a|an|and|or|nor|my|your|their|our|its|because|than|into|although|whose|every)\.?\Z"
)
_SELDOM_LAST = re.compile(
    r"\b(?:to|of|in|on|at|for|with|by|from|as|that|which|who|when|where|while|if|but|is|are|was|were|be|been|has|have|had|will|would|"
    r"could|should|may|might|must|his|her|this|these|those|between|against|during|under|about)\.?\Z"
)


def propose(article: Article) -> Iterable[Proposal | Inspection]:
    """Places where an end may be missing; the span is the sentence."""
    for place in placed(article):
        text = place.text
        if place.words < 3:
            continue
        if not place.after and _LOST_CUE.search(text[-4:]) and not place.cut:
            yield certain(
                Mark(place.sentence.span, "the quotation ends in a comma, and nobody says it", _COMMA_SCORE)
            )
        elif (bar := _bar(place)) is not None:
            yield Inspection(place.passage, partial(_judge, place.sentence.span, bar))


def _bar(place: Placed) -> float | None:
    """How sure the model must be, by what the form says; None where there is nothing to ask."""
    if place.cut and not has_end(place.text):
        return _SURE
    tail = place.text[-40:]
    if place.quoted and (place.after or has_end(place.text)):
        return None
    # A line without an end mark and with nothing before it may be a heading: “What it is accused of”.
    may_be_heading = not has_end(place.text) and not place.before
    if _NEVER_LAST.search(tail) or (odd_end(tail) >= _ODD_END and not may_be_heading):
        return _SURE
    if has_end(place.text) or may_be_heading or place.words < _FEWEST_WORDS:
        return None
    if _SELDOM_LAST.search(tail):
        return _LIKELY
    is_story = len(place.before.split()) + place.words >= _STORY and place.text[-1].isalnum()
    return _UNSURE if is_story else None


def _judge(span: Span, bar: float, words: Sequence[Tagged]) -> Mark | None:
    if not words or words[-1].span.end != len(span):  # too long to be read to its end
        return None
    score = words[-1].shares[CUT]
    return Mark(span, "the sentence breaks off before its end", score) if score >= bar else None


RULE = Rule(
    code="GB101",
    name="truncated-sentence",
    severity=Severity.ERROR,
    default=True,
    doc=__doc__ or "",
    propose=propose,
)
