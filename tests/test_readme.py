"""The README can't go stale: its commands, options, rules, screen and code are those of the program.

``python -m tests.test_readme`` writes the screen and the table of rules anew; then read the difference.
"""

from __future__ import annotations

import json
import os
import re
from pathlib import Path

import pytest
from click.testing import CliRunner

from detector.cli import cli
from detector.report.json import SCHEMA
from detector.rules import RULES

ROOT = Path(__file__).parents[1]
PATH = ROOT / "README.md"
README = PATH.read_text("utf-8")
STORY = "fixtures/in-the-wild/mangled-story.md"
SCREEN = re.compile(rf"(?<=\$ misquote check {re.escape(STORY)}\n).*?(?=```)", re.DOTALL)
TABLE = re.compile(
    r"(?<=\| code \| name \| what it marks \| default \|\n\|---\|---\|---\|---\|\n)(?:\|.*\n)+"
)
OPTIONS = sorted(
    {
        name
        for command in cli.commands.values()
        for parameter in command.params
        for name in parameter.opts
        if name.startswith("--")
    }
)


def _screen() -> str:
    """What the command prints at a terminal of 100 columns."""
    here = Path.cwd()
    os.chdir(ROOT)
    try:
        return CliRunner(env={"COLUMNS": "100"}).invoke(cli, ["check", STORY]).stdout
    finally:
        os.chdir(here)


def _table() -> str:
    return "".join(
        f"| {rule.code} | `{rule.name}` | {rule.summary.rstrip('.')} | {'on' if rule.default else 'off'} |\n"
        for rule in RULES
    )


def _shown(pattern: re.Pattern[str]) -> str:
    match = pattern.search(README)
    assert match is not None, pattern.pattern
    return match[0]


@pytest.mark.parametrize("command", sorted(cli.commands))
def test_every_command_is_there(command: str) -> None:
    assert f"misquote {command}" in README


@pytest.mark.parametrize("option", OPTIONS)
def test_every_option_is_there(option: str) -> None:
    assert re.search(rf"(?<!\S)`?{option}\b", README)


def test_every_file_that_is_named_exists() -> None:
    named = set(re.findall(r"\b(?:fixtures|models|detector|tests|benchmarks)/[\w./-]*\w", README))
    assert STORY in named
    assert not [name for name in named if not (ROOT / name).exists()]


def test_the_table_of_rules_is_the_catalogue() -> None:
    assert _shown(TABLE) == _table()


def test_the_screen_is_what_the_command_prints() -> None:
    seconds = re.compile(r"[\d.]+ s\)")
    assert seconds.sub("", _shown(SCREEN)) == seconds.sub("", _screen())


def test_the_json_has_the_keys_of_the_real_document() -> None:
    (example,) = (json.loads(block) for block in re.findall(r"```json\n(.*?)```", README, re.DOTALL))
    real = json.loads(CliRunner().invoke(cli, ["check", "--format", "json", str(ROOT / STORY)]).stdout)
    (shown,) = example["files"][0]["findings"]
    (found,) = (finding for finding in real["files"][0]["findings"] if finding["rule"] == shown["rule"])
    assert example["schema"] == SCHEMA
    for one, other in (
        (example, real),
        (example["tool"], real["tool"]),
        (example["model"], real["model"]),
        (example["files"][0], real["files"][0]),
        (example["summary"], real["summary"]),
        (shown, found),
        (shown["related"][0], found["related"][0]),
    ):
        assert list(one) == list(other)
    for place in (shown, shown["related"][0]):
        assert place["end"] > place["start"]
    assert len(shown["text"]) == shown["end"] - shown["start"] == shown["end_column"] - shown["column"]


def test_the_code_runs(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    (tmp_path / "drafts").mkdir()
    (tmp_path / "drafts" / "a.txt").write_text("The vote was put off. she said. Nobody knows why.", "utf-8")
    monkeypatch.chdir(tmp_path)
    (code,) = re.findall(r"```python\n(.*?)```", README, re.DOTALL)
    exec(compile(code, "README.md", "exec"), {})
    assert capsys.readouterr().out.splitlines() == [
        "1 18 GB102 could be done by June.",
        f"{Path('drafts', 'a.txt')} 1 None",
    ]


def test_the_command_that_ci_runs_is_the_one_given_here() -> None:
    assert len(re.findall(r"^pip install .*pytest.*$", README, re.MULTILINE)) == 1


if __name__ == "__main__":
    text = README
    for pattern, written in ((SCREEN, _screen()), (TABLE, _table())):
        text = pattern.sub(lambda _, written=written: written, text)
    PATH.write_text(text, encoding="utf-8")
