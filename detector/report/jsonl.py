"""JSON Lines: one object a finding, and one a file that could not be read."""

from __future__ import annotations

import json

from detector.finding import FileReport, ModelInfo, Tally
from detector.report.json import finding_entry


class JsonLinesReporter:
    """The keys of :mod:`detector.report.json`, with ``path`` in front."""

    def add(self, report: FileReport) -> str:
        """The lines of one file."""
        rows = [{"path": report.path} | finding_entry(finding) for finding in report.findings]
        if report.error is not None:
            rows.append({"path": report.path, "error": report.error})
        return "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)

    def finish(self, tally: Tally, model: ModelInfo | None) -> str:  # noqa: ARG002
        """Nothing more."""
        return ""
