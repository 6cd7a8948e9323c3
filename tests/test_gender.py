"""Whether a passage calls a person he or she."""

from __future__ import annotations

import pytest

from detector.article import Speaker
from detector.gender import Gender, Genders, of_mention, of_text, outside_quotations
from detector.mentions import people
from detector.quotation import extract
from detector.readers import read_text
from detector.spans import Span

SHE, HE = Gender.FEMALE, Gender.MALE


def test_the_other() -> None:
    assert SHE.other is HE
    assert HE.other is SHE


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("She left.", {SHE}),
        ("It was his.", {HE}),
        ("The spokeswoman left.", {SHE}),
        ("Mr. Marsh left.", {HE}),
        ("He met his wife.", {SHE, HE}),
        ("The spokesman’s office was shut.", set()),
        ("The chairman left with King’s ransom.", set()),
        ("They left.", set()),
    ],
)
def test_of_text(text: str, expected: set[Gender]) -> None:
    assert of_text(text) == expected


@pytest.mark.parametrize(
    ("text", "name", "expected"),
    [
        ("Ms. Lund left.", "Lund", SHE),
        ("Mr. Lund left.", "Lund", HE),
        ("The spokeswoman Robin Lund left.", "Robin Lund", SHE),
        ("Robin Lund, a spokesman for the mill, left.", "Robin Lund", HE),
        ("The boy’s grandfather, Robin Lund, left.", "Robin Lund", HE),
        ("Her sister, Robin Lund, left.", "Robin Lund", SHE),
        ("Mother Robin Lund left.", "Robin Lund", SHE),
        ("Robin Lund left with his wife.", "Robin Lund", None),
        ("Robin Lund, a lawyer, left.", "Robin Lund", None),
    ],
)
def test_of_mention(text: str, name: str, expected: Gender | None) -> None:
    article = extract(read_text(text, path="-", format="plaintext"))
    start = article.plain.index(name)
    span = Span(start, start + len(name))
    mention = next((item for item in article.mentions if item.span.covers(span)), None)
    mention = mention or Speaker(span, name, article.mentions[0].form)
    assert of_mention(article.plain, mention) is expected


def test_an_article_asks_for_more_than_one_witness() -> None:
    text = (
        "Robin Lund runs the mill. She bought it in May, and her brother helped.\n\nKim Marsh left. He was tired.\n\n"
        "Lund, a former congresswoman, sold it again."
    )
    article = extract(read_text(text, path="-", format="plaintext"))
    known = Genders(article, people(article.mentions)).known()
    assert known == {"Lund": SHE}


def test_an_article_says_nothing_where_witnesses_disagree() -> None:
    text = "Robin Lund left. She was tired.\n\nRobin Lund came. He was glad.\n\nRobin Lund sat. She slept."
    article = extract(read_text(text, path="-", format="plaintext"))
    assert Genders(article, people(article.mentions)).known() == {}


def test_what_stands_in_marks_is_left_out() -> None:
    article = extract(read_text("Lund said, “She lied to him,” and left.", path="-", format="plaintext"))
    outside = outside_quotations(article, Span(0, len(article.plain)))
    assert "She" not in outside
    assert outside.startswith("Lund said,")
    assert outside.endswith("and left.")
