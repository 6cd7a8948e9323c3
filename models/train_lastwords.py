"""Learn which words seldom end a sentence: ``python -m models.train_lastwords --data DIR``.

Kinds that chance alone would have put last often, and that published news puts there less than half as often, are a
sign of a sentence cut off: “the.”, “to.” Each is written with the logarithm of how much rarer than chance it is
(pointwise mutual information, Church and Hanks 1990, with the sign turned), the frequent words that end sentences as
any other with 0, as JSON that a person can read.
"""

from __future__ import annotations

import argparse
import json
import math
from collections import Counter
from pathlib import Path

from detector.lastwords import kind, tokens
from models.garble import paragraphs
from models.pairs import of_split

TARGET = Path(__file__).parents[1] / "detector" / "data" / "lastwords.json"
FREQUENT = 400  # words that are kinds of their own
EXPECTED = 8.0  # how often chance must have put a kind there for its absence to mean something
RARER_THAN_CHANCE = 2.0
SMOOTHING = 0.5


def main() -> None:
    """Parse the command line, count in the train split, and write the kinds."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--data", type=Path, required=True, help="folder that holds news_clean/")
    given = parser.parse_args()
    sentences = [
        tokens(sentence)
        for row in of_split(given.data, "news_clean", "train")
        for block in paragraphs(row["text"])
        for sentence in block
    ]
    words = Counter(
        token.replace("’", "'") for sentence in sentences for token in sentence if token.islower()
    )
    frequent = {word for word, _ in words.most_common(FREQUENT)}
    # The first word is left out: its capital doesn't tell a name from another word.
    counts = Counter(kind(token, frequent) for sentence in sentences for token in sentence[1:])
    last = Counter(kind(sentence[-1], frequent) for sentence in sentences if len(sentence) > 1)
    share = last.total() / (counts.total() + len(sentences))  # of what follows a word or opens a sentence
    seldom = dict.fromkeys(sorted(frequent), 0.0)
    for one, count in sorted(counts.items()):
        ratio = count * share / (last[one] + SMOOTHING)
        if count * share > EXPECTED and ratio > RARER_THAN_CHANCE:
            seldom[one] = round(math.log(ratio), 1)
    lines = ",\n".join(f"{json.dumps(one, ensure_ascii=False)}: {value}" for one, value in seldom.items())
    TARGET.write_text("{\n" + lines + "\n}\n", encoding="utf-8")
    never_odd = list(seldom.values()).count(0)
    print(len(seldom), "kinds,", len(seldom) - never_odd, "seldom,", TARGET.stat().st_size, "bytes")


if __name__ == "__main__":
    main()
