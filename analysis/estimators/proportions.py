"""Intervals of one simple proportion, `satisfied` of `n` independent answers.

They hold for one item asked of a simple random sample. Answers of one person to several items are
not independent: those need `analysis.estimators.shares`.
"""

from __future__ import annotations

from collections.abc import Callable
from math import inf, sqrt

from analysis.estimates import Interval
from analysis.estimators.distributions import (
    beta_quantile,
    mid_tail,
    normal_quantile,
    require_level,
)


def score_bounds(share: float, n_effective: float, quantile: float) -> tuple[float, float]:
    """Return the shares that a score test at `quantile` would not reject, lowest and highest.

    Parameters
    ----------
    share : float
        Observed share, within [0, 1].
    n_effective : float
        Effective number of answers, above 0; infinite when nothing is left to chance.
    quantile : float
        Two-sided quantile of the normal or the t distribution.

    Returns
    -------
    tuple of float
        Both within [0, 1] and on their side of `share`; equal only when `n_effective` is infinite.

    References
    ----------
    .. [1] E. B. Wilson, J. Amer. Stat. Assoc. 22 (1927), 209-212.
    """
    if n_effective == inf:
        return share, share
    shift = quantile**2 / n_effective
    middle = share + shift / 2
    half = sqrt(shift * share * (1 - share) + shift**2 / 4)
    # Rounding must neither leave [0, 1] nor turn its ends, for 0 and n of n, into 1e-17 or 0.9999.
    low = max(0.0, min(share, (middle - half) / (1 + shift)))
    high = min(1.0, max(share, (middle + half) / (1 + shift)))
    return low, high


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
    low, high = score_bounds(satisfied / n, n, normal_quantile(confidence_level))
    return Interval(low, high, confidence_level, "wilson")


def agresti_coull(satisfied: float, n: float, confidence_level: float = 0.95) -> Interval:
    """Return the interval of Agresti and Coull, which may leave [0, 1]; arguments as in `wilson`.

    References
    ----------
    .. [1] A. Agresti, B. A. Coull, Amer. Stat. 52 (1998), 119-126.
    """
    require_counts(satisfied, n)
    quantile = normal_quantile(confidence_level)
    size = n + quantile**2
    middle = (satisfied + quantile**2 / 2) / size
    half = quantile * sqrt(middle * (1 - middle) / size)
    return Interval(middle - half, middle + half, confidence_level, "agresti_coull")


def jeffreys(satisfied: float, n: float, confidence_level: float = 0.95) -> Interval:
    """Return Jeffreys' interval, its ends 0 at none and 1 at all satisfied; as in `wilson`.

    References
    ----------
    .. [1] L. D. Brown, T. T. Cai, A. DasGupta, Stat. Sci. 16 (2001), 101-133.
    """
    return _beta_interval(satisfied, n, confidence_level, "jeffreys", (0.5, 0.5))


def clopper_pearson(satisfied: float, n: float, confidence_level: float = 0.95) -> Interval:
    """Return the exact interval of Clopper and Pearson; arguments as in `wilson`.

    References
    ----------
    .. [1] C. J. Clopper, E. S. Pearson, Biometrika 26 (1934), 404-413.
    """
    return _beta_interval(satisfied, n, confidence_level, "clopper_pearson", (0.0, 1.0))


def mid_p(satisfied: float, n: float, confidence_level: float = 0.95) -> Interval:
    """Return the interval that inverts the binomial test with half of the observed probability.

    Parameters are those of `wilson`, but whole numbers.

    Raises
    ------
    ValueError
        If a count is no whole number, or an argument is outside its range.

    References
    ----------
    .. [1] A. Agresti, A. Gottard, Comput. Stat. Data Anal. 51 (2007).
    """
    require_counts(satisfied, n)
    require_level(confidence_level)
    if satisfied != int(satisfied) or n != int(n):
        raise ValueError(f"satisfied and n must be whole numbers: {satisfied} of {n}")
    counts, tail = (int(satisfied), int(n)), (1 - confidence_level) / 2
    low = 0.0 if satisfied == 0 else root(lambda share: mid_tail(*counts, share) - tail)
    high = 1.0 if satisfied == n else root(lambda share: mid_tail(*counts, share) - 1 + tail)
    return Interval(low, high, confidence_level, "mid_p")


def finite_size(n: float, population: float) -> float:
    """Return the number of answers worth as much from a population without limit as `n` here.

    Raises
    ------
    ValueError
        If `n` is not above 0 or exceeds `population`.

    References
    ----------
    .. [1] W. G. Cochran, Sampling Techniques (1977).
    """
    if not n > 0:
        raise ValueError(f"n must be above 0: {n}")
    if not n <= population:
        raise ValueError(f"n must not exceed population; {n:g} exceeds {population:g}")
    return inf if n == population else n * (population - 1) / (population - n)


def wilson_fpc(
    satisfied: float, n: float, population: float, confidence_level: float = 0.95
) -> Interval:
    """Return Wilson's interval for a sample of `n` out of `population`; the rest as in `wilson`.

    When everybody was asked, the interval is the point.

    Raises
    ------
    ValueError
        If an argument is outside its range or `n` exceeds `population`.
    """
    require_counts(satisfied, n)
    quantile = normal_quantile(confidence_level)
    low, high = score_bounds(satisfied / n, finite_size(n, population), quantile)
    return Interval(low, high, confidence_level, "wilson_fpc")


def _beta_interval(
    satisfied: float, n: float, confidence_level: float, method: str, prior: tuple[float, float]
) -> Interval:
    """Return quantiles of two betas: `prior` is added to the counts at its end, and swapped."""
    require_counts(satisfied, n)
    require_level(confidence_level)
    near, far = prior
    tail, unsatisfied = (1 - confidence_level) / 2, n - satisfied
    low = beta_quantile(tail, satisfied + near, unsatisfied + far) if satisfied else 0.0
    high = beta_quantile(1 - tail, satisfied + far, unsatisfied + near) if unsatisfied else 1.0
    return Interval(low, high, confidence_level, method)


def root(rising: Callable[[float], float]) -> float:
    """Return where a function that rises on [0, 1] passes 0, to the last bit."""
    low, high = 0.0, 1.0
    while low < (middle := (low + high) / 2) < high:
        low, high = (middle, high) if rising(middle) < 0 else (low, middle)
    return high


def require_counts(satisfied: float, n: float) -> None:
    """Raise ValueError unless n is above 0 and finite, and `satisfied` lies within [0, n]."""
    if not 0 < n < inf:
        raise ValueError(f"n must be above 0 and finite: {n}")
    if not 0 <= satisfied <= n:
        raise ValueError(f"satisfied must lie within [0, n]: {satisfied} of {n}")
