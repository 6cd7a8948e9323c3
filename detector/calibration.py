"""From a rule's raw score to the probability that its finding is right.

One logistic curve a rule over the log odds of the raw score (Platt 1999), fitted by ``models.calibrate`` on planted
defects and the clean text around them, validation split. A rule without an entry keeps its score.
"""

from __future__ import annotations

import json
import math
from functools import cache
from importlib.resources import files

_EDGE = 1e-4


def calibrated(code: str, score: float) -> float:
    """The probability that a finding of rule ``code`` with this raw score is right; grows with the score."""
    curve = _curves().get(code)
    if curve is None:
        return score
    slope, offset = curve
    return 1 / (1 + math.exp(-(slope * log_odds(score) + offset)))


def log_odds(score: float) -> float:
    """The log odds of a probability, kept off 0 and 1."""
    kept = min(max(score, _EDGE), 1 - _EDGE)
    return math.log(kept / (1 - kept))


@cache
def _curves() -> dict[str, tuple[float, float]]:
    """Slope and offset of each rule's curve."""
    text = files("detector").joinpath("data/calibration.json").read_text("utf-8")
    return {code: (float(slope), float(offset)) for code, (slope, offset) in json.loads(text).items()}
