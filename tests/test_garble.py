"""The defects that training and the benchmark make, and what is learned from a sentence that was rated as a whole."""

from __future__ import annotations

import importlib.util
import random

import numpy as np
import pytest

from models.garble import HELD_OUT, MAKERS, TRAINED_ONLY, Maker, moved, wrong_endings
from models.make_proofs import out_of_place

SENTENCES = [
    "The council met for six hours on Monday and sent the plan for the old bridge back to the committee.",
    "Villagers had built a wall of sandbags below the bridge by the morning, and the pumps were running.",
    "A new vote is due in June, when the engineers have measured the piers and the ferry has been repaired.",
]
POOL = [
    "The price of bread has doubled since the spring, and the bakers of the lower town blame the mills for it."
]
ALL = [maker for makers in (*MAKERS.values(), *TRAINED_ONLY.values()) for maker in makers]


@pytest.mark.parametrize("maker", ALL, ids=lambda maker: maker.__name__)
def test_a_maker_says_truly_where_its_defect_is(maker: Maker) -> None:
    made = [maker(random.Random(seed), SENTENCES, 1, POOL) for seed in range(40)]
    found = [one for one in made if one]
    assert found
    for one in found:
        assert one.kind == maker.__name__
        assert one.defects
        for place, _ in one.defects:
            assert one.sentences[place] not in SENTENCES
            assert one.sentences[place] in one.text


def test_a_kind_is_held_out_from_training() -> None:
    assert {maker.__name__ for maker in MAKERS["GB104"]} >= HELD_OUT


@pytest.mark.parametrize("seed", range(20))
def test_what_was_moved_is_the_same_words_and_what_ends_wrongly_as_many(seed: int) -> None:
    words = SENTENCES[1].split()
    one = moved(random.Random(seed), SENTENCES, 1, POOL)
    other = wrong_endings(random.Random(seed), SENTENCES, 1, POOL)
    assert one is not None
    assert other is not None
    assert sorted(one.sentences[1].split()) == sorted(words)
    changed = other.sentences[1].split()
    assert len(changed) == len(words)
    assert 1 <= sum(new != old for new, old in zip(changed, words, strict=True)) <= 6


def test_words_are_out_of_place_where_they_stood_differently() -> None:
    sound = "the plan went back to the committee".split()
    assert out_of_place(sound, sound) == [0] * 7
    assert out_of_place(sound, "the plan went of back to the committee".split()) == [0, 0, 0, 4, 0, 0, 0, 0]
    assert out_of_place(sound, "the went back to the committee".split()) == [0, 4, 0, 0, 0, 0]


@pytest.mark.skipif(importlib.util.find_spec("torch") is None, reason="needs misquote[torch]")
def test_a_sentence_rated_as_a_whole_wants_one_word_out_of_place_no_matter_which() -> None:
    import torch

    from models.make_proofs import SOMEWHERE
    from models.train import _mean_loss

    labels = torch.full((1, 4), SOMEWHERE)
    sound = torch.zeros(1, 4, 5)
    sound[..., 0] = 12.0
    losses = [_mean_loss(sound, labels).item()]
    for place in range(4):
        one = sound.clone()
        one[0, place, 0], one[0, place, 4] = 0.0, 12.0
        losses.append(_mean_loss(one, labels).item())
    assert losses[0] > 5
    assert max(losses[1:]) < 0.01
    assert _mean_loss(sound, torch.zeros(1, 4, dtype=torch.int64)).item() < 0.01


@pytest.mark.skipif(importlib.util.find_spec("torch") is None, reason="needs misquote[torch]")
def test_an_answer_holds_for_every_piece_of_its_word_and_for_nothing_else() -> None:
    from models.distil import _of_pieces

    # [CLS] before| the| sand|bags|, fell [SEP]: asked about from “the” on, and the answer ends before “fell”.
    places = [(0, 0), (0, 6), (7, 10), (11, 15), (15, 19), (19, 20), (21, 25), (0, 0)]
    shares = np.array([[1, 0, 0, 0, 0], [0.5, 0, 0, 0, 0.5]], dtype=np.float16)
    found = _of_pieces(places, [(7, 10), (11, 20)], shares)
    assert [row.tolist() for row in found] == [
        [0] * 5, [0] * 5, [1, 0, 0, 0, 0], *[[0.5, 0, 0, 0, 0.5]] * 3, [0] * 5, [0] * 5,
    ]  # fmt: skip
