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
from detector.lastwords import SELDOM_END
from detector.neighbours import Placed, has_end, is_boilerplate, placed
from detector.proofreading import unsound
from detector.rules.base import Inspection, Mark, Proposal, Rule, Severity, certain
from detector.spans import Span
from detector.tagging import Tagged
from detector.vocabulary import ends_in_part

# How likely the last word must be out of place. What the form says more of needs less; all chosen on validation
# articles, where such sentences are as rare as they should be.
_BY_ITSELF, _BARE, _ALONE, _NEVER = 0.0, 0.05, 0.3, 0.05
_LINE, _HEADLINE = 0.85, 0.98
_FEW, _WITHIN_QUOTES = 0.8, 0.95
_ODD, _SELDOM, _STRANDED, _ELLIPTIC = 0.3, 0.5, 0.7, 0.9
# How likely a paragraph that goes on in lower case in the next is broken, where its words seem whole.
_BY_FORM = 0.6
_COMMA_SCORE = 0.9
# In 38,000 train sentences of the writers' own, two end in no word but a part of one; one of them was cut off.
_PART_SCORE = 0.8
# The next sentence begins in the middle: “is expected to see about. The” without its full stop. In 4,600 published
# articles one name does so (“the It’s All Politics blog”).
_NEXT_BEGINS = re.compile(
    r"\b(?:(?:the|an?|its|their|his) (?:The|It|He|She|They|We|But|This|There|In|At|On|When|If|After|His|Her|That|For)"
    r"|(?:of|for|to|with|and|that|which|by|from|than|as|into|about|who|was|were|is|are|be|been|has|have|had|will|would)"
    r" (?:He|She|They|But|There|However|Meanwhile))\b(?! [A-Z]|['’-])"
)
_NEXT_SCORE = 0.9
# In a line of its own, or the last of one: “Serves: 8”, “Right: the pattern store, 1908”, “aged 88”.
_LABELLED = re.compile(r"[(\[]?[A-Z]\w*(?: \w+){0,2}: |.*\d[)\]]?\Z", re.DOTALL)
# “I haven’t any.” “The figures are these.” “A boot – whose?”
_STANDS = re.compile(
    r"(?:\b(?:is|are|was|were|be) (?:this|these|those)|(?:n[’']t|\b(?:not|never|hardly|without)) (?:\w+ )?any)\.\Z"
    r"|\bwhose\?\Z"
)
_ODD_END = 1.5  # as a logarithm: a full stop behind such a word is four times rarer than chance
_LONGEST_HEADLINE = 14  # words
_FEWEST_WORDS = 8  # of a line that stands alone without an end mark; a shorter one may be a heading

_LOST_CUE = re.compile(r",[”\"’']+\Z")
# No sentence ends with one of these. With others some do (“She did not intend to.”).
# With a full stop behind the first of them, none in 200,000 sentences of published train articles does.
_HANGS = "the|an?|and|or|nor|my|your|their|our|its|although"
_NEVER_LAST = re.compile(rf"\b(?:{_HANGS}|because|than|into|whose|every)[.?!]*\Z")
_HANGING = re.compile(rf"(?<![\w.’'/-])(?:The|{_HANGS})[.?!]+\Z")
# With these many do: “… than they would be able to.” What they stand for has been said before.
_SAID_BEFORE = re.compile(
    r"\b(?:am|are|be|been|can|could|did|do|does|had|has|have|is|may|might|must|not|should|was|were|will|would"
    r"|(?:able|afford|agreed?|allowed|asked|chooses?|chose|decided?|expected|forced|free|get|going|got|had|ha(?:s|ve)"
    r"|hop(?:e|ed|es|ing)|inten(?:d|ded|ds)|like|likely|love|meant?|need(?:ed|s)?|ought|plan(?:ned|ning|s)?|prefer"
    r"|promised?|ready|refus(?:e|ed|es)|supposed|told|tr(?:y|ied|ies|ying)|used|want(?:ed|s)?|willing|wish(?:ed|es)?)"
    r" to|,? (?:and|or|but) (?:how|what|when|where|who|whom|why))[.?!]*\Z"
)
# With these some do, whose noun stands further up: “From Thursday on.” “the man she spoke to.”
_LEFT_BEHIND = re.compile(r"\b(?:about|by|in|on|through|to|with)[.?!]*\Z")

