"""A word or a scrap stands as a sentence.

## What it does
Marks up to three words between full stops that belong to nothing: “Agency.”, “carry out.” Answers, exclamations,
questions and deliberate fragments are left alone, and so, unless it is beyond doubt, is what stands in quotation marks
or takes up a word of the sentence before it. What belongs to the page and was run into a paragraph (“Advertisement.”,
“READ ALSO: …”, the names of buttons) is marked too; in a paragraph of its own it is left alone.

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
from detector.furniture import furniture
from detector.neighbours import (
    SCRAP,
    Placed,
    begins_small,
    is_boilerplate,
    is_function_word,
    placed,
    writes_small,
)
from detector.proofreading import STRAY, unsound
from detector.rules.base import Inspection, Mark, Proposal, Rule, Severity, certain
from detector.spans import Span
from detector.tagging import Tagged

# How likely the words must be out of place on average, and with a capital to be a scrap; chosen on validation articles.
# Speakers and columnists break off and say again, so that within quotation marks, and of what takes up words of the
# sentence before it, more is asked.
_SMALL, _QUOTED, _INSIDE, _CAPITAL, _SURELY = 0.05, 0.3, 0.3, 0.5, 0.8

_SIGNS = re.compile(r"[:;()\[\]@#/&]")
_MARKS = re.compile(r"[“”\"«»]")
_SCRAP = re.compile(r"[^\W\d_][^?!:;\d“”\"«»()\[\]@#/&]*\.\Z")
# Answers and exclamations, which stand alone by right.
_SAID_ALONE = re.compile(
    r"(?:about time|agreed|alas|almost|amen|bingo|correct|done|enough|false|fair|fine|good|goodbye|granted|great|hello|"
    r"hmm|indeed|maybe|never|nonsense|no|nope|not(?= )|of course|oh|okay|ok|oops|ouch|perhaps|period|please|quite|"
    r"right|shocker|sorry|sure|thanks|thank|true|ugh|welcome|well|whatever|wow|wrong|yep|yes|yikes|yuck)\b|\w+ly\.\Z",
    re.IGNORECASE,
)
# “Count on it.” “Who knew.” “D.C. The FBI.”: sentences as short as can be, and what was split behind an abbreviation.
_TERSE = re.compile(
    r"^(?:who|not)\b| (?:.*\b)?(?:I|you|he|she|it|we|they|me|him|us|them|this|that)\b|(?-i:\b[A-Z]{2,}\.\Z)",
    re.IGNORECASE,
)
# An end mark, an abbreviation or a closing bracket, and the small words behind it that end what was read as one
# sentence; in group 1 what closes a quotation, in 2 the words.
_INSIDE_END = re.compile(r"(?:(?<=\w)[.?!]([”\"’')\]]*)|[)\]])\s+([a-z]\S*(?:\s+\S+){0,2})\Z")
_FURNITURE_SCORE = 0.9
_HABIT = 4  # scraps of one article, which no accident leaves behind
_INITIAL = re.compile(r"\b(?:[A-Z]|[A-Za-z]\.[A-Za-z])\.\Z")


def propose(article: Article) -> Iterable[Proposal | Inspection]:
    """Short sentences, and a few words that go on small behind an end mark; the span is theirs."""
    lower_house = writes_small(article)
    by_habit = _writes_scraps(article)
    for place in placed(article):
        if place.joined or article.house.opens(place.text):
            continue
        span = place.sentence.span
        if length := _of_the_page(place):
            page = Span(span.start, span.start + length)
            yield certain(Mark(page, "this belongs to the page, not to the paragraph", _FURNITURE_SCORE))
            continue
        if place.words > SCRAP:
            if not lower_house and (at := _scrap_inside(place.text, article.house.verbs)):
                yield Inspection(place.passage, partial(_judge, span, at, unsound, _INSIDE))
        elif begins_small(place.text):
            if not lower_house and _is_small_scrap(place):
                small = _QUOTED if place.quoted or _MARKS.search(place.text) else _SMALL
                yield Inspection(place.passage, partial(_judge, span, 0, unsound, small))
        elif not by_habit and (bar := _bar_of_capital(place, article.house.verbs)) is not None:
            yield Inspection(place.passage, partial(_judge, span, 0, _stray, bar))


def _writes_scraps(article: Article) -> bool:
    """Whether so many of the writer's own sentences are scraps that they must be meant: “Left foot. Over.”"""
    short = (
        place
        for place in placed(article)
        if place.words <= SCRAP
        and not place.quoted
        and _SCRAP.match(place.text)
        and not begins_small(place.text)
    )
    return sum(1 for _ in short) >= _HABIT


def _of_the_page(place: Placed) -> int | None:
    """How much of a sentence among others belongs to the page around them."""
    if place.quoted or not (place.before or place.after):
        return None
    return furniture(place.text, first=not place.before, last=not place.after)


def _scrap_inside(text: str, verbs: Mapping[str, Verb]) -> int | None:
    """Where in a sentence a few words go on small behind an end mark: “in 2014? options.” “so it goes.” which."""
    match = _INSIDE_END.search(text)
    if match is None or (match[1] and not verbs.keys().isdisjoint(_bare_words(match[2]))):
        return None
    return match.start(2)


def _is_small_scrap(place: Placed) -> bool:
    return (
        bool(place.before)
        and place.text.rstrip("”\"’'")[-1:] in tuple(".?!")
        and not _SIGNS.search(place.text)
    )


def _bar_of_capital(place: Placed, verbs: Mapping[str, Verb]) -> float | None:
    """How sure the proofreader must be of what has a capital; None of answers, exclamations and clauses."""
    if not _SCRAP.match(place.text) or _INITIAL.search(place.text):
        return None
    # The first words of a paragraph, and answers, are as short as their writer likes.
    if (not place.before or place.before.rstrip("”\"’'")[-1:] == "?") and not begins_small(place.after):
        return None
    if is_boilerplate(place.text) or _is_clause(place, verbs) or _SAID_ALONE.match(place.text):
        return None
    is_habit = place.quoted or _TERSE.search(place.text) or _echoes(place)
    return _SURELY if is_habit else _CAPITAL


def _echoes(place: Placed) -> bool:
    """Whether it says words of the sentence before it again, as speakers and columnists do: “… in Georgia. Georgia.”"""
    words = re.findall(r"\w+", place.text.lower())
    before = " ".join(re.findall(r"\w+", place.before.lower()))
    return f" {' '.join(words)} " in f" {before} " and not all(map(is_function_word, words))


def _is_clause(place: Placed, verbs: Mapping[str, Verb]) -> bool:
    """Whether it says who spoke, behind a quotation or by a name: “Who pays?” asked the guard. Ms. Cantor said."""
    words = _bare_words(place.text)
    others = [word for word in words if word.lower() not in verbs]
    named = bool(others) and all(word[:1].isupper() for word in others)
    return len(others) < len(words) and (named or place.before[-1:] in tuple("”\"’'"))


def _bare_words(text: str) -> list[str]:
    return [word.strip(".,") for word in text.split()]


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
