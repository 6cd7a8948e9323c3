"""Make the questions about quotations: ``python -m models.make_judging --data DIR --out DIR``.

Who said it, which pronoun fits, whether a quotation bears out its lead-in: from the labelled articles and from clean
news, by :mod:`models.misattribute` and :mod:`models.contradict`. Writes ``train.jsonl.gz`` and ``dev.jsonl.gz``; the
test split, some publishers and some kinds of edit are left out of both, for measuring.
"""

from __future__ import annotations

import argparse
import random
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from detector.quotation import extract
from detector.readers import read_text
from models.contradict import paraphrase_pairs
from models.misattribute import cast, credited, pronoun_pairs, reported, speaker_pairs
from models.pairs import LabelledPair, limited, of_split, write_pairs

# Never trained on, so that the test split holds publishers and kinds of edit that the model has not seen.
HELD_OUT_PUBLISHERS = frozenset(("NPR", "New York Post", "Bloomberg", "Western Journalism"))
HELD_OUT_EDITS = frozenset(("speaker_after_quote",))
LIMITS = {
    "speaker_clean": 1_500, "speaker_other": 1_000, "speaker_behind": 2_000, "speaker_house": 1_800,
    "speaker_right_house": 1_500, "speaker_clause": 2_000, "speaker_clause_twin": 700,
    "speaker_third_person": 2_200, "speaker_lead": 3_600, "speaker_unknowable": 400,
    "pronoun_entailment": 1_300, "pronoun_contradiction": 1_300,
}  # fmt: skip
_ARTICLES = {"train": 2_500, "dev": 250}


def all_pairs(data: Path, split: str, seed: int) -> Iterator[LabelledPair]:
    """Every pair about speakers and pronouns that can be made of a split, in a fixed order."""
    rng = random.Random(seed)
    labelled = [row for row in of_split(data, "quotes", split) if row["publisher"] not in HELD_OUT_PUBLISHERS]
    clean = [row for row in of_split(data, "news_clean", split) if row["source"] not in HELD_OUT_PUBLISHERS]
    rng.shuffle(clean)
    outsiders = [name for row in labelled[:150] for name in cast(row["text"])[:4]]
    for row in labelled:
        yield from speaker_pairs(list(credited(row)), rng, outsiders)
    for row in clean[: _ARTICLES[split]]:
        article = extract(read_text(row["text"], path=row["id"], format="plaintext"))
        yield from speaker_pairs(list(reported(article)), rng, outsiders)
        yield from pronoun_pairs(article, rng)


def main() -> None:
    """Parse the command line and write both files."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--data", type=Path, required=True, help="folder that holds quotes/ and news_clean/")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--seed", type=int, default=20)
    given = parser.parse_args()
    for split, share in (("dev", 0.12), ("train", 1.0)):
        made = [
            pair
            for pair in all_pairs(given.data, split, given.seed)
            if split == "dev" or pair.source not in HELD_OUT_EDITS
        ]
        kept = limited(made, LIMITS, share, random.Random(given.seed))
        kept += paraphrase_pairs(given.data, split, given.seed)
        write_pairs(given.out / f"{split}.jsonl.gz", kept)
        print(split, len(made), "made about speakers,", len(kept), "kept in all")
        for (source, label), count in sorted(Counter((pair.source, pair.label) for pair in kept).items()):
            print(f"  {source:32} {label:14} {count}")


if __name__ == "__main__":
    main()
