"""Reviewdog's diagnostic format, one JSON document for a run."""

from __future__ import annotations

import json
from typing import Any

from detector.finding import FileReport, Finding, ModelInfo, Tally


class ReviewdogReporter:
    """Keeps every diagnostic, and prints them at the end. Columns count UTF-8 bytes there."""

    def __init__(self) -> None:
        self._diagnostics: list[dict[str, Any]] = []

    def add(self, report: FileReport) -> str:
        """Nothing yet: the document is printed whole."""
        if report.error is not None:
            self._diagnostics.append(
                {"message": report.error, "severity": "ERROR", "location": {"path": report.path}}
            )
        for finding in report.findings:
            place = _range(report.source, finding)
            row: dict[str, Any] = {
                "message": finding.message,
                "location": {"path": report.path, "range": place},
                "severity": finding.severity.value.upper(),
                "code": {"value": f"{finding.rule} {finding.name}"},
            }
            if finding.suggestion is not None:
                row["suggestions"] = [{"range": place, "text": finding.suggestion}]
            self._diagnostics.append(row)
        return ""

    def finish(self, tally: Tally, model: ModelInfo | None) -> str:  # noqa: ARG002
        """The document."""
        document = {"source": {"name": "misquote"}, "diagnostics": self._diagnostics}
        return json.dumps(document, ensure_ascii=False, indent=1) + "\n"


def _range(source: str, finding: Finding) -> dict[str, dict[str, int]]:
    return {
        "start": _position(source, finding.start, finding.line, finding.column),
        "end": _position(source, finding.end, finding.end_line, finding.end_column),
    }


def _position(source: str, at: int, line: int, column: int) -> dict[str, int]:
    before = source[at - column + 1 : at]
    return {"line": line, "column": len(before.encode("utf-8", "surrogatepass")) + 1}
