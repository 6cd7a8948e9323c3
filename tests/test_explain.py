"""Every rule's own explanation: its example fires, what to use instead is silent, and the README names it."""

from __future__ import annotations

import re
import textwrap
from functools import cache
from pathlib import Path

import pytest

from detector import Checker
from detector.rules import RULES, Rule

README = Path(__file__).parents[1] / "README.md"
HEADINGS = ("What it does", "Why it is bad", "Example", "Use instead")


@cache
def _checker(code: str) -> Checker:
    return Checker(select=[code])


def _sections(rule: Rule) -> dict[str, str]:
    parts = re.split(r"^## (.+)\n", rule.doc, flags=re.MULTILINE)
    return {
        heading: textwrap.dedent(text).strip() for heading, text in zip(parts[1::2], parts[2::2], strict=True)
    }


def _passage(section: str) -> str:
    """A passage as an article has it: one line a paragraph, whatever the width of the docstring."""
    return "\n\n".join(" ".join(paragraph.split()) for paragraph in section.split("\n\n"))


def _found(rule: Rule, heading: str) -> list[str]:
    report = _checker(rule.code).check_text(_passage(_sections(rule)[heading]))
    return [finding.rule for finding in report.findings]


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_an_explanation_has_its_headings_in_order(rule: Rule) -> None:
    sections = _sections(rule)
    assert tuple(sections)[:4] == HEADINGS
    assert set(sections) <= {*HEADINGS, "When to switch it off"}
    assert all(sections.values())
    assert rule.summary.endswith(".")


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_the_example_is_found(rule: Rule) -> None:
    assert set(_found(rule, "Example")) == {rule.code}


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_what_to_use_instead_is_not(rule: Rule) -> None:
    assert _found(rule, "Use instead") == []


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_the_readme_has_a_row_for_the_rule(rule: Rule) -> None:
    default = "on" if rule.default else "off"
    row = rf"^\| {rule.code} \| `{rule.name}` \| .+ \| {default} \|$"
    assert re.search(row, README.read_text("utf-8"), re.MULTILINE)


def test_the_readme_has_no_rule_that_is_not_there() -> None:
    codes = re.findall(r"^\| ((?:MQ|GB)\d{3}) \|", README.read_text("utf-8"), re.MULTILINE)
    assert codes == [rule.code for rule in RULES]
