"""Whatever stands where an article should be: one clear line, the file named, exit status 2, the rest still checked."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from detector.cli import cli

ROOT = Path(__file__).parents[1]
# Found by form alone, so that no test here needs a model.
DOUBLED = "“The water is ours,” said Kade said. The mayor wrote back on Friday.\n"


def _check(*arguments: str | Path) -> Result:
    return CliRunner().invoke(cli, ["check", "--select", "MQ108", *map(str, arguments)])


@pytest.fixture
def good(tmp_path: Path) -> Path:
    path = tmp_path / "good.txt"
    path.write_text(DOUBLED, encoding="utf-8")
    return path


def _bytes(name: str, content: bytes) -> Callable[[Path], Path]:
    def make(folder: Path) -> Path:
        (folder / name).write_bytes(content)
        return folder / name

    return make


def _folder_of_pictures(folder: Path) -> Path:
    (folder / "pictures").mkdir()
    (folder / "pictures" / "a.png").write_bytes(b"\x89PNG")
    return folder / "pictures"


def _link_to_itself(folder: Path) -> Path:
    (folder / "round.txt").symlink_to(folder / "round.txt")
    return folder / "round.txt"


def _broken_link(folder: Path) -> Path:
    (folder / "moved.txt").symlink_to(folder / "nowhere.txt")
    return folder / "moved.txt"


BAD: dict[str, Callable[[Path], Path]] = {
    "missing": lambda folder: folder / "missing.txt",
    "a name too long": lambda folder: folder / ("a" * 300 + ".txt"),
    "picture": _bytes("photo.txt", b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" * 30),
    "pdf": _bytes("paper.txt", b"%PDF-1.7\nThe council met.\n"),
    "nul": _bytes("nul.md", b"The council\x00 met."),
    "no encoding": _bytes("odd.txt", b"A line with \x81\x8d\x8f in it.\n" * 3),
    "half of UTF-16": _bytes("wide.txt", b"\xff\xfeA\x00 \x00b"),
    "an endless line": _bytes("line.txt", b"word " * 10_000_000),
    "folder without articles": _folder_of_pictures,
    "link to itself": _link_to_itself,
    "broken link": _broken_link,
}


@pytest.mark.parametrize("make", BAD.values(), ids=BAD.keys())
def test_one_line_and_the_rest_is_checked(make: Callable[[Path], Path], good: Path) -> None:
    bad = make(good.parent)
    result = _check(bad, good)
    assert result.exit_code == 2
    (line,) = result.stderr.splitlines()
    assert line.startswith(f"{bad}: error: ")
    assert f"{good}:1:" in result.stdout
    assert "1 finding in 1 file (" in result.stdout
    assert result.stdout.endswith("; 1 file could not be read\n")
    document = json.loads(_check("--format", "json", bad, good).stdout)
    bad_entry, good_entry = document["files"]
    assert bad_entry == {"path": str(bad), "findings": [], "error": line.removeprefix(f"{bad}: error: ")}
    assert (good_entry["error"], len(good_entry["findings"])) == (None, 1)


@pytest.mark.parametrize(
    "front_matter", ["---\ntitle: never closed\n\n", "+++\ntitle = 'never closed'\n\n"], ids=["YAML", "TOML"]
)
def test_front_matter_that_never_closes_is_named(front_matter: str, good: Path) -> None:
    bad = good.parent / "post.md"
    bad.write_text(f"{front_matter}The council met.\n", encoding="utf-8")
    result = _check(bad, good)
    assert result.exit_code == 2
    assert result.stderr.startswith(f"{bad}: error: ")
    assert f"{good}:1:" in result.stdout


@pytest.mark.parametrize("content", [b"", b" \n\t\r\n", b"\xef\xbb\xbf", b"\xff\xfe", b"---\n---\n"])
@pytest.mark.parametrize("suffix", [".txt", ".md", ".html"])
def test_empty_files_are_fine(content: bytes, suffix: str, tmp_path: Path) -> None:
    path = tmp_path / f"empty{suffix}"
    path.write_bytes(content)
    result = _check(path)
    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout.startswith("no findings in 1 file (")


def test_a_loop_of_folders_ends(good: Path) -> None:
    inner = good.parent / "inner"
    inner.mkdir()
    (inner / "back").symlink_to(good.parent, target_is_directory=True)
    result = _check(good.parent)
    assert result.exit_code == 1
    assert result.stdout.count("MQ108") == 1


def test_an_encoding_that_was_guessed_is_a_note_and_no_error(tmp_path: Path) -> None:
    path = tmp_path / "old.txt"
    path.write_bytes("“The café is shut.” Nobody came.".encode("cp1252"))
    result = _check(path)
    assert result.exit_code == 0
    assert "windows-1252" in result.stderr


def _process(path: Path, after: str = "", **environment: str) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        f'"{sys.executable}" -m detector check --select MQ108 "{path}" {after}',
        shell=True, capture_output=True, timeout=120, check=False,
        env={**os.environ, "PYTHONPATH": str(ROOT), **environment},
    )  # fmt: skip


@pytest.mark.skipif(sys.platform == "win32", reason="a POSIX shell")
def test_a_reader_that_goes_away_is_no_crash(good: Path) -> None:
    assert _process(good, "| true").stderr == b""


@pytest.mark.skipif(sys.platform == "win32", reason="a POSIX shell")
def test_a_terminal_without_curly_quotes_is_no_crash(good: Path) -> None:
    result = _process(good, PYTHONIOENCODING="latin-1", PYTHONUTF8="0")
    assert result.returncode == 1
    assert rb"\u201d said Kade said." in result.stdout
    assert result.stderr == b""
