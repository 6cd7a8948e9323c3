"""Tells headings, captions and page furniture from paragraphs by their form, whatever the file's format."""

from __future__ import annotations

import re
from collections.abc import Sequence

from detector.document import Block, Kind

_MAX_HEADING = 120
_MAX_CAPTION = 400

_CLOSED = re.compile(r"[.!?…,;:][\"'”’»)\]]*\Z")
_SENTENCE_END = re.compile(
    r"(?:\b[a-z]\w{2,}|\w{6,}|[”\"’)])[.!?][”\"’)]*\s+[“\"‘(]?[A-Z]|[.!?][”\"]\s+[A-Z]"
)
_DANGLING = frozenset(
    "a an the and or but nor of to in on at by for from with as that than which who whose when where while "
    "because if is are was were be been has have had will would can could should may might must its his her "
    "their our my your this these those into about after before between under over during against said says".split()
)
_FURNITURE = re.compile(
    r"(?:sources?|via|photos?|images?|video|credits?|reporting|editing|writing|additional reporting|tags?|topics?"
    r"|categories|filed under|related(?: articles?| stories)?|see also|also read|read (?:more|also|next)|updated"
    r"|published|posted|contact|correction|advertisement)\s*(?::|\bby\b|\bat\b|\Z)"
    r"|(?:continue reading|read (?:more|the full|the rest|the original)|keep reading|click here|sign up|subscribe"
    r"|follow (?:us|him|her|them)|share this|copyright|all rights reserved|advertisement|story continues"
    r"|with (?:reporting|files) (?:by|from)|(?:first )?published|updated|(?:last )?modified|posted)\b"
    r"|[©—–@]|https?://|www\.",
    re.IGNORECASE,
)
_BYLINE = re.compile(r"By (?:[A-Z][\w.’'-]*|and|of|for|de|von|van|the|with|in|,|\||\s){1,24}\Z")
_CAPTION_START = re.compile(
    r"(?:file |handout )?(?:photo|image|picture|graphic|photograph|illustration)s?(?: by\b| credit)?\s*[:|(/]"
    r"|FILE\s*[-–—:]|\((?:photo|image|file photo)\b",
    re.IGNORECASE,
)
_CAPTION_END = re.compile(
    r"\((?:[^()]{0,60}\b(?i:photo|images|courtesy|handout|credit|via)\b[^()]{0,60}"
    r"|[A-Z][\w .&’'-]{1,40}/ ?[A-Z][^()]{0,60})\)\.?\Z"
    r"|(?:/|\b[Vv]ia )(?: ?[A-Z][\w.]*){1,3}\Z|\b(?:Getty|AP|AFP) (?i:Images|Photo)\Z"
)


def refine(plain: str, blocks: Sequence[Block]) -> tuple[Block, ...]:
    """The same blocks, paragraphs that have the form of a heading or a caption marked as such.

    A line is held to be a heading only where something follows that it can stand over; in the first of all a
    question may stand before it: “Clockwork or chaos? The finals begin”.
    """
    last = len(blocks) - 1
    return tuple(
        _refined(block, block.span.of(plain), index == 0, index < last)
        if block.kind is Kind.PARAGRAPH
        else block
        for index, block in enumerate(blocks)
    )


def _refined(block: Block, text: str, first: bool, followed: bool) -> Block:
    kind = _kind(text, first, followed)
    return block if kind is Kind.PARAGRAPH else Block(block.span, kind, guessed=True)


def _kind(text: str, first: bool, followed: bool) -> Kind:
    if text[0] in "•▪◦‣":
        return Kind.LIST_ITEM
    if len(text) <= _MAX_CAPTION and (_CAPTION_START.match(text) or _CAPTION_END.search(text[-160:])):
        return Kind.CAPTION
    if len(text) > _MAX_HEADING or (_SENTENCE_END.search(text) and not (first and "." not in text)):
        return Kind.PARAGRAPH
    if _BYLINE.match(text) or (_FURNITURE.match(text) and not _is_sentence(text)):
        return Kind.CAPTION
    return Kind.HEADING if followed and _is_heading(text) else Kind.PARAGRAPH


def _is_sentence(text: str) -> bool:
    """Whether a line closes as sentences do; “Source: Example.” and its like are too short to be meant."""
    return _CLOSED.search(text[-12:]) is not None and len(text.split()) > 6


def _is_heading(text: str) -> bool:
    words = text.split()
    first = next((character for character in text if character.isalnum()), "a")
    if first.islower() or words[-1].lower() in _DANGLING:
        return False
    if _CLOSED.search(text[-12:]):
        return text.endswith(":") and len(words) <= 4
    return not (text[0] in '“"«„' and text[-1] in '”"»“')
