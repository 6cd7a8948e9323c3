"""The catalogue of rules as a whole: complete, in order, and at peace with what its own explanations advise."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from detector import Checker
from detector.rules import RULES
from detector.rules.base import Rule
from tests.test_explain import _passage, _sections

ROOT = Path(__file__).parents[1]


@pytest.fixture(scope="module")
def checker() -> Checker:
    return Checker()


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_what_a_rule_advises_no_default_rule_objects_to(rule: Rule, checker: Checker) -> None:
    assert checker.check_text(_passage(_sections(rule)["Use instead"])).findings == ()


def test_codes_and_names_are_unique_and_in_order() -> None:
    codes = [rule.code for rule in RULES]
    assert len(set(codes)) == len({rule.name for rule in RULES}) == len(codes)
    assert codes == [*sorted(c for c in codes if c[:2] == "MQ"), *sorted(c for c in codes if c[:2] == "GB")]
    assert all(re.fullmatch(r"(MQ|GB)\d{3}", code) for code in codes)
    assert all(re.fullmatch(r"[a-z]+(-[a-z]+)*", rule.name) for rule in RULES)


def test_every_rule_file_is_registered() -> None:
    files = {path.stem for path in (ROOT / "detector" / "rules").glob("[a-z][a-z][0-9]*.py")}
    assert files == {f"{rule.code.lower()}_{rule.name.replace('-', '_')}" for rule in RULES}
