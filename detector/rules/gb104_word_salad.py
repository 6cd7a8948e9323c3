"""A sentence that no speaker of English would write.

## What it does
Marks a sentence whose words do not hang together: out of order, small words missing, pieces of two sentences
run into one; and small words side by side that never go together (“to the a people”). Poor style and wrong facts are
none of its business.

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
import re
from collections.abc import Iterable, Sequence
from functools import partial

from detector.article import Article, Sentence
from detector.neighbours import Placed, placed
from detector.proofreading import SALAD, evidence
from detector.rules.base import Inspection, Mark, Rule, Severity
from detector.spans import Span
from detector.tagging import Tagged
from detector.vocabulary import is_word

_FEWEST_WORDS = 6
# Of evidence. In ten of 19,376 validation sentences of published copy it goes beyond the bar; half of them are slips
# of their writers (“is a reportedly a yes”), the rest captions and telegrams.
_SURE = 2.5
_LONE = 4.0  # of a text that is one sentence: most of those that the proofreader was trained on were bad translations
_STRANGE = 3  # words that published news has not: dialect, another language, a menu
_NUMBERS = 0.3  # the share of words from which they are a list of results
# Of 160,000 sentences of published train and validation articles 15 have one of these, and each is a slip.
_CLASH = re.compile(
    r"(?<![\w’'“‘\"*`-])(?:"
    r"(?:the|an?) (?:of|to|and|is|was|are|were|has|he|she|they|we|his|their|our|this|these|with|from)"
    r"|the an?|an? the|an a|a an|(?:their|its|our|my|your) (?:the|an?|of|to|is|was|are|were|has|with|from)"
    r"|(?:in|to|by|with|at) of(?! (?:late|course)\b))\b(?![-’'.,”])"
)
_CLASH_SCORE = 0.9
_SMALL_WORD = re.compile(r"(?<![\w@#/.’'-])[^\W\d_A-Z]{2,}(?![\w@/’'-])")
_ELIDED = re.compile(r"(?<![\w’'])(?:an|o|t|th|wi|i|ha|de|da)[’'](?= )|(?<= )[’'](?:ave|ere|im|er|ow|em|e)\b")
_OUT = 0.3  # the share from which a word counts as out of place


def propose(article: Article) -> Iterable[Inspection]:
    """Every sentence but the shortest; the span runs over the words out of place."""
    for place in placed(article):
        if place.words >= _FEWEST_WORDS and not place.line and not _is_strange(place):
            bar = _SURE if place.above or place.below else _LONE
            clash = _CLASH.search(place.text)
            yield Inspection(place.passage, partial(_judge, place.sentence, bar, clash))


def _is_strange(place: Placed) -> bool:
    """Whether it is in dialect or takes up another language, which the proofreader, who learned from news, can't judge.

    Spinners of text find rare words too, but they neither quote nor have accents.
    """
    if not place.quoted and '"' not in place.text and place.text.isascii():
        return False
    unknown = sum(not is_word(match.group()) for match in _SMALL_WORD.finditer(place.text))
    unknown += len(_ELIDED.findall(place.text))
    return unknown >= _STRANGE


def _is_results(text: str) -> bool:
    """Whether so many of the words are numbers that it must be a table, a score or a card."""
    words = text.split()
    return sum(any(map(str.isdigit, word)) for word in words) > _NUMBERS * len(words)


def _judge(
    sentence: Sentence, bar: float, clash: re.Match[str] | None, words: Sequence[Tagged]
) -> Mark | None:
    found = evidence(word.shares[SALAD] for word in words)
    out = [word.span for word in words if word.shares[SALAD] >= _OUT]
    start = sentence.span.start
    if found >= bar and out and not _is_results(sentence.text):
        span = Span(start + out[0].start, start + out[-1].end)
        return Mark(span, "the words do not make a sentence", 1 / (1 + math.exp(_SURE - found)))
    if clash:
        span = Span(start + clash.start(), start + clash.end())
        return Mark(span, f"“{clash.group()}” cannot stand side by side", _CLASH_SCORE)
    return None


RULE = Rule(
    code="GB104",
    name="word-salad",
    severity=Severity.WARNING,
    default=True,
    doc=__doc__ or "",
    propose=propose,
)
