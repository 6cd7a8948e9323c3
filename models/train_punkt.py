"""Train the sentence splitter: ``python -m models.train_punkt --data DIR``.

Punkt (Kiss and Strunk 2006, Unsupervised Multilingual Sentence Boundary Detection) learns abbreviations, collocations
and frequent sentence starters from running text. The parameters are written as JSON that a person can read and correct.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path

from nltk.tokenize.punkt import _ORTHO_LC, PunktTrainer

from models.pairs import read_jsonl, split_of

TARGET = Path(__file__).parents[1] / "detector" / "data" / "punkt.json"
# Orthographic context is what a word was seen as: only words seen this often say something.
MIN_SEEN = 4


def _is_abbreviation(word: str) -> bool:
    """Whether the form bears out what Punkt took for an abbreviation.

    Of the learned ones without a full stop or hyphen inside, half were short words that often end a sentence
    (fad, hen, dun); the other half is listed in :mod:`detector.segment`.
    """
    return word.isascii() and ("." in word or "-" in word or (len(word) == 1 and word not in "si"))


def main() -> None:
    """Parse the command line, train, and write the parameters."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--data", type=Path, required=True, help="folder that holds news_clean/")
    parser.add_argument("--articles", type=int, default=1_500)
    given = parser.parse_args()
    rows = (
        row
        for row in read_jsonl(given.data / "news_clean" / "train.jsonl.gz")
        if split_of(row["id"]) == "train"
    )
    text = "\n\n".join(row["text"] for _, row in zip(range(given.articles), rows, strict=False))

    trainer = PunktTrainer()
    trainer.INCLUDE_ALL_COLLOCS = False
    trainer.train(text, finalize=False)
    trainer.freq_threshold(type_thresh=MIN_SEEN)
    trainer.finalize_training()
    learned = trainer.get_params()
    context = {
        word: seen
        for word, seen in sorted(learned.ortho_context.items())
        if word.isalpha() and word.isascii()
    }
    parameters = {
        "abbreviations": sorted(filter(_is_abbreviation, learned.abbrev_types)),
        "collocations": sorted(map(list, learned.collocations)),
        # Names that often begin a sentence (Obama) begin none behind a title or an initial.
        "sentence_starters": sorted(
            word for word in learned.sent_starters if context.get(word, 0) & _ORTHO_LC
        ),
        "context": context,
    }
    TARGET.parent.mkdir(exist_ok=True)
    lines = (f"{json.dumps(name)}: {json.dumps(value)}" for name, value in parameters.items())
    TARGET.write_text("{\n" + ",\n".join(lines) + "\n}\n", encoding="utf-8")
    print({name: len(value) for name, value in parameters.items()}, TARGET.stat().st_size, "bytes")


if __name__ == "__main__":
    main()
