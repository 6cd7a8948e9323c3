"""Which files a call means."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from detector.files import expand
from detector.readers import ReadError


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of articles, and it is the current one."""
    for name in (
        "b.txt",
        "a.md",
        "C.HTML",
        "notes.pdf",
        "inner/d.mdx",
        "inner/deep/e.htm",
        ".git/f.txt",
        ".g.md",
    ):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("It ended there.\n")
    for name in ("node_modules", "vendor"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "README.md").write_text("It ended there.\n")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def _names(*paths: str) -> list[str]:
    """What a call means; errors as their text."""
    return [str(item).replace(os.sep, "/") for item in expand(paths)]


@pytest.mark.usefixtures("root")
def test_a_folder_is_searched_for_articles_its_own_first() -> None:
    assert _names(".") == ["C.HTML", "a.md", "b.txt", "inner/d.mdx", "inner/deep/e.htm"]


@pytest.mark.usefixtures("root")
def test_a_file_is_taken_as_it_is_named_whatever_its_suffix() -> None:
    assert _names("notes.pdf", ".g.md", "-", "inner") == [
        "notes.pdf",
        ".g.md",
        "-",
        "inner/d.mdx",
        "inner/deep/e.htm",
    ]


@pytest.mark.usefixtures("root")
def test_a_hidden_folder_is_searched_where_it_is_named() -> None:
    assert _names(".git", "vendor") == [".git/f.txt", "vendor/README.md"]


def test_each_file_is_given_once(root: Path) -> None:
    (root / "also.txt").symlink_to(root / "b.txt")
    assert _names("b.txt", "./b.txt", str(root / "b.txt"), "also.txt") == ["b.txt"]


def test_loops_of_links_end_and_links_to_folders_are_followed(root: Path) -> None:
    (root / "inner" / "up").symlink_to(root, target_is_directory=True)
    (root / "inner" / "self").symlink_to(root / "inner" / "self")
    (root / "inner" / "self.md").symlink_to(root / "inner" / "self.md")
    assert _names("inner") == [
        "inner/d.mdx",
        "inner/deep/e.htm",
        "inner/up/C.HTML",
        "inner/up/a.md",
        "inner/up/b.txt",
    ]


def test_errors_stand_where_the_files_would(root: Path) -> None:
    (root / "moved.txt").symlink_to(root / "nowhere.txt")
    (root / "bare").mkdir()
    found = list(expand(["a.md", "missing.txt", "moved.txt", "bare", "nul\0.txt", "b.txt"]))
    assert [item for item in found if isinstance(item, Path)] == [Path("a.md"), Path("b.txt")]
    errors = [item for item in found if isinstance(item, ReadError)]
    assert [error.path for error in errors] == ["missing.txt", "moved.txt", "bare", "nul\0.txt"]
    for error, said in zip(
        errors, ("no such file", "broken link", "no articles", "no such file"), strict=True
    ):
        assert said in error.message


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="nothing is closed to root")
def test_a_closed_folder_is_named_and_the_rest_is_found(root: Path) -> None:
    (root / "inner").chmod(0)
    try:
        *files, error = expand(["."])
    finally:
        (root / "inner").chmod(0o755)
    assert len(files) == 3
    assert isinstance(error, ReadError)
    assert error.path == "inner"
