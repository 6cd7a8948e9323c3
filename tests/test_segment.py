"""Where sentences begin and end."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detector.document import DocumentBuilder, Kind
from detector.punkt import _alone
from detector.segment import sentences
from detector.spans import Span


def split(text: str) -> list[str]:
    """The sentences of a paragraph."""
    return [sentence.text for sentence in sentences(_document(text))]


def _document(text: str):
    builder = DocumentBuilder(text)
    for first, last in _paragraphs(text):
        builder.open(Kind.PARAGRAPH)
        builder.copy(Span(first, last))
    return builder.build(path="-", format="plaintext")


def _paragraphs(text: str) -> list[tuple[int, int]]:
    places, at = [], 0
    for piece in text.split("\n\n"):
        places.append((at, at + len(piece)))
        at += len(piece) + 2
    return places


@pytest.mark.parametrize(
    "text",
    [
        "Gov. Anna Reyes met Sen. Young and the Rev. Al Brown.",
        "The U.S. officials and the U.S. President were late.",
        "The house at No. 3 Mill St. was sold.",
        "It begins at 5 a.m. Eastern and at 7 p.m. Monday.",
        "J. K. Marlow and J.K. Marlow are one, said George W. Tull.",
        "Hall & Co. Inc. said it would close.",
        "“Why?” she asked.",
        "“It was published.” she said.",
        "Did anyone know? she asked.",
        "He is 6 ft. 2 in. tall and lives near Phoenix, Ariz. with a dog.",
        "It rose by 3.5 percent on Jan. 5 and fell on Feb. 9.",
        "The work was done by Smith et al. in Vienna.",
    ],
)
def test_these_are_one_sentence(text: str) -> None:
    assert split(text) == [text]


@pytest.mark.parametrize(
    "parts",
    [
        ("The news was published.", "she said.", "Then we left."),
        ("“We demand it.", "We always did,” she said.", "He left."),
        ("He said, “No.”", "She said yes."),
        ("(It was so.)", "It is no more."),
        ("He lives in the U.S.", "He likes it."),
        ("Is it over?", "It is!", "And now?"),
        ("The bus left at 5 p.m.", "The train never came."),
        ("He was ill.", "Then he was not."),
        ("It happened in May.", "can happen on a train.", "Agency."),
        ("‘No.’", "Then he left."),
        ("«Non.»", "Then he left."),
    ],
)
def test_these_are_several(parts: tuple[str, ...]) -> None:
    assert split(" ".join(parts)) == list(parts)


def test_a_paragraph_ends_a_sentence() -> None:
    assert split("They fear for the ferries and\n\ntheir passengers.") == [
        "They fear for the ferries and",
        "their passengers.",
    ]


@given(st.lists(st.text(alphabet="aB .?!…”“’'\"()«»\n\tédU.S0", max_size=60), max_size=4))
def test_spans_are_in_order_and_lose_nothing_but_white_space(pieces: list[str]) -> None:
    document = _document("\n\n".join(piece.replace("\n\n", "\n") for piece in pieces))
    found = sentences(document)
    at = 0
    for sentence in found:
        block = document.blocks[sentence.block].span
        assert block.covers(sentence.span)
        assert sentence.text == sentence.span.of(document.plain) == sentence.text.strip()
        assert not document.plain[at : sentence.span.start].strip()
        at = sentence.span.end
    assert not document.plain[at:].strip()


def test_a_hostile_line_takes_no_time() -> None:
    for line in ("." * 100_000, "a." * 50_000, "A. " * 33_000, "x" * 100_000, "?” " * 33_000):
        assert sentences(_document(line))


def test_a_line_of_any_length_is_split_as_a_short_one(monkeypatch: pytest.MonkeyPatch) -> None:
    text = "Gov. Anna Reyes said no. She left at 9 a.m. Eastern. “Why?” he asked. " * 40
    whole = split(text)
    monkeypatch.setattr("detector.segment._LONGEST", 60)
    assert split(text) == whole
    assert len(whole) == 120


def test_splitting_leaves_nltk_whole_for_others() -> None:
    script = (
        "import sys, detector.punkt; assert not any(name.startswith('nltk') for name in sys.modules)\n"
        "import nltk; print(nltk.tokenize.RegexpTokenizer('[a-z]+').tokenize('one two'), nltk.__version__ > '')"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=False)
    assert done.stdout == "['one', 'two'] True\n", done.stderr


def test_a_module_that_needs_more_of_its_package_gets_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    inner = tmp_path / "parcel" / "inner"
    inner.mkdir(parents=True)
    (tmp_path / "parcel" / "__init__.py").write_text("WEIGHT = 3\n", encoding="utf-8")
    (inner / "__init__.py").write_text("", encoding="utf-8")
    (inner / "needy.py").write_text("from parcel import WEIGHT\n", encoding="utf-8")
    (inner / "modest.py").write_text("WEIGHT = 4\n", encoding="utf-8")
    monkeypatch.syspath_prepend(tmp_path)
    assert _alone("parcel", "parcel.inner.modest").WEIGHT == 4
    assert "parcel" not in sys.modules
    assert _alone("parcel", "parcel.inner.needy").WEIGHT == 3
    assert sys.modules["parcel"].WEIGHT == 3
