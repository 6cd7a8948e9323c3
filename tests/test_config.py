"""Where the configuration is found, what it may say, and what holds in the end."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from detector.config import KEYS, ConfigError, Configs, describe, template
from detector.rules.base import Severity

BAD = "The board will meet to to vote.\n\nHe said: “We go home. The port is open.\n"


def write(path: Path, text: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def run(folder: Path, *arguments: str, text: str | None = None) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "detector", *arguments], cwd=folder, capture_output=True, text=True, encoding="utf-8",
        input=text, check=False,
    )  # fmt: skip


def test_the_nearest_one_holds(tmp_path: Path) -> None:
    write(tmp_path / "misquote.toml", 'select = ["MQ"]')
    write(tmp_path / "news" / "pyproject.toml", '[tool.misquote]\nselect = ["GB105"]')
    write(tmp_path / "blog" / "pyproject.toml", "[project]\nname = 'x'")
    configs = Configs()
    assert configs.of(str(tmp_path / "a.md")).get("select") == ["MQ"]
    assert configs.of(str(tmp_path / "news" / "old" / "a.md")).get("select") == ["GB105"]
    assert configs.of(str(tmp_path / "blog" / "a.md")).get("select") == ["MQ"]
    assert Configs(isolated=True).of(str(tmp_path / "a.md")).get("select") == []
    assert Configs(tmp_path / "misquote.toml").of(str(tmp_path / "news" / "a.md")).get("select") == ["MQ"]


def test_misquote_toml_goes_before_pyproject_toml(tmp_path: Path) -> None:
    write(tmp_path / "misquote.toml", "min-score = 0.5")
    write(tmp_path / "pyproject.toml", "[tool.misquote]\nmin-score = 0.9")
    assert Configs().of(str(tmp_path / "a.md")).get("min-score") == 0.5


def test_what_is_nearer_goes_before_what_it_extends(tmp_path: Path) -> None:
    write(tmp_path / "house.toml", 'select = ["MQ"]\nmin-score = 0.5')
    write(tmp_path / "news" / "misquote.toml", 'extend = "../house.toml"\nmin-score = 0.9')
    config = Configs().of(str(tmp_path / "news" / "a.md"))
    assert (config.get("select"), config.get("min-score")) == (["MQ"], 0.9)
    assert config.origins["select"].endswith("house.toml")
    assert config.origins["min-score"].endswith("misquote.toml")


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("selct = []", "unknown key “selct”; did you mean “select”?"),
        ("min-score = 'high'", "min-score must be a number from 0 to 1, not 'high'"),
        ("min-score = 2", "min-score must be a number from 0 to 1, not 2"),
        ("min-score = true", "min-score must be a number from 0 to 1, not True"),
        ("select = 'MQ'", "select must be a list of texts, not 'MQ'"),
        ("select = ['MQ99']", "select is wrong: no rule is called 'MQ99'"),
        ("fail-on = 'off'", "fail-on must be “error”, “warning” or “info”"),
        ("severity = {MQ103 = 'grave'}", "severity must be a table"),
        ("severity = {MQ1O3 = 'error'}", "severity is wrong: no rule is called"),
        ("per-file-ignores = {'a/**' = ['XX']}", "per-file-ignores is wrong: no rule is called 'XX'"),
        ("extend = 'misquote.toml'", "extend goes in a circle"),
        ("extend = 'nowhere.toml'", "cannot be read"),
        ("cue-verbs = ['Spin Out']", "cue-verbs must be a list of verbs in their dictionary form"),
        ("outlets = 'The Gazette'", "outlets must be a list of names"),
        ("names = [' ']", "names must be a list of names"),
        ("select = [", "no TOML ("),
    ],
)
def test_whatever_is_wrong_is_one_line_with_the_mend(tmp_path: Path, text: str, line: str) -> None:
    write(tmp_path / "misquote.toml", text)
    write(tmp_path / "a.txt", BAD)
    done = run(tmp_path, "check", "a.txt")
    assert done.returncode == 2
    assert line in done.stderr
    assert done.stderr.startswith("Error: ")
    assert done.stderr.count("\n") == 1


def test_a_configuration_that_is_no_utf8_is_one_line(tmp_path: Path) -> None:
    (tmp_path / "misquote.toml").write_bytes(b"select = ['\xff']")
    with pytest.raises(ConfigError, match="save it as UTF-8"):
        Configs().of(str(tmp_path / "a.md"))


def test_what_holds_for_a_file(tmp_path: Path) -> None:
    write(
        tmp_path / "misquote.toml",
        """
        select = ["GB", "MQ10"]
        ignore = ["GB106"]
        min-score = 0.5
        min-scores = {GB = 0.6, GB105 = 0.7}
        severity = {GB = "info", GB107 = "error", MQ105 = "off"}
        per-file-ignores = {"opinion/**" = ["GB103"], "*.txt" = ["word-salad"]}
        fail-on = "warning"
        """,
    )
    configs = Configs()
    news = configs.of(str(tmp_path / "a.md")).settings(str(tmp_path / "a.md"))
    codes = [rule.code for rule in news.rules]
    assert "GB106" not in codes and "MQ105" not in codes and "GB103" in codes and "GB104" in codes
    assert (news.least("GB105"), news.least("GB101"), news.least("MQ103")) == (0.7, 0.6, 0.5)
    severities = {rule.code: news.severity(rule) for rule in news.rules}
    assert (severities["GB105"], severities["GB107"]) == (Severity.INFO, Severity.ERROR)
    assert [news.fails(severity) for severity in Severity] == [True, True, False]
    path = str(tmp_path / "opinion" / "a.txt")
    opinion = [rule.code for rule in configs.of(path).settings(path).rules]
    assert "GB103" not in opinion and "GB104" not in opinion and "GB105" in opinion


def test_the_call_goes_before_the_configuration(tmp_path: Path) -> None:
    write(
        tmp_path / "misquote.toml",
        'select = ["GB107"]\nmin-score = 1.0\nfail-on = "error"\nignore = ["GB106"]',
    )
    write(tmp_path / "a.txt", BAD)
    assert run(tmp_path, "check").returncode == 0
    assert run(tmp_path, "check", "--min-score", "0").returncode == 0  # a warning does not fail
    done = run(
        tmp_path, "check", "--min-score", "0", "--fail-on", "warning", "--format", "concise", "--select", "GB"
    )
    assert done.returncode == 1
    assert [line.split()[1] for line in done.stdout.splitlines()] == ["GB105", "GB107"]


def test_files_that_are_excluded_or_ignored_are_passed_over_unless_they_are_named(tmp_path: Path) -> None:
    write(tmp_path / "misquote.toml", 'select = ["GB105"]\nexclude = ["drafts/", "*.html"]')
    write(tmp_path / ".gitignore", "# built\n/build\n*.tmp.md\n")
    write(tmp_path / "news" / ".gitignore", "!keep.tmp.md\n")
    (tmp_path / ".git").mkdir()
    for name in (
        "a.md",
        "drafts/b.md",
        "page.html",
        "build/c.md",
        "news/d.tmp.md",
        "news/keep.tmp.md",
        "news/build/e.md",
    ):
        write(tmp_path / name, BAD)
    found = run(tmp_path, "check", "--format", "concise").stdout
    assert [line.split(":")[0] for line in found.splitlines()] == [
        "a.md",
        "news/keep.tmp.md",
        "news/build/e.md",
    ]
    named = run(tmp_path, "check", "--format", "concise", "drafts/b.md", "build/c.md").stdout
    assert len(named.splitlines()) == 2


def test_include_and_what_git_ignores_can_be_set(tmp_path: Path) -> None:
    write(tmp_path / "misquote.toml", 'select = ["GB105"]\ninclude = ["news/**"]\nrespect-gitignore = false')
    write(tmp_path / ".gitignore", "old\n")
    (tmp_path / ".git").mkdir()
    for name in ("a.md", "news/b.md", "news/old/c.md"):
        write(tmp_path / name, BAD)
    found = run(tmp_path, "check", "--format", "concise").stdout
    assert [line.split(":")[0] for line in found.splitlines()] == ["news/b.md", "news/old/c.md"]


def test_outside_a_repository_nothing_is_ignored(tmp_path: Path) -> None:
    write(tmp_path / ".gitignore", "*.md\n")
    write(tmp_path / "a.md", BAD)
    assert run(tmp_path, "check", "--isolated", "--select", "GB105").returncode == 1


def test_init_writes_every_key_and_never_over_a_file(tmp_path: Path) -> None:
    assert run(tmp_path, "init").returncode == 0
    text = (tmp_path / "misquote.toml").read_text("utf-8")
    assert text == template()
    assert Configs().of(str(tmp_path / "a.md")).values == {}
    assert run(tmp_path, "init").returncode == 2
    shown = "\n".join(line.removeprefix("# ") for line in text.splitlines() if " = " in line)
    write(tmp_path / "news" / "misquote.toml", shown.replace("extend =", "# extend ="))
    config = Configs().of(str(tmp_path / "news" / "a.md"))
    assert set(config.values) == set(KEYS) - {"extend"}


def test_config_shows_each_value_and_where_it_comes_from(tmp_path: Path) -> None:
    write(tmp_path / "misquote.toml", 'severity = {GB105 = "error"}')
    done = run(tmp_path, "config", "news/a.md")
    rows = {line.split()[0]: line for line in done.stdout.splitlines()}
    assert rows["severity"].split("  ")[-1].endswith("misquote.toml")
    assert '{GB105 = "error"}' in rows["severity"]
    assert rows["select"].endswith("default")
    assert done.stdout == describe(Configs().of(str(tmp_path / "a.md")))


def test_standard_input_takes_the_name_it_is_given(tmp_path: Path) -> None:
    write(tmp_path / "news" / "misquote.toml", 'select = ["GB105"]')
    done = run(
        tmp_path, "check", "-", "--stdin-filename", "news/a.html", "--format", "concise",
        text="<p>It met at at noon.</p><script>to to</script>",
    )  # fmt: skip
    assert done.stdout.startswith("news/a.html:1:11: GB105")
    assert len(done.stdout.splitlines()) == 1
