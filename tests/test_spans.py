"""Spans, and the lines and columns of offsets."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detector.document import DocumentBuilder, Kind
from detector.spans import LineIndex, Span


def test_a_span_runs_forwards_from_zero() -> None:
    assert len(Span(3, 3)) == 0
    for start, end in ((4, 3), (-1, 2)):
        with pytest.raises(ValueError, match="not a span"):
            Span(start, end)


def test_how_spans_lie() -> None:
    assert Span(2, 5).overlaps(Span(4, 9))
    assert not Span(2, 5).overlaps(Span(5, 9))
    assert Span(2, 5).covers(Span(2, 4))
    assert not Span(2, 5).covers(Span(4, 6))
    assert Span(2, 5).join(Span(7, 9)) == Span(2, 9)
    assert Span(4, 9).of("The quick fox") == "quick"


@given(
    st.lists(st.tuples(st.text("aé\U0001f600\u2028\x0c", max_size=8), st.sampled_from(["\n", "\r\n", "\r"])))
)
def test_every_offset_has_its_line_and_column(lines: list[tuple[str, str]]) -> None:
    # A line that ends in a lone return must not be followed by one that begins with a line feed.
    lines = [(f"{line}.", end) for line, end in lines]
    index = LineIndex("".join(line + end for line, end in lines))
    at = 0
    for number, (line, end) in enumerate(lines, start=1):
        for column in range(len(line)):
            assert index.position(at + column) == (number, column + 1)
        assert index.line(number) == Span(at, at + len(line))
        at += len(line) + len(end)


def test_no_text_of_the_file_stands_in_an_empty_document() -> None:
    document = DocumentBuilder("<p></p>").build(path="a.html", format="html")
    with pytest.raises(ValueError, match="no text"):
        document.locate(Span(0, 1))


def test_a_block_without_text_leaves_no_trace() -> None:
    builder = DocumentBuilder("One.  Two.")
    for span in (Span(0, 4), Span(4, 6), Span(6, 10)):
        builder.open(Kind.PARAGRAPH)
        builder.copy(span)
    document = builder.build(path="a.txt", format="plaintext")
    assert document.plain == "One.\n\nTwo."
    assert [document.locate(block.span) for block in document.blocks] == [Span(0, 4), Span(6, 10)]


def test_a_stretch_that_stands_for_markup_is_located_as_a_whole() -> None:
    builder = DocumentBuilder("A&hellip;B")
    builder.open(Kind.PARAGRAPH)
    builder.copy(Span(0, 1))
    builder.replace(Span(1, 9), "...")
    builder.copy(Span(9, 10))
    document = builder.build(path="a.html", format="html")
    assert document.plain == "A...B"
    assert [document.locate(Span(at, at + 1)) for at in range(5)] == [
        Span(0, 1), Span(1, 9), Span(1, 9), Span(1, 9), Span(9, 10)
    ]  # fmt: skip
