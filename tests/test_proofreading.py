"""What the proofreader is shown, and how its pieces become words again."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detector.article import Article
from detector.neighbours import placed
from detector.proofreading import PARAGRAPH, Shown, case_of, passage, stretches, words
from detector.readers import read_text
from detector.segment import sentences
from detector.spans import Span

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
        pieces += [(i, min(i + width, at), (float(len(word)), 0.0)) for i in range(start, at, width)]
    found = words(shown, pieces)
    assert [word.span.of(asked) for word in found] == asked.split()
    assert [word.shares[0] for word in found] == [len(word) for word in asked.split()]


def test_a_word_has_the_mean_of_its_pieces_and_words_out_of_reach_are_left_out() -> None:
    shown = passage("", "unmoored boats drifted", "", opens=False, closes=False)
    pieces = [
        (0, 2, (1.0, 0.0)), (2, 8, (0.0, 1.0)),
        (9, 14, (0.25, 0.75)), (15, 18, (1.0, 0.0)),
    ]  # fmt: skip
    first, second = words(shown, pieces)
    assert (first.span, first.shares) == (Span(0, 8), (0.5, 0.5))
    assert (second.span, second.shares) == (Span(9, 14), (0.25, 0.75))


@given(before=_TEXT, asked=st.lists(_TEXT, min_size=1, max_size=4), after=_TEXT, opens=st.booleans())
def test_a_stretch_shows_every_sentence_as_it_stands(
    before: str, asked: list[str], after: str, opens: bool
) -> None:
    shown = [Shown(text, opens, not opens) for text in asked]
    made = stretches(before, shown, after)
    assert [one.asked.of(one.text) for one in made] == asked
    assert len({one.text for one in made}) == 1
    text = made[0].text
    gaps = [text[one.asked.end : other.asked.start] for one, other in pairwise(made)]
    assert set(gaps) <= {f" {PARAGRAPH} " if opens else " "}


@pytest.mark.parametrize(
    ("text", "place", "like"),
    [
        ("the mill", (0, 3), "small"),
        ("The mill", (0, 3), "capital"),
        ("THE mill", (0, 3), "capitals"),
    ],
)
def test_the_type_of_a_piece_tells_its_case(text: str, place: tuple[int, int], like: str) -> None:
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


def test_sentences_that_follow_each_other_share_a_text_and_none_is_shown_twice() -> None:
    text = (
        "The mill closed. It had run at a loss.\n\nThe next step\n\n" + "Nobody came to the sale of it. " * 20
    )
    document = read_text(text, path="-", format="plaintext")
    rows = placed(Article(document, sentences(document), (), ()))
    within = [row.passage.within for row in rows]
    assert all(one and one.asked.of(one.text) == row.text for one, row in zip(within, rows, strict=True))
    texts = list(dict.fromkeys(one.text for one in within if one))
    assert texts[0] == "¶ The mill closed. It had run at a loss. ¶ The next step"
    assert [text.count("Nobody") for text in texts] == [0, 14, 7]  # thirteen and what stands behind them
    assert max(len(text.split()) for text in texts) < 110
