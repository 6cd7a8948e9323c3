"""Readers turn a file into a :class:`~detector.document.Document`; nothing else knows markup or encodings."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Protocol

from detector.document import Document, DocumentBuilder
from detector.readers import html, markdown, plaintext
from detector.readers.decode import MAX_BYTES, decode
from detector.readers.errors import ReadError
from detector.readers.layout import refine

__all__ = ["SUFFIXES", "ReadError", "decode", "format_of", "load", "read_bytes", "read_file", "read_text"]

SUFFIXES = {
    ".txt": "plaintext",
    ".text": "plaintext",
    ".md": "markdown",
    ".markdown": "markdown",
    ".mdx": "markdown",
    ".html": "html",
    ".htm": "html",
    ".xhtml": "html",
}
"""The formats by a file's suffix; a folder is searched for these."""


class _Reader(Protocol):
    def __call__(self, text: str, builder: DocumentBuilder, *, path: str) -> None: ...


_READERS: dict[str, _Reader] = {"plaintext": plaintext.read, "markdown": markdown.read, "html": html.read}


def format_of(path: str | Path) -> str:
    """The format of a file by its suffix; ``plaintext`` where that says nothing.

    >>> format_of("news/today.MD")
    'markdown'
    """
    return SUFFIXES.get(Path(path).suffix.lower(), "plaintext")


def read_file(path: Path) -> Document:
    """Read one file, in the format that its suffix names.

    Raises:
        ReadError: where the file is missing, too large, binary, undecodable or malformed.
    """
    return read_bytes(load(path), path=str(path), format=format_of(path))


def load(path: Path) -> bytes:
    """The bytes of a file, at most one more than are read of any.

    Raises:
        ReadError: where the file is missing or can't be read.
    """
    try:
        with path.open("rb") as file:
            return file.read(MAX_BYTES + 1)
    except FileNotFoundError:
        raise ReadError(str(path), "no such file: check the path") from None
    except IsADirectoryError:
        raise ReadError(str(path), "a folder, not a file: name the files in it") from None
    except PermissionError:
        raise ReadError(str(path), "not readable: check its permissions") from None
    except OSError as error:
        raise ReadError(str(path), f"cannot be read: {error.strerror or error}") from None


def read_bytes(data: bytes, *, path: str = "-", format: str = "plaintext") -> Document:
    """Read the bytes of a file, such as standard input.

    Raises:
        ReadError: where they are too many, binary, undecodable or malformed.
    """
    text, notes = decode(data, path=path)
    document = read_text(text, path=path, format=format)
    return replace(document, notes=(*notes, *document.notes)) if notes else document


def read_text(text: str, *, path: str = "-", format: str = "plaintext") -> Document:
    """Read a text that is decoded already; spans of the document count in ``text``.

    Raises:
        ReadError: where the text is malformed, such as front matter that never closes.
        ValueError: where ``format`` is none of ``plaintext``, ``markdown``, ``html``.
    """
    if format not in _READERS:
        raise ValueError(f"unknown format {format!r}: choose one of {', '.join(_READERS)}")
    builder = DocumentBuilder(text)
    _READERS[format](text, builder, path=path)
    document = builder.build(path=path, format=format)
    return replace(document, blocks=refine(document.plain, document.blocks))
