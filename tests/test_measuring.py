"""What the benchmark computes: precision and recall over a sweep, calibration error, curves, the table in the card."""

from __future__ import annotations

import math
import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detector import calibration
from models.calibrate import fit
from models.evaluate import table, with_table
from models.planted import Result, Scored, calibration_error


def _result(right: list[float], wrong: list[float], planted: int) -> Result:
    findings = [Scored(score, True) for score in right] + [Scored(score, False) for score in wrong]
    return Result(planted=planted, found=right, findings=findings)


def test_precision_recall_and_their_mean() -> None:
    result = _result([0.9, 0.8, 0.7], [0.6], 4)
    assert (result.precision, result.recall, result.f1) == (0.75, 0.75, 0.75)


def test_recall_at_a_precision_takes_the_best_cut() -> None:
    result = _result([0.9, 0.8, 0.5], [0.7], 4)
    assert result.recall_at(1.0) == 0.5
    assert result.recall_at(0.75) == 0.75
    assert _result([], [0.9], 3).recall_at(0.9) == 0.0


def test_calibration_error_of_what_is_known() -> None:
    sure = [Scored(0.9, number % 10 != 0) for number in range(1000)]
    assert calibration_error(sure) == pytest.approx(0.0, abs=1e-9)
    assert calibration_error([Scored(0.9, False)] * 50) == pytest.approx(0.9)
    assert math.isnan(calibration_error([]))


def test_calibration_error_does_not_hang_on_the_order() -> None:
    findings = [Scored(0.9, number >= 20) for number in range(200)]
    assert calibration_error(findings) == pytest.approx(0.0, abs=1e-9)
    assert calibration_error(findings[::-1]) == pytest.approx(0.0, abs=1e-9)


def test_a_curve_that_would_fall_still_meets_the_share_that_is_right() -> None:
    findings = [Scored(0.95, number < 5) for number in range(20)]
    findings += [Scored(0.7, number < 9) for number in range(13)]
    slope, offset = fit(findings)
    shares = [1 / (1 + math.exp(-(slope * calibration.log_odds(one.score) + offset))) for one in findings]
    assert slope > 0
    assert sum(shares) / len(shares) == pytest.approx(14 / 33, abs=0.03)


def test_a_curve_mends_scores_that_are_too_sure() -> None:
    rng = random.Random(3)
    findings = []
    for _ in range(3000):
        truth = rng.uniform(0.3, 0.95)
        findings.append(Scored(1 / (1 + math.exp(-3 * calibration.log_odds(truth))), rng.random() < truth))
    slope, offset = fit(findings)
    mended = [
        Scored(1 / (1 + math.exp(-(slope * calibration.log_odds(one.score) + offset))), one.right)
        for one in findings
    ]
    assert calibration_error(findings) > 0.1
    assert calibration_error(mended) < 0.04


def test_a_constant_score_becomes_the_share_that_is_right() -> None:
    slope, offset = fit([Scored(0.97, number % 4 != 0) for number in range(400)])
    share = 1 / (1 + math.exp(-(slope * calibration.log_odds(0.97) + offset)))
    assert share == pytest.approx(0.75, abs=0.02)


@given(low=st.floats(0, 1), high=st.floats(0, 1))
def test_a_calibrated_score_is_a_probability_and_keeps_the_order(low: float, high: float) -> None:
    low, high = sorted((low, high))
    for code in ("MQ103", "GB101", "no such rule"):
        assert 0 <= calibration.calibrated(code, low) <= calibration.calibrated(code, high) <= 1


def test_the_table_has_a_column_for_each_model() -> None:
    shown = table({"ours": {"recall": 0.5, "planted": 120}, "theirs": {"recall": float("nan")}})
    assert shown.splitlines() == [
        "| | ours | theirs |",
        "|---|---|---|",
        "| recall | 0.500 | – |",
        "| planted | 120 | – |",
    ]


def test_the_table_goes_between_the_comments_of_the_card() -> None:
    card = "# Card\n<!-- benchmark -->\nold\n<!-- /benchmark -->\nend\n"
    assert with_table(card, "new") == "# Card\n<!-- benchmark -->\nnew\n<!-- /benchmark -->\nend\n"
    with pytest.raises(ValueError, match="benchmark"):
        with_table("# Card\n", "new")
