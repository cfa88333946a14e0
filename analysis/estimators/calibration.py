"""Weights that add up to known numbers of cases, and the share that they give with its error.

All of it rests on one belief: that inside a group those who answered are like those who did not.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from analysis.estimators.adjustment import Adjustment
from analysis.estimators.covariance import Design
from analysis.estimators.margins import Margin, indicators
from analysis.estimators.shares import ROUNDING, Ratio, pooled_ratio
from analysis.estimators.tables import Floats, Rows, stratify
from analysis.estimators.weights import require_weights

MOST_STEPS = 200
MOST_HALVINGS = 40
CLOSE = 1e-11


RAKING = Adjustment()


def calibrate(
    weights: ArrayLike, margins: Sequence[Margin], adjustment: Adjustment = RAKING
) -> Floats:
    """Return the weights nearest to the given ones that meet all margins.

    Parameters
    ----------
    weights : array_like of float, shape (n,)
        Not below 0.
    margins : sequence of Margin
        Each with n respondents; all add up to the same number of cases.
    adjustment : Adjustment

    Raises
    ------
    ValueError
        If weights or margins are not valid, no weights meet the margins, or ``linear`` without
        bounds would make a weight negative.

    References
    ----------
    .. [1] J.-C. Deville, C.-E. Särndal, J. Amer. Stat. Assoc. 87 (1992), 376-382.
    .. [2] J.-C. Deville, C.-E. Särndal, O. Sautory, J. Amer. Stat. Assoc. 88 (1993), 1013-1020.
    """
    start = require_weights(weights)
    members, totals = indicators(margins, start.size)
    found = start * adjustment.factors(_tilts(start, members, totals, adjustment))
    if (found < 0).any():
        raise ValueError(
            f"linear calibration without bounds must not make weights negative; "
            f"{int((found < 0).sum())} of {found.size} are, the least {found.min():g}"
        )
    return found


def poststratify(weights: ArrayLike, margin: Margin) -> Floats:
    """Return the weights scaled inside each group to its number of cases; as in `calibrate`."""
    return calibrate(weights, (margin,))


def rake(weights: ArrayLike, margins: Sequence[Margin]) -> Floats:
    """Return the weights to which scaling to one margin after the other leads; as in `calibrate`.

    References
    ----------
    .. [1] W. E. Deming, F. F. Stephan, Ann. Math. Stat. 11 (1940), 427-444.
    """
    return calibrate(weights, margins)


def _tilts(start: Floats, members: Floats, totals: Floats, adjustment: Adjustment) -> Floats:
    """Return the tilt of each respondent at which the margins are met, by Newton's method."""
    places: Floats = np.zeros(len(totals))
    factors = adjustment.factors(members @ places)
    missing = totals - (start * factors) @ members
    for _ in range(MOST_STEPS):
        if np.abs(missing).max() <= CLOSE * totals.max():
            return members @ places
        pull = start * adjustment.slopes(factors)
        solved = np.linalg.lstsq((members.T * pull) @ members, missing, rcond=None)[0]
        step = solved.astype(np.float64)
        places, factors, missing = _shortened(
            lambda at: adjustment.factors(members @ at), (places, step), (start, members, totals)
        )
    worst = int(np.abs(missing).argmax())
    raise ValueError(
        f"margins must be within reach of the weights; {adjustment.distance} calibration with "
        f"bounds {adjustment.bounds} misses a total of {totals[worst]:g} by {missing[worst]:g}"
    )


def _shortened(
    factors_at: Callable[[Floats], Floats],
    move: tuple[Floats, Floats],
    wanted: tuple[Floats, Floats, Floats],
) -> tuple[Floats, Floats, Floats]:
    """Return place, factors and misses after a step, halved until it leads nearer."""
    (place, step), (start, members, totals) = move, wanted
    before = np.abs(totals - (start * factors_at(place)) @ members).sum()
    for halving in range(MOST_HALVINGS):
        at = place + step / 2**halving
        factors = factors_at(at)
        missing = totals - (start * factors) @ members
        if np.abs(missing).sum() < before:
            break
    return at, factors, missing


@dataclass(frozen=True)
class Calibrated:
    """New weights and what they make of the share.

    Attributes
    ----------
    weights : ndarray of float, shape (n,)
    ratio : Ratio or None
        For the same intervals, tests and verdicts as any other share; None without valid answers.
    """

    weights: Floats
    ratio: Ratio | None


def calibrated_ratio(
    design: Design, margins: Sequence[Margin], adjustment: Adjustment = RAKING
) -> Calibrated:
    """Return the share under calibrated weights with its linearised variance.

    What the margins explain of the answers adds nothing to the variance: it is that of the
    residuals of a regression on the groups, weighted by the weights before calibration.

    Parameters
    ----------
    design : Design
        Rows with the weights to start from.
    margins : sequence of Margin
        One is post-stratification.
    adjustment : Adjustment

    Raises
    ------
    ValueError
        As in `calibrate`.

    References
    ----------
    .. [1] J.-C. Deville, C.-E. Särndal, J. Amer. Stat. Assoc. 87 (1992), 376-382.
    """
    rows, before = design.rows, design.rows.row_weights
    weights = calibrate(before, margins, adjustment)
    new = Rows(rows.y, rows.m, weights, rows.psus)
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
