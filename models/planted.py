"""How well the rules judge: planted defects of every rule, and all findings on the passages that hold them.

The pool holds up to so many passages a rule, each with one planted defect of that rule (:mod:`models.plant`). A finding
of a rule is right where it touches a planted defect of that rule; anywhere else in the pool, also beside the
defects of other rules, it is wrong, unless it touches the planted place itself: one defect has one finding, and which
rule reports it is another question.
"""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from pathlib import Path
from tempfile import TemporaryDirectory

from detector import Checker
from detector.finding import FileReport, Finding
from detector.nli import Nli
from detector.rules import RULES
from models.misattribute import cast
from models.pairs import of_split
from models.plant import PLANTERS, Planted, flipped_pronouns, misattributed, plant

_BINS = 10
# Copy with teasers run into its sentences: what GB106 finds there is right, and no place to plant a defect of its own.
DAMAGED = frozenset({"The Hill"})


@dataclass(frozen=True, slots=True)
class Scored:
    """A finding: its score, and whether it is right."""

    score: float
    right: bool


@dataclass(slots=True)
class Result:
    """What one rule made of the pool.

    Attributes:
        planted: its defects in the pool. marked: how many of them any rule marks.
        kinds: for each kind of defect, whether any rule marks each of that kind.
        found: how many of them it marks itself, by the score of the mark. findings: all its findings.
    """

    planted: int = 0
    marked: int = 0
    kinds: dict[str, list[bool]] = field(default_factory=dict)
    found: list[float] = field(default_factory=list)
    findings: list[Scored] = field(default_factory=list)

    @property
    def precision(self) -> float:
        """The share of findings that are right; not a number where there is none."""
        return _share(sum(one.right for one in self.findings), len(self.findings))

    @property
    def recall(self) -> float:
        """The share of the planted defects that the rule marks."""
        return _share(len(self.found), self.planted)

    @property
    def f1(self) -> float:
        """The harmonic mean of both."""
        return _share(2 * self.precision * self.recall, self.precision + self.recall)

    def recall_at(self, precision: float) -> float:
        """The best recall of any cut on the reported scores that keeps this precision; 0 where none does."""
        best = 0.0
        for cut in {one.score for one in self.findings}:
            kept = [one.right for one in self.findings if one.score >= cut]
            if sum(kept) >= precision * len(kept):
                best = max(best, _share(sum(score >= cut for score in self.found), self.planted))
        return best

    def calibration_error(self) -> float:
        """The expected calibration error of :func:`calibration_error` over its findings."""
        return calibration_error(self.findings)


def calibration_error(findings: Sequence[Scored]) -> float:
    """How far scores are from the share that is right, in ten bins of like size, on average over the findings.

    Naeini, Cooper and Hauskrecht 2015, with bins of equal mass. Equal scores share a bin, so that the order of the
    findings changes nothing; a rule with few different scores has fewer bins.
    """
    if not findings:
        return float("nan")
    ordered = sorted(findings, key=lambda one: one.score)
    bins: dict[int, list[Scored]] = defaultdict(list)
    before = 0
    for _, equal in groupby(ordered, key=lambda one: one.score):
        group = list(equal)
        bins[_BINS * (2 * before + len(group)) // (2 * len(ordered))] += group
        before += len(group)
    error = 0.0
    for group in bins.values():
        score = sum(one.score for one in group) / len(group)
        right = sum(one.right for one in group) / len(group)
        error += len(group) / len(ordered) * abs(score - right)
    return error


def _share(part: float, whole: float) -> float:
    return part / whole if whole else float("nan")


def check(nli: Nli, texts: Iterable[str]) -> Iterator[FileReport]:
    """Check texts by every rule, as a user's files are checked: as plain text, in one run."""
    with TemporaryDirectory() as folder:
        paths = []
        for number, text in enumerate(texts):
            paths.append(Path(folder) / f"{number}.txt")
            paths[-1].write_text(text, encoding="utf-8")
        yield from Checker(select=[rule.code for rule in RULES], nli=nli).check_files(paths)


def pool(data: Path, split: str, count: int, seed: int) -> list[Planted]:
    """Up to ``count`` passages a rule, each with one planted defect."""
    rng = random.Random(seed)
    clean = [row for row in of_split(data, "news_clean", split) if row["source"] not in DAMAGED]
    labelled = of_split(data, "quotes", split)
    rng.shuffle(clean)
    texts = [row["text"] for row in clean]
    outsiders = [name for row in labelled for name in cast(row["text"])[:3]]
    made = [one for code in sorted(PLANTERS) for one in plant(code, texts, count, rng)]
    made += misattributed([*labelled, *clean], 2 * count, rng, outsiders)
    made += flipped_pronouns(clean, count, rng)
    return made


def judged(nli: Nli, made: Sequence[Planted]) -> dict[str, Result]:
    """The result of every rule on a pool."""
    results = {rule.code: Result() for rule in RULES}
    for defect, report in zip(made, check(nli, (defect.text for defect in made)), strict=True):
        own = results[defect.code]
        own.planted += 1
        here = [finding for finding in report.findings if _touches(finding, defect.start, defect.end)]
        own.marked += bool(here)
        own.kinds.setdefault(defect.kind, []).append(bool(here))
        scores = [finding.score for finding in here if finding.rule == defect.code]
        if scores:
            own.found.append(max(scores))
            own.findings.append(Scored(max(scores), True))
        for finding in report.findings:
            beside = any(_touches(finding, *place) for place in defect.beside)
            if not (beside or _touches(finding, defect.start, defect.end)):
                results[finding.rule].findings.append(Scored(finding.score, False))
    return results


def _touches(finding: Finding, start: int, end: int) -> bool:
    return finding.start < end and start < finding.end
