"""Trends over times from kept sums: the figures of `logit_trend` and `linear_contrast`.

A respondent belongs to one time, so that the sums of each time and stratum are enough.
"""

from __future__ import annotations

from math import sqrt

import numpy as np
from numpy.typing import ArrayLike

from analysis.estimators.comparison import Comparison, slope_weights, t_comparison
from analysis.estimators.many_shares import MM, YM, YY, Cells, M, N, Y
from analysis.estimators.tables import Floats
from analysis.estimators.trend import fitted_trend


def logit_trend_of_cells(cells: Cells, times: ArrayLike) -> Comparison:
    """Return the slope of the log odds of being satisfied over time.

    Parameters
    ----------
    cells : Cells
        One part a time, without a primary unit in common.
    times : array_like of float, shape (k,)
        Such as numbers of months, rising.

    Returns
    -------
    Comparison
        As `analysis.estimators.trend.logit_trend` of the rows.

    Raises
    ------
    NoTrend
        If there are not two times with answers, or no finite slope fits best.

    References
    ----------
    .. [1] D. A. Binder, Int. Stat. Rev. 51 (1983), 279-292.
    """
    moments = np.asarray(times, dtype=np.float64)
    fit = fitted_trend(moments, cells.column(Y), cells.column(M))
    variance = _variance(cells, fit.influences[1], fit.shares)
    return t_comparison(fit.slope, sqrt(variance), _freedom(cells) - 1)


def linear_trend_of_cells(cells: Cells, times: ArrayLike) -> Comparison:
    """Return the least squares slope of the shares over time, each time counted alike.

    Parameters
    ----------
    cells : Cells
        One part a time, without a primary unit in common, each with a valid answer.
    times : array_like of float, shape (k,)
        Rising.

    Returns
    -------
    Comparison
        As `analysis.estimators.comparison.linear_contrast` with `slope_weights`: of shares, for a
        step of 1 in time.

    Raises
    ------
    ValueError
        If there are fewer than two times or they do not rise.
    """
    weights = slope_weights(np.asarray(times, dtype=np.float64).tolist())
    size = cells.column(M)
    shares = cells.column(Y) / size
    variance = _variance(cells, weights / size, shares)
    return t_comparison(float(weights @ shares), sqrt(variance), _freedom(cells))


def _variance(cells: Cells, slopes: Floats, shares: Floats) -> float:
    """Return the variance of the sum of `slopes * (y - m * shares)` over respondents."""
    sums, n, share = cells.sums, cells.sampled, shares[:, np.newaxis]
    squares = sums[:, :, YY] - 2 * share * sums[:, :, YM] + share**2 * sums[:, :, MM]
    of_strata = (slopes[:, np.newaxis] ** 2 * squares).sum(axis=0)
    totals = (slopes[:, np.newaxis] * (sums[:, :, Y] - share * sums[:, :, M])).sum(axis=0)
    several = (of_strata - totals**2 / np.maximum(n, 1)) * n / np.maximum(n - 1, 1)
    # A stratum with one unit is centred at 0, as the influences of all rows together are.
    parts = np.where(n > 1, several, of_strata)
    return max(0.0, float(((1 - cells.fractions) * parts).sum()))


def _freedom(cells: Cells) -> float:
    met = (cells.sums[:, :, N].sum(axis=0) > 0).sum()
    return float(cells.column(N).sum() - met)
