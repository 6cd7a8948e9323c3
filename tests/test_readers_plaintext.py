"""Plain text: where paragraphs end, whether lines are wrapped or each is a paragraph."""

from __future__ import annotations

import textwrap
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from detector.readers import read_text

FIRST = (
    "The council met on Tuesday to weigh a plan that would move the old ferry to the north bank, where the "
    "road is wider and the landing does not flood. It took no vote, and the mayor, who had asked for one, left early."
)
SECOND = (
    "“We have waited for eleven years,” said Ines Kade, who runs the mill. “Another month will not sink us.” The "
    "next meeting is in March, and both sides have been asked to bring figures that the other can check."
)
THIRD = "Nobody from the harbour office came. A spokesman said that it had not been told."


def _read(source: str) -> list[tuple[str, str]]:
    document = read_text(source, path="a.txt")
    return [(block.kind.value, " ".join(block.span.of(document.plain).split())) for block in document.blocks]


def _prose(source: str) -> list[str]:
    return [text for _, text in _read(source)]


ARTICLE = [FIRST, SECOND, THIRD]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("blank", ["", "  ", "\t"])
def test_blank_lines_part_paragraphs(end: str, blank: str) -> None:
    assert _prose(f"{end}{blank}{end}".join(ARTICLE)) == ARTICLE


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_long_lines_are_a_paragraph_each(end: str) -> None:
    assert _prose(end.join(ARTICLE)) == ARTICLE


def test_short_lines_that_end_as_sentences_do_are_a_paragraph_each() -> None:
    lines = [
        "The council met.",
        "It took no vote, and the mayor left early.",
        "“So be it,” she said.",
        "Nobody came.",
    ]
    assert _prose("\n".join(lines)) == lines


@settings(max_examples=40, deadline=None)
@given(width=st.integers(min_value=50, max_value=120), end=st.sampled_from(["\n", "\r\n"]))
def test_wrapped_lines_are_joined(width: int, end: str) -> None:
    wrapped = [end.join(textwrap.wrap(paragraph, width)) for paragraph in ARTICLE]
    assert _prose((end * 2).join(wrapped)) == ARTICLE


def test_wrapped_paragraphs_may_be_told_by_their_indentation() -> None:
    wrapped = "\n".join(textwrap.fill(text, 70, initial_indent="    ") for text in ARTICLE)
    assert _prose(wrapped) == ARTICLE


def test_a_sentence_wrapped_once_is_one() -> None:
    assert _prose("The council met on Tuesday\nand took no vote.") == [
        "The council met on Tuesday and took no vote."
    ]


def test_lists_lines_drawn_and_headings() -> None:
    lists = "- one thing\n- another thing\n\n1. first\n2. second"
    source = f"A ferry for the north bank\n\n{FIRST}\n\n* * *\n\n{lists}\n\n{THIRD}\n"
    assert _read(source) == [
        ("heading", "A ferry for the north bank"),
        ("paragraph", FIRST),
        ("list item", "one thing"),
        ("list item", "another thing"),
        ("list item", "first"),
        ("list item", "second"),
        ("paragraph", THIRD),
    ]


@pytest.mark.parametrize(
    "line",
    [
        "By Ana Ruiz and Tomas Weil",
        "FILE - The old ferry at its landing, in June.",
        "The old ferry at its landing. (Ana Ruiz/Harbour Press)",
        "Photo: Ana Ruiz / Harbour Press",
        "The old ferry at its landing, via Harbour Press",
    ],
)
def test_bylines_and_captions(line: str) -> None:
    assert _read(f"{FIRST}\n\n{line}\n\n{THIRD}")[1] == ("caption", line)


@pytest.mark.parametrize(
    "line",
    ["She would not say which of them was against him and/or her.", "By noon, everybody had gone home."],
)
def test_sentences_that_look_like_captions(line: str) -> None:
    assert _read(f"{FIRST}\n\n{line}\n\n{THIRD}")[1] == ("paragraph", line)


@pytest.mark.parametrize("source", ["", " ", "\n\n", "\u00a0\r\n\t\x0c", "\ufeff", "-----\n"])
def test_what_is_blank_has_no_blocks(source: str) -> None:
    assert _read(source) == []


@pytest.mark.parametrize(
    "piece", ["a", "a ", " ", "\t", "\n", "a\n", "a.\n", "- ", "1. ", "A a. ", "(photo ", "\u00ad", "“"]
)
def test_hostile_input_takes_linear_time(piece: str) -> None:
    start = time.process_time()
    read_text(piece * (200_000 // len(piece)))
    assert time.process_time() - start < 4


@pytest.mark.parametrize("comment", ["<!-- vale off -->", "  <!-- textlint-disable -->", "<!---->"])
def test_comments_for_other_linters_are_no_prose(comment: str) -> None:
    assert _prose(f"{FIRST}\n{comment}\n{SECOND}\n\n{comment}\n\n{THIRD}\n") == [FIRST, SECOND, THIRD]
    assert _prose(f"{THIRD} {comment.strip()} It had.\n") != [THIRD]
