"""Checkstyle's XML, which many CI servers and editors read."""

from __future__ import annotations

from detector.finding import FileReport, ModelInfo, Tally
from detector.report.xml import DECLARATION, tag


class CheckstyleReporter:
    """Prints each file as soon as it is known."""

    def __init__(self) -> None:
        self._begun = False

    def add(self, report: FileReport) -> str:
        """One file."""
        lines = [
            tag("error", line=one.line, column=one.column, severity=one.severity.value,
                message=f"{one.name}: {one.message}", source=f"misquote.{one.rule}")
            for one in report.findings
        ]  # fmt: skip
        if report.error is not None:
            lines.append(tag("error", line=1, severity="error", message=report.error, source="misquote"))
        return "\n".join([self._head() + tag("file", empty=False, name=report.path), *lines, "</file>\n"])

    def finish(self, tally: Tally, model: ModelInfo | None) -> str:  # noqa: ARG002
        """The end of the document."""
        return f"{self._head()}</checkstyle>\n"

    def _head(self) -> str:
        if self._begun:
            return ""
        self._begun = True
        return f"{DECLARATION}{tag('checkstyle', empty=False, version='4.3')}\n"
