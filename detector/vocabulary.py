"""Which words there are, and which are what is left of one where a sentence was broken off in its middle: “ident.”

``python -m models.train_words`` learned it.
"""

from __future__ import annotations

from bisect import bisect_left
from functools import cache
from importlib.resources import files

_TAIL = 40  # characters; a longer last word is none
_FEWEST_LOST = 3  # letters: with less it may be a form of the word, or a word of other beats (“chilli”)
_LOOKED_AT = 3  # words of the list behind it


def ends_in_part(text: str) -> bool:
    """Whether a sentence ends in a lower-case word that is none, but with which a frequent one begins.

    >>> [ends_in_part(text) for text in ("They have not been ident.", "They sat by the shin.", "It was fun")]
    [True, False, False]
    """
    before, _, word = text[-_TAIL:].rstrip(".?!").rpartition(" ")
    plain = word.isascii() and word.isalpha() and word.islower()
    return plain and (before[-1:].islower() or before.endswith(",")) and is_part(word)


def is_part(word: str) -> bool:
    """Whether a lower-case word is none, but the first letters of a frequent one."""
    if is_word(word):
        return False
    _, frequent = _learned()
    at = bisect_left(frequent, word)
    return any(
        longer.startswith(word) and len(longer) >= len(word) + _FEWEST_LOST
        for longer in frequent[at : at + _LOOKED_AT]
    )


def is_word(word: str) -> bool:
    """Whether published text has a lower-case word."""
    return word in _learned()[0]


@cache
def _learned() -> tuple[frozenset[str], list[str]]:
    """All words, and in order those that are frequent."""
    lines = files("detector").joinpath("data/words.txt").read_text("utf-8").split()
    return frozenset(line.lstrip("+") for line in lines), [line[1:] for line in lines if line[0] == "+"]
