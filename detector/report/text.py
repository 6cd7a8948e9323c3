"""Findings for a reader at a terminal: where, which rule, why, and the line with the span marked."""

from __future__ import annotations

from collections.abc import Iterator

import click

from detector.finding import FileReport, Finding, ModelInfo, Tally
from detector.report import counted
from detector.report.excerpt import excerpt, visible
from detector.rules.base import Severity
from detector.spans import LineIndex, Span

INDENT = "    "
_COLOUR = {Severity.ERROR: "red", Severity.WARNING: "yellow", Severity.INFO: "cyan"}


class TextReporter:
    """Prints each file's findings as soon as they are known.

    Args:
        colour: whether to style the output for a terminal.
        width: how many columns there are.
    """

    def __init__(self, *, colour: bool = False, width: int = 100) -> None:
        self._colour = colour
        self._width = max(width - len(INDENT) - 2, 20)  # 2: an ellipsis on either side

    def add(self, report: FileReport) -> str:
        """The findings of one file, each followed by a blank line."""
        lines = LineIndex(report.source)
        return "".join(
            "\n".join(self._finding(report, finding, lines)) + "\n\n" for finding in report.findings
        )

    def finish(self, tally: Tally, model: ModelInfo | None) -> str:  # noqa: ARG002  (for those who read JSON)
        """The summary line."""
        unread = f"; {counted(tally.errors, 'file')} could not be read" if tally.errors else ""
        found = counted(tally.findings, "finding") if tally.findings else "no findings"
        files = counted(tally.files - tally.errors, "file")
        held = f"{counted(tally.sentences, 'sentence')}, {counted(tally.quotations, 'quotation')}"
        return f"{found} in {files} ({held}, {tally.seconds:.1f} s){unread}\n"

    def _finding(self, report: FileReport, finding: Finding, lines: LineIndex) -> Iterator[str]:
        place = self._style(f"{visible(report.path)}:{finding.line}:{finding.column}", bold=True)
        rule = self._style(f"{finding.rule} {finding.name}", fg=_COLOUR[finding.severity], bold=True)
        yield f"{place} {rule}: {visible(finding.message)}"
        for line, underline in excerpt(report.source, Span(finding.start, finding.end), lines, self._width):
            yield INDENT + line
            if underline:
                yield INDENT + self._style(underline, fg=_COLOUR[finding.severity])
        for related in finding.related:
            where = f"{visible(report.path)}:{related.line}:{related.column}"
            yield f"{INDENT}{where}: note: {visible(related.message)}"
        if finding.suggestion is not None:
            yield f"{INDENT}suggestion: {visible(finding.suggestion)}"

    def _style(self, text: str, *, fg: str | None = None, bold: bool = False) -> str:
        return click.style(text, fg=fg, bold=bold or None) if self._colour else text
