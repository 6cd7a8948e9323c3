"""The formats by name; each is imported only where it is asked for."""

from __future__ import annotations

from importlib import import_module

from detector.report import Reporter

# The reporters that need to know nothing; each stands in the module of its format's name.
_PLAIN = {
    "concise": "ConciseReporter",
    "jsonl": "JsonLinesReporter",
    "github": "GitHubReporter",
    "gitlab": "GitLabReporter",
    "junit": "JUnitReporter",
    "checkstyle": "CheckstyleReporter",
    "rdjson": "ReviewdogReporter",
    "html": "HtmlReporter",
    "diff": "DiffReporter",
}
FORMATS = (
    "text", "concise", "json", "jsonl", "sarif", "github", "gitlab", "junit", "checkstyle", "rdjson", "html", "diff",
)  # fmt: skip
PROSE = ("text", "concise", "diff")  # for people to read, in whatever encoding their terminal has


def reporter(name: str, *, version: str, colour: bool = False, width: int = 100) -> Reporter:
    """A reporter for one of :data:`FORMATS`.

    Args:
        version: of misquote, for formats that name it.
        colour: whether ``text`` is styled for a terminal.
        width: how many columns ``text`` has.
    """
    if name == "text":
        from detector.report.text import TextReporter

        return TextReporter(colour=colour, width=width)
    if name == "json":
        from detector.report.json import JsonReporter

        return JsonReporter(version)
    if name == "sarif":
        from detector.report.sarif import SarifReporter

        return SarifReporter(version)
    made: Reporter = getattr(import_module(f"detector.report.{name}"), _PLAIN[name])()
    return made
