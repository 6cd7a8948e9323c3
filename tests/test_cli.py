"""The command line: through Click's runner, and through the real entry point where the process itself matters."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from detector import __version__
from detector.cli import FAILURE, FINDINGS, INTERRUPTED, cli
from detector.rules import RULES

ROOT = Path(__file__).parents[1]
CLEAN_TEXT = "The council met on Monday. It will meet again in May.\n"
# Found by form alone, so that most tests here need no model.
DOUBLED = "“We will mend the bridge before the winter,” said Oda Fenn said on Monday.\n"
BY_FORM = ("--select", "MQ108")


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty current folder."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


def _run(*args: str, stdin: str | bytes | None = None) -> Result:
    return CliRunner().invoke(cli, args, input=stdin)


def _process(*args: str, stdin: bytes = b"", cwd: Path = ROOT) -> subprocess.CompletedProcess[bytes]:
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    return subprocess.run(
        [sys.executable, "-m", "detector", *args],
        input=stdin, capture_output=True, cwd=cwd, env=environment, timeout=120,
    )  # fmt: skip


def test_nothing_found_is_exit_0(folder: Path) -> None:
    (folder / "a.txt").write_text(CLEAN_TEXT, encoding="utf-8")
    result = _run("check", *BY_FORM, "a.txt")
    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout.startswith("no findings in 1 file (2 sentences, 0 quotations, ")


def test_findings_are_exit_1_unless_zero_is_asked_for(folder: Path) -> None:
    (folder / "a.txt").write_text(DOUBLED, encoding="utf-8")
    result = _run("check", *BY_FORM, "a.txt")
    assert result.exit_code == FINDINGS
    assert re.match(r"a\.txt:1:\d+ MQ108 doubled-cue: ", result.stdout)
    zero = _run("check", *BY_FORM, "--exit-zero", "a.txt")
    assert zero.exit_code == 0
    assert "MQ108" in zero.stdout


def test_without_paths_the_current_folder_is_checked(folder: Path) -> None:
    (folder / "drafts").mkdir()
    (folder / "drafts" / "a.md").write_text(DOUBLED, encoding="utf-8")
    result = _run("check", *BY_FORM)
    assert result.exit_code == FINDINGS
    assert os.path.join("drafts", "a.md") + ":1:" in result.stdout


@pytest.mark.parametrize("exit_zero", [(), ("--exit-zero",)])
def test_bad_files_are_named_in_one_line_each_and_the_rest_is_checked(
    folder: Path, exit_zero: tuple[str, ...]
) -> None:
    (folder / "binary.txt").write_bytes(bytes(range(256)) * 4)
    (folder / "empty").mkdir()
    (folder / "good.txt").write_text(DOUBLED, encoding="utf-8")
    result = _run("check", *BY_FORM, *exit_zero, "missing.txt", "binary.txt", "empty", "good.txt")
    assert result.exit_code == FAILURE
    errors = result.stderr.splitlines()
    assert [line.split(":")[0] for line in errors] == ["missing.txt", "binary.txt", "empty"]
    assert all(": error: " in line for line in errors)
    assert "good.txt:1:" in result.stdout
    assert result.stdout.rstrip().endswith("3 files could not be read")


@pytest.mark.parametrize("text", ["", " \n\t\n", "\ufeff"])
def test_an_empty_file_is_fine(folder: Path, text: str) -> None:
    (folder / "a.txt").write_text(text, encoding="utf-8")
    assert _run("check", "a.txt").exit_code == 0


def test_standard_input() -> None:
    result = _run("check", *BY_FORM, "-", stdin=DOUBLED.encode())
    assert result.exit_code == FINDINGS
    assert result.stdout.startswith("-:1:")


def test_json_is_one_document_whose_texts_stand_at_their_spans(folder: Path) -> None:
    (folder / "a.md").write_text(f"# Bridge\n\n{DOUBLED}", encoding="utf-8")
    (folder / "b.md").write_text(CLEAN_TEXT, encoding="utf-8")
    result = _run("check", *BY_FORM, "--format", "json", "a.md", "b.md", "none.md")
    assert result.exit_code == FAILURE
    document = json.loads(result.stdout)
    assert (document["schema"], document["model"]) == (1, None)
    found, clean, missing = document["files"]
    (finding,) = found["findings"]
    text = (folder / "a.md").read_text("utf-8")
    assert text[finding["start"] : finding["end"]] == finding["text"]
    assert (finding["rule"], finding["line"]) == ("MQ108", 3)
    assert (clean["findings"], clean["error"]) == ([], None)
    assert missing["path"] == "none.md"
    assert missing["error"]
    assert document["summary"]["findings"] == 1


def test_the_least_score_leaves_findings_out(folder: Path) -> None:
    (folder / "a.txt").write_text(DOUBLED, encoding="utf-8")
    assert _run("check", *BY_FORM, "--min-score", "1", "a.txt").exit_code == 0
    assert _run("check", *BY_FORM, "--min-score", "1.5", "a.txt").exit_code == FAILURE


def test_ignore_wins_over_select_and_both_take_lists(folder: Path) -> None:
    (folder / "a.txt").write_text(DOUBLED, encoding="utf-8")
    assert _run("check", "--select", "MQ108,GB105", "--ignore", "doubled-cue", "a.txt").exit_code == 0
    assert _run("check", "--select", "GB105", "--select", "doubled-cue", "a.txt").exit_code == FINDINGS


@pytest.mark.parametrize(
    "args", [("check", "--select", "MQ10O"), ("check", "--ignore", "wrong-speeker"), ("explain", "doubled")]
)
def test_an_unknown_rule_is_a_wrong_call_with_the_nearest_name(args: tuple[str, ...]) -> None:
    result = _run(*args)
    assert result.exit_code == FAILURE
    assert "did you mean " in result.stderr
    assert result.stdout == ""


def test_a_damaged_model_folder_is_one_line_and_exit_2(folder: Path) -> None:
    (folder / "weights").mkdir()
    (folder / "a.txt").write_text(
        "The mayor will open the bridge on. The works began in May. could be done by June.\n",
        encoding="utf-8",
    )
    result = _run("check", "--model", "weights", "a.txt")
    assert result.exit_code == FAILURE
    assert result.stderr.startswith("Error: weights: ")
    assert result.stderr.count("\n") == 1


def test_explain_shows_the_whole_explanation_by_code_or_name() -> None:
    for rule in RULES:
        by_code, by_name = _run("explain", rule.code.lower()), _run("explain", rule.name)
        assert by_code.exit_code == 0
        assert by_code.stdout == by_name.stdout
        assert by_code.stdout.startswith(f"{rule.code} {rule.name} (")
        assert rule.doc.strip() in by_code.stdout


def test_rules_lists_every_rule_with_its_default() -> None:
    lines = _run("rules").stdout.splitlines()
    assert [line.split()[:4] for line in lines] == [
        [rule.code, rule.name, rule.severity.value, "on" if rule.default else "off"] for rule in RULES
    ]


def test_version() -> None:
    assert _run("--version").stdout == f"misquote {__version__}\n"


def test_every_command_and_option_has_its_help() -> None:
    for name, command in cli.commands.items():
        assert command.get_short_help_str(), name
        for parameter in command.params:
            assert parameter.param_type_name == "argument" or getattr(parameter, "help", None), parameter.name


def test_the_real_process_finds_and_exits(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(DOUBLED, encoding="utf-8")
    result = _process("check", *BY_FORM, "a.txt", "-", stdin=DOUBLED.encode(), cwd=tmp_path)
    assert result.returncode == FINDINGS
    assert result.stdout.decode().count("MQ108 doubled-cue") == 2
    assert result.stderr == b""
    assert _process("check", "nowhere.txt", cwd=tmp_path).returncode == FAILURE
    assert _process("chekc").returncode == FAILURE


def test_nothing_is_written_beside_the_articles(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(DOUBLED, encoding="utf-8")
    _process("check", *BY_FORM, ".", cwd=tmp_path)
    assert [path.name for path in tmp_path.rglob("*")] == ["a.txt"]


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no SIGINT for one process")
def test_an_interrupt_ends_the_run_without_a_traceback() -> None:
    code = (
        "import sys\n"
        "from detector.cli import main\n"
        "sys.argv = ['misquote', 'check', '-']\n"
        "import detector.check\n"
        "print('ready', flush=True)\n"
        "main()\n"
    )
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    with subprocess.Popen(
        [sys.executable, "-c", code],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environment,
    ) as process:  # fmt: skip
        assert process.stdin and process.stdout and process.stderr
        assert process.stdout.readline() == b"ready\n"
        try:
            process.wait(1.0)  # it now waits for standard input
        except subprocess.TimeoutExpired:
            process.send_signal(signal.SIGINT)
        assert process.wait(30) == INTERRUPTED
        assert b"Traceback" not in process.stderr.read()


@pytest.mark.parametrize("format", ["json", "sarif", "junit", "html"])
def test_what_machines_read_is_utf8_whatever_the_terminal_is(tmp_path: Path, format: str) -> None:
    (tmp_path / "ä.md").write_text("Die “Ärztin” met at at noon with the board.", encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-m", "detector", "check", "--isolated", "--select", "GB105", "--format", format, "."],
        cwd=tmp_path, capture_output=True, check=False, env={**os.environ, "PYTHONIOENCODING": "latin-1"},
    )  # fmt: skip
    assert "ä.md" in done.stdout.decode("utf-8") or "%C3%A4.md" in done.stdout.decode("utf-8")
