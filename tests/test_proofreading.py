"""What the proofreader is shown, and how its pieces become words again."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detector.article import Article
from detector.neighbours import placed
from detector.proofreading import PARAGRAPH, case_of, passage, words
from detector.readers import read_text
from detector.segment import sentences
from detector.spans import Span
from detector.tagging import Tagged

_TEXT = st.lists(
    st.sampled_from(["mill", "“Yes,”", "Äpfel", "\n", "the", "😀", "a.b", "don’t", "¶"]),
    min_size=1,
    max_size=40,
).map(" ".join)


@given(before=_TEXT, asked=_TEXT, after=_TEXT, opens=st.booleans(), closes=st.booleans())
def test_a_passage_shows_what_is_asked_about_as_it_stands(
    before: str, asked: str, after: str, opens: bool, closes: bool
) -> None:
    shown = passage(before, asked, after, opens=opens, closes=closes)
    assert shown.asked.of(shown.text) == asked
    assert (PARAGRAPH in before.split()[-14:] or opens) == (PARAGRAPH in shown.text[: shown.asked.start])
    assert (PARAGRAPH in after.split()[:10] or closes) == (PARAGRAPH in shown.text[shown.asked.end :])


@given(before=_TEXT, asked=_TEXT, after=_TEXT, width=st.integers(1, 4))
def test_words_are_the_words_of_what_is_asked_about(before: str, asked: str, after: str, width: int) -> None:
    shown = passage(before, asked, after, opens=False, closes=True)
    pieces = []
    at = 0
    for word in shown.text.split():
        start = shown.text.index(word, at)
        at = start + len(word)
        pieces += [
            Tagged(Span(i, min(i + width, at)), (float(len(word)), 0.0)) for i in range(start, at, width)
        ]
    found = words(shown, pieces)
    assert [word.span.of(asked) for word in found] == asked.split()
    assert [word.shares[0] for word in found] == [len(word) for word in asked.split()]


def test_a_word_has_the_mean_of_its_pieces_and_words_out_of_reach_are_left_out() -> None:
    shown = passage("", "unmoored boats drifted", "", opens=False, closes=False)
    pieces = [
        Tagged(Span(0, 2), (1.0, 0.0)), Tagged(Span(2, 8), (0.0, 1.0)),
        Tagged(Span(9, 14), (0.25, 0.75)), Tagged(Span(15, 18), (1.0, 0.0)),
    ]  # fmt: skip
    first, second = words(shown, pieces)
    assert (first.span, first.shares) == (Span(0, 8), (0.5, 0.5))
    assert (second.span, second.shares) == (Span(9, 14), (0.25, 0.75))


@pytest.mark.parametrize(
    ("text", "place", "like"),
    [
        ("the mill", Span(0, 3), "small"),
        ("The mill", Span(0, 3), "capital"),
        ("THE mill", Span(0, 3), "capitals"),
    ],
)
def test_the_type_of_a_piece_tells_its_case(text: str, place: Span, like: str) -> None:
    assert case_of(text, place) == {"small": 2, "capital": 3, "capitals": 4}[like]


def test_a_sentence_is_shown_with_its_neighbours_across_paragraphs() -> None:
    document = read_text(
        "The mill closed. It had run at a loss.\n\nNobody came to the sale.", path="-", format="plaintext"
    )
    rows = list(placed(Article(document, sentences(document), (), ())))
    assert [row.passage.text for row in rows] == [
        "¶ The mill closed. It had run at a loss.",
        "The mill closed. It had run at a loss. ¶ Nobody came to the sale.",
        "It had run at a loss. ¶ Nobody came to the sale. ¶",
    ]
