"""Whether satisfaction rises or falls over time, on the scale of the log odds."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from analysis.estimators.comparison import Comparison, t_comparison
from analysis.estimators.covariance import Design, Mask, linearised_covariance
from analysis.estimators.tables import Floats

_STEPS = 50
_CLOSE = 1e-12


def logit_trend(design: Design, times: ArrayLike, domain: Mask | None = None) -> Comparison:
    """Return the slope of the log odds of being satisfied over time.

    A logistic regression of all valid answers, their errors those of the primary units.

    Parameters
    ----------
    design : Design
        Of n rows.
    times : array_like of float, shape (n,)
        When each row answered, such as the number of its month.
    domain : ndarray of bool, shape (n,), or None
        Which rows the trend is of; None for all.

    Returns
    -------
    Comparison
        Its difference is of log odds per unit of time; degrees of freedom are the primary units
        (that meet the domain) less strata less 1.

    Raises
    ------
    ValueError
        If the times are not one for each row, or (`NoTrend`) there are not two different ones
        with answers, or the answers of some time onward are all alike so that no finite slope
        fits best.

    References
    ----------
    .. [1] D. A. Binder, Int. Stat. Rev. 51 (1983), 279-292.
    """
    moments = np.asarray(times, dtype=np.float64)
    rows = design.rows
    weights = rows.row_weights if domain is None else rows.row_weights * domain
    y, m = weights * rows.y, weights * rows.m
    if moments.shape != m.shape or not np.isfinite(moments).all():
        raise ValueError(f"times must be finite, one for each of {m.size} rows")
    fit = fitted_trend(moments, y, m)
    covariance = linearised_covariance(design, fit.influences * (y - m * fit.shares))
    freedom = design.degrees_of_freedom(domain) - 1
    return t_comparison(fit.slope, float(np.sqrt(covariance[1, 1])), freedom)


class NoTrend(ValueError):
    """Times and answers that no finite slope fits best."""


@dataclass(frozen=True)
class Fit:
    """The best fit of log odds over time.

    Attributes
    ----------
    slope : float
        Of log odds, for a step of 1 in time.
    shares : ndarray of float, shape (n,)
        As fitted, 0-1.
    influences : ndarray of float, shape (2, n)
        What one more satisfied answer adds to the level and to the slope.
    """

    slope: float
    shares: Floats
    influences: Floats


def fitted_trend(times: Floats, y: Floats, m: Floats) -> Fit:
    """Return the logistic regression of satisfied `y` of valid answers `m` over `times`.

    Raises
    ------
    NoTrend
        If there are not two different times with answers, or no finite slope fits best.
    """
    if len(np.unique(times[m > 0])) < 2:
        raise NoTrend("times must hold at least two different ones with valid answers")
    middle = float((m * times).sum() / m.sum())
    columns = np.array([np.ones_like(times), times - middle])
    coefficients = _fitted(columns, y, m)
    shares = _shares(columns, coefficients)
    inverse = np.linalg.inv(_information(columns, m, shares))
    return Fit(float(coefficients[1]), shares, inverse @ columns)


def _fitted(columns: Floats, y: Floats, m: Floats) -> Floats:
    """Return the coefficients of the best fit, by Newton's method from the overall share."""
    total = y.sum() / m.sum()
    if not 0 < total < 1:
        raise NoTrend(f"a trend needs satisfied and unsatisfied answers; the share is {total}")
    coefficients = np.array([np.log(total / (1 - total)), 0.0])
    for _ in range(_STEPS):
        shares = _shares(columns, coefficients)
        information = _information(columns, m, shares)
        if np.linalg.cond(information) > 1 / _CLOSE:
            break
        step = np.linalg.solve(information, columns @ (y - m * shares))
        coefficients = coefficients + step
        if np.abs(step).max() <= _CLOSE * (1 + np.abs(coefficients).max()):
            fitted: Floats = coefficients
            return fitted
    raise NoTrend("no finite trend fits best: one end of the times has answers of one kind only")


def _shares(columns: Floats, coefficients: Floats) -> Floats:
    # Beyond 40 the share is 0 or 1 to the last bit, and exp would overflow further out.
    logits = np.clip(coefficients @ columns, -40, 40)
    shares: Floats = 1 / (1 + np.exp(-logits))
    return shares


def _information(columns: Floats, m: Floats, shares: Floats) -> Floats:
    matrix: Floats = (columns * (m * shares * (1 - shares))) @ columns.T
    return matrix
