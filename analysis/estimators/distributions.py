"""Quantiles and tails of the distributions that intervals use.

scipy is imported inside the functions: the package must load without it, and fast.
"""

# ruff: noqa: PLC0415 (scipy is imported late on purpose)

from __future__ import annotations

import numpy as np

from analysis.estimators.rows import Floats


def require_level(confidence_level: float) -> None:
    """Raise ValueError unless `confidence_level` lies strictly between 0 and 1."""
    if not 0 < confidence_level < 1:
        raise ValueError(f"confidence_level must lie between 0 and 1: {confidence_level}")


def require_target(target: float) -> None:
    """Raise ValueError unless `target` is a share strictly between 0 and 1."""
    if not 0 < target < 1:
        raise ValueError(f"target must lie between 0 and 1: {target}")


def normal_quantile(confidence_level: float) -> float:
    """Return the two-sided quantile of the normal distribution, 1.96 for 0.95."""
    from scipy.special import ndtri

    require_level(confidence_level)
    return float(ndtri((1 + confidence_level) / 2))


def t_quantile(confidence_level: float, degrees_of_freedom: float) -> float:
    """Return the two-sided quantile of Student's t, for degrees of freedom above 0."""
    from scipy.special import stdtrit

    require_level(confidence_level)
    return float(stdtrit(degrees_of_freedom, (1 + confidence_level) / 2))


def t_tail(statistic: float, degrees_of_freedom: float) -> float:
    """Return the probability that Student's t exceeds `statistic`."""
    from scipy.special import stdtr

    return float(stdtr(degrees_of_freedom, -statistic))


def t_quantiles(confidence_level: float, degrees_of_freedom: Floats) -> Floats:
    """Return `t_quantile` of each, shape (n,); NaN where there are no degrees of freedom."""
    from scipy.special import stdtrit

    require_level(confidence_level)
    # Many domains share a few degrees of freedom, and a quantile takes longer than all the rest.
    different, index = np.unique(degrees_of_freedom, return_inverse=True)
    quantiles = np.full(different.shape, np.nan)
    there = different > 0
    quantiles[there] = stdtrit(different[there], (1 + confidence_level) / 2)
    return quantiles[index]


def t_tails(statistics: Floats, degrees_of_freedom: Floats) -> Floats:
    """Return `t_tail` of each, shape (n,)."""
    from scipy.special import stdtr

    tails: Floats = stdtr(degrees_of_freedom, -statistics)
    return tails


def beta_quantile(probability: float, a: float, b: float) -> float:
    """Return the quantile of the beta distribution with both shapes above 0."""
    from scipy.special import betaincinv

    return float(betaincinv(a, b, probability))
