"""What a check reports: findings in a file's own coordinates.

``start`` and ``end`` are half-open, 0-based offsets in code points into the file's decoded text, markup included;
``line`` and ``column`` are 1-based, columns in code points.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from detector.rules.base import Severity


@dataclass(frozen=True, slots=True)
class RelatedPlace:
    """A second place in the same file that helps to understand a finding."""

    start: int
    end: int
    line: int
    column: int
    message: str


@dataclass(frozen=True, slots=True)
class Finding:
    """One defect.

    Attributes:
        rule: the rule's code, such as ``MQ103``.
        name: the rule's name, such as ``wrong-speaker``.
        score: the probability, from 0 to 1, that the finding is right.
        end_line: line of the first code point after the span; so is ``end_column``.
        text: what stands in the file at ``start`` to ``end``.
        suggestion: what to put in the place of ``text``, where that is certain.
    """

    rule: str
    name: str
    severity: Severity
    score: float
    start: int
    end: int
    line: int
    column: int
    end_line: int
    end_column: int
    text: str
    message: str
    suggestion: str | None = None
    related: tuple[RelatedPlace, ...] = ()


@dataclass(frozen=True, slots=True)
class FileReport:
    """All about one file that was checked.

    Attributes:
        path: as the caller named it, or as it was found in a folder; ``-`` for standard input.
        findings: in the order of their starts.
        error: why the file could not be checked, in one line; None where it was.
        notes: what the user should know about how the file was read; one line each.
        sentences: how many sentences were looked at.
        quotations: how many quotations stand in them, marks that are no speech left out.
        source: the file's decoded text, which findings point into.
    """

    path: str
    findings: tuple[Finding, ...] = ()
    error: str | None = None
    notes: tuple[str, ...] = ()
    sentences: int = 0
    quotations: int = 0
    source: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class ModelInfo:
    """Which model answered; ``sha256`` is None where its weights are not one file."""

    name: str
    sha256: str | None


@dataclass(slots=True)
class Tally:
    """Adds up a run, file by file, so that no report has to be kept."""

    files: int = 0
    errors: int = 0
    sentences: int = 0
    quotations: int = 0
    findings: int = 0
    seconds: float = 0.0

    def add(self, report: FileReport) -> None:
        """Count one more file; ``files`` counts those with an error too."""
        self.files += 1
        self.errors += report.error is not None
        self.sentences += report.sentences
        self.quotations += report.quotations
        self.findings += len(report.findings)
