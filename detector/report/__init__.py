"""Findings → text, JSON, …; one module a format.

A report is made file by file: ``add`` returns what can be printed at once, ``finish`` the rest.
"""

from __future__ import annotations

from typing import Protocol

from detector.finding import FileReport, ModelInfo, Tally


class Reporter(Protocol):
    """What every format offers."""

    def add(self, report: FileReport) -> str:
        """What to print for one more file; may be empty."""

    def finish(self, tally: Tally, model: ModelInfo | None) -> str:
        """What to print after the last file."""


def counted(number: int, noun: str) -> str:
    """A number with its noun.

    >>> counted(1, "file"), counted(1200, "sentence")
    ('1 file', '1,200 sentences')
    """
    return f"{number:,} {noun}{'' if number == 1 else 's'}"
