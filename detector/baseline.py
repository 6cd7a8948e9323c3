"""Findings that are known: written down once, and silent from then on, so that only what is new is reported.

A finding is known again by its file, its rule and its words (:mod:`detector.fingerprint`), wherever in the file it has
moved. Findings of a file that is gone are known in the file that has them now: it was renamed.
"""

from __future__ import annotations

import json
import os
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from detector.finding import FileReport
from detector.fingerprint import fingerprints
from detector.writing import write_whole

VERSION = 1
_KEYS = ("rule", "fingerprint", "text")
_EXCERPT = 60  # code points of a finding's text that are written down, for who reads the file


class BaselineError(Exception):
    """A baseline that can't be read or written.

    Attributes:
        path: the baseline. message: one line that says what is wrong and how to mend it, without the path.
    """

    def __init__(self, path: Path, message: str) -> None:
        super().__init__(f"{path}: {message}")
        self.path = path
        self.message = message


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
        names = {one.path for one in self._entries.values()} - {"-"}  # standard input is never gone
        self._missing = {name for name in names if not os.path.exists(self._folder / name)}
        self._moved: dict[str, list[Known]] = {}
        for one in self._entries.values():
            if one.path in self._missing:
                self._moved.setdefault(one.fingerprint, []).append(one)
        self._seen: set[tuple[str, str]] = set()
        self._checked: dict[str, Collection[str] | None] = {}

    @classmethod
    def read(cls, path: Path) -> Baseline:
        """The baseline in a file.

        Raises:
            BaselineError: where there is none, or none of this version.
        """
        try:
            data = json.loads(path.read_text("utf-8-sig"))
            version, known = data["version"], []
            if version == VERSION:
                for name, rows in data["files"].items():
                    known += [Known(name, *(_text(row[key]) for key in _KEYS)) for row in rows]
        except FileNotFoundError:
            raise BaselineError(path, "no such baseline: write it first, with --write-baseline") from None
        except OSError as error:
            raise BaselineError(path, f"cannot be read ({error.strerror}): check its permissions") from error
        except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
            message = "no baseline, or a damaged one: write it again with --write-baseline"
            raise BaselineError(path, message) from error
        if version != VERSION:
            message = f"a baseline of version {version!r:.20}: write it again with --write-baseline"
            raise BaselineError(path, message)
        return cls(path, known)

    def new(self, report: FileReport, ran: Collection[str] | None = None) -> FileReport:
        """The report without the findings that are known.

        Args:
            report: on one file, with all its findings; a part of them would be counted wrongly.
            ran: the codes of the rules that were asked about the file, None for all: what others found is not gone.
        """
        name = _relative(report.path, self._folder)
        if report.error is None:
            self._checked[name] = ran
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
        return [one for key, one in self._entries.items() if key not in self._seen and self._is_settled(one)]

    def _is_settled(self, one: Known) -> bool:
        """Whether an entry would have been seen if it were still true."""
        if one.path not in self._checked:
            return one.path in self._missing
        ran = self._checked[one.path]
        return ran is None or one.rule in ran


class BaselineWriter:
    """Collects the findings of a run, and writes them down as a baseline."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._folder = Path(os.path.realpath(path)).parent
        self._files: dict[str, list[str]] = {}  # their lines

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
            f" {json.dumps(name, ensure_ascii=False)}: [\n" + ",\n".join(rows) + "\n ]"
            for name, rows in sorted(self._files.items())
        )
        text = f'{{"version": {VERSION}, "files": {{\n{files}\n}}}}\n'
        try:
            write_whole(self._path, text.encode("utf-8", "backslashreplace"))
        except OSError as error:
            message = f"cannot be written ({error.strerror}): check the folder"
            raise BaselineError(self._path, message) from error
        return sum(map(len, self._files.values()))


def _rows(report: FileReport) -> Iterator[str]:
    """One line of the file a finding."""
    for finding, fingerprint in zip(report.findings, fingerprints(report), strict=True):
        words = " ".join(finding.text.split())
        text = words if len(words) <= _EXCERPT else f"{words[:_EXCERPT]}…"
        row = dict(zip(_KEYS, (finding.rule, fingerprint, text), strict=True))
        yield f"  {json.dumps(row, ensure_ascii=False)}"


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError("not a text")
    return value


def _relative(path: str, folder: Path) -> str:
    """A file's name as the baseline has it: from its folder, with slashes, the same on every system."""
    if path == "-":
        return path
    full = Path(os.path.realpath(path))
    try:
        return Path(os.path.relpath(full, folder)).as_posix()
    except ValueError:  # on another drive of Windows
        return full.as_posix()
