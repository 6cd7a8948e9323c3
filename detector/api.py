"""The two calls that most programs need; for many texts, or for rules of your choice, make a ``Checker``."""

from __future__ import annotations

from pathlib import Path

from detector.check import Checker
from detector.finding import FileReport


def check_text(text: str, *, path: str = "-", format: str = "plaintext") -> FileReport:
    """Check one text with the default rules and the embedded model.

    Args:
        text: the whole article; offsets of findings point into it.
        path: what to call the text in the report.
        format: ``plaintext``, ``markdown`` or ``html``.

    Raises:
        ModelError: where the model is needed and can't be loaded.
        ValueError: where there is no reader of that name.
    """
    return Checker().check_text(text, path=path, format=format)


def check_file(path: str | Path) -> FileReport:
    """Check one file with the default rules and the embedded model.

    A file that can't be read gives a report with an ``error``; its format is told by its name.

    Raises:
        ModelError: where the model is needed and can't be loaded.
    """
    return Checker().check_file(path)
