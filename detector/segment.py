"""Sentences: Punkt with parameters learned from news, and the newsroom's cases that Punkt leaves open."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import TYPE_CHECKING

from detector.article import Sentence
from detector.document import Document
from detector.spans import Span

if TYPE_CHECKING:
    from detector.punkt import Punkt

# Always before a name: a full stop after one of these never ends a sentence.
_TITLES = frozenset(
    "adm amb asst atty brig capt cdr cmdr col cpl cpt det dr fr gen gov govs hon insp lt lt.col maj messrs mlle mme mr"
    " mrs ms msgr mt mx pfc pres prof pvt rep reps rev sen sens sgt ste supt".split()
)
# Before a number in some uses, ordinary words at the end of a sentence in others: only what follows can tell.
_BEFORE_NUMBER = frozenset("no nos art sec ch fig vol pp op ca approx para".split())
_MONTHS = frozenset("jan feb mar apr jun jul aug sep sept oct nov dec".split())
# Those that Punkt may still end a sentence at, by the next word. Left out are those that are words as well
# (Ill., Ore.).
_ABBREVIATIONS = (
    _TITLES
    | _MONTHS
    | frozenset(
        "a.m p.m u.s u.k u.n e.u d.c u.s.a u.a.e n.y l.a i.e e.g etc vs v al inc corp co ltd llc plc bros cos dept univ"
        " assn jr sr ave blvd rd hwy ft st ph.d m.d b.a m.a d.d.s est ret sq ext calif colo fla ga kan ky md mich minn"
        " mo mont neb nev okla tenn tex vt wis wyo ala ariz ark ont que".split()
    )
)
# Words as well, but with a capital, and the sentence going on small, abbreviations.
_STATES = frozenset("Conn Del Ill Ind Kan La Mass Me Md Miss Mont Ore Pa Va Wash".split())
_AFTER_TIME = re.compile(
    r"(?:Eastern|Central|Mountain|Pacific|Atlantic|Alaska|Hawaii|E[SD]?T|C[SDE]?S?T|M[SD]?T|P[SD]?T|GMT|BST|UTC|IST|AE[SD]T"
    r"|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|local|Greenwich)\b"
)
_UNIT = re.compile(r"\d[ -](?:in|ft|lb|lbs|oz|hr|hrs|min|sec|mi|mph|sq|cu)\.$")
_INITIALS = re.compile(r"(?:[A-Z]\.){1,3}[A-Z]$")
_NUMBER_END = re.compile(r"(?<=[a-z] )[\d.,]*\d\.(?=\s[a-z])")
_LAST_WORD = re.compile(r"([^\W_]+(?:\.[^\W_]+)*)\.$")
# “It was published.” she said: the stop belongs to the quotation, the sentence goes on.
_SAYS = re.compile(
    r"(?:\S+ ){0,6}?(?:sa(?:id|ys)|t(?:old|ells)|asks?|asked|wr(?:ote|ites)|adds|added|repl(?:ied|ies)|"
    r"explain(?:s|ed)|not(?:es|ed)|tweet(?:s|ed)|continue[sd]|recall(?:s|ed)|insist(?:s|ed)|according to|and|but|or|"
    r"because|when|while|which|used|made|gave)\b"
)
_CLOSING = "\"'”’»)]}"
_OPENING = "\"'“‘„«([{"
_LONGEST = 100_000  # code points; no paragraph of an article is near it


@cache
def _punkt() -> Punkt:
    # NLTK takes a fifth of a second to import: only where there is something to split.
    from detector.punkt import Punkt

    return Punkt(_ABBREVIATIONS)


def sentences(document: Document) -> tuple[Sentence, ...]:
    """Every sentence of every block, in order, as spans of ``document.plain``.

    White space around a sentence is left out; closing marks stay with the sentence they close. A full stop ends
    a sentence also where the next word has no capital, unless it is an abbreviation's: “… was published. she said.”
    are two. What follows ? or !, or a closing mark, in lower case goes on with the sentence: “Why?” she asked.
    """
    return tuple(
        Sentence(span, index, span.of(document.plain))
        for index, block in enumerate(document.blocks)
        for span in _in_block(document.plain, block.span)
    )


def _in_block(plain: str, block: Span) -> Iterator[Span]:
    text = block.of(plain)
    start: int | None = None
    end = 0
    for first, last in _stretches(text):
        stretch = text[first:last]
        if not stretch.strip():
            continue
        first, last = (
            first + len(stretch) - len(stretch.lstrip()),
            last - len(stretch) + len(stretch.rstrip()),
        )
        if start is None:
            start = first
        elif not _goes_on(text, end, first):
            yield Span(block.start + start, block.start + end)
            start = first
        end = last
    if start is not None:
        yield Span(block.start + start, block.start + end)


def _stretches(text: str) -> Iterator[tuple[int, int]]:
    """What Punkt takes for sentences, split again behind “in 2016.”: it holds a number there for an ordinal."""
    for at, piece in _pieces(text):
        for first, last in _punkt().spans(piece):
            first, last = at + first, at + last
            for number in _NUMBER_END.finditer(text, first, last):
                yield first, number.end()
                first = number.end()
            yield first, last


def _pieces(text: str) -> Iterator[tuple[int, str]]:
    """A text in pieces, and where they begin: NLTK gives up on a paragraph that takes it over five seconds."""
    at = 0
    while len(text) - at > _LONGEST:
        cut = max(text.rfind("\n", at, at + _LONGEST), text.rfind(". ", at, at + _LONGEST) + 1)
        end = cut if cut > at else at + _LONGEST
        yield at, text[at:end]
        at = end
    yield at, text[at:]


def _goes_on(text: str, end: int, start: int) -> bool:
    """Whether what Punkt split at ``end`` and ``start`` is one sentence after all."""
    following = text[start : start + 100].lstrip(_OPENING)
    last = text[end - 1]
    if following[:1].islower() and last in "?!" + _CLOSING:
        closed = last in '"”' and text[end - 2 : end - 1] == "." and not text[end - 3 : end - 2].isupper()
        new = closed and text[start] == following[0]
        return not new or _SAYS.match(following) is not None
    if last != ".":
        return False
    word = _LAST_WORD.search(text, max(end - 24, 0), end)
    if word is None:
        return False
    low = word.group(1).lower()
    if following[:1].islower():
        known = word.group(1) in _STATES or _INITIALS.match(word.group(1)) is not None
        return known or _UNIT.search(text, max(end - 12, 0), end) is not None
    if _INITIALS.match(word.group(1)) and low not in _ABBREVIATIONS:
        return _first_word(following) not in _punkt().starters
    if low in _TITLES:
        return following[:1].isupper()
    if low in _BEFORE_NUMBER:
        return following[:1].isdigit()
    if low in _MONTHS:
        return following[:1].isdigit()
    return low in ("a.m", "p.m") and _AFTER_TIME.match(following) is not None


def _first_word(text: str) -> str:
    word = re.match(r"\w+", text)
    return word.group().lower() if word else ""
