"""Workflow commands of GitHub Actions: annotations beside the lines of a change.

GitHub shows at most ten errors and ten warnings a step, so the likeliest are printed first, and a notice says how many
are left.
"""

from __future__ import annotations

import re

from detector.finding import FileReport, Finding, ModelInfo, Tally
from detector.report.excerpt import visible
from detector.rules.base import Severity

_SHOWN = 10
_CONTROL = re.compile("[\x00-\x1f\x7f-\x9f]")
_COMMANDS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "notice"}


class GitHubReporter:
    """Keeps what could be shown, and prints it at the end."""

    def __init__(self) -> None:
        self._kept: list[tuple[str, Finding]] = []
        self._errors: list[str] = []

    def add(self, report: FileReport) -> str:
        """Nothing yet: the gravest come first."""
        self._kept += [(report.path, finding) for finding in report.findings]
        if report.error is not None:
            self._errors.append(
                f"::error file={_property(report.path)},title=misquote::{_data(report.error)}\n"
            )
        return ""

    def finish(self, tally: Tally, model: ModelInfo | None) -> str:  # noqa: ARG002
        """The commands."""
        lines = list(self._errors)
        for severity in Severity:
            ranked = sorted(
                (item for item in self._kept if item[1].severity is severity),
                key=lambda item: (-item[1].score, item[0], item[1].start),
            )
            lines += [_command(path, finding) for path, finding in ranked]
            if len(ranked) > _SHOWN:
                lines.append(
                    f"::notice title=misquote::{len(ranked)} findings are {severity.value}s; GitHub shows {_SHOWN} of "
                    "them here, the log of this step has them all\n"
                )
        return "".join(lines)


def _command(path: str, finding: Finding) -> str:
    place = {"file": path, "line": finding.line, "endLine": finding.end_line}
    if finding.line == finding.end_line:  # GitHub takes columns on one line only
        place |= {"col": finding.column, "endColumn": finding.end_column}
    place["title"] = f"{finding.rule} {finding.name}"
    shown = ",".join(f"{key}={_property(str(value))}" for key, value in place.items())
    return f"::{_COMMANDS[finding.severity]} {shown}::{_data(finding.message)}\n"


def _data(text: str) -> str:
    """A message as GitHub escapes it: it can't end the line, so nothing in it is a command of its own.

    Of what a terminal would obey, only control characters are replaced: other code points may be part of a file's name.
    """
    escaped = text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")
    return _CONTROL.sub(lambda found: visible(found.group()), escaped)


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
