"""One line a finding: for editors, ``grep`` and people in a hurry."""

from __future__ import annotations

from detector.finding import FileReport, ModelInfo, Tally
from detector.report.excerpt import visible


class ConciseReporter:
    """``path:line:column: CODE name: message``."""

    def add(self, report: FileReport) -> str:
        """The lines of one file."""
        return "".join(
            f"{visible(report.path)}:{one.line}:{one.column}: {one.rule} {one.name}: {visible(one.message)}\n"
            for one in report.findings
        )

    def finish(self, tally: Tally, model: ModelInfo | None) -> str:  # noqa: ARG002
        """Nothing more."""
        return ""
