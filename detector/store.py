"""What earlier runs have found out: a small key-value store on disk that is never trusted and never in the way.

SQLite in write-ahead mode, so that many runs can use it at once and one that is killed leaves it whole. Every value
has a checksum. Whatever is wrong with the store (damaged, of another version, locked, read-only, on a full disk), the
run goes on without it.
"""

from __future__ import annotations

import hashlib
import os
import sqlite3
import time
import zlib
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import TypeVar

VARIABLE = "MISQUOTE_CACHE_DIR"
LIMIT = 256 * 1024 * 1024
_FORMAT = 1
_APPLICATION = 0x4D495351  # "MISQ", as SQLite keeps it
_NAME = "results.sqlite"
_WAIT = 2.0  # seconds for another run to let go of the lock
_TRIES = 20
_FLUSH = 500  # values that are kept in memory before they are written
_DAY = 86_400
_TABLE = "CREATE TABLE IF NOT EXISTS results (key BLOB PRIMARY KEY, value BLOB, used INTEGER) WITHOUT ROWID"
Made = TypeVar("Made")


def key(*parts: str | bytes) -> bytes:
    """A key for some parts; no two different rows of parts have the same."""
    digest = hashlib.blake2b(digest_size=16)
    for part in parts:
        data = part.encode("utf-8", "surrogatepass") if isinstance(part, str) else part
        digest.update(len(data).to_bytes(8, "big"))
        digest.update(data)
    return digest.digest()


@dataclass(frozen=True, slots=True)
class StoreInfo:
    """Where the store is, how many values it holds, and how many bytes it takes on disk."""

    path: Path
    entries: int
    size: int


def default_folder() -> Path:
    """The user's cache folder, or the one that ``MISQUOTE_CACHE_DIR`` names."""
    if named := os.environ.get(VARIABLE):
        return Path(named)
    from platformdirs import user_cache_path

    return user_cache_path("misquote", appauthor=False)


