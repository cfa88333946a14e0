"""Tests of shares that rest on the linearised errors, as other survey programs print them.

For domains that overlap, and for comparison with other programs. With few respondents they find
differences where there are none: reports use `analysis.estimators.differences`.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations
from math import isnan, nan, sqrt

import numpy as np
from numpy.typing import ArrayLike

from analysis.estimators.distributions import require_target
from analysis.estimators.linearisation import Design
from analysis.estimators.rows import Floats, Mask
from analysis.estimators.shares import Ratio
from analysis.estimators.tests import Comparison, adjust_p_values, t_comparison
from analysis.reference.covariance import DomainShares, domain_shares, linearised_covariance
from analysis.reference.logit_trend import fitted_trend


@dataclass(frozen=True)
class Pair:
    """Two shares by index, `first < second`; p values adjusted for all pairs by Holm and by BH."""

    first: int
    second: int
    comparison: Comparison
    p_claim: float
    p_screening: float


def compare_pairs(shares: DomainShares) -> tuple[Pair, ...]:
    """Return the linearised difference of each pair, in the order (0, 1), (0, 2), ..., (1, 2)."""
    count = len(shares.estimates)
    if count < 2:
        raise ValueError(f"shares must be at least two to compare: {count}")
    pairs = list(combinations(range(count), 2))
    rows = np.eye(count)
    comparisons = [_contrast(shares, rows[first] - rows[second]) for first, second in pairs]
    p_values = [each.p_value for each in comparisons]
    claims, screenings = (adjust_p_values(p_values, method).tolist() for method in ("holm", "BH"))
    columns = zip(pairs, comparisons, claims, screenings, strict=True)
    return tuple(Pair(*pair, each, claim, screening) for pair, each, claim, screening in columns)


def compare_logits(shares: DomainShares) -> Comparison:
    """Return the difference of the log odds of the first two shares, by linearisation."""
    estimates, covariance = shares.estimates[:2], shares.covariance[:2, :2]
    if not ((estimates > 0) & (estimates < 1)).all():
        raise ValueError(f"log odds need shares above 0 and below 1: {estimates.tolist()}")
    odds = estimates / (1 - estimates)
    slopes = np.array([1, -1]) / (estimates * (1 - estimates))
    variance = float(slopes @ covariance @ slopes)
    difference = float(np.log(odds[0]) - np.log(odds[1]))
    return t_comparison(difference, sqrt(variance), shares.degrees_of_freedom)


def linear_contrast(shares: DomainShares, weights: ArrayLike) -> Comparison:
    """Return a weighted sum of shares, such as the slope over months, tested against 0.

    The weights add up to 0; `analysis.estimators.differences.slope_weights` has those of a slope.
    """
    given = np.asarray(weights, dtype=np.float64)
    if given.shape != shares.estimates.shape:
        wanted = len(shares.estimates)
        raise ValueError(f"weights must be one for each of {wanted} shares: {given.size}")
    if not abs(given.sum()) <= 1e-9 * np.abs(given).sum():
        raise ValueError(f"weights of a contrast must add up to 0: {given.sum()}")
    return _contrast(shares, given)


def _contrast(shares: DomainShares, weights: Floats) -> Comparison:
    """Return a contrast; what has no weight may be unknown."""
    used = np.flatnonzero(weights)
    part = weights[used]
    value = float(part @ shares.estimates[used])
    variance = float(part @ shares.covariance[np.ix_(used, used)] @ part)
    # Rounding may leave a variance that is truly 0 just below it.
    error = sqrt(max(0.0, variance)) if not isnan(variance) else nan
    return t_comparison(value, error, shares.degrees_of_freedom)


def logit_trend(design: Design, times: ArrayLike, domain: Mask | None = None) -> Comparison:
    """Return the slope of the log odds of being satisfied over time, from the rows of a sample.

    A logistic regression of all valid answers, their errors those of the primary units.

    Source: D. A. Binder, Int. Stat. Rev. 51 (1983), 279-292.
    """
    given = np.asarray(times, dtype=np.float64)
    rows = design.rows
    weights = rows.row_weights if domain is None else rows.row_weights * domain
    y, m = weights * rows.y, weights * rows.m
    if given.shape != m.shape or not np.isfinite(given).all():
        raise ValueError(f"times must be finite, one for each of {m.size} rows")
    fit = fitted_trend(given, y, m)
    covariance = linearised_covariance(design, fit.influences * (y - m * fit.shares))
    freedom = design.degrees_of_freedom(domain) - 1
    return t_comparison(fit.slope, float(np.sqrt(covariance[1, 1])), freedom)


def one_sample_t(ratio: Ratio, target: float) -> Comparison:
    """Return the two-sided test of a share against `target`, on one degree of freedom less.

    Source: T. Lumley, Complex Surveys (2010).
    """
    require_target(target)
    return _regressed(ratio.share - target, ratio.standard_error, ratio.degrees_of_freedom)


def two_sample_t(design: Design, inside: Mask) -> Comparison:
    """Return the two-sided test of the share of the rows `inside` less that of all others.

    Source: T. Lumley, Complex Surveys (2010).
    """
    for name, mask in (("inside", inside), ("outside", ~inside)):
        answers = float((design.rows.row_weights * design.rows.m)[mask].sum())
        if not answers > 0:
            raise ValueError(f"both groups must have valid answers; {name} has {answers:g}")
    shares = domain_shares(design, (inside, ~inside))
    test = _contrast(shares, np.array([1.0, -1.0]))
    return _regressed(test.difference, test.standard_error, shares.degrees_of_freedom)


def _regressed(difference: float, error: float, degrees_of_freedom: int) -> Comparison:
    """Return the test on one degree of freedom less, as in regression with one slope."""
    if degrees_of_freedom < 2:
        raise ValueError(f"degrees_of_freedom must be at least 2: {degrees_of_freedom}")
    return t_comparison(difference, error, degrees_of_freedom - 1)
