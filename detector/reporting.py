"""Patterns for the parts of a reporting clause, for the rules that judge attributions by their form.

Every repetition is bounded, and every pattern is meant to be anchored (``match`` at a known place), so that the time
spent on a text grows with its length and no faster.
"""

from __future__ import annotations

from bisect import bisect_right

from detector.article import Article, Sentence
from detector.spans import Span

# Verbs that stand for “said” on either side of a name. Participles that also follow their noun (“the official quoted
# by the paper”) are left out: asked, called, described, quoted, reported.
_SAY = (
    "said|says|told|tells|wrote|writes|added|adds|explained|explains|noted|notes|replied|recalled|recalls|tweeted"
    "|insisted|insists|argued|argues|warned|warns|stated|states|remarked|continued|testified"
)
# Words that open or finish a clause: the name of a speaker doesn't run across them.
_BREAK = (
    "who|whom|whose|which|that|what|where|when|while|and|but|as|because|after|before|if|than|then|so|it|i|we|you"
    "|he|she|they|had|has|have|was|were|is|are|would|will|not"
)
_WORD = r"[^\W_][\w.’'&/-]{0,40}"
_CAPITALISED = r"[^\W\d_a-z][\w.’'-]{0,40}"

SAY = rf"(?:{_SAY})"
PRONOUN = r"(?:[Hh]e|[Ss]he|[Tt]hey)"
# A word that a speaker, or whom they tell, can be made of.
IN_PHRASE = rf"(?!(?i:{_BREAK}|{_SAY})\b){_WORD}"
# A speaker, the space after it included: “HP chief Moira Stack ”; with what is put beside the name between commas:
# “Lawan Bede, chairman of the council, ”.
BARE_PHRASE = rf"(?:{IN_PHRASE} ){{1,14}}"
PHRASE = rf"(?:{IN_PHRASE},? ){{1,14}}"
# “Ms. Rourke”, “Anna de la Cruz”; with “the spokesman for the ministry” beside them.
CAPITALISED_NAME = rf"{_CAPITALISED}(?: (?:de|la|van|von|der|al|bin|{_CAPITALISED})){{0,4}}"
NAME = rf"(?:[Tt]he (?:{_WORD} ){{0,5}}{_WORD}|{CAPITALISED_NAME})"


def sentence_at(article: Article, offset: int) -> Sentence | None:
    """The last sentence that starts at or before an offset of the plain text."""
    index = bisect_right(article.sentences, offset, key=lambda sentence: sentence.span.start) - 1
    return article.sentences[index] if index >= 0 else None


def rest_of_sentence(article: Article, offset: int) -> Span:
    """From an offset of the plain text to the end of its sentence; empty where it lies between two."""
    sentence = sentence_at(article, offset)
    return Span(offset, max(offset, sentence.span.end if sentence else offset))
