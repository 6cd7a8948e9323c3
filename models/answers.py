"""What the second reader says of passages: ``python -m models.answers --reader DIR --proofs FILE --out FILE``.

The first reader learns from it (:mod:`models.distil`). Passages are read whole, as the first reader reads them, in
threads; the answer to each is the same whatever stands beside it.
"""

from __future__ import annotations

import argparse
import os
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from itertools import islice
from pathlib import Path

import numpy as np

from detector.backends.onnx import Network
from detector.proofreading import LABELS, Stretch, words
from detector.spans import Span
from models.pairs import read_jsonl


def answers(reader: Network, proofs: Sequence[dict]) -> tuple[np.ndarray, np.ndarray]:
    """How many words of each passage have an answer, and the shares of all of them, ``(words, 5)``, one behind another.

    The words are those that are asked about, from the first on; what lies beyond the reader's reach has no answer.
    """

    def shares(proof: dict) -> np.ndarray:
        shown = Stretch(proof["text"], Span(*proof["asked"]))
        found = [word.shares for word in words(shown, reader.proofread(shown.text))]
        return np.array(found, dtype=np.float16).reshape(-1, len(LABELS))

    with ThreadPoolExecutor(os.cpu_count()) as pool:
        found = list(pool.map(shares, proofs))
    return np.array([len(one) for one in found]), np.concatenate(found)


def main() -> None:
    """Parse the command line, read, write."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--reader", type=Path, required=True, help="the folder of an exported second reader")
    parser.add_argument("--proofs", type=Path, required=True, help="train.jsonl.gz of models.make_proofs")
    parser.add_argument("--passages", type=int, help="at most")
    parser.add_argument("--out", type=Path, required=True, help="a file, .npz")
    given = parser.parse_args()
    counts, shares = answers(Network(given.reader), list(islice(read_jsonl(given.proofs), given.passages)))
    np.savez_compressed(given.out, counts=counts, shares=shares)
    print(f"{len(counts)} passages, {len(shares)} words")


if __name__ == "__main__":
    main()
