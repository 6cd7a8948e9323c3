"""The README can't go stale: its commands, options, rules, screen and code are those of the program.

``python -m tests.test_readme`` writes the screen and the table of rules anew; then read the difference.
"""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest
from click.testing import CliRunner

from detector.cli import cli
from detector.rules import RULES

ROOT = Path(__file__).parents[1]
PATH = ROOT / "README.md"
README = PATH.read_text("utf-8")
STORY = "fixtures/in-the-wild/mangled-story.md"
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
    runner = CliRunner(env={"COLUMNS": "100"})
    here = Path.cwd()
    os.chdir(ROOT)
    try:
        printed = runner.invoke(cli, ["check", STORY]).stdout
    finally:
        os.chdir(here)
    return f"```text\n$ misquote check {STORY}\n{printed}```\n"


def _table() -> str:
    rows = (
        f"| {rule.code} | `{rule.name}` | {rule.summary} | {'on' if rule.default else 'off'} |\n"
        for rule in RULES
    )
    return "| code | name | what it marks | default |\n|---|---|---|---|\n" + "".join(rows)


def _block(name: str) -> re.Pattern[str]:
    return re.compile(
        rf"(?<=<!-- {name}: written by python -m tests\.test_readme -->\n).*?(?=<!-- end of {name})", re.S
    )


def _shown(name: str) -> str:
    match = _block(name).search(README)
    assert match is not None, name
    return match[0]


@pytest.mark.parametrize("command", sorted(cli.commands))
def test_every_command_is_there(command: str) -> None:
    assert f"misquote {command}" in README


@pytest.mark.parametrize("option", OPTIONS)
def test_every_option_is_there(option: str) -> None:
    assert f"`{option}" in README or f" {option} " in README


def test_every_file_that_is_named_exists() -> None:
    named = set(re.findall(r"\b(?:fixtures|models|detector|tests|benchmarks)/[\w./-]*\w", README))
    assert STORY in named
    assert not [name for name in named if not (ROOT / name).exists()]


def test_the_table_of_rules_is_the_catalogue() -> None:
    assert _shown("rules") == _table()


def test_no_rule_is_named_that_does_not_exist() -> None:
    assert set(re.findall(r"\b(?:MQ|GB)\d{3}\b", README)) == {rule.code for rule in RULES}


def test_the_screen_is_what_the_command_prints() -> None:
    seconds = re.compile(r"[\d.]+ s\)")
    assert seconds.sub("", _shown("screen")) == seconds.sub("", _screen())


def test_the_code_runs(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.chdir(ROOT)
    (code,) = re.findall(r"```python\n(.*?)```", README, re.S)
    exec(compile(code, "README.md", "exec"), {})
    printed = capsys.readouterr().out
    assert "MQ102 1 23 she said." in printed
    assert "fixtures/negative" in printed


if __name__ == "__main__":
    text = README
    for name, written in (("screen", _screen()), ("rules", _table())):
        text = _block(name).sub(lambda _, written=written: written, text)
    PATH.write_text(text, encoding="utf-8")
