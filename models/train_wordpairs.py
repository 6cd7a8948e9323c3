"""Learn which kinds of words seldom stand side by side: ``python -m models.train_wordpairs --data DIR``.

Kinds that chance alone would have put side by side often, and that published news put there less than half as often,
are a sign of words out of order: “the of”, “had of”. Each such pair is written with the logarithm of how much rarer
than chance it is (pointwise mutual information, Church and Hanks 1990, with the sign turned), as JSON that a person can
read.
"""

from __future__ import annotations

import argparse
import json
import math
from collections import Counter
from functools import partial
from pathlib import Path

from detector.wordpairs import kind, pairs, tokens
from models.garble import paragraphs
from models.pairs import of_split

TARGET = Path(__file__).parents[1] / "detector" / "data" / "wordpairs.json"
FREQUENT = 400  # words that are kinds of their own
EXPECTED = 8.0  # how often chance must have put a pair there for its absence to mean something
RARER_THAN_CHANCE = 2.0
SMOOTHING = 0.5


def main() -> None:
    """Parse the command line, count in the train split, and write the pairs."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--data", type=Path, required=True, help="folder that holds news_clean/")
    given = parser.parse_args()
    sentences = [
        sentence
        for row in of_split(given.data, "news_clean", "train")
        for block in paragraphs(row["text"])
        for sentence in block
    ]
    words = Counter(
        token.replace("’", "'") for text in sentences for token in tokens(text) if token.islower()
    )
    frequent = {word for word, _ in words.most_common(FREQUENT)}
    kind_of = partial(kind, frequent=frequent)
    seen = Counter(pair for text in sentences for pair in pairs(text, kind_of))
    firsts: Counter[str] = Counter()
    seconds: Counter[str] = Counter()
    for (one, other), count in seen.items():
        firsts[one] += count
        seconds[other] += count
    odd: dict[str, dict[str, float]] = {word: {} for word in sorted(frequent)}
    for one, count in sorted(firsts.items()):
        for other, other_count in seconds.most_common():
            expected = count * other_count / seen.total()
            if expected <= EXPECTED:
                break  # and so it is for all that are rarer still
            ratio = expected / (seen[one, other] + SMOOTHING)
            if ratio > RARER_THAN_CHANCE:
                odd.setdefault(one, {})[other] = round(math.log(ratio), 1)
    lines = ",\n".join(
        f"{json.dumps(one)}: {json.dumps(others, ensure_ascii=False, separators=(',', ':'))}"
        for one, others in odd.items()
    )
    TARGET.write_text("{\n" + lines + "\n}\n", encoding="utf-8")
    print(len(odd), "kinds,", sum(map(len, odd.values())), "pairs,", TARGET.stat().st_size, "bytes")


if __name__ == "__main__":
    main()
