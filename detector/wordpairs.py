"""How oddly the small words of a sentence follow each other, measured against published news.

``python -m models.train_wordpairs`` learned the pairs of frequent words that stand side by side twenty times or more
rarer than chance would put them. Punctuation within a sentence counts as a word: “the,” is as odd as “the of”.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from functools import cache
from importlib.resources import files

_TOKEN = re.compile(r"[A-Za-z]+(?:['’-][A-Za-z]+)*|[.,;:?!]+|\d[\d.,]*\w*|\S")


def neighbours(text: str) -> Iterator[tuple[str, str, int]]:
    """Every two words or marks that follow each other, in lower case, and where the second begins in ``text``.

    Words with a capital, numbers, quotation marks and brackets part what stands around them; so does the end of a
    sentence or clause.
    """
    before: str | None = None
    for match in _TOKEN.finditer(text):
        token = match.group()
        after = token[0] if token[0] in ".,;:?!" else token.replace("’", "'") if token[0].islower() else None
        if before is not None and after is not None:
            yield before, after, match.start()
        before = None if token[0] in ".?!;:" else after


def oddity(text: str) -> float:
    """How much rarer than chance the odd pairs of a sentence are, as the sum of their logarithms; 0 for none.

    The mark that ends it is left out: a sentence that stops at “the.” is cut off rather than out of order.

    Of the sentences of published news 97 in 100 have none at all, and 1 in 1,000 reaches 7.
    """
    learned = _learned()
    return sum(learned.get(one, {}).get(other, 0.0) for one, other, _ in neighbours(text.rstrip(".?!”\"’' ")))


def odd_end(text: str) -> float:
    """How much rarer than chance a full stop is behind the last word of a sentence, as a logarithm; 0 where
    it isn't."""
    words = text.rstrip(".?!”\"’' ").rsplit(maxsplit=1)
    return _learned().get(words[-1].lower(), {}).get(".", 0.0) if words else 0.0


@cache
def _learned() -> dict[str, dict[str, float]]:
    pairs: dict[str, dict[str, float]] = json.loads(
        files("detector").joinpath("data/wordpairs.json").read_text("utf-8")
    )
    return pairs
