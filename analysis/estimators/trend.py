"""Whether satisfaction rises or falls over time, on the scale of the log odds."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from analysis.estimators.comparison import Comparison, t_comparison
from analysis.estimators.covariance import Design, Mask, linearised_covariance
from analysis.moments import Floats

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
        If there are not two different times with answers, or the answers of some time onward are
        all alike so that no finite slope fits best.

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
    if len(np.unique(moments[m > 0])) < 2:
        raise ValueError("times must hold at least two different ones with valid answers")
    middle = float((m * moments).sum() / m.sum())
    columns = np.array([np.ones_like(moments), moments - middle])
    coefficients = _fitted(columns, y, m)
    shares = _shares(columns, coefficients)
    inverse = np.linalg.inv(_information(columns, m, shares))
    covariance = linearised_covariance(design, inverse @ (columns * (y - m * shares)))
    freedom = design.degrees_of_freedom(domain) - 1
    return t_comparison(float(coefficients[1]), float(np.sqrt(covariance[1, 1])), freedom)


def _fitted(columns: Floats, y: Floats, m: Floats) -> Floats:
    """Return the coefficients of the best fit, by Newton's method from the overall share."""
    total = y.sum() / m.sum()
    if not 0 < total < 1:
        raise ValueError(f"a trend needs satisfied and unsatisfied answers; the share is {total}")
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
    raise ValueError("no finite trend fits best: one end of the times has answers of one kind only")


def _shares(columns: Floats, coefficients: Floats) -> Floats:
    # Beyond 40 the share is 0 or 1 to the last bit, and exp would overflow further out.
    logits = np.clip(coefficients @ columns, -40, 40)
    shares: Floats = 1 / (1 + np.exp(-logits))
    return shares


def _information(columns: Floats, m: Floats, shares: Floats) -> Floats:
    matrix: Floats = (columns * (m * shares * (1 - shares))) @ columns.T
    return matrix
