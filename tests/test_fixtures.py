"""Whole passages with what the checker must say about them: every file in ``fixtures/``.

Beside each file stands ``<slug>.expected.json``: where the passage comes from, what it is about, and the findings,
with offsets into the file's decoded text. ``known-failures`` holds what we know to get wrong: should one of them
begin to pass, its test fails until the fixture is moved to where it belongs.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest

from detector import Checker
from detector.finding import FileReport, Finding
from detector.rules import RULES

FOLDER = Path(__file__).parent.parent / "fixtures"
KINDS = ("in-the-wild", "synthetic", "negative", "known-failures")


@dataclass(frozen=True, slots=True)
class Expected:
    """One finding that must be reported; ``exact`` is off where the rule may choose its span."""

    rule: str
    start: int
    end: int
    text: str
    exact: bool

    def fits(self, finding: Finding) -> bool:
        if finding.rule != self.rule:
            return False
        if self.exact:
            return (finding.start, finding.end) == (self.start, self.end)
        return finding.start < self.end and self.start < finding.end


@dataclass(frozen=True, slots=True)
class Fixture:
    path: Path
    select: tuple[str, ...]
    findings: tuple[Expected, ...]

    @property
    def kind(self) -> str:
        return self.path.parent.name

    @property
    def slug(self) -> str:
        return f"{self.kind}/{self.path.stem}"


def _load() -> Iterator[Fixture]:
    for expected in sorted(FOLDER.glob("*/*.expected.json")):
        slug = expected.name.removesuffix(".expected.json")
        (path,) = (p for p in expected.parent.glob(f"{slug}.*") if p != expected)
        data = json.loads(expected.read_text(encoding="utf-8"))
        assert set(data) <= {"provenance", "comment", "select", "findings"}, slug
        assert data["provenance"] and data["comment"], slug
        findings = tuple(
            Expected(f["rule"], f["start"], f["end"], f["text"], f.get("match") != "overlap")
            for f in data["findings"]
        )
        yield Fixture(path, tuple(data.get("select", ())) or _rules(findings), findings)


def _rules(findings: tuple[Expected, ...]) -> tuple[str, ...]:
    """The rules on by default, and those off by default that a fixture is about; none: just the defaults."""
    defaults = {rule.code for rule in RULES if rule.default}
    more = {expected.rule for expected in findings} & {rule.code for rule in RULES} - defaults
    return tuple(sorted(defaults | more)) if more else ()


FIXTURES = tuple(_load())


@cache
def _reports(select: tuple[str, ...]) -> dict[str, FileReport]:
    """All fixtures that want the same rules, in one run, so that the model is asked in full batches."""
    paths = [fixture.path for fixture in FIXTURES if fixture.select == select]
    return {report.path: report for report in Checker(select=select).check_paths(paths)}


@pytest.mark.parametrize("fixture", FIXTURES, ids=lambda fixture: fixture.slug)
def test_the_text_at_each_expected_span_is_the_text_written_down(fixture: Fixture) -> None:
    text = fixture.path.read_text(encoding="utf-8")
    for expected in fixture.findings:
        assert text[expected.start : expected.end] == expected.text


@pytest.mark.parametrize(
    "fixture",
    [
        pytest.param(
            fixture,
            id=fixture.slug,
            marks=[pytest.mark.xfail(strict=True, reason="known failure")]
            if fixture.kind == "known-failures"
            else [],
        )
        for fixture in FIXTURES
    ],
)
def test_findings_are_those_expected(fixture: Fixture) -> None:
    report = _reports(fixture.select)[str(fixture.path)]
    assert report.error is None
    left = list(report.findings)
    missing = []
    for expected in fixture.findings:
        hit = next((finding for finding in left if expected.fits(finding)), None)
        if hit is None:
            missing.append(expected)
        else:
            left.remove(hit)
    assert not missing, f"not reported: {missing}; reported besides: {left}"
    assert not left, f"reported besides: {left}"


def test_every_file_is_of_a_known_kind_and_has_its_expectation() -> None:
    files = {
        path for path in FOLDER.rglob("*") if path.is_file() and not path.name.endswith(".expected.json")
    }
    assert files == {fixture.path for fixture in FIXTURES}
    assert {fixture.kind for fixture in FIXTURES} == set(KINDS)


def test_right_copy_expects_nothing() -> None:
    assert not [f.slug for f in FIXTURES if f.kind == "negative" and f.findings]


def test_every_rule_has_a_passage_that_it_must_find() -> None:
    found = {e.rule for f in FIXTURES if f.kind in ("in-the-wild", "synthetic") for e in f.findings}
    assert {rule.code for rule in RULES} <= found
