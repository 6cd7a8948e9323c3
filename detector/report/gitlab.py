"""GitLab's code quality report."""

from __future__ import annotations

import hashlib
import json
from typing import Any

from detector.finding import FileReport, ModelInfo, Tally
from detector.fingerprint import fingerprints
from detector.rules.base import Severity

_SEVERITIES = {Severity.ERROR: "major", Severity.WARNING: "minor", Severity.INFO: "info"}


class GitLabReporter:
    """Keeps every entry, and prints the array at the end."""

    def __init__(self) -> None:
        self._entries: dict[str, dict[str, Any]] = {}  # by fingerprint: GitLab wants each once

    def add(self, report: FileReport) -> str:
        """Nothing yet: the array is printed whole."""
        path = report.path.removeprefix("./")
        if report.error is not None:
            self._keep(path, "unreadable", report.error, "blocker", (1, 1), report.error)
        for finding, known in zip(report.findings, fingerprints(report), strict=True):
            name, grade = f"{finding.rule} {finding.name}", _SEVERITIES[finding.severity]
            lines = (finding.line, finding.end_line)
            self._keep(path, name, f"{name}: {finding.message}", grade, lines, known)
        return ""

    def finish(self, tally: Tally, model: ModelInfo | None) -> str:  # noqa: ARG002
        """The array."""
        return json.dumps(list(self._entries.values()), ensure_ascii=False, indent=1) + "\n"

    def _keep(
        self, path: str, name: str, text: str, severity: str, lines: tuple[int, int], known: str
    ) -> None:
        unique = hashlib.sha256(f"{path}\0{known}".encode("utf-8", "surrogatepass")).hexdigest()[:32]
        self._entries[unique] = {
            "description": text,
            "check_name": name,
            "fingerprint": unique,
            "severity": severity,
            "location": {"path": path, "lines": {"begin": lines[0], "end": lines[1]}},
        }
