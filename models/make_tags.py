"""Make the windows that the tagger is trained on: ``python -m models.make_tags --data DIR --out DIR``.

From the articles whose attributions are marked by hand (``DIR/quotes``): one window for every quotation in marks and
one for every verb of speech outside them, also for those that nobody marked as an attribution, which teach what is
none. Writes ``train.jsonl.gz`` and ``dev.jsonl.gz``; the test split is left alone.
"""

from __future__ import annotations

import argparse
import random
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from detector.cues import reporting_words
from detector.marks import pairs
from detector.readers import read_text
from detector.spans import Span
from detector.tagging import CONTENT, CUE, SPEAKER, Window, around_cue, around_quotation
from models.extraction import places
from models.pairs import read_jsonl, split_of, write_jsonl

_FEW = 0.35  # of the windows with nothing to find, what is kept for training
_LABEL = {"content": CONTENT, "cue": CUE, "speaker": SPEAKER}
Parts = dict[str, list[Span]]


@dataclass(frozen=True, slots=True)
class TaggedWindow:
    """A window's text, its marked stretch, and the labelled stretches ``(start, end, label)``."""

    text: str
    marked: tuple[int, int]
    tags: tuple[tuple[int, int, int], ...]
    source: str


def windows(row: dict[str, Any]) -> Iterator[TaggedWindow]:
    """The windows of one labelled article."""
    text = row["text"]
    gold = row["attributions"]
    document = read_text(text, path=row["id"], format="plaintext")
    plain = document.plain
    place = places(document)
    marked = [
        Span(pair.start, pair.close.end)
        for pair in pairs(document)
        if pair.open and pair.close and not pair.depth
    ]
    parts = [
        {
            name: [span for part in item[f"{name}_parts"] or () if (span := place(part))]
            for name in ("content", "cue", "speaker")
        }
        for item in gold
    ]
    for quotation in marked:
        own = _of_quotation(parts, quotation)
        window = around_quotation(plain, quotation)
        yield _labelled(window, own, ("cue", "speaker"), "quotation" if own else "quotation_none")
    for cue in reporting_words(plain):
        if any(quotation.covers(cue) for quotation in marked):
            continue
        own = next((one for one in parts if any(part.overlaps(cue) for part in one["cue"])), None)
        window = around_cue(plain, cue)
        yield _labelled(window, own, ("content", "cue", "speaker"), "cue" if own else "cue_none")


def _of_quotation(parts: Sequence[Parts], quotation: Span) -> Parts | None:
    """The attribution whose content holds most of a quotation; the tightest, where several do."""
    holding = [
        one
        for one in parts
        if 2
        * sum(
            max(0, min(part.end, quotation.end) - max(part.start, quotation.start)) for part in one["content"]
        )
        > len(quotation)
    ]
    return min(holding, key=lambda one: sum(map(len, one["content"])), default=None)


def _labelled(window: Window, own: Parts | None, names: Sequence[str], source: str) -> TaggedWindow:
    tags = [
        (shown.start, shown.end, _LABEL[name])
        for name in names
        for part in (own[name] if own else ())
        for shown in window.place(part)
    ]
    return TaggedWindow(window.text, (window.marked.start, window.marked.end), tuple(sorted(tags)), source)


def main() -> None:
    """Parse the command line and write both files."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--data", type=Path, required=True, help="folder that holds quotes/")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--seed", type=int, default=20)
    given = parser.parse_args()
    for split in ("dev", "train"):
        rng = random.Random(given.seed)
        made = [
            window
            for row in read_jsonl(given.data / "quotes" / "train.jsonl.gz")
            if split_of(row["id"]) == split
            for window in windows(row)
            if window.source != "cue_none" or split == "dev" or rng.random() < _FEW
        ]
        rng.shuffle(made)
        write_jsonl(given.out / f"{split}.jsonl.gz", map(asdict, made))
        print(
            split, Counter(window.source for window in made), sum(len(window.text.split()) for window in made)
        )


if __name__ == "__main__":
    main()
