"""Learn which words there are: ``python -m models.train_words --data DIR``.

The lower-case words of two articles or more of the train split (a word of one may have been cut there), and those that
the embedded model's tokenizer knows as a whole (30,000 of Wikipedia and of books), one a line; those that stand in ten
articles or more are marked with ``+``. By them :mod:`detector.vocabulary` tells “the bridge will be reo.” from a
sentence with an end.
"""

from __future__ import annotations

import argparse
import json
import re
from collections import Counter
from pathlib import Path

from models.pairs import of_split

TARGET = Path(__file__).parents[1] / "detector" / "data" / "words.txt"
FREQUENT = 10  # articles
# Written with a full stop, which doesn't end the sentence there, or may.
ABBREVIATIONS = frozenset(
    """al approx ca cf ch cit dept ed eds eg est etc ex ext fig figs hr hrs ibid ie incl lb lbs max min misc no nos op
    orig oz pp rel rev sec seq sq temp trans viz vol vols vs""".split()
)
# The first letters of a longer word that are a word by now.
CLIPPINGS = frozenset(
    """ammo auto cafe celeb chem combo comp con condo decaf deli demo dino disco exam expo fab fest fridge geo grad
    gym hippo info intro kilo lab limo mayo memo mod mono para perm photo physio pram prefab pro prof promo pub quad ref
    rehab rep rhino sax specs stats stereo sub synth tech temp trad typo uni vac veg vet vocab""".split()
)
_WORD = re.compile(r"(?<![\w’'-])[a-z]+(?![\w’'-])")
FEWEST = 2  # articles
_SHORTEST = 3  # letters of a word that the tokenizer tells; it has pieces of words too, mostly shorter


def main() -> None:
    """Parse the command line, count in the train split, and write the words."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--data", type=Path, required=True, help="folder that holds news_clean/")
    parser.add_argument("--tokenizer", type=Path, default=Path("models/weights/tokenizer.json"))
    given = parser.parse_args()
    articles: Counter[str] = Counter()
    for row in of_split(given.data, "news_clean", "train"):
        articles.update(set(_WORD.findall(row["text"])))
    vocabulary = json.loads(given.tokenizer.read_text("utf-8"))["model"]["vocab"]
    known = {word for word in vocabulary if len(word) >= _SHORTEST and _WORD.fullmatch(word)}
    known |= ABBREVIATIONS | CLIPPINGS | {word for word, count in articles.items() if count >= FEWEST}
    lines = [f"+{word}" if articles[word] >= FREQUENT else word for word in sorted(known)]
    TARGET.write_text("\n".join(lines) + "\n", encoding="utf-8")
    frequent = sum(line.startswith("+") for line in lines)
    print(len(lines), "words,", frequent, "frequent,", TARGET.stat().st_size, "bytes")


if __name__ == "__main__":
    main()
