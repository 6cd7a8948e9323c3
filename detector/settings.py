"""What holds for one file: which rules are asked, how sure they must be, and how grave their findings are."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from detector import rules
from detector.house import House
from detector.rules.base import Rule, Severity


@dataclass(frozen=True, slots=True)
class Settings:
    """What holds for one file.

    Attributes:
        rules: those that are asked, in the order of their codes.
        min_score: findings with a lower score are not reported.
        min_scores: the same for single rules, by their codes.
        severities: how grave the findings of single rules are, where it is not what the rule says.
        fail_on: what makes a run fail, and whatever is graver.
        house: what the newsroom adds of its own.
    """

    rules: tuple[Rule, ...]
    min_score: float = 0.0
    min_scores: Mapping[str, float] = field(default_factory=dict)
    severities: Mapping[str, Severity] = field(default_factory=dict)
    fail_on: Severity = Severity.INFO
    house: House = field(default_factory=House)

    @classmethod
    def choose(
        cls, select: Iterable[str] = (), ignore: Iterable[str] = (), min_score: float = 0.0
    ) -> Settings:
        """The rules that :func:`detector.rules.choose` takes, all else as it is by default.

        Raises:
            LookupError: where a selector fits no rule.
        """
        return cls(rules.choose(select, ignore), min_score)

    def least(self, code: str) -> float:
        """The least score of a finding of a rule."""
        return self.min_scores.get(code, self.min_score)

    def severity(self, rule: Rule) -> Severity:
        """How grave a finding of a rule is."""
        return self.severities.get(rule.code, rule.severity)

    def fails(self, severity: Severity) -> bool:
        """Whether a finding of this severity makes a run fail."""
        return GRAVITY.index(severity) >= GRAVITY.index(self.fail_on)


GRAVITY = (Severity.INFO, Severity.WARNING, Severity.ERROR)
