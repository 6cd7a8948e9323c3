"""Configuration: ``misquote.toml``, or ``[tool.misquote]`` in ``pyproject.toml``, the nearest one upwards from a file.

``extend`` names a file to begin with; what is nearer wins, and a list takes the place of a list. Whatever is wrong is
one line that names the file, the key and the nearest right one.
"""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from detector import rules
from detector.house import House
from detector.rules.base import Severity
from detector.settings import Settings

if TYPE_CHECKING:
    from pathspec import GitIgnoreSpec

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib

NAMES = ("misquote.toml", "pyproject.toml")
_SEVERITIES = ("error", "warning", "info", "off")


class ConfigError(Exception):
    """A configuration that can't be used; one line that names the file and the mend."""


@dataclass(frozen=True)
class Config:
    """What one configuration file says, with all that it extends.

    Attributes:
        folder: where its globs count from.
        values: the keys that are set, checked.
        origins: for each of them the file that sets it.
    """

    folder: Path = field(default_factory=Path)
    values: Mapping[str, Any] = field(default_factory=dict)
    origins: Mapping[str, str] = field(default_factory=dict)

    def get(self, key: str) -> Any:
        """The value of a key, or its default."""
        return self.values.get(key, KEYS[key].default)

    def settings(
        self, path: str, *, select: tuple[str, ...] = (), ignore: tuple[str, ...] = (), min_score: float | None = None,
        fail_on: Severity | None = None,
    ) -> Settings:  # fmt: skip
        """What holds for a file; what the call of the program says goes before what the configuration says."""
        off = [code for code, severity in self._severities.items() if severity == "off"]
        single = [
            code for glob, codes in self._per_file if glob.match_file(self._inside(path)) for code in codes
        ]
        return Settings(
            rules.choose(select or self.get("select"), (*ignore, *self.get("ignore"), *off, *single)),
            self.get("min-score") if min_score is None else min_score,
            {} if min_score is not None else self._min_scores,
            {code: Severity(value) for code, value in self._severities.items() if value != "off"},
            fail_on or Severity(self.get("fail-on")),
            self._house,
        )

    def takes(self, path: str, *, folder: bool = False) -> bool:
        """Whether a file that was found in a folder is to be checked, or a folder to be searched."""
        inside = self._inside(path)
        if self._exclude and self._exclude.match_file(f"{inside}/" if folder else inside):
            return False
        return folder or not self._include or self._include.match_file(inside)

    def _inside(self, path: str) -> str:
        return Path(os.path.relpath(os.path.abspath(path), os.path.abspath(self.folder))).as_posix()

    @cached_property
    def _exclude(self) -> GitIgnoreSpec | None:
        return globs(self.get("exclude"))

    @cached_property
    def _include(self) -> GitIgnoreSpec | None:
        return globs(self.get("include"))

    @cached_property
    def _per_file(self) -> list[tuple[GitIgnoreSpec, list[str]]]:
        table = self.get("per-file-ignores")
        return [(made, codes) for glob, codes in table.items() if (made := globs([glob]))]

    @cached_property
    def _house(self) -> House:
        return House(*(tuple(self.get(key)) for key in ("cue-verbs", "outlets", "names")))

    @cached_property
    def _min_scores(self) -> dict[str, float]:
        return _by_code(self.get("min-scores"))

    @cached_property
    def _severities(self) -> dict[str, str]:
        return _by_code(self.get("severity"))


def _by_code(table: Mapping[str, Any]) -> dict[str, Any]:
    """A table by selectors as one by codes; of two selectors that fit, the longer one counts."""
    ordered = sorted(table.items(), key=lambda item: len(item[0]))
    return {code: value for selector, value in ordered for code in rules.matching(selector)}


def globs(patterns: list[str]) -> GitIgnoreSpec | None:
    """Patterns as in ``.gitignore``; None where there is none.

    Raises:
        ValueError: where one is malformed.
    """
    if not patterns:
        return None
    from pathspec import GitIgnoreSpec

    return GitIgnoreSpec.from_lines(patterns)


