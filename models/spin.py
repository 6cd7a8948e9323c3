"""Words that a spinner of text would put in the place of others: neighbours in the word embeddings of an encoder.

Spinners swap words for others of the same field and look at nothing around them (“colossal information” for big data:
Cabanac, Labbé and Magazinov 2021, “Tortured phrases”). Neighbours in static word embeddings are such words, and no
thesaurus is needed.
"""

from __future__ import annotations

import random
from pathlib import Path

import torch
from transformers import AutoModel, AutoTokenizer

from models.garble import FUNCTION_WORDS, Paragraph, salad

_FEWEST_LETTERS = 4
_NEAREST, _FARTHEST = 3, 25  # by rank: nearer ones are other forms of the word, or fit as well
_FEWEST, _MOST = 3, 8  # words of a sentence


class Spinner:
    """A maker for :mod:`models.garble`: words of a sentence have given way to their neighbours.

    Args:
        base: an encoder with whole words among its pieces, and its tokenizer.
    """

    def __init__(self, base: Path) -> None:
        pieces = AutoTokenizer.from_pretrained(base).get_vocab()
        words = {
            word: index
            for word, index in pieces.items()
            if word.isascii() and word.isalpha() and word.islower() and len(word) >= _FEWEST_LETTERS
        }
        self._order = sorted(words)
        self._place = {word: place for place, word in enumerate(self._order)}
        table = AutoModel.from_pretrained(base).get_input_embeddings().weight.detach()
        rows = table[[words[word] for word in self._order]]
        self._rows = torch.nn.functional.normalize(rows - rows.mean(0))

    def __call__(self, rng: random.Random, sentences: list[str], at: int, _: list[str]) -> Paragraph | None:
        """The paragraph with one of its sentences spun; None where too few of its words are known."""
        words = sentences[at].split()
        known = [
            index
            for index, word in enumerate(words)
            if word.rstrip(",.;:") in self._place and word.rstrip(",.;:") not in FUNCTION_WORDS
        ]
        if len(known) < _FEWEST:
            return None
        for index in rng.sample(known, rng.randint(_FEWEST, min(len(known), _MOST))):
            bare = words[index].rstrip(",.;:")
            words[index] = self._neighbour(bare, rng) + words[index][len(bare) :]
        return salad(sentences, at, words, "spun")

    def _neighbour(self, word: str, rng: random.Random) -> str:
        near = (self._rows @ self._rows[self._place[word]]).topk(_FARTHEST + 1).indices.tolist()
        return self._order[near[rng.randint(_NEAREST, _FARTHEST)]]
