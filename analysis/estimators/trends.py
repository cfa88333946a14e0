"""Trends of shares over times, from the kept sums of each time and stratum."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt

import numpy as np

from analysis.estimators.tables import MM, YM, YY, Floats, M, N, PartSums, Y
from analysis.estimators.tests import Comparison, t_comparison

_STEPS = 50
_CLOSE = 1e-12


class NoTrend(ValueError):
    """Times and answers that no finite slope fits best."""


def logit_trend_of_cells(cells: PartSums, times: Sequence[float]) -> Comparison:
    """Return the slope of the log odds of being satisfied, by logistic regression of all answers.

    One part a time, without a primary unit in common. NoTrend if no finite slope fits best.

    Source: D. A. Binder, Int. Stat. Rev. 51 (1983), 279-292.
    """
    fit = fitted_trend(np.asarray(times, dtype=np.float64), cells.column(Y), cells.column(M))
    variance = _variance(cells, fit.influences[1], fit.shares)
    return t_comparison(fit.slope, sqrt(variance), _freedom(cells) - 1)


def linear_trend_of_cells(cells: PartSums, times: Sequence[float]) -> Comparison:
    """Return the least squares slope of the shares, each time counted alike; all have answers."""
    weights, size = slope_weights(times), cells.column(M)
    shares = cells.column(Y) / size
    variance = _variance(cells, weights / size, shares)
    return t_comparison(float(weights @ shares), sqrt(variance), _freedom(cells))


def _variance(cells: PartSums, slopes: Floats, shares: Floats) -> float:
    """Return the variance of the sum of `slopes * (y - m * shares)` over respondents."""
    sums, n, share = cells.sums, cells.sampled, shares[:, np.newaxis]
    squares = sums[:, :, YY] - 2 * share * sums[:, :, YM] + share**2 * sums[:, :, MM]
    of_strata = (slopes[:, np.newaxis] ** 2 * squares).sum(axis=0)
    totals = (slopes[:, np.newaxis] * (sums[:, :, Y] - share * sums[:, :, M])).sum(axis=0)
    several = (of_strata - totals**2 / np.maximum(n, 1)) * n / np.maximum(n - 1, 1)
    # A stratum with one unit is centred at 0, as the influences of all rows together are.
    parts = np.where(n > 1, several, of_strata)
    return max(0.0, float(((1 - cells.fractions) * parts).sum()))


def _freedom(cells: PartSums) -> float:
    met = (cells.sums[:, :, N].sum(axis=0) > 0).sum()
    return float(cells.column(N).sum() - met)


def slope_weights(times: Sequence[float]) -> Floats:
    """Return the weights whose contrast is the least squares slope over rising times."""
    given = np.asarray(times, dtype=np.float64)
    if given.size < 2:
        raise ValueError(f"times must be at least two for a trend: {given.size}")
    if not (np.diff(given) > 0).all():
        raise ValueError(f"times must rise: {given.tolist()}")
    centred = given - given.mean()
    weights: Floats = centred / (centred**2).sum()
    return weights


@dataclass(frozen=True)
class LogitFit:
    """The best fit of log odds over time."""

    # Of log odds, for a step of 1 in time.
    slope: float
    # As fitted, shape (n,).
    shares: Floats
    # What one more satisfied answer adds to the level and to the slope, shape (2, n).
    influences: Floats


def fitted_trend(times: Floats, y: Floats, m: Floats) -> LogitFit:
    """Return the logistic regression of satisfied `y` of valid answers `m` over `times`."""
    if len(np.unique(times[m > 0])) < 2:
        raise NoTrend("times must hold at least two different ones with valid answers")
    middle = float((m * times).sum() / m.sum())
    columns = np.array([np.ones_like(times), times - middle])
    coefficients = _fitted(columns, y, m)
    shares = _shares(columns, coefficients)
    inverse = np.linalg.inv(_information(columns, m, shares))
    return LogitFit(float(coefficients[1]), shares, inverse @ columns)


def _fitted(columns: Floats, y: Floats, m: Floats) -> Floats:
    """Return the coefficients of the best fit, by Newton's method from the overall share."""
    total = y.sum() / m.sum()
    if not 0 < total < 1:
        raise NoTrend(f"a trend needs satisfied and unsatisfied answers; the share is {total}")
    coefficients: Floats = np.array([np.log(total / (1 - total)), 0.0])
    for _ in range(_STEPS):
        shares = _shares(columns, coefficients)
        information = _information(columns, m, shares)
        if np.linalg.cond(information) > 1 / _CLOSE:
            break
        step = np.linalg.solve(information, columns @ (y - m * shares))
        coefficients = coefficients + step
        if np.abs(step).max() <= _CLOSE * (1 + np.abs(coefficients).max()):
            return coefficients
    raise NoTrend("no finite trend fits best: one end of the times has answers of one kind only")


def _shares(columns: Floats, coefficients: Floats) -> Floats:
    # Beyond 40 the share is 0 or 1 to the last bit, and exp would overflow further out.
    logits = np.clip(coefficients @ columns, -40, 40)
    shares: Floats = 1 / (1 + np.exp(-logits))
    return shares


def _information(columns: Floats, m: Floats, shares: Floats) -> Floats:
    matrix: Floats = (columns * (m * shares * (1 - shares))) @ columns.T
    return matrix
