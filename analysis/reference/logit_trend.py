"""Logistic regression of shares over time."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from analysis.estimators.rows import Floats

_STEPS = 50
_CLOSE = 1e-12


class NoTrend(ValueError):
    """Times and answers that no finite slope fits best."""


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