class Configs:
    """The configuration of every file, each looked for once.

    Args:
        fixed: one file for all; None: the nearest one upwards from each.
        isolated: look for none at all.

    Raises:
        ConfigError: where ``fixed`` can't be used.
    """

    def __init__(self, fixed: Path | None = None, *, isolated: bool = False) -> None:
        self._default = Config(Path.cwd())
        self._one = _read(fixed) if fixed else self._default if isolated else None
        self._folders: dict[str, Config] = {}

    def of(self, path: str) -> Config:
        """The configuration that holds for a file; for standard input, ``-``, that of the current folder.

        Raises:
            ConfigError: where it can't be used.
        """
        if self._one is not None:
            return self._one
        return self._near(os.path.dirname(os.path.abspath(path)))

    def within(self, folder: str) -> Config:
        """The configuration that holds in a folder."""
        return self._one if self._one is not None else self._near(os.path.abspath(folder))

    def _near(self, folder: str) -> Config:
        if folder not in self._folders:
            found = next((made for name in NAMES if (made := _in(Path(folder, name)))), None)
            above = os.path.dirname(folder)
            self._folders[folder] = found or (self._near(above) if above != folder else self._default)
        return self._folders[folder]


def _in(path: Path) -> Config | None:
    """The configuration in a file, if it is there and holds one."""
    try:
        return _read(path) if path.is_file() and _table(path) is not None else None
    except PermissionError:
        return None


def _read(path: Path, extended: tuple[Path, ...] = ()) -> Config:
    """A configuration file with all that it extends."""
    real = Path(os.path.realpath(path))
    if real in extended:
        raise ConfigError(f"{path}: extend goes in a circle: take one of them out")
    table = _table(path) or {}
    for key, value in table.items():
        if key not in KEYS:
            near = get_close_matches(str(key), KEYS, n=1)
            hint = f"did you mean “{near[0]}”?" if near else f"the keys are {', '.join(KEYS)}"
            raise ConfigError(f"{path}: unknown key “{key}”; {hint}")
        if wrong := _wrong(KEYS[key], value):
            raise ConfigError(f"{path}: {key} {wrong}")
    values, origins = dict(table), {key: str(path) for key in table}
    if base := values.pop("extend", None):
        below = _read(path.parent / base, (*extended, real))
        values, origins = {**below.values, **values}, {**below.origins, **origins}
    return Config(path.parent, values, origins)


def _table(path: Path) -> dict[str, Any] | None:
    """What a file says; None where it is a ``pyproject.toml`` that says nothing about misquote."""
    try:
        data = tomllib.loads(path.read_text("utf-8"))
    except tomllib.TOMLDecodeError as error:
        raise ConfigError(f"{path}: no TOML ({' '.join(str(error).split())}): mend it") from error
    except UnicodeDecodeError as error:
        raise ConfigError(f"{path}: not UTF-8 (byte {error.start}): save it as UTF-8") from error
    except OSError as error:
        raise ConfigError(f"{path}: cannot be read ({error.strerror}): check the path") from error
    if path.name != "pyproject.toml":
        return data
    tool = data.get("tool", {})
    found = tool.get("misquote") if isinstance(tool, dict) else None
    if found is not None and not isinstance(found, dict):
        raise ConfigError(f"{path}: tool.misquote must be a table")
    return found


@dataclass(frozen=True, slots=True)
class Key:
    """One key: its default, what its value must be, how that is told, and what it is for."""

    default: Any
    fits: Callable[[Any], bool]
    must: str
    purpose: str
    shown: str  # as the template shows it


def _is_number(value: Any) -> bool:
    return isinstance(value, (int, float)) and not isinstance(value, bool) and 0 <= value <= 1


def _is_texts(value: Any) -> bool:
    return isinstance(value, list) and all(isinstance(item, str) for item in value)


def _is_names(value: Any) -> bool:
    return _is_texts(value) and all(name.strip() for name in value)


def _is_table(fits: Callable[[Any], bool]) -> Callable[[Any], bool]:
    return lambda value: isinstance(value, dict) and all(fits(item) for item in value.values())


