"""Which files a call means: files as they are named, folders searched for articles."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from detector.readers import SUFFIXES
from detector.readers.errors import ReadError

_FOREIGN = frozenset({"node_modules", "vendor", "__pycache__"})


Chooser = Callable[[str, bool], bool]
"""Whether a file that was found in a folder is to be checked; with True, whether a folder is to be searched."""


def expand(paths: Sequence[str], takes: Chooser = lambda _, __: True) -> Iterator[Path | ReadError]:
    """The files that ``paths`` name, in order, each real file once; an error in the place of what is no file.

    A file is taken whatever its suffix, and ``-``, standard input, passes through. A folder is searched in
    sorted order for the suffixes that a reader knows; hidden folders and those of other people's code are
    passed over, and so is what ``takes`` refuses. A link that leads back into a folder that was searched already is
    not followed again.
    """
    seen: set[str] = set()
    for name in paths:
        path = Path(name)
        if name == "-":
            yield path
            continue
        if not os.path.isdir(name):  # a Path would raise for a name that no file can have
            yield from _file(path, seen)
            continue
        folders: set[str] = set()
        found = False
        for item in _walk(path, folders, takes):
            found = found or isinstance(item, Path)
            yield from _file(item, seen) if isinstance(item, Path) else (item,)
        if not found:
            known = ", ".join(SUFFIXES)
            yield ReadError(name, f"no articles in this folder: name files, or a folder with {known}")


def _file(path: Path, seen: set[str]) -> Iterator[Path | ReadError]:
    """The file, unless it was given before under this or another name."""
    try:
        exists, real = path.exists(), os.path.realpath(path)
    except (OSError, ValueError):  # a name that no file can have
        exists, real = False, ""
    if not exists:
        broken = os.path.islink(path) if real else False
        yield ReadError(
            str(path), "a broken link: mend or remove it" if broken else "no such file: check the path"
        )
    elif real not in seen:
        seen.add(real)
        yield path


def _walk(folder: Path, folders: set[str], takes: Chooser) -> Iterator[Path | ReadError]:
    """Articles in a folder and in those under it, its own files first."""
    pending = [folder]
    while pending:
        current = pending.pop()
        real = os.path.realpath(current)
        if real in folders:
            continue
        folders.add(real)
        try:
            entries = sorted(os.scandir(current), key=lambda entry: entry.name)
        except OSError as error:
            yield ReadError(str(current), f"cannot be listed ({error.strerror}): check its permissions")
            continue
        found = (current / entry.name for entry in entries if _is_article(entry))
        yield from (path for path in found if takes(str(path), False))
        below = [current / entry.name for entry in reversed(entries) if _is_searched(entry)]
        pending.extend(path for path in below if takes(str(path), True))


def _is_article(entry: os.DirEntry[str]) -> bool:
    suffix = os.path.splitext(entry.name)[1].lower()
    return suffix in SUFFIXES and not entry.name.startswith(".") and _is(entry, folder=False)


def _is_searched(entry: os.DirEntry[str]) -> bool:
    return not entry.name.startswith(".") and entry.name not in _FOREIGN and _is(entry, folder=True)


def _is(entry: os.DirEntry[str], *, folder: bool) -> bool:
    """Whether an entry leads to a folder, or to a file; a link in a circle leads to neither."""
    try:
        return entry.is_dir() if folder else entry.is_file()
    except OSError:
        return False
