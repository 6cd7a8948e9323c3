"""From bytes to text: which encoding a file is in, and what is no text at all."""

from __future__ import annotations

import codecs
import re

from detector.readers.errors import ReadError

MAX_BYTES = 10_000_000
"""The largest file that is read. Long articles have some 100 kB; what is larger is a dump, not an article."""

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16, whose mark it begins with
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_CONTROL = bytes({*range(0x20), 0x7F} - set(b"\t\n\v\f\r\x1b"))
_MAX_CONTROL_SHARE = 0.02
_MULTIBYTE = re.compile(r"[^\x00-\x7f\ufffd]")


def decode(data: bytes, *, path: str = "-") -> tuple[str, tuple[str, ...]]:
    """The text of a file, without its byte order mark, and notes on how it was read.

    UTF-8, UTF-16 or UTF-32 by a byte order mark, else UTF-8, else windows-1252. Line ends stay as they are.

    Raises:
        ReadError: where the file is too large, binary, or in none of these encodings.
    """
    if len(data) > MAX_BYTES:
        raise ReadError(
            path,
            f"larger than {MAX_BYTES // 1_000_000} MB, the most that is read: split it into one file an article",
        )
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _by_mark(data[len(mark) :], encoding, path)
    if _is_binary(data):
        raise ReadError(path, "looks like a binary file: name text, Markdown or HTML files")
    try:
        return data.decode("utf-8"), ()
    except UnicodeDecodeError as error:
        return _not_utf8(data, error.start, path)


def encode(text: str, *, like: bytes) -> bytes:
    """The bytes of a text in the encoding of a file that was read without a note, byte order mark included."""
    for mark, encoding in _MARKS:
        if like.startswith(mark):
            return mark + text.encode(encoding)
    return text.encode("utf-8")


def _by_mark(data: bytes, encoding: str, path: str) -> tuple[str, tuple[str, ...]]:
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        if encoding == "utf-8":
            return _not_utf8(data, error.start, path)
        name = encoding[:6].upper()
        raise ReadError(
            path, f"marked as {name} but broken at byte {error.start}: save it as UTF-8"
        ) from None
    if "\0" in text:
        raise ReadError(path, "looks like a binary file: name text, Markdown or HTML files")
    return text, ()


def _is_binary(data: bytes) -> bool:
    if b"\0" in data or data.startswith(b"%PDF-"):
        return True
    control = len(data) - len(data.translate(None, _CONTROL))
    return control > _MAX_CONTROL_SHARE * len(data)


def _not_utf8(data: bytes, at: int, path: str) -> tuple[str, tuple[str, ...]]:
    """Windows-1252, or UTF-8 in which single bytes are broken: then most of what is not ASCII is valid."""
    damaged = data.decode("utf-8", errors="replace")
    broken = damaged.count("\ufffd")
    if len(_MULTIBYTE.findall(damaged)) > broken:
        return damaged, (f"broken UTF-8 at byte {at}: {broken} characters could not be read",)
    try:
        return data.decode("cp1252"), (f"not UTF-8 (byte {at}): read as windows-1252",)
    except UnicodeDecodeError:
        message = f"neither UTF-8 (byte {at}) nor windows-1252: save it as UTF-8"
        raise ReadError(path, message) from None
