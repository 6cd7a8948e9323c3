"""MQ107: the same words with two speakers."""

from __future__ import annotations

import pytest

from detector.quotation import extract
from detector.readers import read_text
from detector.rules import find
from detector.rules.base import Mark

WORDS = "We poured the last concrete in the dark, because the lamps had been sold"


def marks(text: str) -> list[Mark]:
    """What the rule marks in a text."""
    article = extract(read_text(text, path="-", format="plaintext"))
    found = [proposal.judge([]) for proposal in find("MQ107").propose(article)]
    return [mark for mark in found if mark]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (f"“{WORDS},” Matej Hruza said.", f"“{WORDS},” Darja Kopal said."),
        (f"“{WORDS},” Matej Hruza said.", f"Darja Kopal said, “{WORDS}.”"),
        (f"“{WORDS},” Hruza said. Matej Hruza left.", f"“{WORDS},” said Ms. Kopal."),
        (f"“It rained. {WORDS},” Matej Hruza said.", f"“{WORDS}. It was cold,” Darja Kopal said."),
        (f"“We poured the last concrete in the dark,” Matej Hruza said, “because {WORDS.split('because ')[1]}.”",
         f"“{WORDS},” Darja Kopal said."),
        (f"“{WORDS},” Matej Hruza said.", f"“{WORDS},” the Eastmark Herald said."),
        (f"“{WORDS},” Matej Hruza said.", f"Darja Kopal, the baker, shrugged. “{WORDS},” the baker said."),
        (f"The foreman, Matej Hruza, came late. “{WORDS},” he said.", f"“{WORDS},” Darja Kopal said."),
        (f"“{WORDS},” Matej Hruza said.", f"“{WORDS.replace('because', 'since')},” Darja Kopal said."),
        (f"One of them, Matej Hruza, came with his son Jaro. “{WORDS},” he said.", f"“{WORDS},” Darja Kopal said."),
        (f"“{WORDS},” said its chairwoman, Darja Kopal.", f"Matej Hruza shrugged. “{WORDS},” he said."),
        (f"“{WORDS},” Matej Hruza said.", f"Darja Kopal was there too. “{WORDS},” said the niece."),
        ("‘Basalt keeps its own calendar,’ said Matej Hruza.", "‘Basalt keeps its own calendar,’ Darja Kopal said."),
        ("“The whole town stands on cheese,” Matej Hruza said.", "“The whole town stands on cheese,” Ms. Kopal said."),
    ],
)  # fmt: skip
def test_two_speakers(one: str, other: str) -> None:
    (mark,) = marks(f"{one} The hearing went on.\n\nIt will last until June.\n\n{other} They went home.")
    assert mark.span.start > len(one)
    (related,) = mark.related
    assert related.span.end <= len(one)


def test_the_message_names_both() -> None:
    (mark,) = marks(f"“{WORDS},” Matej Hruza said.\n\n“{WORDS},” Darja Kopal said.")
    assert "Matej Hruza" in mark.message
    assert "Darja Kopal" in mark.message


@pytest.mark.parametrize(
    "text",
    [
        f"“{WORDS},” Matej Hruza said.\n\n“{WORDS},” Hruza said again.",
        f"“{WORDS},” Matej Hruza said.\n\n“{WORDS},” he said again.",
        f"“{WORDS},” Matej Hruza said.\n\n“{WORDS},” the builder said again.",
        f"“{WORDS},” Matej Hruza said.\n\nDarja Kopal asked Hruza twice. “{WORDS},” he said again.",
        f"Matej Hruza came with Jaro Kopal. “{WORDS},” he said.\n\n“{WORDS},” Jaro Kopal said again.",
        f"“{WORDS},” Matej Hruza said.\n\nDarja Kopal was there too. “{WORDS},” last week said.",
        "“We keep calendars,” Matej Hruza said.\n\n“We keep calendars,” Darja Kopal said.",
        f"Matej Hruza came. “{WORDS},” Hruza said.\n\n“{WORDS},” Matej said again.",
        f"“{WORDS},” the Eastmark Herald said.\n\n“{WORDS},” said Eastmark Herald editor Darja Kopal.",
        f"“{WORDS},” Matej Hruza said.\n\n“{WORDS}.”\n\nThe hearing went on.",
        "“We want our money back,” Matej Hruza said.\n\n“We want our money back,” Darja Kopal said.",
        f"“{WORDS},” Matej Hruza said.\n\n“{WORDS.replace('sold', 'lost')},” Darja Kopal said.",
    ],
)
def test_one_speaker_or_other_words(text: str) -> None:
    assert not marks(text)
