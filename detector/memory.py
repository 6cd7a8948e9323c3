"""Reports of earlier runs, known again by everything that they depend on.

That is: the file's bytes and format, the settings, the model, and the code of misquote itself. Paths are no part of
it: a file that was only renamed is known.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, dataclass
from functools import cache
from pathlib import Path
from typing import Any

from detector.finding import FileReport, Finding, ModelInfo, RelatedPlace
from detector.readers import decode
from detector.rules.base import Severity
from detector.settings import Settings
from detector.store import Store, key


@dataclass(frozen=True, slots=True)
class Remembered:
    """A report, and the model that was asked for it, if one was."""

    report: FileReport
    model: ModelInfo | None


class Memory:
    """Keeps reports in a store.

    Args:
        store: where. model: what tells the model from every other one.
    """

    def __init__(self, store: Store, model: str) -> None:
        self._store = store
        self._model = model

    def key(self, data: bytes, format: str, settings: Settings) -> bytes:
        """What a report on a file is kept under."""
        told = json.dumps(
            [
                [rule.code for rule in settings.rules],
                [settings.least(rule.code) for rule in settings.rules],
                [settings.severity(rule).value for rule in settings.rules],
                [settings.house.cue_verbs, settings.house.outlets, settings.house.names],
            ]
        )
        return key(_code(), self._model, told, format, data)

    def find(self, known: bytes, path: str, data: bytes) -> Remembered | None:
        """The report that is kept under a key, with the path that the file has now; None where there is none."""
        value = self._store.get(known)
        if value is None:
            return None
        try:
            row = json.loads(value)
            findings = tuple(_finding(one) for one in row.pop("findings"))
            model = row.pop("model")
            source, _ = decode(data, path=path)
            report = FileReport(path, findings, notes=tuple(row.pop("notes")), source=source, **row)
        except (ValueError, KeyError, TypeError):  # of another make
            return None
        return Remembered(report, ModelInfo(**model) if model else None)

    def keep(self, known: bytes, report: FileReport, model: ModelInfo | None) -> None:
        """Keep a report on a file that could be read, and the model that was asked for it."""
        row = {
            "findings": [asdict(finding) for finding in report.findings],
            "notes": report.notes,
            "sentences": report.sentences,
            "quotations": report.quotations,
            "model": asdict(model) if model else None,
        }
        self._store.put(known, json.dumps(row, ensure_ascii=True).encode("ascii"))


def _finding(row: dict[str, Any]) -> Finding:
    related = tuple(RelatedPlace(**place) for place in row.pop("related"))
    return Finding(severity=Severity(row.pop("severity")), related=related, **row)


@cache
def _code() -> bytes:
    """A digest of misquote's own code and tables: what it would say may change with any of them."""
    digest = hashlib.sha256()
    home = Path(__file__).parent
    for path in sorted((*home.rglob("*.py"), *(home / "data").glob("*.json"))):
        digest.update(path.read_bytes())
    return digest.digest()
