"""Quotation marks, found and paired."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detector.marks import MarkPair, pairs
from detector.readers import read_text


def paired(text: str) -> list[tuple[str, int]]:
    """What stands in each pair of marks, and how deep; an end that is missing is shown as ¬."""
    document = read_text(text, path="-", format="plaintext")
    return [(_content(document.plain, pair), pair.depth) for pair in pairs(document)]


def _content(plain: str, pair: MarkPair) -> str:
    if pair.open is None or pair.close is None:
        return "¬"
    return plain[pair.open.end : pair.close.start]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("She said “no” twice.", [("no", 0)]),
        ('She said "no" twice.', [("no", 0)]),
        ("She said ‘no’ twice.", [("no", 0)]),
        ("She said 'no' twice.", [("no", 0)]),
        ("She said «no» twice.", [("no", 0)]),
        ("She said „no“ twice.", [("no", 0)]),
        ("She said „no” twice.", [("no", 0)]),
        ("She said ''no'' twice.", [("no", 0)]),
        ("She said ``no'' twice.", [("no", 0)]),
        ('She said “no" twice.', [("no", 0)]),
        ("“One,” she said, “two.”", [("One,", 0), ("two.", 0)]),
        ("(“No.”) He left—“gladly”—at once.", [("No.", 0), ("gladly", 0)]),
        ("“He said ‘no’ twice,” she said.", [("He said ‘no’ twice,", 0), ("no", 1)]),
        ("‘He said “no” twice,’ she said.", [("He said “no” twice,", 0), ("no", 1)]),
        ("\"He said 'no'\" was all.", [("He said 'no'", 0), ("no", 1)]),
        ("''I heard 'no,''' she said.", [("I heard 'no,'", 0), ("no,", 1)]),
        ("'''Our Town,'' they say.", [("'Our Town,", 0)]),
    ],
)
def test_pairs(text: str, expected: list[tuple[str, int]]) -> None:
    assert paired(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "It’s the dogs’ home, and they can’t leave.",
        "It's the dogs' home, and they can't leave.",
        "Rock ’n’ roll in the ’90s, ‘til dawn.",
        "He is 6'2\" and she is 5'11\" tall.",
        "The boys' hats and the girls' coats.",
    ],
)
def test_apostrophes_are_no_marks(text: str) -> None:
    assert paired(text) == []


def test_an_apostrophe_within_single_marks() -> None:
    assert paired("‘It’s the dogs’ home,’ she said.") == [("It’s the dogs’ home,", 0)]


def test_paragraphs_that_reopen() -> None:
    document = read_text("“It was dark.\n\n“It was cold.\n\n“That is all.”", path="-", format="plaintext")
    assert [(pair.continued, pair.resumes, pair.close is None) for pair in pairs(document)] == [
        (True, False, True),
        (True, True, True),
        (False, True, False),
    ]


@pytest.mark.parametrize("text", ["She said “no.\n\nHe left.", "She said no.” He left."])
def test_a_mark_without_partner(text: str) -> None:
    document = read_text(text, path="-", format="plaintext")
    (pair,) = pairs(document)
    assert (pair.open is None) is not (pair.close is None)
    assert not pair.continued


@given(st.text(alphabet="“”\"‘’'«»„`ab .,\n—(", max_size=80))
def test_marks_lie_within_their_block_and_in_order(text: str) -> None:
    document = read_text(text, path="-", format="plaintext")
    found = pairs(document)
    assert [pair.start for pair in found] == sorted(pair.start for pair in found)
    taken = set()
    for pair in found:
        block = document.blocks[pair.block].span
        for mark in (pair.open, pair.close):
            if mark is not None:
                assert block.covers(mark)
                assert mark not in taken
                taken.add(mark)
        if pair.open and pair.close:
            assert pair.open.end <= pair.close.start


@pytest.mark.parametrize("unit", ["“", "'", "‘a ", "''", "“a‘", '"'])
def test_hostile_text_takes_time_in_proportion(unit: str) -> None:
    document = read_text(unit * (100_000 // len(unit)), path="-", format="plaintext")
    start = time.process_time()
    pairs(document)
    assert time.process_time() - start < 5
