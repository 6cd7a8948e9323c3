"""What has changed since a Git commit: which files, and which of their lines.

Git is asked three times at most, whatever the size of the repository, and its own output is all that is read: no
configuration of the user changes its form.
"""

from __future__ import annotations

import os
import re
import subprocess
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from contextlib import suppress
from pathlib import Path

from detector.finding import FileReport, Finding
from detector.readers import ReadError, load

STAGED = "staged"
_HUNK = re.compile(rb"@@ -\d+(?:,\d+)? \+(\d+)(?:,(\d+))? @@")
_OPTIONS = (
    "-c", "core.quotePath=true", "-c", "diff.noprefix=false", "-c", "diff.mnemonicPrefix=false",
)  # fmt: skip
_DIFF = (
    "diff", "--no-color", "--no-ext-diff", "--no-textconv", "--unified=0", "--find-renames", "--diff-filter=d",
    "--src-prefix=a/", "--dst-prefix=b/", "--ignore-submodules=all",
)  # fmt: skip
_ESCAPED = re.compile(rb"\\([0-7]{3}|.)")
_LETTERS = {b"n": b"\n", b"t": b"\t", b"r": b"\r", b"a": b"\a", b"b": b"\b", b"f": b"\f", b"v": b"\v"}


class ChangesError(Exception):
    """Git can't tell what has changed; one line that names the mend."""


class Changes:
    """The lines that differ, file by file.

    Args:
        lines: for each file its changed lines, 1-based and in order; None: every line, as of a file that is new.
        staged: whether they are lines of what the index holds, and not of the files.
    """

    def __init__(self, lines: dict[Path, list[int] | None], *, staged: bool = False) -> None:
        self._lines = lines
        self._staged = staged

    @property
    def files(self) -> list[Path]:
        """The files that differ and are there, in order."""
        return [path for path in sorted(self._lines) if self._staged or path.is_file()]

    def load(self, path: Path) -> bytes:
        """What the lines were counted in: the file, or what the index holds of it.

        Raises:
            ReadError: where it can't be read.
        """
        if not self._staged:
            return load(path)
        try:
            return _git("cat-file", "--filters", f":./{path.as_posix()}")
        except ChangesError as error:
            raise ReadError(str(path), str(error)) from None

    def touches(self, path: Path, first: int, last: int) -> bool:
        """Whether one of the lines ``first`` to ``last``, both included, has changed."""
        lines = self._lines.get(path, [])
        if lines is None:
            return True
        index = bisect_left(lines, first)
        return index < len(lines) and lines[index] <= last

    def left(self, report: FileReport) -> tuple[Finding, ...]:
        """The findings of a report that stand in a paragraph with a changed line, or tell of one."""
        path = Path(report.path)
        starts, ends = _paragraphs(report.source)

        def is_near(first: int, last: int) -> bool:
            return self.touches(path, starts[first], ends[last])

        return tuple(
            finding
            for finding in report.findings
            if is_near(finding.line, finding.end_line)
            or any(is_near(one.line, one.line) for one in finding.related)
        )


def _paragraphs(source: str) -> tuple[dict[int, int], dict[int, int]]:
    """For every line the first and the last line of its paragraph; empty lines are their own."""
    lines = re.split(r"\r\n|\n|\r", source)
    starts, ends = {}, {}
    first = 1
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            starts[number] = number
            first = number + 1
        else:
            starts[number] = first
    last = len(lines)
    for number in range(len(lines), 0, -1):
        if starts[number] == number and not lines[number - 1].strip():
            ends[number], last = number, number - 1
        else:
            ends[number] = last
    return starts, ends


