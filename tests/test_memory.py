"""Reports of earlier runs: the same as new ones, and only for the same text, settings and model."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from detector import Checker
from detector.finding import ModelInfo
from detector.house import House
from detector.memory import Memory
from detector.rules.base import Severity
from detector.settings import Settings
from detector.store import Store

TEXT = "The board will meet to to vote.\n\nHe said: “We go home. The port is open.\n\nIt rained. It met. It rained.\n"
SETTINGS = Settings.choose(["GB105", "GB107"])


@pytest.fixture
def article(tmp_path: Path) -> Path:
    path = tmp_path / "a.txt"
    path.write_text(TEXT, encoding="utf-8")
    return path


def checker(store: Store, settings: Settings = SETTINGS) -> Checker:
    return Checker(store=store, settings=lambda _: settings)


def test_a_report_comes_back_as_it_was(
    article: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with Store(tmp_path / "cache") as store:
        first = checker(store).check_file(article)
    assert first.findings
    monkeypatch.setattr("detector.check.extract", None)  # whoever reads the article again fails
    with Store(tmp_path / "cache") as store:
        assert checker(store).check_file(article) == first
        renamed = article.rename(tmp_path / "b.txt")
        assert checker(store).check_file(renamed) == replace(first, path=str(renamed))


def test_related_places_and_the_model_come_back(tmp_path: Path) -> None:
    article = tmp_path / "a.txt"
    long = "The harbour board will meet again on Monday to vote on the new bridge over the Ardel."
    article.write_text(f"{long}\n\nNobody came.\n\n{long}", encoding="utf-8")
    with Store(tmp_path / "cache") as store:
        first = checker(store).check_file(article)
        assert first.findings[0].related
        assert checker(store).check_file(article) == first
        memory = Memory(store, "m")
        known = memory.key(b"x", "plaintext", SETTINGS)
        memory.keep(known, first, ModelInfo("m", "0" * 64))
        found = memory.find(known, "a.txt", article.read_bytes())
        assert found is not None
        assert found.model == ModelInfo("m", "0" * 64)


@pytest.mark.parametrize(
    "settings",
    [
        Settings.choose(["GB105"]),
        Settings.choose(["GB105", "GB107"], min_score=1.0),
        replace(SETTINGS, severities={"GB105": Severity.ERROR}),
        replace(SETTINGS, min_scores={"GB107": 1.0}),
        replace(SETTINGS, house=House(names=("to to",))),
    ],
    ids=["rules", "least score", "severity", "least score of a rule", "house names"],
)
def test_with_other_settings_it_is_another_report(article: Path, tmp_path: Path, settings: Settings) -> None:
    with Store(tmp_path / "cache") as store:
        first = checker(store).check_file(article)
        assert checker(store, settings).check_file(article) != first
        assert checker(store, settings).check_file(article) == Checker(
            settings=lambda _: settings
        ).check_file(article)


def test_another_text_format_or_model_is_another_report(tmp_path: Path) -> None:
    with Store(tmp_path / "cache") as store:
        memory = Memory(store, "one")
        keys = {
            memory.key(b"a", "plaintext", SETTINGS),
            memory.key(b"b", "plaintext", SETTINGS),
            memory.key(b"a", "html", SETTINGS),
            Memory(store, "two").key(b"a", "plaintext", SETTINGS),
        }
    assert len(keys) == 4


@pytest.mark.parametrize("value", [b"", b"{", b"[]", b'{"findings": 3}', b'{"findings": [{"rule": 1}]}'])
def test_what_cannot_be_understood_is_not_known(article: Path, tmp_path: Path, value: bytes) -> None:
    with Store(tmp_path / "cache") as store:
        memory = Memory(store, "m")
        known = memory.key(article.read_bytes(), "plaintext", SETTINGS)
        store.put(known, value)
        assert memory.find(known, "a.txt", article.read_bytes()) is None


def test_a_file_that_cannot_be_read_is_not_kept(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    with Store(tmp_path / "cache") as store:
        assert checker(store).check_file(path).error
        path.write_text(TEXT, encoding="utf-8")
        assert checker(store).check_file(path).error is None


def run(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "detector", *arguments]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, encoding="utf-8", check=False)


def test_the_command_line(article: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MISQUOTE_CACHE_DIR", str(tmp_path / "cache"))
    check = ("check", "--isolated", "--select", "GB105,GB107", "--format", "concise", article.name)
    first = run(tmp_path, *check, "--no-cache")
    assert not (tmp_path / "cache").exists()
    assert run(tmp_path, *check).stdout == run(tmp_path, *check).stdout == first.stdout
    assert "1 results" in run(tmp_path, "cache", "info").stdout
    assert run(tmp_path, "cache", "clear").returncode == 0
    assert "0 results" in run(tmp_path, "cache", "info").stdout


def test_a_cache_that_cannot_be_used_is_one_line(
    article: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MISQUOTE_CACHE_DIR", str(article / "cache"))
    done = run(tmp_path, "check", "--isolated", "--select", "GB105", article.name)
    assert done.returncode == 1
    assert done.stderr.startswith("results are not kept: ")
    assert done.stderr.count("\n") == 1