# Headlines leave them out: “Police recover stolen church bell from river”.
_ARTICLE = re.compile(
    r"\b(?:the|an?|his|her|its|their|our|was|were|is|are|has|have|had|will|would)\b", re.IGNORECASE
)
_CREDIT = re.compile(
    r"[(\[]?(?:photo(?:graph(?:er|y)?)?|picture|image|video|illustration|graphic|source|credit)s?(?: by)?: ?\S",
    re.IGNORECASE,
)
# The last but one of a list whose items are paragraphs, and what ends the items before it.
_ITEM, _ITEM_BEFORE = re.compile(r"([;,]) (?:and|or)\Z"), tuple(",;:")


def propose(article: Article) -> Iterable[Proposal | Inspection]:
    """Places where an end may be missing; the span is the sentence."""
    for place in placed(article):
        text = place.text
        if place.words < 2 or (place.words == 2 and not _NEVER_LAST.search(text)):
            continue
        if not place.after and _LOST_CUE.search(text[-4:]) and not place.cut:
            yield certain(
                Mark(place.sentence.span, "the quotation ends in a comma, and nobody says it", _COMMA_SCORE)
            )
        elif not place.quoted and (runs_on := _NEXT_BEGINS.search(text)):
            span = Span(
                place.sentence.span.start + runs_on.start(), place.sentence.span.start + runs_on.end()
            )
            yield certain(Mark(span, "the sentence breaks off, and the next one begins", _NEXT_SCORE))
        elif not place.quoted and ends_in_part(text) and not _CREDIT.match(text):
            yield certain(Mark(place.sentence.span, "the last word is cut off", _PART_SCORE))
        elif (bar := _bar(place)) is not None:
            yield Inspection(place.passage, partial(_judge, place.sentence.span, bar))


def _bar(place: Placed) -> float | None:
    """How sure the proofreader must be, by what the form says; None where there is nothing to ask."""
    tail = place.text[-40:].rstrip("”\"’'")
    if _CREDIT.match(place.text) or (not place.before and is_boilerplate(place.text)):
        return None
    if _STANDS.search(tail):
        return None
    if (item := _ITEM.search(tail)) and (item[1] == ";" or place.above[-1:] in _ITEM_BEFORE):
        return None
    if _HANGING.search(tail) and not place.quoted:
        return _BY_ITSELF
    if _NEVER_LAST.search(tail):
        return _NEVER
    if has_end(place.text):
        return _bar_of_end(tail, place.odd_end, quoted=place.quoted)
    if place.cut:  # by its clause, which stands in a paragraph of its own, a quotation is not broken
        return None if _LOST_CUE.search(place.text[-4:]) else _BY_ITSELF
    return None if place.after else _bar_of_line(place)


def _bar_of_line(place: Placed) -> float | None:
    """The bar of a paragraph's last sentence that has no end mark."""
    if place.quoted:
        return _WITHIN_QUOTES
    if place.sentence.block == 0 and len(place.before.split()) + place.words <= _LONGEST_HEADLINE:
        return _HEADLINE  # “I miss my commute. There, I said it”
    if _LABELLED.match(place.text):
        return _HEADLINE
    if place.line:
        return _LINE if place.words >= _FEWEST_WORDS and _ARTICLE.search(place.text) else _HEADLINE
    if place.before:
        return _BARE
    if place.words >= _FEWEST_WORDS:
        return _ALONE
    return _FEW if place.odd_end >= SELDOM_END else _WITHIN_QUOTES


def _bar_of_end(tail: str, odd: float, *, quoted: bool) -> float | None:
    """The bar of a sentence that closes as sentences do, by its last word and how seldom that ends one."""
    if odd < SELDOM_END:
        return None
    if quoted:
        return _ELLIPTIC
    if _SAID_BEFORE.search(tail):
        return _ELLIPTIC
    if _LEFT_BEHIND.search(tail):
        return _STRANDED
    return _ODD if odd >= _ODD_END else _SELDOM


def _judge(span: Span, bar: float, words: Sequence[Tagged]) -> Mark | None:
    if not words or words[-1].span.end != len(span):  # too long to be read to its end
        return None
    score = max(unsound(words[-1]), 0.0 if bar else _BY_FORM)
    return Mark(span, "the sentence breaks off before its end", score) if score >= bar else None


RULE = Rule(
    code="GB101",
    name="truncated-sentence",
    severity=Severity.ERROR,
    default=True,
    doc=__doc__ or "",
    propose=propose,
)
