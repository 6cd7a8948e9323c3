"""Is a text English? By the share of English function words among its words.

A method as old as language identification (Ingle 1976; compared with others by Grefenstette 1995). It is enough for
a yes or a no over a whole article: of running English three words in ten stand in the list below, of other languages in
Latin script hardly one in fifty. Other scripts are told by their letters.
"""

from __future__ import annotations

import re
from itertools import islice

# Left out are words that other languages write alike: a, in, me, die, was, on, as, so, to, do, an, of, or.
_FUNCTION = frozenset(
    """the and that is it for with be by not are this from at have his they but had she he you which were their has
    would there we been who will more her when if about out up what said its them than into could your can other
    then some him these two may first any my now such like our over even most after also did many must before through
    should because where those both each how while only very just between being under""".split()
)
_LAST_LATIN = "\u024f"
_WORD = re.compile(r"[^\W\d_]+")
_FEWEST = 40  # words; a shorter text may be a list of names
_SAMPLE = 4_000  # words that are looked at, in stretches spread over the text
_STRETCHES = 8
_SHARE = 0.12  # the least in 5,824 articles of clean news is .19


def is_english(text: str) -> bool:
    """Whether a text is English, as far as can be told; too short a text is taken for English.

    Looks at a bounded sample from all parts of the text.
    """
    words = _sample(text)
    letters = "".join(words)
    if sum(letter > _LAST_LATIN for letter in letters) > max(len(letters) / 2, _FEWEST):
        return False
    if len(words) < _FEWEST:
        return True
    return sum(word.lower() in _FUNCTION for word in words) >= _SHARE * len(words)


def _sample(text: str) -> list[str]:
    step = max(len(text) // _STRETCHES, 1)
    each = _SAMPLE // _STRETCHES
    if len(text) < _SAMPLE * 12:
        return _WORD.findall(text)
    return [
        match.group()
        for first in range(0, len(text), step)
        for match in islice(_WORD.finditer(text, first), each)
    ]
