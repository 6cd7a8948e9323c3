"""Findings that are known: written down once, and silent from then on, so that only what is new is reported.

A finding is known again by its file, its rule and its words (:mod:`detector.fingerprint`), wherever in the file it has
moved. Findings of a file that is gone are known in the file that has them now: it was renamed.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from detector.finding import FileReport
from detector.fingerprint import fingerprints
from detector.writing import write_whole

VERSION = 1
_EXCERPT = 60  # code points of a finding's text that are written down, for who reads the file


class BaselineError(Exception):
    """A baseline that can't be read or written; one line that names the file and the mend."""


@dataclass(frozen=True, slots=True)
class Known:
    """One finding that is known: the file, relative to the baseline's folder, the rule, and the fingerprint."""

    path: str
    rule: str
    fingerprint: str
    text: str


class Baseline:
    """What a baseline file knows.

    Args:
        path: the file. known: its entries.
    """

    def __init__(self, path: Path, known: Iterable[Known] = ()) -> None:
        self._folder = Path(os.path.realpath(path)).parent
        self._entries = {(one.path, one.fingerprint): one for one in known}
        self._moved: dict[str, list[Known]] = {}
        for one in self._entries.values():
            if not (self._folder / one.path).exists():
                self._moved.setdefault(one.fingerprint, []).append(one)
        self._seen: set[tuple[str, str]] = set()
        self._checked: set[str] = set()

    @classmethod
    def read(cls, path: Path) -> Baseline:
        """The baseline in a file.

        Raises:
            BaselineError: where there is none, or none of this version.
        """
        try:
            data = json.loads(path.read_text("utf-8"))
            if data["version"] != VERSION:
                raise BaselineError(
                    f"{path}: a baseline of version {data['version']}; write it again with --write-baseline"
                )
            known = [
                Known(name, row["rule"], row["fingerprint"], row["text"])
                for name, rows in data["files"].items()
                for row in rows
            ]
        except OSError as error:
            raise BaselineError(
                f"{path}: cannot be read ({error.strerror}): write it first, with --write-baseline"
            ) from error
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            raise BaselineError(
                f"{path}: no baseline, or a damaged one: write it again with --write-baseline"
            ) from error
        return cls(path, known)

    def new(self, report: FileReport) -> FileReport:
        """The report without the findings that are known."""
        name = _relative(report.path, self._folder)
        self._checked.add(name)
        left = []
        for finding, fingerprint in zip(report.findings, fingerprints(report), strict=True):
            moved = self._moved.get(fingerprint, [])
            if (name, fingerprint) in self._entries:
                self._seen.add((name, fingerprint))
            elif moved:
                one = moved.pop()
                self._seen.add((one.path, one.fingerprint))
            else:
                left.append(finding)
        return replace(report, findings=tuple(left))

    def gone(self) -> list[Known]:
        """The entries of files that were checked, or that are no more, which nothing was found for."""
        return [
            one
            for key, one in self._entries.items()
            if key not in self._seen and (one.path in self._checked or not (self._folder / one.path).exists())
        ]


class BaselineWriter:
    """Collects the findings of a run, and writes them down as a baseline."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._folder = Path(os.path.realpath(path)).parent
        self._files: dict[str, list[dict[str, Any]]] = {}

    def add(self, report: FileReport) -> None:
        """The findings of one file."""
        rows = list(_rows(report))
        if rows:
            self._files[_relative(report.path, self._folder)] = rows

    def write(self) -> int:
        """Write the file, in one step and in an order of its own; how many findings it holds.

        Raises:
            BaselineError: where it can't be written.
        """
        files = ",\n".join(
            f" {json.dumps(name)}: [\n"
            + ",\n".join(f"  {json.dumps(row, ensure_ascii=False)}" for row in rows)
            + "\n ]"
            for name, rows in sorted(self._files.items())
        )
        text = f'{{"version": {VERSION}, "files": {{\n{files}\n}}}}\n'
        try:
            write_whole(self._path, text.encode("utf-8", "backslashreplace"))
        except OSError as error:
            raise BaselineError(
                f"{self._path}: cannot be written ({error.strerror}): check the folder"
            ) from error
        return sum(map(len, self._files.values()))


def _rows(report: FileReport) -> Iterator[dict[str, Any]]:
    for finding, fingerprint in zip(report.findings, fingerprints(report), strict=True):
        words = " ".join(finding.text.split())
        text = words if len(words) <= _EXCERPT else f"{words[:_EXCERPT]}…"
        yield {"rule": finding.rule, "fingerprint": fingerprint, "text": text}


def _relative(path: str, folder: Path) -> str:
    """A file's name as the baseline has it: from its folder, with slashes, the same on every system."""
    if path == "-":
        return path
    return Path(os.path.relpath(os.path.realpath(path), folder)).as_posix()
