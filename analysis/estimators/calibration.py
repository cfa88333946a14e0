"""Weights that add up to known numbers of cases, and the share that they give with its error.

All of it rests on one belief: that inside a group those who answered are like those who did not.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from math import inf, isfinite

import numpy as np
from numpy.typing import ArrayLike

from analysis.estimators.linearisation import Design
from analysis.estimators.margins import Margin, indicators
from analysis.estimators.rows import Floats, Rows
from analysis.estimators.shares import ROUNDING, Ratio, pooled_ratio
from analysis.estimators.strata import stratify
from analysis.estimators.weights import require_weights

_MOST_STEPS = 200
_MOST_HALVINGS = 40
_CLOSE = 1e-11
_FARTHEST = 500.0


class Distance(StrEnum):
    """How far a weight may move, and so which weights are the nearest that meet the margins."""

    LINEAR = "linear"
    RAKING = "raking"
    LOGIT = "logit"


@dataclass(frozen=True)
class Adjustment:
    """How weights may change; `logit` needs bounds, the others may have them."""

    distance: Distance = Distance.RAKING
    # Least and greatest ratio of new weight to old, 1 between them.
    bounds: tuple[float, float] | None = None

    def __post_init__(self) -> None:
        if self.bounds is None:
            if self.distance is Distance.LOGIT:
                raise ValueError("bounds must be given for logit: None")
            return
        low, high = self.bounds
        if not (0 <= low < 1 < high and isfinite(high)):
            raise ValueError(f"bounds must hold 1 between them, not below 0: {low}, {high}")

    def factors(self, tilts: Floats) -> Floats:
        """Return the ratio of new weight to old at each tilt; 1 where it is 0."""
        if self.distance is Distance.LOGIT:
            return self._logit(tilts)
        plain = tilts + 1 if self.distance is Distance.LINEAR else np.exp(_within(tilts))
        low, high = self.bounds or (-inf, inf)
        factors: Floats = np.clip(plain, low, high)
        return factors

    def slopes(self, factors: Floats) -> Floats:
        """Return the derivative of the factors, from the factors themselves."""
        low, high = self.bounds or (-inf, inf)
        if self.distance is Distance.LOGIT:
            return (factors - low) * (high - factors) / ((1 - low) * (high - 1))
        inside = ((factors > low) & (factors < high)).astype(np.float64)
        return inside if self.distance is Distance.LINEAR else inside * factors

    def _logit(self, tilts: Floats) -> Floats:
        low, high = self.bounds or (-inf, inf)
        steep = (high - low) / ((1 - low) * (high - 1))
        grown = np.exp(_within(steep * tilts))
        above = low * (high - 1) + high * (1 - low) * grown
        return above / (high - 1 + (1 - low) * grown)


def _within(tilts: Floats) -> Floats:
    # A step far too long is shortened later; until then it must not overflow.
    return np.clip(tilts, -_FARTHEST, _FARTHEST)


RAKING = Adjustment()


def calibrate(
    weights: ArrayLike, margins: Sequence[Margin], adjustment: Adjustment = RAKING
) -> Floats:
    """Return the weights nearest to the given ones that meet all margins.

    One margin scales the weights inside each group (post-stratification); several are raked.
    ValueError if no weights meet them, or ``linear`` without bounds would make one negative.

    Sources: J.-C. Deville, C.-E. Särndal, J. Amer. Stat. Assoc. 87 (1992), 376-382; J.-C. Deville,
    C.-E. Särndal, O. Sautory, J. Amer. Stat. Assoc. 88 (1993), 1013-1020; W. E. Deming, F. F.
    Stephan, Ann. Math. Stat. 11 (1940), 427-444.
    """
    start = require_weights(weights)
    members, totals = indicators(margins, start.size)
    calibrated = start * _factors(start, members, totals, adjustment)
    if count := int((calibrated < 0).sum()):
        raise ValueError(
            f"linear calibration without bounds must not make weights negative; "
            f"{count} of {calibrated.size} are, the least {calibrated.min():g}"
        )
    return calibrated


def _factors(start: Floats, members: Floats, totals: Floats, adjustment: Adjustment) -> Floats:
    """Return the ratio of new weight to old that meets the margins, by Newton's method."""

    def missing_at(multipliers: Floats) -> tuple[Floats, Floats]:
        factors = adjustment.factors(members @ multipliers)
        return factors, totals - (start * factors) @ members

    multipliers: Floats = np.zeros(len(totals))
    factors, missing = missing_at(multipliers)
    for _ in range(_MOST_STEPS):
        if np.abs(missing).max() <= _CLOSE * totals.max():
            return factors
        pull, before = start * adjustment.slopes(factors), np.abs(missing).sum()
        step = np.linalg.lstsq((members.T * pull) @ members, missing, rcond=None)[0]
        # A step that leads no nearer is halved until it does.
        for halving in range(_MOST_HALVINGS):
            nearer = multipliers + step / 2**halving
            factors, missing = missing_at(nearer)
            if np.abs(missing).sum() < before:
                break
        multipliers = nearer
    worst = int(np.abs(missing).argmax())
    raise ValueError(
        f"margins must be within reach of the weights; {adjustment.distance} calibration with "
        f"bounds {adjustment.bounds} misses a total of {totals[worst]:g} by {missing[worst]:g}"
    )


@dataclass(frozen=True)
class Calibrated:
    """New weights, shape (n,), and the share that they give; None without valid answers."""

    weights: Floats
    ratio: Ratio | None


def calibrated_ratio(
    design: Design, margins: Sequence[Margin], adjustment: Adjustment = RAKING
) -> Calibrated:
    """Return the share under calibrated weights with its linearised variance.

    What the margins explain of the answers adds nothing to the variance: it is that of the
    residuals of a regression on the groups, weighted by the weights before calibration.

    Source: J.-C. Deville, C.-E. Särndal, J. Amer. Stat. Assoc. 87 (1992), 376-382.
    """
    rows, before = design.rows, design.rows.row_weights
    weights = calibrate(before, margins, adjustment)
    new = Rows(rows.y, rows.m, weights, rows.psus, rows.items)
    strata = stratify(new, design.codes, design.populations)
    ratio = pooled_ratio(strata)
    if ratio is None:
        return Calibrated(weights, None)
    values = (rows.y - ratio.share * rows.m) / ratio.total.m
    members = indicators(margins, len(before))[0]
    influence = weights * _unexplained(values, members, before)
    return Calibrated(weights, ratio.with_spread(_stratum_variances(design, influence)))


def _unexplained(values: Floats, members: Floats, weights: Floats) -> Floats:
    roots = np.sqrt(weights)
    slopes = np.linalg.lstsq(members * roots[:, np.newaxis], values * roots, rcond=None)[0]
    residuals: Floats = values - members @ slopes
    # Where the groups explain an answer wholly, rounding must not pass for variance.
    residuals[np.abs(residuals) <= ROUNDING * np.abs(values).max(initial=0.0)] = 0.0
    return residuals


def _stratum_variances(design: Design, influence: Floats) -> Floats:
    """Return the variance of each stratum; one with a single unit is centred at the mean of all."""
    unit = design.units
    totals = np.bincount(unit, influence)
    stratum_of_unit = np.zeros(len(totals), dtype=np.int64)
    stratum_of_unit[unit] = design.codes
    variances = np.zeros(len(design.populations))
    for code in np.unique(design.codes):
        part = totals[stratum_of_unit == code]
        n = len(part)
        alone = (part[0] - totals.mean()) ** 2
        variances[code] = ((part - part.mean()) ** 2).sum() * n / (n - 1) if n > 1 else alone
    return variances