_TEXTS = "must be a list of texts"
_VERB = re.compile(r"[a-z]{2,}(?::[a-z]{2,})?")
KEYS: dict[str, Key] = {
    "extend": Key(
        None, lambda value: isinstance(value, str), "must be the path of another configuration",
        "Begin with another file; what is said here goes before what is said there.", 'extend = "../misquote.toml"',
    ),
    "include": Key([], _is_texts, _TEXTS, "Check only these of the files found in folders.", 'include = ["news/**"]'),
    "exclude": Key([], _is_texts, _TEXTS, "Pass over these of the files found in folders.", 'exclude = ["drafts/"]'),
    "respect-gitignore": Key(
        True, lambda value: isinstance(value, bool), "must be true or false",
        "Whether to pass over what Git is told to ignore.", "respect-gitignore = true",
    ),
    "select": Key([], _is_texts, _TEXTS, "Use only these rules; empty: those on by default.", 'select = ["MQ", "GB"]'),
    "ignore": Key([], _is_texts, _TEXTS, "Leave these rules out.", 'ignore = ["GB107"]'),
    "min-score": Key(
        0.0, _is_number, "must be a number from 0 to 1",
        "Report only findings that are at least this likely to be right.", "min-score = 0.5",
    ),
    "fail-on": Key(
        "info", lambda value: value in _SEVERITIES[:-1], "must be “error”, “warning” or “info”",
        "The least severity that makes a run fail.", 'fail-on = "warning"',
    ),
    "min-scores": Key(
        {}, _is_table(_is_number), "must be a table of rules and numbers from 0 to 1",
        "The same for single rules.", "min-scores = { MQ103 = 0.8 }",
    ),
    "severity": Key(
        {}, _is_table(lambda value: value in _SEVERITIES),
        "must be a table of rules and “error”, “warning”, “info” or “off”",
        "How grave the findings of a rule are.", 'severity = { GB105 = "error", MQ105 = "off" }',
    ),
    "per-file-ignores": Key(
        {}, _is_table(_is_texts), "must be a table of globs and lists of rules",
        "Rules to leave out in some files.", 'per-file-ignores = { "opinion/**" = ["GB103"] }',
    ),
    "cue-verbs": Key(
        [], lambda value: _is_texts(value) and all(map(_VERB.fullmatch, value)),
        "must be a list of verbs in their dictionary form, in small letters, an irregular past behind a colon",
        "More verbs that report speech.", 'cue-verbs = ["kvetch", "spin:spun"]',
    ),
    "outlets": Key(
        [], _is_names, "must be a list of names", "More papers and agencies, that report what others say.",
        'outlets = ["Eastmark Now"]',
    ),
    "names": Key(
        [], _is_names, "must be a list of names",
        "Names that are right as they are: small at the start of a sentence, with a word twice.",
        'names = ["de Lune", "Walla Walla"]',
    ),
}  # fmt: skip
_SELECTORS = ("select", "ignore", "min-scores", "severity")


def _wrong(key: Key, value: Any) -> str | None:
    """What is wrong with the value of a key, selectors and globs in it included."""
    if not key.fits(value):
        return f"{key.must}, not {value!r}"
    try:
        if any(key is KEYS[name] for name in _SELECTORS):
            for selector in value:
                rules.matching(selector)
        elif key is KEYS["per-file-ignores"]:
            globs(list(value))
            for selector in (selector for codes in value.values() for selector in codes):
                rules.matching(selector)
        elif key is KEYS["include"] or key is KEYS["exclude"]:
            globs(value)
    except LookupError as error:
        return f"is wrong: {error.args[0]}"
    except ValueError as error:
        return f"holds a malformed glob ({' '.join(str(error).split())})"
    return None


def template() -> str:
    """The commented file that ``misquote init`` writes: every key, what it is for, and an example."""
    lines = ["# What misquote checks, and how. Take away the sign before a line to set it."]
    for key in KEYS.values():
        lines += ["", f"# {key.purpose}", f"# {key.shown}"]
    return "\n".join(lines) + "\n"


def describe(config: Config) -> str:
    """Every key with its value and where that comes from."""
    width = max(map(len, KEYS))
    return "".join(
        f"{name:{width}}  {_shown(config.get(name)):32}  {config.origins.get(name, 'default')}\n"
        for name in KEYS
        if name != "extend"
    )


def _shown(value: Any) -> str:
    if isinstance(value, dict):
        return "{" + ", ".join(f"{key} = {_shown(item)}" for key, item in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(_shown, value)) + "]"
    if isinstance(value, bool):
        return str(value).lower()
    return f'"{value}"' if isinstance(value, str) else str(value)
