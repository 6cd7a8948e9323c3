"""A progress bar on standard error, for runs long enough to make someone wonder."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock, Timer
from types import TracebackType

AFTER_SECONDS = 2.0
_CLEAR = "\r\x1b[K"
_CELLS = 30


class Progress:
    """Appears after ``AFTER_SECONDS``, and only where standard error is a terminal; leaves no trace."""

    def __init__(self, total: int) -> None:
        self._total = total
        self._done = 0
        self._began = time.monotonic()
        self._shown = False
        self._lock = Lock()
        self._timer = Timer(AFTER_SECONDS, self._appear)
        self._timer.daemon = True

    def __enter__(self) -> Progress:
        if sys.stderr.isatty():
            self._timer.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._timer.cancel()
        with self._lock:
            self._erase()
            self._shown = False

    @contextmanager
    def step(self) -> Iterator[None]:
        """One file is done; inside the ``with`` the bar is out of the way, so that its report can be printed."""
        with self._lock:
            self._done += 1
            self._erase()
            yield
            self._draw()

    def _appear(self) -> None:
        with self._lock:
            self._shown = True
            self._draw()

    def _erase(self) -> None:
        if self._shown:
            sys.stderr.write(_CLEAR)
            sys.stderr.flush()

    def _draw(self) -> None:
        if self._shown:
            filled = _CELLS * self._done // max(self._total, 1)
            bar = "█" * filled + "░" * (_CELLS - filled)
            sys.stderr.write(f"{_CLEAR}{bar} {self._done}/{self._total} files{self._pace()}")
            sys.stderr.flush()

    def _pace(self) -> str:
        """How fast it goes, and how long it will take from here; nothing before the first file is done."""
        seconds = time.monotonic() - self._began
        if not self._done or seconds <= 0:
            return ""
        left = round((self._total - self._done) * seconds / self._done)
        return f", {self._done / seconds:.0f} a second, {left // 60}:{left % 60:02} left"
