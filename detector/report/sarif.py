"""SARIF 2.1.0 (OASIS): for GitHub code scanning and other viewers of static analysis."""

from __future__ import annotations

import json
import re
from pathlib import PurePath
from typing import Any
from urllib.parse import quote

from detector.finding import FileReport, Finding, ModelInfo, RelatedPlace, Tally
from detector.fingerprint import fingerprints
from detector.rules import RULES
from detector.rules.base import Rule, Severity
from detector.spans import LineIndex

_SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
# Half of a code point, and no byte of a file name either: no address can hold it.
_LONE = re.compile("[\ud800-\udc7f\udd00-\udfff]")
_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "note"}


class SarifReporter:
    """Keeps every result, and prints the log at the end."""

    def __init__(self, version: str) -> None:
        self._version = version
        self._results: list[dict[str, Any]] = []
        self._failures: list[dict[str, Any]] = []

    def add(self, report: FileReport) -> str:
        """Nothing yet: the log is printed whole."""
        where = _artifact(report.path)
        if report.error is not None:
            self._failures.append(
                {
                    "level": "error",
                    "message": {"text": report.error},
                    "locations": [{"physicalLocation": {"artifactLocation": where}}],
                }
            )
        lines = LineIndex(report.source)
        for finding, fingerprint in zip(report.findings, fingerprints(report), strict=True):
            self._results.append(_result(finding, fingerprint, where, lines))
        return ""

    def finish(self, tally: Tally, model: ModelInfo | None) -> str:  # noqa: ARG002
        """The log."""
        driver = {
            "name": "misquote",
            "semanticVersion": self._version,
            "version": self._version,
            "rules": [_rule(rule) for rule in RULES],
        }
        run = {
            "tool": {"driver": driver},
            "columnKind": "unicodeCodePoints",
            "invocations": [
                {"executionSuccessful": not self._failures, "toolExecutionNotifications": self._failures}
            ],
            "results": self._results,
        }
        log = {"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}
        return json.dumps(log, ensure_ascii=False, indent=1) + "\n"


def _rule(rule: Rule) -> dict[str, Any]:
    return {
        "id": rule.code,
        "name": "".join(part.capitalize() for part in rule.name.split("-")),
        "shortDescription": {"text": rule.summary},
        "fullDescription": {"text": rule.summary},
        "help": {"text": rule.doc.strip(), "markdown": rule.doc.strip()},
        "defaultConfiguration": {"level": _LEVELS[rule.severity], "enabled": rule.default},
    }


def _result(finding: Finding, fingerprint: str, where: dict[str, str], lines: LineIndex) -> dict[str, Any]:
    place = {"physicalLocation": {"artifactLocation": where, "region": _region(finding)}}
    related = [_related(number, one, where, lines) for number, one in enumerate(finding.related, start=1)]
    result: dict[str, Any] = {
        "ruleId": finding.rule,
        "ruleIndex": next(index for index, rule in enumerate(RULES) if rule.code == finding.rule),
        "level": _LEVELS[finding.severity],
        "message": {"text": finding.message},
        "locations": [place],
        "partialFingerprints": {"misquote/v1": fingerprint},
        "rank": round(100 * finding.score, 2),
        "properties": {"score": finding.score},
    }
    if related:
        # What leads to the finding first, the finding last: viewers walk through it in this order.
        steps = [{"location": one} for one in (*related, place)]
        result |= {"relatedLocations": related, "codeFlows": [{"threadFlows": [{"locations": steps}]}]}
    if finding.suggestion is not None:
        change = {"deletedRegion": _region(finding), "insertedContent": {"text": finding.suggestion}}
        result["fixes"] = [{"artifactChanges": [{"artifactLocation": where, "replacements": [change]}]}]
    return result


def _region(finding: Finding) -> dict[str, Any]:
    return {
        "startLine": finding.line,
        "startColumn": finding.column,
        "endLine": finding.end_line,
        "endColumn": finding.end_column,
        "charOffset": finding.start,
        "charLength": finding.end - finding.start,
        "snippet": {"text": finding.text},
    }


def _related(number: int, place: RelatedPlace, where: dict[str, str], lines: LineIndex) -> dict[str, Any]:
    end_line, end_column = lines.position(place.end)  # without it, a region reaches to the end of its line
    region = {
        "startLine": place.line,
        "startColumn": place.column,
        "endLine": end_line,
        "endColumn": end_column,
        "charOffset": place.start,
        "charLength": place.end - place.start,
    }
    return {
        "id": number,
        "message": {"text": place.message},
        "physicalLocation": {"artifactLocation": where, "region": region},
    }


def _artifact(path: str) -> dict[str, str]:
    """The address of a file: relative ones count from the root of the checkout."""
    name = _LONE.sub("\ufffd", PurePath(path).as_posix())
    uri = quote(name.encode("utf-8", "surrogateescape"))
    if PurePath(path).is_absolute():
        return {"uri": f"file://{uri}"}
    return {"uri": uri, "uriBaseId": "%SRCROOT%"}
