"""Learn which first names news calls he and which she: ``python -m models.train_names --data DIR``.

From the train split of the clean news and of the labelled articles: for every full name of an article the gender by
which that article refers to the person (:class:`detector.gender.Genders`: titles, words for men and women, pronouns).
A first name is kept where enough different people bear it and nearly all of them are called the same. Writes
``detector/data/firstnames.json``: names, no text.
"""

from __future__ import annotations

import argparse
import json
import re
from collections import Counter, defaultdict
from pathlib import Path

from detector.gender import FIRST_NAMES, Gender, Genders
from detector.mentions import people
from detector.quotation import extract
from detector.readers import read_text
from models.pairs import of_split

# Different people who must bear it. News speaks of three men for each woman, so that the errors are men.
_FEWEST = {"he": 3, "she": 2}
_AGREE = 0.9
_SMALL = 0.02  # written small more often than this, it is a word: Chief, Director
_TIMES = frozenset("Monday Tuesday Wednesday Thursday Friday Saturday Sunday April May June".split())
# English gives these to women and to men, whatever a sample of the news says.
_EITHER = frozenset(
    """Alex Ali Andrea Ashley Casey Charlie Chris Dana Jackie Jamie Jody Jordan Kelly Kerry Kim Leslie Lesley Lindsay
    Lynn Morgan Pat Robin Sam Shannon Stacy Taylor Terry Tracy""".split()
)
# Words that begin a run of capitals, and are nobody's first name.
_NO_NAMES = frozenset("Mr Saudi Trump Ukrainian Philadelphia Princess".split())
_WORD = re.compile(r"[A-Za-z]+")


def main() -> None:
    """Parse the command line, count, write."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--data", type=Path, required=True, help="folder that holds news_clean/")
    parser.add_argument("--articles", type=int, help="the first N of the split only")
    given = parser.parse_args()
    rows = [*of_split(given.data, "news_clean", "train"), *of_split(given.data, "quotes", "train")]
    votes: dict[str, dict[str, list[int]]] = defaultdict(lambda: defaultdict(lambda: [0, 0]))
    written_small: Counter[str] = Counter()
    capital: Counter[str] = Counter()
    for row in rows[: given.articles]:
        words = Counter(_WORD.findall(row["text"]))
        written_small.update({word: count for word, count in words.items() if word.islower()})
        capital.update({word: count for word, count in words.items() if word[0].isupper()})
        article = extract(read_text(row["text"], path=row["id"], format="plaintext"))
        named = people(article.mentions)
        known = Genders(article, named, by_name=False).known()
        for mention in {mention.text: mention for mention in named}.values():
            first, *rest = mention.text.split()
            if rest and first.isalpha() and (gender := known.get(rest[-1])):
                votes[first][rest[-1]][gender is Gender.MALE] += 1
    kept = {}
    for first, bearers in sorted(votes.items()):
        called = [bearer.index(max(bearer)) for bearer in bearers.values() if bearer[0] != bearer[1]]
        male, female = sum(called), len(called) - sum(called)
        if (
            written_small[first.lower()] > _SMALL * capital[first]
            or not first.istitle()
            or first in _TIMES | _EITHER | _NO_NAMES
        ):
            continue
        if male >= _FEWEST["he"] and male >= _AGREE * len(called):
            kept[first] = "he"
        elif female >= _FEWEST["she"] and female >= _AGREE * len(called):
            kept[first] = "she"
    FIRST_NAMES.write_text(json.dumps(kept, ensure_ascii=False, indent=0) + "\n", encoding="utf-8")
    print(
        len(rows),
        "articles,",
        len(kept),
        "names,",
        sum(value == "she" for value in kept.values()),
        "called she",
    )


if __name__ == "__main__":
    main()
