"""What the certain mends would change, as a unified diff that ``patch`` and ``git apply`` read."""

from __future__ import annotations

from detector.finding import FileReport, ModelInfo, Tally
from detector.fix import difference


class DiffReporter:
    """Prints the difference of each file; nothing where there is none."""

    def add(self, report: FileReport) -> str:
        """The difference of one file."""
        return "".join(difference(report))

    def finish(self, tally: Tally, model: ModelInfo | None) -> str:  # noqa: ARG002
        """Nothing: a difference is read by programs."""
        return ""
