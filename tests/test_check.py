"""The line from text to findings: batching, selection, overlaps, errors, coordinates."""

from __future__ import annotations

import time
from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path
from threading import Event

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import detector
from detector import Checker, backends, check_file, check_text, rules
from detector.article import Article
from detector.backends.double import Double
from detector.check import WINDOW
from detector.credits import doubts
from detector.nli import ModelError, Pair, Verdict
from detector.overlap import PRECEDENCE, resolve
from detector.quotation import extract
from detector.readers import read_text
from detector.rules.base import Inspection, Mark, Proposal
from detector.spans import Span
from tests.helpers import asking, rule

YES, NO = Verdict(0.9, 0.05, 0.05), Verdict(0.1, 0.1, 0.8)


class Constant:
    """A model with one answer to everything."""

    name = "constant"
    sha256 = None

    def __init__(self, verdict: Verdict) -> None:
        self._verdict = verdict

    def classify(self, pairs: Sequence[Pair]) -> list[Verdict]:
        return [self._verdict] * len(pairs)


def _use(monkeypatch: pytest.MonkeyPatch, *used: rules.Rule) -> None:
    monkeypatch.setattr(rules, "RULES", used)
    monkeypatch.setattr("detector.check.calibrated", lambda _, score: score)  # made-up rules have no curve


