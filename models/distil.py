"""The first reader's last stage: ``python -m models.distil --base DIR --proofs FILE … --answers FILE … --out DIR``.

It learns what the second reader says of passages that neither has seen (:mod:`models.answers`): how surely anybody
can see that a word is out of place, and how odd a sound one looks. A small network learns more from such shares than
from labels alone (Hinton, Vinyals and Dean 2015, arXiv 1503.02531). The labels count beside them where they are
known. Much of what the other stages taught goes along, so that it is not forgotten.
"""

from __future__ import annotations

import random
import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from operator import itemgetter
from pathlib import Path

import numpy as np
from torch import nn
from transformers import AutoTokenizer

from detector.proofreading import LABELS
from models.joint import Joint
from models.joint import load as load_joint
from models.pairs import general_pairs, read_jsonl, read_pairs
from models.train import (
    NO_LABEL,
    Row,
    arguments,
    encoded_pairs,
    encoded_texts,
    encoded_windows,
    proof_row,
    run_stage,
)

_LABELLED = 0.3  # the weight of a label beside the answer
_JUDGING, _GENERAL, _TAGS = 16_000, 8_000, 6_000  # rows of the other stages
_TOKENS_PER_BATCH = 3_000
_WORD = re.compile(r"\S+")
_KNOWN = np.eye(len(LABELS), dtype=np.float16)


def load(folder: Path, device: str) -> Joint:
    """A checkpoint without dropout: every passage is seen once."""
    model = load_joint(folder, device)
    for module in model.modules():
        if isinstance(module, nn.Dropout):
            module.p = 0.0
    return model


def answered(proofs: Sequence[dict], answers: Path, tokenizer) -> Iterator[Row]:
    """Passages with shares for every piece of a word that has an answer.

    ``answers`` is what :mod:`models.answers` wrote of the same passages, or of the first of them.
    """
    kept = np.load(answers)
    counts, shares = kept["counts"], kept["shares"]
    firsts = counts.cumsum() - counts
    for (ids, places, proof), first, count in zip(
        encoded_texts(proofs[: len(counts)], tokenizer), firsts, counts, strict=True
    ):
        words = [match.span() for match in _WORD.finditer(proof["text"], *proof["asked"])][:count]
        of_pieces = _of_pieces(places, words, shares[first : first + count])
        row = proof_row(ids, places, proof)
        for piece, label in enumerate(row.proofs):
            if label >= 0 and of_pieces[piece].any():
                of_pieces[piece] = (1 - _LABELLED) * of_pieces[piece] + _LABELLED * _KNOWN[label]
        yield row._replace(proofs=[NO_LABEL] * len(ids), shares=of_pieces)


def _of_pieces(
    places: Sequence[tuple[int, int]], words: Sequence[tuple[int, int]], shares: np.ndarray
) -> np.ndarray:
    """The shares of the word that each piece is part of; zeros where it is part of none."""
    found = np.zeros((len(places), len(LABELS)), dtype=np.float16)
    for piece, (start, end) in enumerate(places):
        word = bisect_right(words, start, key=itemgetter(0)) - 1
        if word >= 0 and start < end <= words[word][1]:
            found[piece] = shares[word]
    return found


def main() -> None:
    """Parse the command line and train."""
    parser = arguments(__doc__.splitlines()[0], "the checkpoint of models.train")
    parser.add_argument("--data", type=Path, required=True, help="folder that holds nli/")
    parser.add_argument("--proofs", type=Path, nargs="+", required=True, help="of models.make_proofs")
    parser.add_argument(
        "--answers", type=Path, nargs="+", required=True, help="one for each, of models.answers"
    )
    parser.add_argument("--judging", type=Path, required=True, help="train.jsonl.gz of models.make_judging")
    parser.add_argument("--tags", type=Path, required=True, help="train.jsonl.gz of models.make_tags")
    given = parser.parse_args()
    tokenizer = AutoTokenizer.from_pretrained(given.base)
    rest = random.Random(given.seed)

    def some(rows: Sequence[Row], count: int) -> list[Row]:
        return rest.sample(rows, min(len(rows), count))

    general, _ = general_pairs(given.data, given.seed)
    rows = [
        *some(encoded_pairs(read_pairs(given.judging), tokenizer), _JUDGING),
        *some(encoded_pairs(general, tokenizer), _GENERAL),
        *some(encoded_windows(list(read_jsonl(given.tags)), tokenizer), _TAGS),
    ]
    for proofs, answers in zip(given.proofs, given.answers, strict=True):
        rows += answered(list(read_jsonl(proofs)), answers, tokenizer)
    run_stage("distil", rows, given, load=load, tokens=_TOKENS_PER_BATCH)


if __name__ == "__main__":
    main()
