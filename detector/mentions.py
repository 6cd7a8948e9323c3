"""The people, houses and bodies that an article names, by their shape: no list of names, no tagger."""

from __future__ import annotations

import re
from collections.abc import Sequence

from detector.article import Speaker, SpeakerForm
from detector.document import Document
from detector.spans import Span
from detector.speakers import form, is_time
from detector.tokens import Token

_CAPITALS = (
    r"(?:(?:Mr|Mrs|Ms|Dr|Gov|Sen|Rep|Gen|Col|Lt|Capt|Sgt|Prof|Rev|St)\. )?"
    r"[A-Z](?:[\w’'-]*[^\W_’'-]|\.)(?:’s|'s)?"
    r"(?: (?:(?:de|del|della|der|den|di|da|dos|van|von|bin|al|el|la|le|of(?: the)?|for|&) ){0,2}"
    r"[A-Z](?:[\w’'-]*[^\W_’'-]|\.))*"
)
_NAME = re.compile(rf"\b{_CAPITALS}")
_SENTENCE_START = re.compile(r"(?:^|[.?!:;…]|\n)[\s“”\"‘'(\[*—–-]*\Z")
_PLACE = re.compile(
    r"\b(?:North|South|East|West|New|United|States?|Republic|San|Los|Saint|Korea|House|Day|War|of|the|for|City|County|Street|"
    r"Avenue|University|Party|Act|Court|Committee|Department|Agency|Council|Senate|Congress|White|Supreme|Islamic|Fox|"
    r"Republicans?|Democrats?|Democratic|American|National|Union|Security|Affairs|Care|Journal|News|Post|Times|"
    r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day)\b|['’]s\b"
)
_WORD = re.compile(r"\S+")
_ADDED = re.compile(r",(?=.)| \(| who\b")
_OF = re.compile(r" of (?:the )?")
_TITLE = re.compile(r"(?:Mr|Mrs|Ms|Dr|Gov|Sen|Rep|Gen|Col|Lt|Capt|Sgt|Prof|Rev)\. ")
# Words that begin sentences and headings; a run that starts with one starts behind it.
_OPENERS = frozenset(
    """The A An In On At By For From With And But Or If When While As After Before Since Because Though
    Although That This These Those There It He She They We I You His Her Their Our My Its One Two Three Four
    Five Some Many Most Both Each Every No Not Yes So Yet Still Now Then Here Who What Where Why How Last
    Next Also Even Only Just More Another Other Asked According Meanwhile However Earlier Later Under Over
    Between Among Despite During Without Into About""".split()
)


def names(document: Document) -> tuple[Speaker, ...]:
    """Every full name, titled name, and later last name of an article, in text order.

    A run of one capitalised word counts only where the article has it as a part of a longer name, or with a title, or
    where it stands inside a sentence. Form tells NAME from ORGANISATION.
    """
    plain = document.plain
    runs = [
        run
        for match in _NAME.finditer(plain)
        for part in _parted(plain, Span(*match.span()))
        if (run := _trimmed(plain, part)) is not None
    ]
    parts = {word for run in runs if " " in run.of(plain) for word in run.of(plain).split()}
    found = []
    for run in runs:
        text = run.of(plain)
        alone = " " not in text
        if (
            alone
            and text not in parts
            and (text == "May" or _SENTENCE_START.search(plain[max(run.start - 4, 0) : run.start]))
        ):
            continue
        found.append(Speaker(run, text, form(_tokens(plain, run))))
    return tuple(found)


def _parted(plain: str, run: Span) -> tuple[Span, ...]:
    """“Ana Lund of the Eastmark Herald” is two, “the University of the Coast” is one."""
    link = _OF.search(plain, run.start, run.end)
    if link is None:
        return (run,)
    left, right = Span(run.start, link.start()), Span(link.end(), run.end)
    words = left.of(plain).split()
    person = form(_tokens(plain, left)) is SpeakerForm.NAME and not _PLACE.search(left.of(plain))
    return (left, right) if person and len(words) > 1 and words[0] not in _OPENERS else (run,)


def _trimmed(plain: str, run: Span) -> Span | None:
    """A run without the opener it begins with and the possessive it ends with; None where nothing is left."""
    text = run.of(plain)
    start, end = run.start, run.end
    while (word := text.split(" ", 1))[0] in _OPENERS:
        if len(word) == 1:
            return None
        start += len(word[0]) + 1
        text = word[1]
    for ending in ("’s", "'s"):
        if text.endswith(ending):
            end -= len(ending)
    words = Span(start, end).of(plain).split()
    if not words or all(is_time(token) for token in _tokens(plain, Span(start, end))):
        return None
    return Span(start, end)


def mention_at(document: Document, extent: Span) -> Speaker:
    """The speaker that stands at ``extent``, without what is added to a name between commas."""
    text = extent.of(document.plain)
    head = _ADDED.split(text, maxsplit=1)[0].rstrip(" ,")
    span = Span(extent.start, extent.start + len(head))
    return Speaker(span, head, form(_tokens(document.plain, span)), extent)


def _tokens(plain: str, span: Span) -> Sequence[Token]:
    return [
        Token(Span(*match.span()), match.group(), match.group().lower())
        for match in _WORD.finditer(plain, span.start, span.end)
    ]


def is_person(mention: Speaker) -> bool:
    """Whether a full name has the shape of a person's: a title, or two or three words, none of them a place's."""
    words = mention.text.split()
    if mention.form is not SpeakerForm.NAME or _PLACE.search(mention.text):
        return False
    return _TITLE.match(mention.text) is not None or 2 <= len(words) <= 4


def people(named: Sequence[Speaker]) -> tuple[Speaker, ...]:
    """The mentions of people: full names, and last names of people whom the article has named in full."""
    last = {mention.text.split()[-1] for mention in named if is_person(mention)}
    return tuple(
        mention
        for mention in named
        if is_person(mention) or (" " not in mention.text and mention.text in last)
    )