def test_each_question_is_asked_once_and_all_in_one_call(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    _use(
        monkeypatch, asking("GB101", r"\bfox\b", "It runs."), asking("GB104", r"\bfox\b|\bdog\b", "It runs.")
    )
    for name in "abc":
        (tmp_path / f"{name}.txt").write_text("The fox met the fox. The dog saw it.", encoding="utf-8")
    double = Double({Pair("fox", "It runs."): YES, Pair("dog", "It runs."): NO})
    reports = list(Checker(nli=double).check_paths(sorted(tmp_path.iterdir())))
    assert double.asked == [(Pair("fox", "It runs."), Pair("dog", "It runs."))]
    assert [[finding.start for finding in report.findings] for report in reports] == [[4, 16]] * 3


def test_reports_keep_the_order_of_the_paths_over_several_windows(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    _use(monkeypatch, asking("GB101", r"\bfox\b", "It runs."))
    paths = [tmp_path / f"{number}.txt" for number in range(WINDOW + 3, 0, -1)]
    for path in paths:
        path.write_text("A fox.", encoding="utf-8")
    double = Double({Pair("fox", "It runs."): YES})
    assert [report.path for report in Checker(nli=double).check_paths(paths)] == list(map(str, paths))
    assert len(double.asked) == 2


def test_the_next_window_is_prepared_while_the_model_answers(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    fox, seen = asking("GB101", r"\bfox\b", "It runs."), Event()

    def propose(article: Article) -> Iterable[Proposal | Inspection]:
        if "second" in article.plain:
            seen.set()
        return fox.propose(article)

    class Waiting(Constant):
        def classify(self, pairs: Sequence[Pair]) -> list[Verdict]:
            assert seen.wait(30)
            return super().classify(pairs)

    _use(monkeypatch, replace(fox, propose=propose))
    paths = [tmp_path / f"{number:02}.txt" for number in range(WINDOW + 1)]
    for path in paths:
        path.write_text("A fox.", encoding="utf-8")
    paths[-1].write_text("A second fox.", encoding="utf-8")
    assert [len(report.findings) for report in Checker(nli=Waiting(YES)).check_paths(paths)] == [1] * len(
        paths
    )


def test_a_model_that_two_windows_want_at_once_is_loaded_once(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    _use(monkeypatch, asking("MQ103", r"\bfox\b", "It runs."))
    loaded: list[str | None] = []

    def load(model: str | None, device: str | None, threads: int | None) -> Constant:  # noqa: ARG001
        loaded.append(model)
        time.sleep(0.2)
        return Constant(YES)

    monkeypatch.setattr(backends, "load", load)
    paths = [tmp_path / f"{number:02}.txt" for number in range(WINDOW + 1)]
    for path in paths:
        path.write_text("A fox.", encoding="utf-8")
    # A quotation that form leaves uncredited: the second window wants the tagger, the first an answer.
    paths[-1].write_text(
        "Smith spoke to Jones. “The fox is quick and it ran away,” it was.", encoding="utf-8"
    )
    assert doubts(extract(read_text(paths[-1].read_text("utf-8"))))
    list(Checker(model="hf:some/model").check_paths(paths))
    assert loaded == ["hf:some/model"]


def test_no_model_is_loaded_where_nothing_is_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    _use(monkeypatch, asking("GB101", "fox", "It runs."), rule("GB103", "cat"))

    def refuse(model: str | None, device: str | None, threads: int | None) -> None:  # noqa: ARG001
        raise ModelError(f"asked to load {model} on {device}")

    monkeypatch.setattr(backends, "load", refuse)
    checker = Checker(model="some/folder", device="cuda")
    assert [finding.text for finding in checker.check_text("The cat sat.").findings] == ["cat"]
    assert checker.model is None
    with pytest.raises(ModelError, match="asked to load some/folder on cuda"):
        checker.check_text("The fox sat.")


def test_the_model_that_answered_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    _use(monkeypatch, asking("GB101", "fox", "It runs."))
    checker = Checker(nli=Constant(YES))
    assert checker.model is None
    checker.check_text("The fox sat.")
    assert checker.model is not None
    assert checker.model.name == "constant"


def test_selection(monkeypatch: pytest.MonkeyPatch) -> None:
    _use(
        monkeypatch,
        rule("MQ101", "x", name="first"),
        rule("MQ105", "x", name="second", default=False),
        rule("GB101", "x", name="third"),
    )

    def codes(*select: str, ignore: tuple[str, ...] = ()) -> list[str]:
        return [chosen.code for chosen in rules.choose(select, ignore)]

    assert codes() == ["MQ101", "GB101"]
    assert codes("mq") == ["MQ101", "MQ105"]
    assert codes("MQ10", "third", ignore=("MQ101",)) == ["MQ105", "GB101"]
    assert codes(ignore=("GB", "MQ")) == []
    for wrong in ("", "GB9", "thrid"):
        with pytest.raises(LookupError):
            codes(wrong)
    with pytest.raises(LookupError, match="did you mean third"):
        rules.find("thrid")


def test_scores_below_the_least_are_left_out_before_overlaps_are_resolved(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    _use(monkeypatch, rule("GB103", "Agency", score=0.4), rule("GB104", "Agency", score=0.8))
    assert [finding.rule for finding in Checker().check_text("Agency.").findings] == ["GB103"]
    assert [finding.rule for finding in Checker(min_score=0.5).check_text("Agency.").findings] == ["GB104"]


@pytest.mark.parametrize(
    ("marks", "kept"),
    [
        pytest.param([("GB104", 0, 40), ("GB103", 10, 17)], ["GB103"], id="one family, one within the other"),
        pytest.param([("GB102", 0, 40), ("GB104", 8, 32)], ["GB104"], id="a salad that begins small"),
        pytest.param(
            [("GB104", 0, 40), ("GB105", 10, 17)], ["GB104", "GB105"], id="a doubled word in a salad"
        ),
        pytest.param([("GB104", 8, 19), ("GB105", 10, 17)], ["GB105"], id="nothing but a doubled word"),
        pytest.param([("MQ101", 0, 40), ("MQ108", 30, 40)], ["MQ108"], id="the rule that names the mend"),
        pytest.param([("GB102", 5, 14), ("MQ102", 5, 14)], ["MQ102"], id="attribution before garble"),
        pytest.param([("MQ103", 0, 99), ("GB105", 10, 17)], ["MQ103", "GB105"], id="two defects"),
        pytest.param([("GB101", 0, 9), ("GB103", 9, 12)], ["GB101", "GB103"], id="side by side"),
        pytest.param([("GB105", 0, 9), ("GB105", 0, 9)], ["GB105"], id="the same twice"),
    ],
)
def test_one_defect_one_finding(marks: list[tuple[str, int, int]], kept: list[str]) -> None:
    marked = [(rule(code, "x"), Mark(Span(start, end), "", 0.9)) for code, start, end in marks]
    assert [winner.code for winner, _ in resolve(marked)] == kept
    assert [winner.code for winner, _ in resolve(reversed(marked))] == kept


def test_every_rule_has_its_precedence() -> None:
    assert {known.code for known in rules.RULES} <= set(PRECEDENCE)
    assert len(set(PRECEDENCE)) == len(PRECEDENCE)


def test_a_file_that_cannot_be_read_stops_no_other(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    _use(monkeypatch, rule("GB103", "Agency"))
    good = tmp_path / "good.txt"
    good.write_text("Agency.", encoding="utf-8")
    (tmp_path / "bad.txt").write_bytes(b"\x00\x01\x02" * 50)
    missing, bad, fine = Checker().check_paths([tmp_path / "missing.txt", tmp_path / "bad.txt", good])
    assert missing.error is not None
    assert bad.error is not None
    assert "\n" not in missing.error + bad.error
    assert fine.error is None
    assert len(fine.findings) == 1


@pytest.mark.parametrize("text", ["", " \n\t\n"])
def test_nothing_is_found_in_nothing(text: str, tmp_path: Path) -> None:
    path = tmp_path / "empty.txt"
    path.write_text(text, encoding="utf-8")
    report = check_file(path)
    assert (report.error, report.findings, report.sentences) == (None, (), 0)


def test_findings_point_into_the_file_markup_and_all(monkeypatch: pytest.MonkeyPatch) -> None:
    _use(monkeypatch, rule("GB103", r"An Agency\."))
    text = "# Heading\r\n\r\nIt said so. An **Agency**. More.\r\n"
    (finding,) = Checker().check_text(text, path="a.md", format="markdown").findings
    assert finding.text == text[finding.start : finding.end] == "An **Agency**."
    assert (finding.line, finding.column, finding.end_line, finding.end_column) == (3, 13, 3, 27)


def test_an_unknown_format_is_the_callers_mistake() -> None:
    with pytest.raises(ValueError, match="markdown"):
        check_text("x", format="docx")


def test_the_public_names_are_there() -> None:
    assert all(getattr(detector, name) is not None for name in detector.__all__)
    with pytest.raises(AttributeError):
        _ = detector.nothing_of_the_sort


WORDS = st.sampled_from(
    [
        "said",
        "she",
        "he",
        "Ms. Reyes",
        "“",
        "”",
        '"',
        "‘",
        "’",
        "told",
        "that",
        "the",
        "Agency",
        "according to",
        "wrote",
    ]
)
PROSE = st.lists(
    st.one_of(
        WORDS,
        st.sampled_from([".", ",", "\n\n", "\r\n", "?", " ", "—", "é", "👩‍🚀", "e\u0301", "\x00"]),
        st.text(max_size=4),
    )
).map(" ".join)


@given(text=PROSE, entailment=st.booleans(), format_=st.sampled_from(["plaintext", "markdown", "html"]))
@settings(deadline=None, max_examples=150, suppress_health_check=[HealthCheck.too_slow])
def test_any_text_gives_findings_that_stand_where_they_say(text: str, entailment: bool, format_: str) -> None:
    nli = Constant(YES if entailment else NO)
    report = Checker(select=["MQ", "GB"], nli=nli).check_text(text, format=format_)
    starts = [finding.start for finding in report.findings]
    assert starts == sorted(starts)
    for finding in report.findings:
        assert finding.text == text[finding.start : finding.end] != ""
        assert 0 <= finding.score <= 1
        for place in finding.related:
            assert 0 <= place.start < place.end <= len(text)
