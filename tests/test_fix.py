"""Mends that are certain: what is written, what is not, and what becomes of the file."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from detector import Checker
from detector.fix import apply, difference, fixed, mends
from detector.readers import ReadError

TEXT = "The board will meet to to vote.\n\nThe cafÃ© is open, and it?s full.\n"
MENDED = "The board will meet to vote.\n\nThe café is open, and it’s full.\n"
CHECKER = Checker(select=["GB105", "GB106", "GB107"])


def run(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
    command = [
        sys.executable,
        "-m",
        "detector",
        "check",
        "--select",
        "GB105,GB106,GB107",
        *map(str, arguments),
    ]
    return subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=False)


def test_every_mend_is_applied_and_nothing_else() -> None:
    report = CHECKER.check_text(TEXT)
    assert len(mends(report)) == len(report.findings) == 3
    assert fixed(report) == MENDED


def test_what_has_no_certain_mend_is_left() -> None:
    text = "He said: “We go home. The port is open.\n"
    report = CHECKER.check_text(text)
    assert [finding.rule for finding in report.findings] == ["GB107"]
    assert fixed(report) == text
    assert list(difference(report)) == []


def test_markup_is_not_mended_through() -> None:
    report = CHECKER.check_text("It will meet *to* to vote; the &amp;amp; fund.", format="markdown")
    assert [finding.suggestion for finding in report.findings if finding.rule == "GB105"] == [None]
    assert all("&" not in (finding.suggestion or "") for finding in report.findings)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (TEXT.encode(), MENDED.encode()),
        (b"\xef\xbb\xbf" + TEXT.encode(), b"\xef\xbb\xbf" + MENDED.encode()),
        (TEXT.replace("\n", "\r\n").encode(), MENDED.replace("\n", "\r\n").encode()),
        (b"\xff\xfe" + TEXT.encode("utf-16-le"), b"\xff\xfe" + MENDED.encode("utf-16-le")),
    ],
    ids=["utf-8", "byte order mark", "carriage returns", "utf-16"],
)
def test_encoding_and_line_ends_stay(tmp_path: Path, before: bytes, after: bytes) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(before)
    path.chmod(0o640)
    apply(CHECKER.check_file(path))
    assert path.read_bytes() == after
    assert path.stat().st_mode & 0o777 == 0o640
    assert os.listdir(tmp_path) == ["a.txt"]


def test_a_link_stays_a_link(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    link = tmp_path / "b.txt"
    link.symlink_to("a.txt")
    apply(CHECKER.check_file(link))
    assert link.is_symlink()
    assert (tmp_path / "a.txt").read_text("utf-8") == MENDED


def test_a_file_that_has_changed_is_not_touched(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text(TEXT, encoding="utf-8")
    report = CHECKER.check_file(path)
    path.write_text("New.", encoding="utf-8")
    with pytest.raises(ReadError, match="has changed"):
        apply(report)
    assert path.read_text("utf-8") == "New."


def test_a_file_in_an_old_encoding_is_not_touched(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes("The café is open to to all.".encode("cp1252"))
    done = run("--fix", path)
    assert done.returncode == 2
    assert "save it as UTF-8 first" in done.stderr
    assert path.read_bytes() == "The café is open to to all.".encode("cp1252")


def test_fix_writes_and_reports_what_is_left(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text(TEXT + "\nHe said: “We go home. The port is open.\n", encoding="utf-8")
    done = run("--fix", path)
    assert done.returncode == 1
    assert "a.txt:5:10 GB107" in done.stdout
    assert "1 finding " in done.stdout
    assert path.read_text("utf-8").startswith(MENDED)


def test_diff_shows_and_writes_nothing(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text(TEXT, encoding="utf-8")
    for options in (["--diff"], ["--diff", "--fix"]):
        done = run(*options, path)
        assert done.returncode == 1
        assert "-The board will meet to to vote.\n+The board will meet to vote.\n" in done.stdout
        assert path.read_text("utf-8") == TEXT
