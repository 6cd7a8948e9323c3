"""From bytes to text: which encoding, and what is no text."""

from __future__ import annotations

import codecs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detector.readers import ReadError, decode, read_bytes
from detector.readers.decode import MAX_BYTES
from detector.spans import Span

TEXT = "“Né,” she said — 100 €.\r\nNobody asked."
MARKED = {
    "utf-8": codecs.BOM_UTF8,
    "utf-16-le": codecs.BOM_UTF16_LE,
    "utf-16-be": codecs.BOM_UTF16_BE,
    "utf-32-le": codecs.BOM_UTF32_LE,
    "utf-32-be": codecs.BOM_UTF32_BE,
}


@pytest.mark.parametrize(("encoding", "mark"), MARKED.items())
def test_a_byte_order_mark_names_the_encoding_and_is_no_text(encoding: str, mark: bytes) -> None:
    assert decode(mark + TEXT.encode(encoding)) == (TEXT, ())
    assert decode(mark) == ("", ())


@given(st.text(st.characters(exclude_categories=("Cc", "Cs")) | st.sampled_from("\n\r\t")))
def test_utf_8_is_taken_as_it_is(text: str) -> None:
    assert decode(b"\xef\xbb\xbf" + text.encode()) == (text, ())
    if not text.startswith("\ufeff"):
        assert decode(text.encode()) == (text, ())


def test_offsets_count_behind_the_byte_order_mark() -> None:
    document = read_bytes(codecs.BOM_UTF8 + b"One is here.\r\n\r\nTwo is there.")
    assert document.locate(document.blocks[1].span) == Span(16, 29)


def test_windows_1252_is_read_with_a_note() -> None:
    text, (note,) = decode(TEXT.encode("cp1252"))
    assert text == TEXT
    assert "windows-1252" in note
    assert "byte 0" in note


def test_a_single_broken_byte_does_not_turn_utf_8_into_mojibake() -> None:
    text, (note,) = decode("“Né,” she s\udcffaid — so.".encode("utf-8", "surrogateescape"))
    assert text == "“Né,” she s\ufffdaid — so."
    assert "broken UTF-8" in note


@pytest.mark.parametrize(
    "data",
    [
        b"The council\x00 met.",
        b"%PDF-1.7\nThe council met.",
        b"\x89PNG\r\n\x1a\n\x01\x02\x03\x04",
        b"A line with \x81\x8d\x8f in it.",
        b"\xff\xfeA\x00B",
        b"\xfe\xff\xd8\x00\x00A",
        b"\xff\xfe\x00\x00A\x00\x00",
        b"\xef\xbb\xbfThe council\x00 met.",
        b"x" * (MAX_BYTES + 1),
    ],
)
def test_what_is_no_text_is_refused_in_one_line(data: bytes) -> None:
    with pytest.raises(ReadError) as caught:
        decode(data, path="a.txt")
    assert caught.value.path == "a.txt"
    assert "\n" not in caught.value.message


def test_a_file_of_the_largest_size_is_read() -> None:
    assert decode(b"x" * MAX_BYTES) == ("x" * MAX_BYTES, ())


def test_what_wire_services_put_into_their_copy_does_not_make_it_binary() -> None:
    text = "\x0cThe council met on Tuesday, and took no vote.\x1b\n" + "It left early. " * 20
    assert decode(text.encode()) == (text, ())