def changed(ref: str, paths: Sequence[str]) -> Changes:
    """What differs from a commit in the files of the current folder's repository that ``paths`` name or hold.

    Args:
        ref: a commit, branch or tag: what differs from where the work on HEAD left it, files that are not
            yet known to Git included; or ``staged``: what the index holds and HEAD does not.
        paths: files and folders.

    A renamed file has the lines that were edited, a deleted one none. What was taken out between two lines
    changes the lines beside it.

    Raises:
        ChangesError: without Git, outside a repository, for a commit that is not there.
    """
    root = Path(os.fsdecode(_git("rev-parse", "--show-toplevel").rstrip(b"\n")))
    here = Path.cwd()
    if ref == STAGED:
        difference = _git(*_DIFF, "--cached", "--", *paths)
        fresh: list[Path] = []
    else:
        difference = _git(*_DIFF, _base(ref), "--", *paths)
        listed = _git("ls-files", "--others", "--exclude-standard", "--full-name", "-z", "--", *paths)
        fresh = [root / os.fsdecode(name) for name in listed.split(b"\0") if name]
    lines: dict[Path, list[int] | None] = {_shown(path, here): None for path in fresh}
    lines.update({_shown(root / name, here): found for name, found in _hunks(difference)})
    return Changes(lines, staged=ref == STAGED)


def _base(ref: str) -> str:
    """The commit where the work on HEAD left ``ref``; ``ref`` itself where they have nothing in common."""
    with suppress(ChangesError):
        return os.fsdecode(_git("merge-base", "--end-of-options", ref, "HEAD").strip())
    try:
        return os.fsdecode(
            _git("rev-parse", "--verify", "--quiet", "--end-of-options", f"{ref}^{{commit}}").strip()
        )
    except ChangesError:
        raise ChangesError(
            f"Git knows no commit {ref!r} here: check the name, or fetch it (in CI with the whole history, such as "
            "fetch-depth: 0)"
        ) from None


def _hunks(difference: bytes) -> Iterator[tuple[Path, list[int]]]:
    """The name and the changed lines of every file of a diff; those that were only renamed have none."""
    name: Path | None = None
    lines: list[int] = []
    left = 0  # lines of a hunk that are still to come, which may look like anything
    for line in difference.split(b"\n"):
        if left and line[:1] in (b"+", b"-", b"\\"):
            left -= line[:1] != b"\\"
        elif line.startswith(b"diff --git "):
            if name:
                yield name, lines
            name, lines = None, []
        elif line.startswith((b"+++ b/", b'+++ "b/')):
            name = Path(os.fsdecode(_unquoted(line[4:]).removeprefix(b"b/")))
        elif match := _HUNK.match(line):
            first, count = int(match[1]), int(match[2] if match[2] is not None else 1)
            lines += range(first, first + count) if count else (max(first, 1), first + 1)
            old = re.match(rb"@@ -\d+(?:,(\d+))?", line)
            left = count + int(old[1] if old and old[1] is not None else 1)
    if name:
        yield name, lines


def _unquoted(name: bytes) -> bytes:
    """A name as Git writes it, with its quotes and escapes taken away."""
    name = name.rstrip(b"\t")
    if not name.startswith(b'"'):
        return name
    return _ESCAPED.sub(
        lambda match: bytes([int(match[1], 8)]) if len(match[1]) == 3 else _LETTERS.get(match[1], match[1]),
        name[1:-1],
    )


def _shown(path: Path, here: Path) -> Path:
    """A file's name as seen from the current folder."""
    return Path(os.path.relpath(path, here))


def _git(*arguments: str) -> bytes:
    environment = {key: value for key, value in os.environ.items() if key != "GIT_EXTERNAL_DIFF"}
    try:
        done = subprocess.run(
            ["git", *_OPTIONS, *arguments],
            capture_output=True,
            env={**environment, "LC_ALL": "C", "GIT_OPTIONAL_LOCKS": "0"},
            check=False,
        )
    except OSError:
        raise ChangesError(
            "--since needs Git, and there is none: install it, or check without --since"
        ) from None
    if done.returncode:
        said = os.fsdecode(done.stderr).strip().splitlines()
        if said and "not a git repository" in said[0]:
            raise ChangesError("--since needs a Git repository, and this folder is in none")
        raise ChangesError(f"Git failed ({said[0] if said else arguments[0]})")
    return done.stdout
