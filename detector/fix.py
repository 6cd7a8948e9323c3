"""Mends that are certain: applied to a file at once and as a whole, or shown as a difference.

A finding's suggestion replaces its span, code point for code point; findings without one are left to a person.
"""

from __future__ import annotations

from collections.abc import Iterator
from difflib import unified_diff
from pathlib import Path

from detector.finding import FileReport, Finding
from detector.readers import ReadError, decode
from detector.readers.decode import encode
from detector.writing import write_whole


def mends(report: FileReport) -> list[Finding]:
    """The findings that say what to put in the place of their span, in text order, none overlapping another."""
    chosen: list[Finding] = []
    for finding in sorted(report.findings, key=lambda finding: (finding.start, finding.end)):
        if finding.suggestion is not None and (not chosen or chosen[-1].end <= finding.start):
            chosen.append(finding)
    return chosen


def fixed(report: FileReport) -> str:
    """The file's text with every mend applied."""
    parts, at = [], 0
    for finding in mends(report):
        parts += [report.source[at : finding.start], finding.suggestion or ""]
        at = finding.end
    return "".join([*parts, report.source[at:]])


def difference(report: FileReport) -> Iterator[str]:
    """The lines of a unified diff from the file as it is to the file with every mend applied; none where both are
    the same."""
    before, after = (text.splitlines(keepends=True) for text in (report.source, fixed(report)))
    for line in unified_diff(before, after, f"a/{report.path}", f"b/{report.path}"):
        yield line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n"


def apply(report: FileReport) -> None:
    """Write the mends of a report into its file: all of them or, where anything goes wrong, none.

    The new text is written beside the file and takes its place in one step, with the file's mode. A link stays a link.
    Encoding, byte order mark and line ends stay as they are.

    Raises:
        ReadError: where the file is no longer what was checked, is in no encoding that can be written back, or
            can't be written.
    """
    path = Path(report.path)
    try:
        data = path.read_bytes()
        text, notes = decode(data, path=report.path)
        if text != report.source:
            raise ReadError(report.path, "not mended: it has changed since it was checked; check it again")
        if notes:
            raise ReadError(report.path, f"not mended ({notes[0]}): save it as UTF-8 first")
        write_whole(path, encode(fixed(report), like=data))
    except OSError as error:
        raise ReadError(
            report.path, f"not mended ({error.strerror or error}): check the permissions of its folder"
        ) from None
