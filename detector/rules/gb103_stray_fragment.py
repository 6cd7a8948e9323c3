"""A word or a scrap stands as a sentence.

## What it does
Marks up to three words between full stops that belong to nothing: “Agency.”, “carry out.” Answers, exclamations,
questions and deliberate fragments are left alone, and so, unless it is beyond doubt, is what stands in quotation marks
or takes up a word of the sentence before it.

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
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial
from statistics import fmean

from detector.article import Article
from detector.cues import Verb
from detector.neighbours import (
    SCRAP,
    Placed,
    begins_small,
    ends_inside,
    is_boilerplate,
    is_function_word,
    placed,
    writes_small,
)
from detector.proofreading import STRAY, unsound
from detector.rules.base import Inspection, Mark, Rule, Severity
from detector.spans import Span
from detector.tagging import Tagged

# How likely the words must be out of place on average, and with a capital to be a scrap; chosen on validation articles.
# Speakers and columnists break off and say again, so that within quotation marks, and of what takes up words of the
# sentence before it, more is asked.
_SMALL, _QUOTED, _INSIDE, _CAPITAL, _SURELY = 0.05, 0.3, 0.5, 0.2, 0.9

_SIGNS = re.compile(r"[:;“”\"«»()\[\]@#/&]")
_SCRAP = re.compile(r"[^\W\d_][^?!:;\d“”\"«»()\[\]@#/&]*\.\Z")
# Answers and exclamations, which stand alone by right.
_SAID_ALONE = re.compile(
    r"(?:absolutely|amen|bingo|correct|done|enough|exactly|false|fine|goodbye|hardly|hello|hmm|indeed|maybe|never|nonsense|no|nope|"
    r"not|oh|okay|ok|oops|ouch|perhaps|period|please|really|right|seriously|shocker|sorry|sure|thanks|thank|true|ugh|"
    r"welcome|well|whatever|wow|wrong|yep|yes|yikes|yuck)\b"
    r"|.* .*\b(?:I|you|he|she|it|we|they|me|him|us|them|this|that)\b",
    re.IGNORECASE,
)
_ABBREVIATED = re.compile(r"\b(?:[A-Z]|[A-Za-z]\.[A-Za-z])\.\Z|\b[A-Z]{2,}\.\Z")


def propose(article: Article) -> Iterable[Inspection]:
    """Short sentences, and a few words that go on small behind an end mark; the span is theirs."""
    lower_house = writes_small(article)
    for place in placed(article):
        if place.joined or article.house.opens(place.text):
            continue
        span = place.sentence.span
        if place.words > SCRAP:
            for at in ends_inside(place.text):
                if not lower_house and len(place.text[at:].split()) <= SCRAP:
                    yield Inspection(place.passage, partial(_judge, span, at, unsound, _INSIDE))
        elif begins_small(place.text):
            if not lower_house and _is_small_scrap(place):
                bar = _QUOTED if place.quoted else _SMALL
                yield Inspection(place.passage, partial(_judge, span, 0, unsound, bar))
        elif _is_scrap(place, article.house.verbs):
            bar = _SURELY if place.quoted or _echoes(place) else _CAPITAL
            yield Inspection(place.passage, partial(_judge, span, 0, _stray, bar))


def _is_small_scrap(place: Placed) -> bool:
    text = place.text.rstrip("”\"’'") if place.quoted else place.text
    return bool(place.before) and text[-1:] in tuple(".?!") and not _SIGNS.search(text)


def _is_scrap(place: Placed, verbs: Mapping[str, Verb]) -> bool:
    """Whether it may be a scrap though it has a capital: no answer, no exclamation, no clause."""
    if not _SCRAP.match(place.text) or _ABBREVIATED.search(place.text):
        return False
    # The first words of a paragraph, and answers, are as short as their writer likes.
    if (not place.before or place.before.rstrip("”\"’'")[-1:] == "?") and not begins_small(place.after):
        return False
    return not (is_boilerplate(place.text) or _is_clause(place, verbs) or _SAID_ALONE.match(place.text))


def _echoes(place: Placed) -> bool:
    """Whether it takes up words of the sentence before it, as speakers and columnists do: “… in Georgia. Georgia.”"""
    words = set(re.findall(r"\w+", place.text.lower()))
    return words <= set(re.findall(r"\w+", place.before.lower())) and not all(map(is_function_word, words))


def _is_clause(place: Placed, verbs: Mapping[str, Verb]) -> bool:
    """Whether it says who spoke, behind a quotation or by a name: “Who pays?” asked the guard. Ms. Cantor said."""
    words = [word.strip(".,") for word in place.text.split()]
    others = [word for word in words if word.lower() not in verbs]
    named = bool(others) and all(word[:1].isupper() for word in others)
    return len(others) < len(words) and (named or place.before[-1:] in tuple("”\"’'"))


def _stray(word: Tagged) -> float:
    return word.shares[STRAY]


def _judge(
    span: Span, at: int, share: Callable[[Tagged], float], bar: float, words: Sequence[Tagged]
) -> Mark | None:
    """``at`` is where the scrap begins within the sentence."""
    shares = [share(word) for word in words if word.span.start >= at]
    score = fmean(shares) if shares else 0.0
    scrap = Span(span.start + at, span.end)
    return Mark(scrap, "a stray scrap: it belongs to no sentence", score) if score >= bar else None


RULE = Rule(
    code="GB103",
    name="stray-fragment",
    severity=Severity.ERROR,
    default=True,
    doc=__doc__ or "",
    propose=propose,
)
