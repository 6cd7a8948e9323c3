"""Labelled pairs: what training and measuring read and write.

A pair is one line of JSON: ``premise``, ``hypothesis``, ``label`` (entailment, neutral or contradiction) and
``source``, the kind of pair, which the benchmark reports by.
"""

from __future__ import annotations

import gzip
import hashlib
import json
import random
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

LABELS = ("entailment", "neutral", "contradiction")

# How many pairs of each general source are taken. Left out: what its collection marks as non-commercial (sick, control,
# anli_train_sample), and what teaches a template rather than English (semfrag_*, infotabs).
GENERAL = {
    "lingnli_baseline": 11_000,
    "lingnli_LotS": 9_000,
    "lingnli_LitL": 9_000,
    "semiauto_base_news": 6_000,
    "semiauto_sim_news": 2_500,
    "mnli_via_taxinli": 3_000,
    "snli_dev": 3_000,
    "snli_cad": 2_000,
    "conjnli_adv": 1_000,
    "fever_dev_SR": 1_000,
}
# And how many more in the third stage.
FRESH = {
    "lingnli_baseline": 6_000,
    "lingnli_LotS": 6_000,
    "lingnli_LitL": 6_000,
    "semiauto_sim_news": 1_500,
    "snli_cad": 1_500,
    "snli_dev": 1_500,
}


@dataclass(frozen=True, slots=True)
class LabelledPair:
    """A premise, a hypothesis, and which of :data:`LABELS` holds."""

    premise: str
    hypothesis: str
    label: str
    source: str


def read_jsonl(path: Path) -> Iterator[dict[str, Any]]:
    """The rows of a JSON Lines file, gzipped or not."""
    with (
        gzip.open(path, "rt", encoding="utf-8")
        if path.suffix == ".gz"
        else path.open(encoding="utf-8") as lines
    ):
        for line in lines:
            yield json.loads(line)


def read_pairs(path: Path) -> list[LabelledPair]:
    """The three-way pairs of a file."""
    return [
        LabelledPair(row["premise"], row["hypothesis"], row["label"], row.get("source", path.name))
        for row in read_jsonl(path)
        if row["label"] in LABELS
    ]


def write_pairs(path: Path, pairs: Iterable[LabelledPair]) -> None:
    """Write pairs as gzipped JSON Lines, the same bytes for the same pairs."""
    write_jsonl(path, map(asdict, pairs))


def write_jsonl(path: Path, rows: Iterable[dict[str, Any]]) -> None:
    """Write rows as gzipped JSON Lines, the same bytes for the same rows."""
    lines = "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(gzip.compress(lines.encode(), mtime=0))


def split_of(identifier: str) -> str:
    """The split of an article: one tenth ``dev``, one tenth ``test``, the rest ``train``, by a hash of its id."""
    bucket = int(hashlib.sha256(identifier.encode()).hexdigest(), 16) % 10
    return {0: "dev", 1: "test"}.get(bucket, "train")


def of_split(data: Path, collection: str, split: str) -> list[dict[str, Any]]:
    """The articles of a split of ``quotes`` or ``news_clean``."""
    rows = read_jsonl(data / collection / "train.jsonl.gz")
    return [row for row in rows if split_of(row["id"]) == split]


def limited(
    pairs: Iterable[LabelledPair], limits: dict[str, int], share: float, rng: random.Random
) -> list[LabelledPair]:
    """At most ``limits`` pairs of each source, shuffled; exact repeats dropped, and sources that have no limit."""
    pairs = list(dict.fromkeys(pairs))
    rng.shuffle(pairs)
    left = Counter({source: int(limit * share) for source, limit in limits.items()})
    kept = []
    for pair in pairs:
        source = pair.source.split("/")[0]
        if left[source] > 0:
            left[source] -= 1
            kept.append(pair)
    return kept


def general_pairs(
    data: Path, seed: int, limits: Mapping[str, int] = GENERAL, fresh: Mapping[str, int] = FRESH
) -> tuple[list[LabelledPair], list[LabelledPair]]:
    """General NLI pairs, at most ``limits`` of each source, and of what is left of the same sources ``fresh``."""
    pairs = read_pairs(data / "nli" / "train.jsonl.gz")
    random.Random(seed).shuffle(pairs)
    left, more = Counter(limits), Counter(fresh)
    first, second = [], []
    for pair in pairs:
        if len(pair.premise) + len(pair.hypothesis) >= 500:
            continue
        if left[pair.source] > 0:
            left[pair.source] -= 1
            first.append(pair)
        elif more[pair.source] > 0:
            more[pair.source] -= 1
            second.append(pair)
    return first, second