class Store:
    """The store in a folder; opening it never fails.

    Args:
        folder: where it is; None: :func:`default_folder`.
        limit: the size in bytes that it is brought back to when it is closed; what was used longest ago goes.
    """

    def __init__(self, folder: Path | None = None, *, limit: int = LIMIT) -> None:
        self.path = (folder or default_folder()) / _NAME
        self.note: str | None = None  # why there is no caching, for the user
        self._limit = limit
        self._new: dict[bytes, bytes] = {}
        self._used: set[bytes] = set()
        self._today = int(time.time()) // _DAY
        self._base = self._open()

    def __enter__(self) -> Store:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def get(self, key: bytes) -> bytes | None:
        """The value of a key; None where there is none, or a damaged one."""
        if key in self._new:
            return self._new[key]
        row = self._try(
            lambda base: base.execute("SELECT value, used FROM results WHERE key = ?", (key,)).fetchone()
        )
        if row is None or not isinstance(row[0], bytes) or len(row[0]) < 4:
            return None
        check, packed = row[0][:4], row[0][4:]
        if zlib.crc32(packed).to_bytes(4, "big") != check:
            return None
        if row[1] != self._today:
            self._used.add(key)
        try:
            return zlib.decompress(packed)
        except zlib.error:
            return None

    def put(self, key: bytes, value: bytes) -> None:
        """Remember a value; it is written with others, at the latest when the store is closed."""
        self._new[key] = value
        if len(self._new) >= _FLUSH:
            self.flush()

    def close(self) -> None:
        """Write what is left, and let go of what was used longest ago where there is too much."""
        self.flush()
        self._try(self._trim)
        if self._base:
            with suppress(sqlite3.Error):
                self._base.close()
            self._base = None

    def info(self) -> StoreInfo:
        """How much it holds."""
        count = self._try(lambda base: base.execute("SELECT count(*) FROM results").fetchone())
        files = (self.path.with_name(_NAME + ending) for ending in ("", "-wal", "-shm"))
        return StoreInfo(
            self.path, count[0] if count else 0, sum(file.stat().st_size for file in files if file.exists())
        )

    def clear(self) -> None:
        """Forget everything.

        Raises:
            OSError: where the files can't be removed.
        """
        self._new.clear()
        if self._base:
            self._base.close()
            self._base = None
        self._remove()

    def _open(self) -> sqlite3.Connection | None:
        for attempt in range(_TRIES):
            try:
                self.path.parent.mkdir(parents=True, exist_ok=True)
                base = self._connect()
                self.note = None
                return base
            except sqlite3.OperationalError as error:  # locked, read-only, no room
                self.note = f"results are not kept: {self.path}: {error}"
                if "locked" not in str(error):
                    return None
                time.sleep(_WAIT / _TRIES)  # two runs that begin it at once are not made to wait by SQLite
            except sqlite3.DatabaseError:  # no database, or none of ours
                self.note = f"results are not kept: {self.path}: no database"
                if attempt:
                    return None
                with suppress(OSError):
                    self._remove()
            except OSError as error:
                self.note = f"results are not kept: {self.path}: {error.strerror}"
                return None
        return None

    def _connect(self) -> sqlite3.Connection:
        base = sqlite3.connect(self.path, timeout=_WAIT, isolation_level=None, check_same_thread=False)
        try:
            base.execute("PRAGMA journal_mode = WAL")
            base.execute("PRAGMA synchronous = NORMAL")
            if not _is_ours(base):
                base.execute("BEGIN IMMEDIATE")
                if not _is_ours(base):  # unless another run has been quicker
                    base.execute(f"PRAGMA application_id = {_APPLICATION}")
                    base.execute(f"PRAGMA user_version = {_FORMAT}")
                    base.execute(_TABLE)
                base.execute("COMMIT")
        except BaseException:
            base.close()
            raise
        return base

    def flush(self) -> None:
        """Write what has been kept in memory."""
        new = [
            (key, zlib.crc32(packed).to_bytes(4, "big") + packed, self._today)
            for key, packed in ((key, zlib.compress(value, 1)) for key, value in self._new.items())
        ]
        used = [(self._today, key) for key in self._used]

        def write(base: sqlite3.Connection) -> None:
            base.execute("BEGIN IMMEDIATE")
            try:
                base.executemany("INSERT OR REPLACE INTO results VALUES (?, ?, ?)", new)
                base.executemany("UPDATE results SET used = ? WHERE key = ?", used)
                base.execute("COMMIT")
            except BaseException:
                with suppress(sqlite3.Error):
                    base.execute("ROLLBACK")
                raise

        if new or used:
            self._try(write)
        self._new.clear()
        self._used.clear()

    def _trim(self, base: sqlite3.Connection) -> None:
        (pages,) = base.execute("PRAGMA page_count").fetchone()
        (size,) = base.execute("PRAGMA page_size").fetchone()
        (free,) = base.execute("PRAGMA freelist_count").fetchone()
        held = (pages - free) * size
        if held > self._limit:
            (count,) = base.execute("SELECT count(*) FROM results").fetchone()
            gone = int(count * (1 - 0.8 * self._limit / held)) + 1
            base.execute(
                "DELETE FROM results WHERE key IN (SELECT key FROM results ORDER BY used LIMIT ?)", (gone,)
            )
            base.execute("VACUUM")

    def _try(self, ask: Callable[[sqlite3.Connection], Made]) -> Made | None:
        """Ask the database; where it fails once, it is not asked again in this run."""
        if self._base is None:
            return None
        try:
            return ask(self._base)
        except sqlite3.Error as error:
            self.note = f"results are not kept: {self.path}: {error}"
            damaged = not isinstance(error, sqlite3.OperationalError)
            with suppress(sqlite3.Error):
                self._base.close()
            self._base = None
            if damaged:
                with suppress(OSError):
                    self._remove()
            return None

    def _remove(self) -> None:
        for ending in ("", "-wal", "-shm"):
            self.path.with_name(_NAME + ending).unlink(missing_ok=True)


def _is_ours(base: sqlite3.Connection) -> bool:
    """Whether a database is a store of this version; False for an empty one.

    Raises:
        sqlite3.DatabaseError: for any other.
    """
    (tables,) = base.execute("SELECT count(*) FROM sqlite_master").fetchone()
    (application,) = base.execute("PRAGMA application_id").fetchone()
    (version,) = base.execute("PRAGMA user_version").fetchone()
    if tables and (application, version) != (_APPLICATION, _FORMAT):
        raise sqlite3.DatabaseError("of another kind or version")
    return bool(tables)
