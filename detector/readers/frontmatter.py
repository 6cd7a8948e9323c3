"""Front matter: the YAML or TOML at the head of a Markdown file; none of it is prose."""

from __future__ import annotations

import re
import sys

from detector.readers.errors import ReadError

_OPENING = re.compile(r"(---|\+\+\+)[ \t]*(?:\r\n|\n|\r)")
_LONE_RETURN = re.compile(r"\r(?!\n)")
_FENCES = {
    "---": re.compile(r"^(?:---|\.\.\.)[ \t]*\r?$", re.MULTILINE),
    "+++": re.compile(r"^\+\+\+[ \t]*\r?$", re.MULTILINE),
}
_YAML_START = re.compile(r"\s*(?:#[^\r\n]*\s+)*(?:[\w\"'][\w .\"'-]{0,60}:(?:\s|\Z)|---[ \t]*[\r\n])")


def front_matter_end(text: str, *, path: str) -> int:
    """Where the body begins: 0 where ``text`` has no front matter.

    Raises:
        ReadError: where front matter opens and never closes, or is no YAML or TOML.
    """
    opening = _OPENING.match(text)
    if not opening:
        return 0
    fence = opening[1]
    if fence == "---" and not _YAML_START.match(text[opening.end() : opening.end() + 2_000]):
        return 0  # a thematic break
    body = _LONE_RETURN.sub("\n", text)
    closing = _FENCES[fence].search(body, opening.end())
    if not closing:
        raise ReadError(
            path, f"the front matter opens with {fence} and never closes: add a line {fence} after it"
        )
    front = "\n" + body[opening.end() : closing.start()]  # its lines count as the file's do
    wrong = _yaml_error(front) if fence == "---" else _toml_error(front)
    if wrong:
        name = "YAML" if fence == "---" else "TOML"
        raise ReadError(path, f"the front matter is no {name} ({wrong}): mend it")
    return closing.end()


def _yaml_error(front: str) -> str | None:
    """What keeps ``front`` from being YAML; its syntax alone is looked at, tags and values are not."""
    import yaml  # type: ignore[import-untyped]  # most articles need neither parser

    try:
        for _ in yaml.parse(front, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader)):
            pass
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        return f"line {mark.line + 1}: {error.problem}" if mark else str(error.problem)
    except yaml.YAMLError:
        return "it holds control characters"
    return None


def _toml_error(front: str) -> str | None:
    """What keeps ``front`` from being TOML."""
    if sys.version_info >= (3, 11):
        import tomllib
    else:
        import tomli as tomllib

    try:
        tomllib.loads(front)
    except tomllib.TOMLDecodeError as error:
        return " ".join(str(error).split())
    except RecursionError:
        return "nested too deeply"
    return None
