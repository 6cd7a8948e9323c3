"""Which words seldom end a sentence."""

from __future__ import annotations

import pytest

from detector.lastwords import SELDOM_END, odd_end


@pytest.mark.parametrize(
    "text", ["sent back to the.", "and a few of", "whether they would have", "“of every,”"]
)
def test_these_seldom_end_a_sentence(text: str) -> None:
    assert odd_end(text) >= SELDOM_END


@pytest.mark.parametrize(
    "text", ["sent to the mill.", "in May 2014.", "said Ardel", "since last week", ".", ""]
)
def test_these_may_end_one(text: str) -> None:
    assert odd_end(text) == 0


def test_case_and_the_shape_of_the_apostrophe_are_the_same_to_it() -> None:
    assert odd_end("And they don’t.") == odd_end("and they DON'T")
