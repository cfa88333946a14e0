"""Intervals of one proportion of independent answers: one item asked of a simple random sample.

Answers of one person to several items are not independent: `analysis.estimators.shares` is for
those.
"""

from __future__ import annotations

from collections.abc import Callable
from math import inf

import numpy as np

from analysis.estimates import Interval
from analysis.estimators.distributions import normal_quantile, require_level
from analysis.estimators.shares import wilson_bounds


def wilson(satisfied: float, n: float, confidence_level: float = 0.95) -> Interval:
    """Return Wilson's score interval.

    Parameters
    ----------
    satisfied : float
        Number satisfied, within [0, n]; it may be a share times a number, unrounded.
    n : float
        Number of independent answers, above 0.
    confidence_level : float
        Nominal two-sided coverage, between 0 and 1.

    Returns
    -------
    Interval
        Within [0, 1].

    Raises
    ------
    ValueError
        If an argument is outside its range.

    References
    ----------
    .. [1] E. B. Wilson, J. Amer. Stat. Assoc. 22 (1927), 209-212.
    """
    require_counts(satisfied, n)
    low, high = wilson_bounds(satisfied / n, n, normal_quantile(confidence_level))
    return Interval(low, high, confidence_level, "wilson")


def hypergeometric_exact(
    satisfied: int, n: int, population: int, confidence_level: float = 0.95
) -> Interval:
    """Return the exact interval of a share of a small population that `n` were drawn from.

    It holds each number of satisfied cases in the population under which neither so many nor so few
    in the sample would be rarer than half the error. Its ends are such numbers over `population`.

    Source: W. G. Cochran, Sampling Techniques (1977).
    """
    counts = satisfied, n, population
    return Interval(*_inverted(counts, confidence_level, 1.0), "hypergeometric_exact")


def hypergeometric_midp(
    satisfied: int, n: int, population: int, confidence_level: float = 0.95
) -> Interval:
    """Return the interval of a small population that counts half of the observed probability.

    Shorter than `hypergeometric_exact`, whose arguments it takes, and right on average rather than
    in the worst case: for one item where more than half of few cases answered.

    Source: A. Agresti, A. Gottard, Comput. Stat. Data Anal. 51 (2007).
    """
    counts = satisfied, n, population
    return Interval(*_inverted(counts, confidence_level, 0.5), "hypergeometric_midp")


def _inverted(
    counts: tuple[int, int, int], confidence_level: float, own_part: float
) -> tuple[float, float, float]:
    """Return the lowest and the highest share under which the sample is not too rare; the level."""
    satisfied, n, population = counts
    require_whole(satisfied, n)
    require_level(confidence_level)
    if not n <= population < inf or population != int(population):
        raise ValueError(f"population must be a whole number, at least n = {n}: {population}")
    tail = (1 - confidence_level) / 2
    least, most = satisfied, population - n + satisfied

    def many(cases: int) -> float:
        own, _, above = hypergeometric_probabilities(counts, cases)
        return own_part * own + above

    def few(cases: int) -> float:
        own, below, _ = hypergeometric_probabilities(counts, cases)
        return own_part * own + below

    low = _first(least, most, lambda cases: many(cases) > tail)
    high = least + most - _first(least, most, lambda back: few(least + most - back) > tail)
    return low / population, high / population, confidence_level


def _first(least: int, most: int, holds: Callable[[int], bool]) -> int:
    """Return the first number from which on a condition holds; it holds at `most`."""
    while least < most:
        middle = (least + most) // 2
        least, most = (least, middle) if holds(middle) else (middle + 1, most)
    return least


def hypergeometric_probabilities(
    counts: tuple[int, int, int], cases: int
) -> tuple[float, float, float]:
    """Return how likely a sample holds just so many of the satisfied `cases`, fewer, more."""
    from scipy.special import gammaln  # noqa: PLC0415 (scipy is imported late on purpose)

    satisfied, n, population = counts
    others = population - cases
    possible = np.arange(max(0, n - others), min(n, cases) + 1)
    logs = -(
        gammaln(possible + 1)
        + gammaln(cases - possible + 1)
        + gammaln(n - possible + 1)
        + gammaln(others - n + possible + 1)
    )
    weights = np.exp(logs - logs.max())
    weights /= weights.sum()
    own = float(weights[possible == satisfied].sum())
    below = float(weights[possible < satisfied].sum())
    return own, below, float(weights[possible > satisfied].sum())


def require_counts(satisfied: float, n: float) -> None:
    """Raise ValueError unless n is above 0 and finite, and `satisfied` lies within [0, n]."""
    if not 0 < n < inf:
        raise ValueError(f"n must be above 0 and finite: {n}")
    if not 0 <= satisfied <= n:
        raise ValueError(f"satisfied must lie within [0, n]: {satisfied} of {n}")


def require_whole(satisfied: float, n: float) -> None:
    """Raise ValueError unless both counts are whole numbers, too."""
    require_counts(satisfied, n)
    if satisfied != int(satisfied) or n != int(n):
        raise ValueError(f"satisfied and n must be whole numbers: {satisfied} of {n}")
