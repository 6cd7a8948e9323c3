"""What goes wrong in a real run: damaged files, files that come and go, hostile text, a full disk, a run cut short."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from detector import Checker
from detector.rules import RULES

ROOT = Path(__file__).parents[1]
SEEDS = {
    ".md": ROOT / "fixtures" / "in-the-wild" / "mangled-story.md",
    ".html": None,
    ".txt": ROOT / "fixtures" / "synthetic" / "doubled-phrase.txt",
}
PAGE = (
    "<!doctype html><html><head><title>x</title></head><body><p>The board will meet to to vote, "
    "<b>she said</b>.</p><!-- misquote: ignore --><p>“We go home,” Ada Ruiz said.</p><pre>x</pre></body></html>"
)
PIECES = [
    b"\x00",
    b"\xff",
    b"<",
    b">",
    b"&",
    b"\xe2\x80\x9c",
    b"\n\n",
    b"---\n",
    b"```",
    b"<!--",
    b"\r",
    b"{{",
    b"\xf0\x9f\x98\x80",
]
CHECKER = Checker(select=[rule.code for rule in RULES])


def mutated(data: bytes, rng: random.Random) -> bytes:
    """A file after some bytes have been changed, lost, doubled or put in."""
    parts = bytearray(data)
    for _ in range(rng.randint(1, 30)):
        at = rng.randrange(len(parts) + 1)
        match rng.randrange(4):
            case 0:
                parts[at : at + 1] = bytes([rng.randrange(256)])
            case 1:
                del parts[at : at + rng.randrange(40)]
            case 2:
                parts[at:at] = parts[at : at + rng.randrange(60)]
            case _:
                parts[at:at] = rng.choice(PIECES) * rng.choice((1, 1, 50))
    return bytes(parts)


@pytest.mark.parametrize("suffix", SEEDS)
def test_two_hundred_damaged_files_are_checked_or_refused(suffix: str, tmp_path: Path) -> None:
    rng = random.Random(suffix)
    seed = SEEDS[suffix]
    data = seed.read_bytes() if seed else PAGE.encode()
    for number in range(200):
        (tmp_path / f"{number:03}{suffix}").write_bytes(mutated(data, rng))
    reports = list(CHECKER.check_paths([tmp_path]))
    assert len(reports) == 200
    for report in reports:
        assert report.error is None or "\n" not in report.error
        for finding in report.findings:
            assert report.source[finding.start : finding.end] == finding.text


def run(folder: Path, *arguments: str, **more: object) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "detector", "check", "--isolated", "--select", "GB105", *arguments]
    return subprocess.run(
        command,
        cwd=folder,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
        **more,  # type: ignore[call-overload]
    )


def test_files_that_vanish_while_others_are_checked(tmp_path: Path) -> None:
    for number in range(80):  # more than are read at once
        (tmp_path / f"{number:02}.md").write_text("It met at at noon.", encoding="utf-8")
    seen = []
    for report in CHECKER.check_paths([tmp_path]):
        if not seen:
            (tmp_path / "79.md").unlink()
            (tmp_path / "78.md").write_text("It grew.", encoding="utf-8")
        seen.append(report)
    assert len(seen) == 80
    assert seen[79].error == "no such file: check the path"
    assert seen[78].findings == ()


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full")
def test_a_full_disk_is_one_line(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("It met at at noon.", encoding="utf-8")
    with open("/dev/full", "w", encoding="utf-8") as full:
        done = subprocess.run(
            [sys.executable, "-m", "detector", "check", "--isolated", "--select", "GB105", "a.md"],
            cwd=tmp_path, stdout=full, stderr=subprocess.PIPE, text=True, check=False,
        )  # fmt: skip
    assert done.returncode == 2
    assert "Traceback" not in done.stderr


def test_odd_names_and_text_stay_text(tmp_path: Path) -> None:
    name = "a\nb \x1b[31m::error::“x” 😀.md"
    (tmp_path / name).write_text(
        "It met \x1b[2J at at noon. <script>alert(1)</script> ::set-output::", encoding="utf-8"
    )
    for kind in ("text", "concise", "github"):
        done = run(tmp_path, "--format", kind)
        assert done.returncode == 1
        assert "\x1b" not in done.stdout.replace("\\x1b", "") or kind == "github"
        assert not [
            line
            for line in done.stdout.splitlines()
            if line.startswith("::") and not line.startswith("::warning file=")
        ]


def test_undecodable_names(tmp_path: Path) -> None:
    (tmp_path / os.fsdecode(b"caf\xe9.md")).write_text("It met at at noon.", encoding="utf-8")
    for kind in ("text", "json", "sarif", "html", "junit"):
        done = run(tmp_path, "--format", kind)
        assert done.returncode == 1, done.stderr


def test_links_in_a_circle(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "a" / "b").symlink_to(tmp_path / "a")
    (tmp_path / "a" / "x.md").symlink_to(tmp_path / "a" / "x.md")
    (tmp_path / "a" / "y.md").write_text("It met at at noon.", encoding="utf-8")
    done = run(tmp_path, "--format", "concise")
    assert len(done.stdout.splitlines()) == 1


@pytest.mark.skipif(os.name != "posix", reason="interrupts as POSIX does")
@pytest.mark.parametrize("jobs", ["1", "2"])
def test_an_interrupt_ends_the_run_with_130_and_leaves_nothing_behind(tmp_path: Path, jobs: str) -> None:
    text = "The harbour board met on Monday at at noon to vote. “We go home,” Ada Ruiz said.\n\n" * 400
    for number in range(60):
        (tmp_path / f"{number}.md").write_text(text, encoding="utf-8")
    process = subprocess.Popen(
        [sys.executable, "-m", "detector", "check", "--isolated", "--format", "json=out.json", "--jobs", jobs, "."],
        cwd=tmp_path, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip
    time.sleep(1.5)
    process.send_signal(signal.SIGINT)
    _, said = process.communicate(timeout=60)
    assert process.returncode == 130, said
    assert "Traceback" not in said
    assert not [path.name for path in tmp_path.iterdir() if path.suffix != ".md"]
