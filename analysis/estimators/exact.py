"""Tests of one proportion against a target, and exact intervals in a small population.

They hold for one item of a simple random sample. Answers of one person to several items are not
independent: those need `analysis.estimators.shares`.
"""

# ruff: noqa: PLC0415 (scipy is imported late on purpose)

from __future__ import annotations

from collections.abc import Callable
from math import inf, sqrt

import numpy as np

from analysis.estimates import Interval
from analysis.estimators.distributions import require_level, require_target
from analysis.estimators.proportions import require_counts
from analysis.estimators.shares import TargetTest


def exact_target_test(satisfied: int, n: int, target: float) -> TargetTest:
    """Return the exact binomial test of a proportion against `target`, one-sided both ways.

    Parameters
    ----------
    satisfied, n : int
        Number satisfied, within [0, n], and number of independent answers, above 0.
    target : float
        Between 0 and 1.

    Returns
    -------
    TargetTest
        Its statistic is the number satisfied less the number that the target expects.

    Raises
    ------
    ValueError
        If an argument is outside its range or a count is no whole number.

    References
    ----------
    .. [1] C. J. Clopper, E. S. Pearson, Biometrika 26 (1934), 404-413.
    """
    from scipy.special import bdtr, bdtrc

    _require_whole(satisfied, n)
    require_target(target)
    at_least = 1.0 if satisfied == 0 else float(bdtrc(satisfied - 1, int(n), target))
    return TargetTest(satisfied - n * target, at_least, float(bdtr(satisfied, int(n), target)))


def score_target_test(satisfied: float, n: float, target: float) -> TargetTest:
    """Return the score test of a proportion against `target`; the test that Wilson's bounds invert.

    Parameters
    ----------
    satisfied, n : float
        Number satisfied, within [0, n], and number of independent answers, above 0.
    target : float
        Between 0 and 1.

    Returns
    -------
    TargetTest
        Its statistic is normal if the true share is the target.

    Raises
    ------
    ValueError
        If an argument is outside its range.

    References
    ----------
    .. [1] E. B. Wilson, J. Amer. Stat. Assoc. 22 (1927), 209-212.
    """
    from scipy.special import ndtr

    require_counts(satisfied, n)
    require_target(target)
    statistic = (satisfied / n - target) / sqrt(target * (1 - target) / n)
    return TargetTest(statistic, float(ndtr(-statistic)), float(ndtr(statistic)))


def hypergeometric_exact(
    satisfied: int, n: int, population: int, confidence_level: float = 0.95
) -> Interval:
    """Return the exact interval of a share of a small population that a sample was drawn from.

    It holds each number of satisfied cases in the population under which neither so many nor so few
    in the sample would be rarer than half the error.

    Parameters
    ----------
    satisfied, n, population : int
        Satisfied of the sample, the sample, and all cases: ``0 <= satisfied <= n <= population``
        and n above 0.
    confidence_level : float
        Nominal two-sided coverage, between 0 and 1.

    Returns
    -------
    Interval
        Its ends are whole numbers of cases divided by `population`; a point in a full count.

    Raises
    ------
    ValueError
        If an argument is outside its range or a count is no whole number.

    References
    ----------
    .. [1] W. G. Cochran, Sampling Techniques (1977).
    """
    interval = _inverted(satisfied, n, population, confidence_level, own_part=1.0)
    return Interval(*interval, confidence_level, "hypergeometric_exact")


def hypergeometric_midp(
    satisfied: int, n: int, population: int, confidence_level: float = 0.95
) -> Interval:
    """Return the interval of a small population that counts half of the observed probability.

    Shorter than `hypergeometric_exact`, whose arguments it takes, and right on average rather than
    in the worst case: for one item where more than half of few cases answered.

    Raises
    ------
    ValueError
        If an argument is outside its range or a count is no whole number.

    References
    ----------
    .. [1] A. Agresti, A. Gottard, Comput. Stat. Data Anal. 51 (2007).
    """
    interval = _inverted(satisfied, n, population, confidence_level, own_part=0.5)
    return Interval(*interval, confidence_level, "hypergeometric_midp")


def _inverted(
    satisfied: int, n: int, population: int, confidence_level: float, *, own_part: float
) -> tuple[float, float]:
    """Return the lowest and the highest share under which the sample is not too rare."""
    _require_whole(satisfied, n)
    require_level(confidence_level)
    if not n <= population < inf or population != int(population):
        raise ValueError(f"population must be a whole number, at least n = {n}: {population}")
    tail = (1 - confidence_level) / 2
    least, most = satisfied, population - n + satisfied

    def many(cases: int) -> float:
        own, _, above = _probabilities(satisfied, n, population, cases)
        return own_part * own + above

    def few(cases: int) -> float:
        own, below, _ = _probabilities(satisfied, n, population, cases)
        return own_part * own + below

    low = _first(least, most, lambda cases: many(cases) > tail)
    high = least + most - _first(least, most, lambda back: few(least + most - back) > tail)
    return low / population, high / population


def _first(least: int, most: int, holds: Callable[[int], bool]) -> int:
    """Return the first number from which on a condition holds; it holds at `most`."""
    while least < most:
        middle = (least + most) // 2
        least, most = (least, middle) if holds(middle) else (middle + 1, most)
    return least


def _probabilities(
    satisfied: int, n: int, population: int, cases: int
) -> tuple[float, float, float]:
    """Return how likely a sample holds just so many of the satisfied `cases`, fewer, more."""
    from scipy.special import gammaln

    found = np.arange(max(0, n - (population - cases)), min(n, cases) + 1)
    others = population - cases
    logs = -(
        gammaln(found + 1)
        + gammaln(cases - found + 1)
        + gammaln(n - found + 1)
        + gammaln(others - n + found + 1)
    )
    weights = np.exp(logs - logs.max())
    weights /= weights.sum()
    own = float(weights[found == satisfied].sum())
    return own, float(weights[found < satisfied].sum()), float(weights[found > satisfied].sum())


def _require_whole(satisfied: float, n: float) -> None:
    require_counts(satisfied, n)
    if satisfied != int(satisfied) or n != int(n):
        raise ValueError(f"satisfied and n must be whole numbers: {satisfied} of {n}")
