"""Intervals and tests of one proportion that other programs offer, for independent answers.

Arguments are those of `analysis.estimators.intervals.wilson`, and so are the refusals.
"""

# ruff: noqa: PLC0415 (scipy is imported late on purpose)

from __future__ import annotations

from collections.abc import Callable
from math import inf, sqrt

from analysis.estimates import Interval
from analysis.estimators.distributions import (
    beta_quantile,
    normal_quantile,
    require_level,
    require_target,
)
from analysis.estimators.intervals import require_counts, require_whole
from analysis.estimators.shares import wilson_bounds
from analysis.reference.shrunken import TargetTest, score_test


def agresti_coull(satisfied: float, n: float, confidence_level: float = 0.95) -> Interval:
    """Return the interval of Agresti and Coull, which may leave [0, 1].

    Source: A. Agresti, B. A. Coull, Amer. Stat. 52 (1998), 119-126.
    """
    require_counts(satisfied, n)
    quantile = normal_quantile(confidence_level)
    size = n + quantile**2
    middle = (satisfied + quantile**2 / 2) / size
    half = quantile * sqrt(middle * (1 - middle) / size)
    return Interval(middle - half, middle + half, confidence_level, "agresti_coull")


def jeffreys(satisfied: float, n: float, confidence_level: float = 0.95) -> Interval:
    """Return Jeffreys' interval, its ends 0 at none and 1 at all satisfied.

    Source: L. D. Brown, T. T. Cai, A. DasGupta, Stat. Sci. 16 (2001), 101-133.
    """
    low, high = _beta_ends(satisfied, n, confidence_level, (0.5, 0.5))
    return Interval(low, high, confidence_level, "jeffreys")


def clopper_pearson(satisfied: float, n: float, confidence_level: float = 0.95) -> Interval:
    """Return the exact interval of Clopper and Pearson.

    Source: C. J. Clopper, E. S. Pearson, Biometrika 26 (1934), 404-413.
    """
    low, high = _beta_ends(satisfied, n, confidence_level, (0.0, 1.0))
    return Interval(low, high, confidence_level, "clopper_pearson")


def _beta_ends(
    satisfied: float, n: float, confidence_level: float, prior: tuple[float, float]
) -> tuple[float, float]:
    """Return quantiles of two betas: `prior` is added to the counts at its end, and swapped."""
    require_counts(satisfied, n)
    require_level(confidence_level)
    near, far = prior
    tail, unsatisfied = (1 - confidence_level) / 2, n - satisfied
    low = beta_quantile(tail, satisfied + near, unsatisfied + far) if satisfied else 0.0
    high = beta_quantile(1 - tail, satisfied + far, unsatisfied + near) if unsatisfied else 1.0
    return low, high


def mid_p(satisfied: float, n: float, confidence_level: float = 0.95) -> Interval:
    """Return the interval that inverts the binomial test with half of the observed probability.

    Counts must be whole numbers.

    Source: A. Agresti, A. Gottard, Comput. Stat. Data Anal. 51 (2007).
    """
    require_whole(satisfied, n)
    require_level(confidence_level)
    counts, tail = (int(satisfied), int(n)), (1 - confidence_level) / 2
    low = 0.0 if satisfied == 0 else root(lambda share: _mid_tail(*counts, share) - tail)
    high = 1.0 if satisfied == n else root(lambda share: _mid_tail(*counts, share) - 1 + tail)
    return Interval(low, high, confidence_level, "mid_p")


def _mid_tail(satisfied: int, n: int, share: float) -> float:
    """Return P(X > satisfied) and half of P(X = satisfied), X binomial with `n` and `share`."""
    return (_at_least(satisfied + 1, n, share) + _at_least(satisfied, n, share)) / 2


def _at_least(satisfied: int, n: int, share: float) -> float:
    from scipy.special import bdtrc

    return 1.0 if satisfied == 0 else float(bdtrc(satisfied - 1, n, share))


def root(rising: Callable[[float], float]) -> float:
    """Return where a function that rises on [0, 1] passes 0, to the last bit."""
    low, high = 0.0, 1.0
    while low < (middle := (low + high) / 2) < high:
        low, high = (middle, high) if rising(middle) < 0 else (low, middle)
    return high


def finite_size(n: float, population: float) -> float:
    """Return the number of answers worth as much from a population without limit as `n` here.

    Source: W. G. Cochran, Sampling Techniques (1977).
    """
    if not n > 0:
        raise ValueError(f"n must be above 0: {n}")
    if not n <= population:
        raise ValueError(f"n must not exceed population; {n:g} exceeds {population:g}")
    return inf if n == population else n * (population - 1) / (population - n)


def wilson_fpc(
    satisfied: float, n: float, population: float, confidence_level: float = 0.95
) -> Interval:
    """Return Wilson's interval for a sample of `n` out of `population`; the point if all are."""
    require_counts(satisfied, n)
    quantile = normal_quantile(confidence_level)
    low, high = wilson_bounds(satisfied / n, finite_size(n, population), quantile)
    return Interval(low, high, confidence_level, "wilson_fpc")


def exact_target_test(satisfied: int, n: int, target: float) -> TargetTest:
    """Return the exact binomial test of a proportion against `target`, one-sided both ways.

    Its statistic is the number satisfied less the number that the target expects.

    Source: C. J. Clopper, E. S. Pearson, Biometrika 26 (1934), 404-413.
    """
    from scipy.special import bdtr

    require_whole(satisfied, n)
    require_target(target)
    greater, less = _at_least(satisfied, n, target), float(bdtr(satisfied, n, target))
    return TargetTest(satisfied - n * target, greater, less)


def score_target_test(satisfied: float, n: float, target: float) -> TargetTest:
    """Return the score test of a proportion against `target`; the test that Wilson's bounds invert.

    Its statistic is normal if the true share is the target.

    Source: E. B. Wilson, J. Amer. Stat. Assoc. 22 (1927), 209-212.
    """
    require_counts(satisfied, n)
    return score_test(satisfied / n, n, inf, target)
