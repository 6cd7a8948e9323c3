"""The store: what is put is got, and whatever happens to it, the run goes on."""

from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detector.store import Store, key

_PARTS = st.lists(st.one_of(st.text(max_size=5), st.binary(max_size=5)), max_size=4)


@given(one=_PARTS, other=_PARTS)
def test_only_the_same_parts_have_the_same_key(one: list[str | bytes], other: list[str | bytes]) -> None:
    def plain(parts: list[str | bytes]) -> list[bytes]:
        return [part.encode() if isinstance(part, str) else part for part in parts]

    assert (key(*one) == key(*other)) == (plain(one) == plain(other))


def test_what_is_put_is_got_now_and_later(tmp_path: Path) -> None:
    values = {key(str(number)): os.urandom(number % 50) for number in range(1_200)}
    with Store(tmp_path) as store:
        for name, value in values.items():
            store.put(name, value)
        assert all(store.get(name) == value for name, value in values.items())
    with Store(tmp_path) as store:
        assert all(store.get(name) == value for name, value in values.items())
        assert store.get(key("other")) is None
        assert store.info().entries == len(values)
        store.clear()
    assert Store(tmp_path).info().entries == 0


def _filled(folder: Path) -> Path:
    with Store(folder) as store:
        store.put(key("a"), b"value" * 100)
    return store.path


@pytest.mark.parametrize(
    "damage", ["nothing", "text", "truncated", "zeros", "other version", "other program", "no table"]
)
def test_a_damaged_store_is_begun_anew(tmp_path: Path, damage: str) -> None:
    path = _filled(tmp_path)
    data = path.read_bytes()
    if damage in ("nothing", "text", "truncated", "zeros"):
        path.write_bytes(
            {
                "nothing": b"",
                "text": b"Dear diary",
                "truncated": data[: len(data) // 2],
                "zeros": bytes(len(data)),
            }[damage]
        )
    else:
        base = sqlite3.connect(path)
        base.execute({"other version": "PRAGMA user_version = 99", "other program": "PRAGMA application_id = 7",
                      "no table": "DROP TABLE results"}[damage])  # fmt: skip
        base.commit()
        base.close()
    for _ in range(2):  # what fails in the first run is mended in the second
        with Store(tmp_path) as store:
            store.get(key("a"))
            store.put(key("b"), b"new")
    with Store(tmp_path) as store:
        assert store.get(key("b")) == b"new"


def test_a_damaged_value_is_no_value(tmp_path: Path) -> None:
    path = _filled(tmp_path)
    base = sqlite3.connect(path)
    (value,) = base.execute("SELECT value FROM results").fetchone()
    base.execute("UPDATE results SET value = ?", (value[:-1] + bytes([value[-1] ^ 1]),))
    base.execute("INSERT INTO results VALUES (?, ?, 1)", (key("b"), "text"))
    base.commit()
    base.close()
    with Store(tmp_path) as store:
        assert store.get(key("a")) is None
        assert store.get(key("b")) is None


def test_a_folder_that_cannot_be_made_is_a_note(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x", encoding="utf-8")
    with Store(tmp_path / "file" / "cache") as store:
        store.put(key("a"), b"x")
        assert store.note is not None
        assert "\n" not in store.note
        assert store.info().entries == 0


def test_a_locked_store_is_done_without(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("detector.store._WAIT", 0.05)
    path = _filled(tmp_path)
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with Store(tmp_path) as store:
        assert store.get(key("a")) == b"value" * 100
        store.put(key("b"), b"x")
    assert store.note is not None
    assert "locked" in store.note
    other.execute("ROLLBACK")
    other.close()


def test_it_is_bounded_and_what_was_used_longest_ago_goes(tmp_path: Path) -> None:
    with Store(tmp_path) as store:
        for number in range(300):
            store.put(key(str(number)), os.urandom(2_000))
    base = sqlite3.connect(store.path)
    base.execute("UPDATE results SET used = 1")
    base.commit()
    base.close()
    with Store(tmp_path, limit=200_000) as store:
        for number in range(20):
            assert store.get(key(str(number))) is not None
    assert store.path.stat().st_size < 250_000
    with Store(tmp_path, limit=200_000) as store:
        assert all(store.get(key(str(number))) is not None for number in range(20))


_WRITER = """
import sys
from pathlib import Path
from detector.store import Store, key
with Store(Path(sys.argv[1])) as store:
    for number in range(int(sys.argv[3])):
        store.put(key(sys.argv[2], str(number)), b"x" * 200)
    print("ready", flush=True)
    if sys.argv[4:]:
        while True:
            store.put(key("more", str(number := number + 1)), b"y" * 2_000)
"""


def _writer(folder: Path, name: str, count: int, *more: str) -> subprocess.Popen[str]:
    command = [sys.executable, "-c", _WRITER, str(folder), name, str(count), *more]
    return subprocess.Popen(command, stdout=subprocess.PIPE, text=True)


def test_many_runs_at_once(tmp_path: Path) -> None:
    runs = [_writer(tmp_path, str(number), 50) for number in range(8)]
    assert [run.wait() for run in runs] == [0] * 8
    for run in runs:
        assert run.stdout is not None
        run.stdout.close()
    with Store(tmp_path) as store:
        assert store.info().entries == 400


@pytest.mark.skipif(os.name != "posix", reason="kills as POSIX does")
def test_a_run_that_is_killed_leaves_it_whole(tmp_path: Path) -> None:
    _filled(tmp_path)
    run = _writer(tmp_path, "a", 600, "forever")
    assert run.stdout is not None
    assert run.stdout.readline() == "ready\n"
    run.send_signal(signal.SIGKILL)
    run.wait()
    run.stdout.close()
    with Store(tmp_path) as store:
        assert store.get(key("a")) == b"value" * 100
        assert store.get(key("a", "0")) == b"x" * 200
        store.put(key("b"), b"x")
    assert store.note is None
