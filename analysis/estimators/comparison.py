"""Whether shares differ: two units, all pairs of units, a contrast over months.

For claims about units use `score_comparison`: with few respondents the tests that rest on the
estimated variances find differences where there are none. The linearised ones are for many
respondents, for domains that overlap, and for comparison with other programs.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations
from math import inf, isnan, nan, sqrt

import numpy as np
from numpy.typing import ArrayLike

from analysis.estimators.covariance import Shares
from analysis.estimators.distributions import t_tail
from analysis.estimators.multiplicity import adjust_p_values
from analysis.estimators.ratio import Ratio
from analysis.estimators.shrunken import DEFAULT_PRIOR, Prior, precision
from analysis.estimators.tables import Floats


@dataclass(frozen=True)
class Comparison:
    """A difference and how likely chance alone would make one as large.

    Attributes
    ----------
    difference : float
        First less second; of shares (-1 to 1), or of log odds where the function says so.
    standard_error : float
        Of the difference, on the same scale.
    statistic : float
        Their ratio; infinite for a difference without error, 0 when both are 0, NaN when unknown.
    degrees_of_freedom : float
    p_value : float
        Two-sided, 0-1; NaN with the statistic.
    """

    difference: float
    standard_error: float
    statistic: float
    degrees_of_freedom: float
    p_value: float

    def __str__(self) -> str:
        return f"{self.difference:+.4f} (p = {self.p_value:.4g})"


def t_comparison(difference: float, standard_error: float, degrees_of_freedom: float) -> Comparison:
    """Return the two-sided t test of a difference; without any error it is certain."""
    if standard_error > 0:
        statistic = difference / standard_error
        p_value = 2 * t_tail(abs(statistic), degrees_of_freedom)
    elif isnan(difference) or isnan(standard_error):
        statistic = p_value = nan
    elif difference == 0:
        statistic, p_value = 0.0, 1.0
    else:
        statistic, p_value = (inf if difference > 0 else -inf), 0.0
    return Comparison(difference, standard_error, statistic, degrees_of_freedom, p_value)


def score_comparison(first: Ratio, second: Ratio, prior: Prior = DEFAULT_PRIOR) -> Comparison:
    """Return the score test of two shares that have no respondent in common.

    ``(Ra - Rb) / sqrt(Rp (1 - Rp) (1/n_a + 1/n_b))`` with the pooled share ``Rp`` and the shrunken
    effective sizes, on the smaller of both degrees of freedom.

    Parameters
    ----------
    first, second : Ratio
        Each with at least one degree of freedom.
    prior : Prior
        As in the default interval.

    Returns
    -------
    Comparison
        Its p value is 1 when both are 0 or both are 1: they agree.

    Raises
    ------
    ValueError
        If a share has no degrees of freedom.

    References
    ----------
    .. [1] J. N. K. Rao, A. J. Scott, Ann. Stat. 12 (1984), 46-60.
    """
    found = precision(first, prior), precision(second, prior)
    freedom = min(each.degrees_of_freedom for each in found)
    if not freedom > 0:
        raise ValueError(f"both shares must have degrees of freedom above 0: {freedom}")
    total = first.total + second.total
    pooled = total.y / total.m
    error = sqrt(pooled * (1 - pooled) * sum(1 / each.n_effective for each in found))
    difference = first.share - second.share
    if difference == 0:
        return Comparison(0.0, error, 0.0, freedom, 1.0)
    return t_comparison(difference, error, freedom)


@dataclass(frozen=True)
class Pair:
    """Two of several shares against each other.

    Attributes
    ----------
    first, second : int
        Their places, ``first < second``.
    comparison : Comparison
    p_claim, p_screening : float
        The p value adjusted for all pairs by Holm, and by Benjamini and Hochberg.
    """

    first: int
    second: int
    comparison: Comparison
    p_claim: float
    p_screening: float


def compare_pairs(shares: Shares) -> tuple[Pair, ...]:
    """Return each pair of shares compared by the linearised difference, shares that overlap too.

    Parameters
    ----------
    shares : Shares
        Of at least two domains.

    Returns
    -------
    tuple of Pair, length k (k - 1) / 2
        In the order (0, 1), (0, 2), …, (1, 2), …

    Raises
    ------
    ValueError
        If there are fewer than two shares.
    """
    count = len(shares.estimates)
    if count < 2:
        raise ValueError(f"shares must be at least two to compare: {count}")
    places = list(combinations(range(count), 2))
    found = [_contrast(shares, _difference(count, *pair)) for pair in places]
    p_values = [each.p_value for each in found]
    claims, screenings = (adjust_p_values(p_values, method) for method in ("holm", "BH"))
    rows = zip(places, found, claims.tolist(), screenings.tolist(), strict=True)
    return tuple(Pair(*pair, each, claim, screening) for pair, each, claim, screening in rows)


def _difference(count: int, first: int, second: int) -> Floats:
    weights = np.zeros(count)
    weights[first], weights[second] = 1, -1
    return weights


def compare_logits(shares: Shares, first: int = 0, second: int = 1) -> Comparison:
    """Return the difference of the log odds of two shares, by linearisation.

    Parameters
    ----------
    shares : Shares
    first, second : int
        Places of the two shares, both strictly between 0 and 1.

    Raises
    ------
    ValueError
        If a share is 0, 1 or unknown: its log odds are not finite.
    """
    pair = [first, second]
    estimates = shares.estimates[pair]
    if not ((estimates > 0) & (estimates < 1)).all():
        raise ValueError(f"log odds need shares above 0 and below 1: {estimates.tolist()}")
    odds = estimates / (1 - estimates)
    slopes = np.array([1, -1]) / (estimates * (1 - estimates))
    variance = float(slopes @ shares.covariance[np.ix_(pair, pair)] @ slopes)
    difference = float(np.log(odds[0]) - np.log(odds[1]))
    return t_comparison(difference, sqrt(variance), shares.degrees_of_freedom)


def linear_contrast(shares: Shares, weights: ArrayLike) -> Comparison:
    """Return a weighted sum of shares, such as the slope over months, tested against 0.

    Parameters
    ----------
    shares : Shares
        Of k domains.
    weights : array_like of float, shape (k,)
        Must add up to 0; `slope_weights` gives those of a linear trend.

    Raises
    ------
    ValueError
        If the weights are not as many as the shares, or do not add up to 0.
    """
    given = np.asarray(weights, dtype=np.float64)
    if given.shape != shares.estimates.shape:
        wanted = len(shares.estimates)
        raise ValueError(f"weights must be one for each of {wanted} shares: {given.size}")
    if not abs(given.sum()) <= 1e-9 * np.abs(given).sum():
        raise ValueError(f"weights of a contrast must add up to 0: {given.sum()}")
    return _contrast(shares, given)


def _contrast(shares: Shares, weights: Floats) -> Comparison:
    """Return a contrast; what has no weight may be unknown."""
    used = np.flatnonzero(weights)
    part = weights[used]
    value = float(part @ shares.estimates[used])
    variance = float(part @ shares.covariance[np.ix_(used, used)] @ part)
    # Rounding may leave a variance that is truly 0 just below it.
    error = sqrt(max(0.0, variance)) if not isnan(variance) else nan
    return t_comparison(value, error, shares.degrees_of_freedom)


def slope_weights(times: Sequence[float]) -> Floats:
    """Return the weights whose contrast is the least squares slope over `times`, a step of 1.

    Parameters
    ----------
    times : sequence of float, length k
        Such as numbers of months; in rising order, at least two.

    Raises
    ------
    ValueError
        If there are fewer than two times or they do not rise.
    """
    given = np.asarray(times, dtype=np.float64)
    if given.size < 2:
        raise ValueError(f"times must be at least two for a trend: {given.size}")
    if not (np.diff(given) > 0).all():
        raise ValueError(f"times must rise: {given.tolist()}")
    centred = given - given.mean()
    weights: Floats = centred / (centred**2).sum()
    return weights
