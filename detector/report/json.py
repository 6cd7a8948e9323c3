"""One JSON document for a run; its schema is version 1 and only ever gains keys."""

from __future__ import annotations

import json
from typing import Any

from detector.finding import FileReport, Finding, ModelInfo, Tally

SCHEMA = 1


class JsonReporter:
    """Keeps every file's entry, and prints them all at the end."""

    def __init__(self, version: str) -> None:
        self._version = version
        self._files: list[dict[str, Any]] = []

    def add(self, report: FileReport) -> str:
        """Nothing yet: a JSON document is printed whole."""
        self._files.append(_file(report))
        return ""

    def finish(self, tally: Tally, model: ModelInfo | None) -> str:
        """The document."""
        document = {
            "schema": SCHEMA,
            "tool": {"name": "misquote", "version": self._version},
            "model": None if model is None else {"name": model.name, "sha256": model.sha256},
            "files": self._files,
            "summary": {
                "files": tally.files,
                "sentences": tally.sentences,
                "quotations": tally.quotations,
                "findings": tally.findings,
                "seconds": round(tally.seconds, 2),
            },
        }
        return json.dumps(document, ensure_ascii=False, indent=1) + "\n"


def _file(report: FileReport) -> dict[str, Any]:
    entry: dict[str, Any] = {
        "path": report.path,
        "findings": [finding_entry(finding) for finding in report.findings],
        "error": report.error,
    }
    return entry | {"notes": list(report.notes)} if report.notes else entry


def finding_entry(finding: Finding) -> dict[str, Any]:
    """A finding as JSON has it, in every format that is made of JSON."""
    return {
        "rule": finding.rule,
        "name": finding.name,
        "severity": finding.severity.value,
        "score": finding.score,
        "start": finding.start,
        "end": finding.end,
        "line": finding.line,
        "column": finding.column,
        "end_line": finding.end_line,
        "end_column": finding.end_column,
        "text": finding.text,
        "message": finding.message,
        "suggestion": finding.suggestion,
        "related": [
            {"start": place.start, "end": place.end, "message": place.message} for place in finding.related
        ],
    }
