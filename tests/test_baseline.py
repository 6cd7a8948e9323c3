"""What a baseline knows again, and what it does not."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detector import Checker
from detector.baseline import Baseline, BaselineError, BaselineWriter, Known
from detector.finding import FileReport, Finding
from detector.fingerprint import fingerprints
from detector.rules.base import Severity
from detector.spans import LineIndex

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


def marked(text: str, path: str) -> FileReport:
    """A report that marks every “to to”, whatever stands around it."""
    lines = LineIndex(text)
    findings = tuple(
        Finding(
            "GB105", "duplicate-text", Severity.WARNING, 1.0, at.start(), at.end(), *lines.position(at.start()),
            *lines.position(at.end()), at[0], "twice",
        )
        for at in re.finditer("to to", text)
    )  # fmt: skip
    return FileReport(path, findings, source=text)


@given(st.lists(st.one_of(st.text(max_size=200), st.sampled_from(["to to", "Will meet to to vote."]))))
def test_what_is_known_stays_known_under_any_paragraphs(above: list[str]) -> None:
    old = marked("The board will meet to to vote.\n\nIt had to to wait.", "a.txt")
    known = Baseline(Path("known.json"), [Known("a.txt", "GB105", one, "to to") for one in fingerprints(old)])
    now = marked("\n\n".join([*above, old.source]), "a.txt")
    assert len(known.new(now).findings) == len(now.findings) - len(old.findings)
    assert known.gone() == []


def test_what_was_not_looked_at_is_not_gone(tmp_path: Path) -> None:
    known = baseline(tmp_path, written(tmp_path, "a.txt", OLD), check(OLD, "-"))
    known.new(FileReport(str(tmp_path / "a.txt"), error="cannot be read"))
    assert known.gone() == []
    known.new(FileReport(str(tmp_path / "a.txt")), ran={"GB107"})
    assert [(one.path, one.rule) for one in known.gone()] == [("a.txt", "GB107")]


def test_a_renamed_file_is_known_once(tmp_path: Path) -> None:
    known = baseline(tmp_path, check(OLD, str(tmp_path / "a.txt")))  # which is no more
    assert known.new(written(tmp_path, "b.txt", OLD)).findings == ()
    assert len(known.new(written(tmp_path, "c.txt", OLD)).findings) == 2


def test_names_and_texts_of_any_letters_come_back(tmp_path: Path) -> None:
    report = marked("Grüße to to \ud800.", str(tmp_path / "Größe \udcff.txt"))
    report = replace(report, findings=(replace(report.findings[0], text="to to \ud800"),))
    assert baseline(tmp_path, report).new(report).findings == ()
    assert "Größe" in (tmp_path / "known.json").read_text("utf-8")


def test_writing_keeps_the_mode_and_leaves_nothing_beside(tmp_path: Path) -> None:
    report = written(tmp_path, "a.txt", OLD)
    path = tmp_path / "known.json"
    path.touch()
    path.chmod(0o640)
    baseline(tmp_path, report)
    once = path.read_bytes()
    baseline(tmp_path, report)
    assert (path.stat().st_mode & 0o777, path.read_bytes()) == (0o640, once)
    assert sorted(one.name for one in tmp_path.iterdir()) == ["a.txt", "known.json"]


def test_what_cannot_be_written_is_one_line(tmp_path: Path) -> None:
    with pytest.raises(BaselineError, match="cannot be written") as caught:
        BaselineWriter(tmp_path / "no" / "known.json").write()
    assert caught.value.path == tmp_path / "no" / "known.json"


def test_a_stranger_s_path_is_only_not_there(tmp_path: Path) -> None:
    names = ["x" * 5_000, "\0", "../../up.txt", "-"]
    known = Baseline(tmp_path / "known.json", [Known(name, "GB105", "0" * 16, "to to") for name in names])
    assert [one.path for one in known.gone()] == names[:3]


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
        "[" * 100_000,
        '{"version": "1\\n2", "files": {}}',
        '{"version": 1, "files": {"a": [{"rule": "GB105", "fingerprint": [], "text": ""}]}}',
        '{"version": 1, "files": {\n<<<<<<< ours\n}}',
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
