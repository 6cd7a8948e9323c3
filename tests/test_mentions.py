"""Who is named in an article."""

from __future__ import annotations

import pytest

from detector.article import SpeakerForm
from detector.mentions import is_person, names, people
from detector.quotation import extract
from detector.readers import read_text


def named(text: str) -> list[str]:
    """The names in a text, in order."""
    return [mention.text for mention in names(read_text(text, path="-", format="plaintext"))]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("On Monday the mayor met Ana Lund in the park.", ["Ana Lund"]),
        ("But Ana Lund stayed. Then Lund left.", ["Ana Lund", "Lund"]),
        ("Rain fell. Gov. Ana Lund stayed.", ["Gov. Ana Lund"]),
        ("They saw Ludwig van der Marsh and Ms. Kade’s dog.", ["Ludwig van der Marsh", "Ms. Kade"]),
        ("It rained on Tuesday in May. Nobody came.", []),
    ],
)
def test_names(text: str, expected: list[str]) -> None:
    assert named(text) == expected


def test_mentions_are_the_names_of_the_article() -> None:
    article = extract(read_text("The mayor met Ana Lund. “No,” Lund said.", path="-", format="plaintext"))
    found = article.mentions
    assert [mention.text for mention in found] == ["Ana Lund", "Lund"]
    assert all(mention.span.of(article.plain) == mention.text for mention in found)


def test_forms_and_people() -> None:
    text = (
        "The mayor met Ana Lund of the Eastmark Herald. They saw the White House. Later Lund left Eastmark."
    )
    found = names(read_text(text, path="-", format="plaintext"))
    forms = {mention.text: mention.form for mention in found}
    assert forms["Ana Lund"] is SpeakerForm.NAME
    assert [mention.text for mention in people(found)] == ["Ana Lund", "Lund"]
    assert not any(is_person(mention) for mention in found if "House" in mention.text)
