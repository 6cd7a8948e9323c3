"""What a page says of itself, where it was run into a paragraph: “Advertisement”, “READ ALSO: …”, captions, buttons.

In a line of its own such a thing is where it belongs; among the sentences of a paragraph it is left over from a
layout, and often it has no full stop, so that the sentence behind it seems to begin with it. In 150,000 sentences of
published articles from outlets without such damage none of these forms stands.
"""

from __future__ import annotations

import re

# It ends with the text, or a new sentence begins right behind it. The Advertising Standards Authority is no button.
_THEN = r"[.\])]*(?=\Z|(?-i: [A-Z“\"](?!tandards?\b|uthority\b)))"
_BUTTON = (
    r"(?:share|tweet|e-?mail|print|pin|save|facebook|twitter|whatsapp|linkedin|reddit|telegram|copy link"
    r"|(?:share|post) on (?:facebook|twitter|x|whatsapp|linkedin))"
)
_ANYWHERE = re.compile(
    r"[(\[]?(?:"
    r"(?:skip |story |article )?advertisements?(?: continue reading below)?|sponsored(?: content)?|gallery"
    r"|(?:story|article) continues (?:below|after)(?: (?:this |the )?(?:advertisement|ad|video|gallery))?"
    r"|(?:share|print|save) this (?:article|story|page)|(?:see|view) (?:more|all) (?:photos|pictures|videos|comments)"
    rf"|{_BUTTON}(?:[ ,|/•·-]{{1,3}}{_BUTTON}){{1,8}}"
    r"|continue reading below|report this ad|copy link|view comments|click to enlarge|more to follow|turn to page \w+"
    r"|continued on page \w+|(?:full )?scorecard below"
    r"|(?:file|contributed|stock|library|handout) (?:photo|picture|image|pic)"
    r"|(?:live updates|latest scores|table|fixtures)(?: (?:live updates|latest scores|table|fixtures)){1,4}"
    rf"){_THEN}|loading(?:\.{{2,3}}|…)\Z",
    re.IGNORECASE,
)
# A word of the page and a colon, a bar or a slash. In capitals nothing else is meant; otherwise it may be meant for
# the reader at the end of a paragraph: “See also: …”
_LABEL = (
    r"(?:(?:also )?(?:read|see|watch)(?: also| more| next| this| now)?|(?:also )?(?:related|recommended)(?: for you)?"
    r"|related (?:stor(?:y|ies)|articles?|news)|promoted|sponsored|more on (?:the|this) (?:topic|story|subject)"
    r"|in pictures|gallery|videos?|(?:file )?(?:photo(?:graph)?|picture|image|pic|graphic)s?(?: (?:credit|source|by))?)"
    r" ?[:|»/]"
)
_POINTER = re.compile(rf"[(\[]?{_LABEL} ?(?=\S)", re.IGNORECASE)
_SHOUTED = re.compile(r"[(\[]?[A-Z]{3,}(?: [A-Z]{3,}){0,2} ?[:|»/]")
_BETWEEN = re.compile(
    r"(?:most read\b|you may also like\b|follow us on [A-Z]\w+|recommended for you\b"
    r"|pictured(?: above| below| left| right|[:,])"
    r"|click here to (?:sign up|subscribe|read|watch)\b|sign up (?:for|to) [^.]{2,60}newsletter|save up to \d+ ?%)",
    re.IGNORECASE,
)
# What editors and photo desks write to each other.
_NOTE = re.compile(
    r"\(insert [^)]{2,60} here\)|\[(?!(?:editors?|ed|laugh\w*|applause|note|sic)\b)[A-Z]\w+: [^\]]{3,80}\?\]"
    r"|\[(?:check|query|tk|subs?|todo)\b[^\]]{0,80}\]|(?-i:NB|TK) (?:check|confirm|ask|add|verify)\b",
    re.IGNORECASE,
)
_CREDITED = re.compile(
    r"(?:^|[ (])(?:photo(?:graph)?|picture|pic|image|graphic|video)s?(?: by|: ?|(?: credit)?: ?)"
    r"(?-i:(?: ?[A-Z][\w./’'-]+){1,4})\)?\.?\Z",
    re.IGNORECASE,
)
_LONGEST = 60  # code points that are marked of what has no end of its own


def furniture(text: str, *, first: bool, last: bool) -> int | None:
    """How many code points of a sentence belong to the page; None where it is a sentence like others.

    Args:
        text: a sentence of a paragraph that has others.
        first: whether it opens the paragraph.
        last: whether it closes it.
    """
    if match := _ANYWHERE.match(text) or _NOTE.match(text):
        return match.end()
    inside = not (first or last)
    labelled = not first and _POINTER.match(text) is not None
    if labelled and (inside or _SHOUTED.match(text)):
        return min(len(text), _LONGEST)
    if inside and (_BETWEEN.match(text) or _CREDITED.search(text)):
        return min(len(text), _LONGEST)
    return None
