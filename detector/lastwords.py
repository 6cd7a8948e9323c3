"""How seldom a sentence ends with its last word, measured against published news.

``python -m models.train_lastwords`` learned it. A frequent word counts for itself, a rare one by its ending, so that a
short table says something of every word. Cheap, and right only on average: it chooses the ends that are worth a
closer look.
"""

from __future__ import annotations

import json
import re
from collections.abc import Collection
from functools import cache
from importlib.resources import files

_TOKEN = re.compile(r"[A-Za-z]+(?:['’-][A-Za-z]+)*|[.,;:?!]+|\d[\d.,]*\w*|\S")
# The longer endings first.
_ENDINGS = tuple(
    "ment ness tion able ible less ance ence ity ous ive ful ing ers est ies ism ist ary ate ize ise ly al er or es ed "
    "en ic s".split()
)
SELDOM_END = 0.3  # as a logarithm: from here on a word ends sentences more rarely than chance would have it


def tokens(text: str) -> list[str]:
    """The words and marks of a sentence, without what closes it."""
    return _TOKEN.findall(text.rstrip(".?!”\"’' "))


def kind(token: str, frequent: Collection[str]) -> str:
    """What a word or mark counts as: itself where it is frequent or a mark, else its shape or its ending.

    >>> [kind(token, {"may"}) for token in ("may", "MAY", "May", "Ardel", "1,200", "%", "rowing", "quay")]
    ['may', 'may', 'A', 'A', '0', '%', '-ing', '-']
    """
    word = token.lower().replace("’", "'")
    if word in frequent and not (len(token) > 1 and token.istitle()):
        return word
    if token[0].isdigit():
        return "0"
    if not token[0].isalpha():
        return token[0]
    if token[0].isupper():
        return "A"
    return f"-{next((ending for ending in _ENDINGS if word.endswith(ending) and len(word) > len(ending) + 2), '')}"


def odd_end(text: str) -> float:
    """How much rarer than chance a sentence ends with its last word, as a logarithm; 0 where it isn't."""
    last = tokens(text)[-1:]
    return _learned().get(kind(last[0], _learned()), 0.0) if last else 0.0


@cache
def _learned() -> dict[str, float]:
    """For each kind that chance would put last more often, and each frequent word, how much rarer it is."""
    table: dict[str, float] = json.loads(files("detector").joinpath("data/lastwords.json").read_text("utf-8"))
    return table
