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
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial
from statistics import fmean

from detector.article import Article
from detector.cues import Verb
from detector.neighbours import Placed, begins_small, is_boilerplate, is_function_word, placed, writes_small
from detector.proofreading import STRAY, unsound
from detector.rules.base import Inspection, Mark, Rule, Severity
from detector.spans import Span
from detector.tagging import Tagged

# How likely the words must be out of place on average, and with a capital to be a scrap; chosen on validation articles.
_SMALL, _QUOTED, _CAPITAL = 0.05, 0.3, 0.2
_MOST_WORDS = 3

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
        if place.words > _MOST_WORDS or place.joined or article.house.opens(place.text):
            continue
        if begins_small(place.text):
            if not lower_house and _is_small_scrap(place):
                bar = _QUOTED if place.quoted else _SMALL
                yield Inspection(place.passage, partial(_judge, place.sentence.span, unsound, bar))
        elif not place.quoted and _is_scrap(place, article.house.verbs):
            yield Inspection(place.passage, partial(_judge, place.sentence.span, _stray, _CAPITAL))


def _is_small_scrap(place: Placed) -> bool:
    text = place.text.rstrip("”\"’'") if place.quoted else place.text
    return bool(place.before) and text[-1:] in tuple(".?!") and not _SIGNS.search(text)


def _is_scrap(place: Placed, verbs: Mapping[str, Verb]) -> bool:
    """Whether it may be a scrap though it has a capital: no answer, no exclamation, no clause, nothing said again."""
    if not _SCRAP.match(place.text) or _ABBREVIATED.search(place.text):
        return False
    # The first words of a paragraph, and answers, are as short as their writer likes.
    if (not place.before or place.before.rstrip("”\"’'")[-1:] == "?") and not begins_small(place.after):
        return False
    return not (
        is_boilerplate(place.text)
        or _is_clause(place, verbs)
        or _SAID_ALONE.match(place.text)
        or _echoes(place)
    )


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


def _judge(span: Span, share: Callable[[Tagged], float], bar: float, words: Sequence[Tagged]) -> Mark | None:
    score = fmean(map(share, words)) if words else 0.0
    return Mark(span, "a stray scrap: it belongs to no sentence", score) if score >= bar else None


RULE = Rule(
    code="GB103",
    name="stray-fragment",
    severity=Severity.ERROR,
    default=True,
    doc=__doc__ or "",
    propose=propose,
)
