"""Fit the curves from raw score to probability: ``python -m models.calibrate --data DIR``.

On planted defects and the clean text around them, validation split only (the pool of :func:`models.planted.pool`): each
finding of a rule with its score, right where it touches a planted defect of that rule. Writes
``detector/data/calibration.json``. Platt 1999, with his smoothed targets; a weak pull towards the score as it is
keeps rules with few findings, or with one constant score, in place.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path

import numpy as np

from detector.backends import load
from detector.calibration import log_odds
from models.planted import Scored, judged, pool

TARGET = Path(__file__).parents[1] / "detector" / "data" / "calibration.json"
_PULL = 0.5
_FEWEST = 10
_LEAST_SLOPE = 0.05


def fit(findings: list[Scored]) -> tuple[float, float]:
    """Slope and offset of the curve for findings ``(score, right)``.

    A curve must rise: where the best slope is below ``_LEAST_SLOPE``, that one is kept and the offset fitted to it.
    """
    odds = np.array([log_odds(one.score) for one in findings])
    right = np.array([one.right for one in findings])
    high, low = (right.sum() + 1) / (right.sum() + 2), 1 / ((~right).sum() + 2)
    target = np.where(right, high, low)
    ones = np.ones_like(odds)
    slope, offset = _newton(np.stack([odds, ones], axis=1), 0 * odds, target, np.array([1.0, 0.0]))
    if slope < _LEAST_SLOPE:
        slope = _LEAST_SLOPE
        (offset,) = _newton(ones[:, None], slope * odds, target, np.array([0.0]))
    return float(slope), float(offset)


def _newton(inputs: np.ndarray, fixed: np.ndarray, target: np.ndarray, start: np.ndarray) -> np.ndarray:
    """The weights of ``inputs``, beside what is ``fixed``, that fit best: at most 100 Newton steps."""
    weights = start.copy()
    for _ in range(100):
        share = 1 / (1 + np.exp(-(inputs @ weights + fixed)))
        slope = inputs.T @ (share - target) + _PULL * (weights - start)
        bend = inputs.T @ (inputs * (share * (1 - share))[:, None]) + _PULL * np.eye(len(start))
        step = np.linalg.solve(bend, slope)
        weights = weights - np.clip(step, -1, 1)
        if np.abs(step).max() < 1e-6:
            break
    return weights


def main() -> None:
    """Parse the command line, fit, write."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--data", type=Path, required=True, help="folder that holds news_clean/ and quotes/")
    parser.add_argument("--planted", type=int, default=150, help="passages with a defect, for each rule")
    parser.add_argument("--model", help="as for misquote check; without: the embedded one")
    parser.add_argument("--seed", type=int, default=21)
    given = parser.parse_args()
    TARGET.write_text("{}\n", encoding="utf-8")  # raw scores are what the curves start from
    made = pool(given.data, "dev", given.planted, given.seed)
    curves = {
        code: [round(number, 4) for number in fit(result.findings)]
        for code, result in judged(load(given.model), made).items()
        if result.planted and len(result.findings) >= _FEWEST  # without defects nothing could be right
    }
    TARGET.write_text(json.dumps(curves, indent=1) + "\n", encoding="utf-8")
    print(json.dumps(curves))


if __name__ == "__main__":
    main()
