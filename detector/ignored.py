"""What Git is told to ignore: the ``.gitignore`` of every folder from the root of the repository down."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathspec import GitIgnoreSpec


class GitIgnores:
    """Answers for any path; every folder is looked at once. Outside a repository nothing is ignored."""

    def __init__(self) -> None:
        self._known: dict[str, list[tuple[str, GitIgnoreSpec]] | None] = {}

    def ignores(self, path: str, *, folder: bool) -> bool:
        """Whether a file, or a folder, is ignored; the nearest ``.gitignore`` that says anything about it decides."""
        full = os.path.abspath(path)
        for base, spec in self._above(os.path.dirname(full)) or ():
            inside = os.path.relpath(full, base).replace(os.sep, "/")
            said = spec.check_file(f"{inside}/" if folder else inside).include
            if said is not None:
                return said
        return False

    def _above(self, folder: str) -> list[tuple[str, GitIgnoreSpec]] | None:
        """The specs that count in a folder, the nearest first; None outside a repository."""
        if folder not in self._known:
            parent = os.path.dirname(folder)
            if os.path.exists(os.path.join(folder, ".git")):
                above: list[tuple[str, GitIgnoreSpec]] | None = []
            else:
                above = self._above(parent) if parent != folder else None
            own = _spec(os.path.join(folder, ".gitignore")) if above is not None else None
            self._known[folder] = [(folder, own), *(above or ())] if own else above
        return self._known[folder]


def _spec(path: str) -> GitIgnoreSpec | None:
    """A file of patterns; one that is not there, can't be read or is malformed says nothing, as Git has it."""
    try:
        with open(path, encoding="utf-8", errors="surrogateescape") as file:
            lines = [line for line in file.read(1_000_000).splitlines() if line.strip() and line[0] != "#"]
    except OSError:
        return None
    if not lines:
        return None
    from pathspec import GitIgnoreSpec

    try:
        return GitIgnoreSpec.from_lines(lines)
    except ValueError:
        return None
