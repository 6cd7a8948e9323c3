"""JUnit's XML, as CI servers read it: a suite a file, a failed case a finding."""

from __future__ import annotations

from detector.finding import FileReport, ModelInfo, Tally
from detector.report.xml import DECLARATION, content, tag


class JUnitReporter:
    """Keeps every suite, and prints them at the end, under their sums."""

    def __init__(self) -> None:
        self._suites: list[str] = []
        self._cases = 0

    def add(self, report: FileReport) -> str:
        """Nothing yet: the sums come first."""
        cases = [
            tag(
                "testcase",
                empty=False,
                classname=report.path,
                name=f"{one.rule} {one.name} at {one.line}:{one.column}",
            )
            + tag("failure", empty=False, type=one.rule, message=one.message)
            + content(f"{report.path}:{one.line}:{one.column}: {one.message}\n{one.text}")
            + "</failure></testcase>"
            for one in report.findings
        ]
        if report.error is not None:
            error = tag("error", type="unreadable", message=report.error)
            cases.append(
                f"{tag('testcase', empty=False, classname=report.path, name='read')}{error}</testcase>"
            )
        if not cases:
            cases.append(tag("testcase", classname=report.path, name="misquote"))
        self._cases += len(cases)
        counts = {"failures": len(report.findings), "errors": int(report.error is not None)}
        head = tag("testsuite", empty=False, name=report.path, tests=len(cases), **counts)
        self._suites.append("\n".join([head, *cases, "</testsuite>"]))
        return ""

    def finish(self, tally: Tally, model: ModelInfo | None) -> str:  # noqa: ARG002
        """The document."""
        counts = {"failures": tally.findings, "errors": tally.errors, "time": f"{tally.seconds:.2f}"}
        head = tag("testsuites", empty=False, name="misquote", tests=self._cases, **counts)
        return DECLARATION + "\n".join([head, *self._suites, "</testsuites>"]) + "\n"
