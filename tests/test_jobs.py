"""--jobs: the same reports in the same order, from several processes."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from functools import partial
from pathlib import Path

import pytest

from detector import Checker
from detector.jobs import Jobs
from detector.nli import ModelError
from detector.readers import ReadError

SLIP = "The board will meet to to vote on article {}.\n\nNobody came.\n"


def run(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "detector", "check", "--isolated", "--format", "concise", *arguments], cwd=folder,
        capture_output=True, encoding="utf-8", check=False,
        env={**os.environ, "MISQUOTE_CACHE_DIR": str(folder / ".c")},
    )  # fmt: skip


@pytest.fixture
def articles(tmp_path: Path) -> Path:
    for number in range(70):  # more than two windows
        (tmp_path / f"{number:03}.txt").write_text(SLIP.format(number), encoding="utf-8")
    (tmp_path / "040.txt").write_bytes(b"\0\0")
    return tmp_path


def test_the_same_as_in_one_process(articles: Path) -> None:
    one, two = (run(articles, "--no-cache", "--jobs", jobs, ".", "nowhere.txt") for jobs in ("1", "2"))
    assert two.returncode == one.returncode == 2
    assert two.stdout == one.stdout
    assert two.stderr == one.stderr
    assert one.stdout.count("GB105") == 69


def test_all_processes_keep_what_they_found(articles: Path) -> None:
    first = run(articles, "--jobs", "2", ".")
    info = subprocess.run(
        [sys.executable, "-m", "detector", "cache", "info"], cwd=articles, capture_output=True, encoding="utf-8",
        check=False, env={**os.environ, "MISQUOTE_CACHE_DIR": str(articles / ".c")},
    ).stdout  # fmt: skip
    assert ": 69 results" in info
    assert run(articles, ".").stdout == first.stdout


class Dying(Checker):
    """A checker whose process is killed."""

    def check_files(self, _: object) -> object:  # type: ignore[override]
        os.kill(os.getpid(), signal.SIGKILL)


def test_a_process_that_is_killed_is_one_line(articles: Path) -> None:
    jobs = Jobs(partial(Dying, select=["GB105"]), 2, caching=False)
    with pytest.raises(ModelError, match="use fewer --jobs"):
        list(jobs.check_files([articles / "000.txt"]))


def test_what_could_not_be_found_has_its_place(articles: Path) -> None:
    jobs = Jobs(partial(Checker, select=["GB105"]), 2, caching=False)
    files = [articles / "001.txt", ReadError("lost.txt", "no such file"), articles / "000.txt"]
    reports = list(jobs.check_files(files))
    assert [Path(report.path).name for report in reports] == ["001.txt", "lost.txt", "000.txt"]
    assert [report.error for report in reports] == [None, "no such file", None]
    assert jobs.model is None
    assert jobs.check_file(articles / "001.txt") == reports[0]
