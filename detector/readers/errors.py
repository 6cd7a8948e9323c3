"""What can go wrong on the way from a path to its text."""

from __future__ import annotations


class ReadError(Exception):
    """A file that cannot be checked.

    Attributes:
        path: as the caller named it.
        message: one line that says what is wrong and how to mend it, without the path.
    """

    def __init__(self, path: str, message: str) -> None:
        super().__init__(f"{path}: {message}")
        self.path = path
        self.message = message
