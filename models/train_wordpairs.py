"""Learn which words hardly ever stand side by side: ``python -m models.train_wordpairs --data DIR``.

Two frequent words that chance alone would have put side by side often, and that published news (almost) never did, are
a sign of words out of order: “the of”, “had of”. Each such pair is written with the logarithm of how much rarer than
chance it is, as JSON that a person can read.
"""

from __future__ import annotations

import argparse
import json
import math
from collections import Counter
from pathlib import Path

from detector.wordpairs import neighbours
from models.pairs import read_jsonl, split_of

TARGET = Path(__file__).parents[1] / "detector" / "data" / "wordpairs.json"
RARER_THAN_CHANCE = 20.0
SMOOTHING = 0.5


def main() -> None:
    """Parse the command line, count in the train split, and write the pairs."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--data", type=Path, required=True, help="folder that holds news_clean/")
    given = parser.parse_args()
    seen: Counter[tuple[str, str]] = Counter()
    for row in read_jsonl(given.data / "news_clean" / "train.jsonl.gz"):
        if split_of(row["id"]) == "train":
            seen.update((one, other) for one, other, _ in neighbours(row["text"]))
    firsts: Counter[str] = Counter()
    seconds: Counter[str] = Counter()
    for (one, other), count in seen.items():
        firsts[one] += count
        seconds[other] += count
    total = seen.total()
    odd: dict[str, dict[str, float]] = {}
    ranked = seconds.most_common()
    for one, count in sorted(firsts.items()):
        for other, other_count in ranked:
            expected = count * other_count / total
            if expected / SMOOTHING <= RARER_THAN_CHANCE:
                break  # and so it is for all that are rarer still
            ratio = expected / (seen[one, other] + SMOOTHING)
            if ratio > RARER_THAN_CHANCE:
                odd.setdefault(one, {})[other] = round(math.log(ratio), 1)
    TARGET.parent.mkdir(exist_ok=True)
    lines = ",\n".join(f"{json.dumps(one)}: {json.dumps(others)}" for one, others in odd.items())
    TARGET.write_text("{\n" + lines + "\n}\n", encoding="utf-8")
    print(len(odd), "words,", sum(map(len, odd.values())), "pairs,", TARGET.stat().st_size, "bytes")


if __name__ == "__main__":
    main()
