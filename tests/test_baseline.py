"""What a baseline knows again, and what it does not."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detector import Checker
from detector.baseline import Baseline, BaselineError, BaselineWriter, Known
from detector.finding import FileReport
from detector.fingerprint import fingerprints

CHECKER = Checker(select=["GB105", "GB107"])
OLD = "The board will meet to to vote.\n\nHe said: “We go home. The port is open.\n"


def check(text: str, path: str = "a.txt") -> FileReport:
    return CHECKER.check_text(text, path=path)


def baseline(folder: Path, *reports: FileReport) -> Baseline:
    writer = BaselineWriter(folder / "known.json")
    for report in reports:
        writer.add(report)
    writer.write()
    return Baseline.read(folder / "known.json")


def written(folder: Path, name: str, text: str) -> FileReport:
    path = folder / name
    path.parent.mkdir(exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return CHECKER.check_file(path)


_PARAGRAPH = st.lists(
    st.sampled_from("ferry mill board went saw old late".split()), min_size=3, max_size=9
).map(lambda words: " ".join(dict.fromkeys(words)).capitalize() + ".")


@given(above=st.lists(_PARAGRAPH, max_size=3), between=st.lists(_PARAGRAPH, max_size=3))
def test_a_fingerprint_survives_what_is_written_around_it(above: list[str], between: list[str]) -> None:
    first, second = OLD.strip().split("\n\n")
    moved = check("\n\n".join([*above, first, *between, second]))
    assert set(fingerprints(check(OLD))) <= set(fingerprints(moved))


def test_a_fingerprint_survives_new_line_breaks_and_is_the_files_own() -> None:
    assert fingerprints(check(OLD.replace("to to", "to\nto"))) == fingerprints(check(OLD))
    twice = check("It met at at noon. It left.\n\nThey sang.\n\nIt met at at noon. They left.")
    assert len(set(fingerprints(twice))) == len(twice.findings) == 2


def test_what_is_known_is_silent_and_what_is_new_is_not(tmp_path: Path) -> None:
    known = baseline(tmp_path, written(tmp_path, "a.txt", OLD))
    left = known.new(written(tmp_path, "a.txt", f"It rained for for days.\n\n{OLD}"))
    assert [finding.text for finding in left.findings] == ["for for"]
    assert known.gone() == []


def test_what_was_mended_is_gone(tmp_path: Path) -> None:
    known = baseline(tmp_path, written(tmp_path, "a.txt", OLD), written(tmp_path, "b.txt", OLD))
    known.new(written(tmp_path, "a.txt", OLD.replace("to to", "to")))
    assert [(one.path, one.rule) for one in known.gone()] == [("a.txt", "GB105")]  # b.txt was not checked


def test_a_renamed_file_keeps_what_is_known(tmp_path: Path) -> None:
    report = written(tmp_path, "a.txt", OLD)
    writer = BaselineWriter(tmp_path / "known.json")
    writer.add(report)
    writer.write()
    (tmp_path / "a.txt").rename(tmp_path / "b.txt")
    known = Baseline.read(tmp_path / "known.json")
    assert known.new(CHECKER.check_file(tmp_path / "b.txt")).findings == ()
    assert known.gone() == []


def test_a_copy_is_new(tmp_path: Path) -> None:
    known = baseline(tmp_path, written(tmp_path, "a.txt", OLD))
    assert len(known.new(written(tmp_path, "b.txt", OLD)).findings) == 2


def test_the_file_is_in_order_and_its_paths_count_from_its_folder(tmp_path: Path) -> None:
    baseline(tmp_path, written(tmp_path, "z/b.txt", OLD), written(tmp_path, "a.txt", OLD))
    data = json.loads((tmp_path / "known.json").read_text("utf-8"))
    assert list(data["files"]) == ["a.txt", "z/b.txt"]
    assert [row["rule"] for row in data["files"]["a.txt"]] == ["GB105", "GB107"]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "{",
        "[]",
        '{"version": 1}',
        '{"version": 9, "files": {}}',
        '{"version": 1, "files": {"a": [1]}}',
        "\0",
    ],
)
def test_a_damaged_baseline_is_one_line(tmp_path: Path, text: str) -> None:
    path = tmp_path / "known.json"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(BaselineError, match=r"known\.json: .*--write-baseline") as caught:
        Baseline.read(path)
    assert "\n" not in str(caught.value)


def test_entries_can_be_made_by_hand(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Well.", encoding="utf-8")
    known = Baseline(tmp_path / "known.json", [Known("a.txt", "GB105", "0" * 16, "to to")])
    known.new(CHECKER.check_file(tmp_path / "a.txt"))
    assert [one.text for one in known.gone()] == ["to to"]


def run(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "detector", "check", "--isolated", "--select", "GB105,GB107", *arguments]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, encoding="utf-8", check=False)


def test_the_command_line(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(OLD, encoding="utf-8")
    assert run(tmp_path, "--baseline", "known.json").returncode == 2
    first = run(tmp_path, "--write-baseline", "known.json")
    assert (first.returncode, first.stderr) == (0, "2 findings are known from now on\n")
    second = run(tmp_path, "--baseline", "known.json")
    assert (second.returncode, second.stderr) == (0, "")
    (tmp_path / "a.txt").write_text(OLD.replace("to to", "to"), encoding="utf-8")
    third = run(tmp_path, "--baseline", "known.json")
    assert third.returncode == 0
    assert "a.txt: GB105 is gone: to to\n1 findings of the baseline are gone" in third.stderr
