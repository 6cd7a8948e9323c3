"""--since: which files and lines Git says have changed, whatever their names and the user's configuration."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from detector.changes import Changes, ChangesError, changed
from detector.readers import ReadError

pytestmark = pytest.mark.skipif(shutil.which("git") is None, reason="needs git")

OLD = "Alpha came at at noon.\n\nBeta left.\nGamma stayed.\n\nDelta sang on on.\n"


@pytest.fixture(autouse=True)
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    config = tmp_path / "gitconfig"
    config.write_text(
        "[user]\nname = Oda Fenn\nemail = oda@tarn.example\n[init]\ndefaultBranch = main\n[diff]\nnoprefix = true\n"
        "mnemonicPrefix = true\nexternal = false\n[color]\nui = always\n[core]\nquotePath = false\n",
        encoding="utf-8",
    )
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", str(config))
    monkeypatch.setenv("GIT_CONFIG_NOSYSTEM", "1")
    folder = tmp_path / "repo"
    folder.mkdir()
    monkeypatch.chdir(folder)
    git("init", "-q")
    write("a.md", OLD)
    write("b.md", OLD)
    commit()
    return folder


def git(*arguments: str) -> str:
    return subprocess.run(["git", *arguments], check=True, capture_output=True, text=True).stdout.strip()


def write(name: str, text: str) -> None:
    path = Path(name)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def commit() -> str:
    git("add", "-A")
    git("commit", "-qm", "x")
    return git("rev-parse", "HEAD")


def lines(name: str, ref: str = "HEAD", count: int = 8) -> list[int]:
    found = changed(ref, ["."])
    return [number for number in range(1, count + 1) if found.touches(Path(name), number, number)]


def run(*arguments: str) -> subprocess.CompletedProcess[str]:
    command = [
        sys.executable,
        "-m",
        "detector",
        "check",
        "--isolated",
        "--select",
        "GB105",
        "--format",
        "concise",
    ]
    return subprocess.run(
        [*command, *arguments], capture_output=True, text=True, encoding="utf-8", check=False
    )


def test_nothing_has_changed() -> None:
    assert changed("HEAD", ["."]).files == []


def test_changed_new_and_deleted_files() -> None:
    write("a.md", OLD.replace("Beta", "Bea"))
    write("c.md", "New.\n")
    os.remove("b.md")
    assert changed("HEAD", ["."]).files == [Path("a.md"), Path("c.md")]
    assert lines("a.md") == [3]
    assert lines("c.md", count=3) == [1, 2, 3]


def test_what_was_taken_out_changes_the_lines_beside_it() -> None:
    write("a.md", OLD.replace("Beta left.\n", ""))
    assert lines("a.md") == [2, 3]


def test_a_renamed_file_has_only_what_was_edited() -> None:
    git("mv", "a.md", "z.md")
    commit()
    assert lines("z.md", "HEAD~1") == []
    write("z.md", OLD.replace("on on", "on"))
    assert lines("z.md", "HEAD~1") == [6]


@pytest.mark.parametrize(
    "name", ["a b.md", "“é”.md", "😀.md", 'say "so".md', "tab\there.md", "new\nline.md", "-x.md", "a\\b.md"]
)
def test_any_name_is_a_name(name: str) -> None:
    write(name, OLD)
    commit()
    write(name, OLD.replace("on on", "on"))
    assert changed("HEAD", ["."]).files == [Path(name)]
    assert lines(name) == [6]


def test_a_name_that_is_no_text() -> None:
    name = os.fsdecode(b"caf\xe9.md")
    write(name, OLD)
    assert changed("HEAD", ["."]).files == [Path(name)]


def test_lines_of_a_file_that_look_like_a_diff() -> None:
    write("a.md", "+++ b/b.md\n@@ -1 +1 @@\ndiff --git a/x b/x\n")
    assert changed("HEAD", ["."]).files == [Path("a.md")]
    assert lines("a.md", count=4) == [1, 2, 3]


def test_what_others_did_meanwhile_is_not_ours() -> None:
    git("checkout", "-qb", "mine")
    write("a.md", OLD.replace("Beta", "Bea"))
    commit()
    git("checkout", "-q", "main")
    write("b.md", OLD.replace("Delta", "Della"))
    commit()
    git("checkout", "-q", "mine")
    assert changed("main", ["."]).files == [Path("a.md")]


def test_staged_is_what_the_next_commit_holds() -> None:
    write("a.md", OLD.replace("Beta", "Bea"))
    write("b.md", OLD.replace("Beta", "Bea"))
    git("add", "a.md")
    assert changed("staged", ["."]).files == [Path("a.md")]


def test_staged_text_is_read_from_the_index(monkeypatch: pytest.MonkeyPatch, repository: Path) -> None:
    write("news/ä b.md", "The board met met on Monday.\n")
    git("add", "news")
    write("news/ä b.md", "Mended since.\n\nThe board met on Monday.\n")
    (found,) = (changes := changed("staged", ["."])).files
    assert changes.load(found) == b"The board met met on Monday.\n"
    assert changed("HEAD", ["."]).load(found).startswith(b"Mended")
    monkeypatch.chdir(repository / "news")
    assert changed("staged", ["."]).load(Path("ä b.md")) == b"The board met met on Monday.\n"
    Path("ä b.md").unlink()
    done = subprocess.run(
        [sys.executable, "-m", "detector", "check", "--since", "staged", "--select", "GB105", "--format", "concise"],
        capture_output=True, encoding="utf-8", check=False, env={**os.environ, "PYTHONUTF8": "1"},
    )  # fmt: skip
    assert done.returncode == 1
    assert "ä b.md:1:11: GB105" in done.stdout


def test_what_the_index_does_not_hold_is_one_line() -> None:
    with pytest.raises(ReadError, match="Git failed"):
        Changes({}, staged=True).load(Path("nowhere.md"))


def test_from_a_folder_and_for_a_folder(monkeypatch: pytest.MonkeyPatch, repository: Path) -> None:
    write("news/c.md", OLD)
    write("a.md", "Other.\n")
    assert changed("HEAD", ["news"]).files == [Path("news/c.md")]
    monkeypatch.chdir(repository / "news")
    assert changed("HEAD", ["."]).files == [Path("c.md")]
    assert changed("HEAD", [".."]).files == [Path("../a.md"), Path("c.md")]


def test_in_a_worktree(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    git("worktree", "add", "-q", str(tmp_path / "tree"), "-b", "other")
    monkeypatch.chdir(tmp_path / "tree")
    write("a.md", "Other.\n")
    assert changed("HEAD", ["."]).files == [Path("a.md")]


def test_in_a_shallow_clone_that_lacks_the_commit(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, repository: Path
) -> None:
    first = git("rev-parse", "HEAD")
    write("a.md", "Other.\n")
    commit()
    git("clone", "-q", "--depth", "1", f"file://{repository}", str(tmp_path / "clone"))
    monkeypatch.chdir(tmp_path / "clone")
    with pytest.raises(ChangesError, match="fetch-depth: 0"):
        changed(first, ["."])
    assert changed("HEAD", ["."]).files == []


@pytest.mark.parametrize("ref", ["nowhere", "--output=x", "--upload-pack=x", "", "HEAD~9", "a.md"])
def test_a_commit_that_is_not_there_is_one_line(ref: str) -> None:
    done = run("--since", ref)
    assert done.returncode == 2
    assert done.stderr.count("\n") == 1
    assert "Git" in done.stderr
    assert not Path("x").exists()


def test_outside_a_repository(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))
    with pytest.raises(ChangesError, match="in none"):
        changed("HEAD", ["."])


def test_without_git(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    with pytest.raises(ChangesError, match="install it"):
        changed("HEAD", ["."])


def test_only_findings_of_changed_paragraphs_are_reported() -> None:
    write("a.md", OLD.replace("Gamma stayed.", "Gamma stayed stayed."))
    write("b.md", OLD.replace("Delta", "Della"))
    done = run("--since", "HEAD")
    assert [line.split(":")[:2] for line in done.stdout.splitlines()] == [["a.md", "4"], ["b.md", "6"]]


def test_files_that_no_reader_knows_are_passed_over_and_none_is_fine() -> None:
    write("x.py", "to to")
    done = run("--since", "HEAD")
    assert (done.returncode, done.stderr) == (0, "")
