"""Checking in several processes at once, with the reports in the order of the files."""

from __future__ import annotations

import os
import signal
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from detector.check import WINDOW, Checker
from detector.finding import FileReport, ModelInfo
from detector.nli import ModelError
from detector.readers import ReadError
from detector.store import Store

if TYPE_CHECKING:
    from concurrent.futures import Future

_AHEAD = 2  # windows a process that are under way or wait for it


def processors() -> int:
    """How many processors this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


class Jobs:
    """Checks files as :class:`detector.check.Checker` does, in processes of its own.

    Args:
        make: makes a checker from ``store`` and ``threads``; it goes to the processes by pickle.
        count: how many processes.
        caching: whether they keep their reports for later runs.
    """

    def __init__(self, make: Callable[..., Checker], count: int, *, caching: bool) -> None:
        self._make = make
        self._count = count
        self._caching = caching
        self._told: ModelInfo | None = None

    @property
    def model(self) -> ModelInfo | None:
        """The model that has answered so far; None while no question had to be asked."""
        return self._told

    def check_file(self, path: str | Path) -> FileReport:
        """Check one file, in this process; one that can't be read gives a report with an ``error``."""
        return self._make().check_file(path)

    def check_files(self, files: Iterable[Path | ReadError]) -> Iterator[FileReport]:
        """Check files, each window of them in one of the processes; the reports come in the order of the files.

        Raises:
            ModelError: where a question is left to ask and the model can't be loaded, or a process was killed.
        """
        from concurrent.futures.process import BrokenProcessPool, ProcessPoolExecutor
        from multiprocessing import active_children, get_context

        files = iter(files)
        begin = partial(_begin, self._make, max(processors() // self._count, 1), self._caching)
        pool = ProcessPoolExecutor(self._count, get_context("spawn"), begin)
        under_way: deque[tuple[list[Path | ReadError], Future[_Checked]]] = deque()
        try:
            while True:
                while len(under_way) < _AHEAD * self._count and (window := list(islice(files, WINDOW))):
                    paths = [file for file in window if isinstance(file, Path)]
                    under_way.append((window, pool.submit(_check, paths)))
                if not under_way:
                    break
                window, future = under_way.popleft()
                reports, model = future.result()
                self._told = self._told or model
                found = iter(reports)
                for file in window:
                    yield next(found) if isinstance(file, Path) else FileReport(file.path, error=file.message)
        except BrokenProcessPool:
            raise ModelError(
                "a process that was checking has died, maybe for want of memory: use fewer --jobs"
            ) from None
        finally:
            if under_way:  # nobody waits for them any more
                for process in active_children():
                    process.terminate()
            # Waited for: at exit the interpreter may wake the pool's thread just as that closes what it is woken by.
            pool.shutdown(cancel_futures=True)


_Checked = tuple[list[FileReport], ModelInfo | None]


class _Own:
    """What one process checks with."""

    checker: Checker
    store: Store | None = None


def _begin(make: Callable[..., Checker], threads: int, caching: bool) -> None:
    """Prepare a process; an interrupt ends it without a word, the one that waits for it says what there is to say."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    _Own.store = Store() if caching else None
    _Own.checker = make(store=_Own.store, threads=threads)


def _check(window: list[Path]) -> _Checked:
    reports = list(_Own.checker.check_files(window))
    if _Own.store:
        _Own.store.flush()
    return reports, _Own.checker.model
