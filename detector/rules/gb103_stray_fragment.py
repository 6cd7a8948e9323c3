"""A word or a scrap stands as a sentence.

## What it does
Marks up to three words between full stops that belong to nothing: “Agency.”, “carry out.” Answers,
exclamations, questions, deliberate fragments, and whatever stands in quotation marks are left alone.

## Why it is bad
The scrap is left over from a sentence that was changed around it. Mostly it can simply go; sometimes it is
the end of the sentence before.

## Example
    The ministry has approved the new line to the coast. carry out. Work on the first tunnel is to begin in May.

## Use instead
    The ministry has approved the new line to the coast. Work on the first tunnel is to begin in May.

## When to switch it off
For columns and features whose writers love fragments.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import partial
from statistics import fmean

from detector.article import Article
from detector.cues import VERBS
from detector.neighbours import Placed, begins_small, placed, writes_small
from detector.proofreading import STRAY
from detector.rules.base import Inspection, Mark, Rule, Severity
from detector.spans import Span
from detector.tagging import Tagged

_SMALL, _CAPITAL = 0.5, 0.8
_MOST_WORDS = 3
_SHORT = 5  # next to another sentence as short as this, a short one is likely style

_SIGNS = re.compile(r"[:;“”\"«»()\[\]@#/&]")
_SCRAP = re.compile(r"[^\W\d_][^?!:;\d“”\"«»()\[\]@#/&]*\.\Z")
# Answers and exclamations, which stand alone by right.
_SAID_ALONE = re.compile(
    r"(?:absolutely|amen|bingo|correct|done|enough|exactly|false|fine|goodbye|hardly|hello|hmm|indeed|maybe|nonsense|no|nope|"
    r"not|oh|okay|ok|oops|ouch|perhaps|period|please|really|right|seriously|shocker|sorry|sure|thanks|thank|true|ugh|"
    r"welcome|well|whatever|wow|wrong|yep|yes|yikes|yuck)\b"
    r"|.* .*\b(?:I|you|he|she|it|we|they|me|him|us|them|this|that)\b",
    re.IGNORECASE,
)
_ABBREVIATED = re.compile(r"\b(?:[A-Z]|[A-Za-z]\.[A-Za-z])\.\Z|\b[A-Z]{2,}\.\Z")


def propose(article: Article) -> Iterable[Inspection]:
    """Short sentences; the span is the sentence."""
    lower_house = writes_small(article)
    for place in placed(article):
        small = begins_small(place.text)
        if _is_candidate(place, small) and not (small and lower_house):
            # Before a sentence that has lost its beginning it is likely the beginning.
            bar = _SMALL if small or begins_small(place.after) else _CAPITAL
            yield Inspection(place.passage, partial(_judge, place.sentence.span, bar))


def _is_candidate(place: Placed, small: bool) -> bool:
    if place.words > _MOST_WORDS or place.quoted or place.joined:
        return False
    if small:
        return bool(place.before) and place.text.endswith(".") and not _SIGNS.search(place.text)
    if not _SCRAP.match(place.text):
        return False
    # The first words of a paragraph, and answers, are as short as their writer likes.
    free = not place.before or place.before.rstrip("”\"’'")[-1:] == "?"
    if (free and not begins_small(place.after)) or _ABBREVIATED.search(place.text) or _is_clause(place):
        return False
    if _SAID_ALONE.match(place.text) or "," in place.text or _echoes(place):
        return False
    return all(len(near.split()) > _SHORT for near in (place.before, place.after) if near)


def _echoes(place: Placed) -> bool:
    """Whether it takes up a word of the sentence before it, as speakers and columnists do: “… in Georgia. Georgia.”"""
    return bool(set(place.text.rstrip(".").lower().split()) & set(re.findall(r"\w+", place.before.lower())))


def _is_clause(place: Placed) -> bool:
    """Whether it says who spoke the quotation before it: “Who pays?” Cantor asked."""
    return place.before[-1:] in tuple("”\"’'") and any(
        word.strip(".,").lower() in VERBS for word in place.text.split()
    )


def _judge(span: Span, bar: float, words: Sequence[Tagged]) -> Mark | None:
    score = fmean(word.shares[STRAY] for word in words) if words else 0.0
    return Mark(span, "a stray scrap: it belongs to no sentence", score) if score >= bar else None


RULE = Rule(
    code="GB103",
    name="stray-fragment",
    severity=Severity.ERROR,
    default=True,
    doc=__doc__ or "",
    propose=propose,
)
