"""Month after month: charts that call out when satisfaction has really changed.

The p' chart is the picture, the EWMA the alarm; with a short history the CUSUM is quieter.
Never test a month against the one before: that alarms in two years out of five for nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from analysis.estimators.history import MonthlyShare, monthly_errors
from analysis.estimators.tables import Floats


@dataclass(frozen=True)
class Chart:
    """A picture over months.

    Attributes
    ----------
    values : ndarray of float, shape (n,)
        What is drawn: shares in a p' chart, smoothed standard errors in an EWMA.
    lower, upper : ndarray of float, shape (n,)
        Its limits.
    signals : ndarray of bool, shape (n,)
        Where a value lies outside them.
    """

    values: Floats
    lower: Floats
    upper: Floats
    signals: np.ndarray[tuple[int], np.dtype[np.bool_]]


def p_chart(history: Sequence[MonthlyShare], baseline: float, width: float = 3.0) -> Chart:
    """Return the p' chart: each month's index between limits that know its design effect.

    Parameters
    ----------
    history, baseline
        As in `standardised`.
    width : float
        Half the distance of the limits, in standard errors; above 0.

    Returns
    -------
    Chart
        Limits are cut at 0 and 1.

    Raises
    ------
    ValueError
        If an argument is outside its range or the months are out of order.

    References
    ----------
    .. [1] D. B. Laney, Qual. Eng. 14 (2002), 531-537.
    """
    _require_above_zero("width", width)
    half = width * monthly_errors(history, baseline)
    shares = np.array([month.share for month in history])
    lower, upper = np.maximum(0.0, baseline - half), np.minimum(1.0, baseline + half)
    return Chart(shares, lower, upper, np.abs(shares - baseline) > half)


def ewma(values: ArrayLike, smoothing: float = 0.2, width: float = 2.86) -> Chart:
    """Return the exponentially weighted moving average of standardised months.

    Parameters
    ----------
    values : array_like of float, shape (n,)
        From `standardised`.
    smoothing : float
        Weight of the newest month, above 0 and at most 1.
    width : float
        Half the distance of the limits, in standard errors of the average; above 0.

    Returns
    -------
    Chart
        Its limits are the exact ones, which widen over the first months.

    Raises
    ------
    ValueError
        If an argument is outside its range.

    References
    ----------
    .. [1] J. M. Lucas, M. S. Saccucci, Technometrics 32 (1990), 1-12.
    """
    _require_smoothing(smoothing)
    given = _column(values)
    averages, average = [], 0.0
    for value in given.tolist():
        average = smoothing * value + (1 - smoothing) * average
        averages.append(average)
    limits = ewma_limits(np.arange(1, given.size + 1), smoothing, width)
    smoothed = np.array(averages)
    return Chart(smoothed, -limits, limits, np.abs(smoothed) > limits)


def ewma_limits(steps: ArrayLike, smoothing: float, width: float) -> Floats:
    """Return the upper limit after so many steps; arguments as in `ewma`."""
    _require_smoothing(smoothing)
    _require_above_zero("width", width)
    remaining = (1 - smoothing) ** (2 * np.asarray(steps, dtype=np.float64))
    limits: Floats = width * np.sqrt(smoothing / (2 - smoothing) * (1 - remaining))
    return limits


@dataclass(frozen=True)
class Cusum:
    """Two cumulated sums over months, both at least 0.

    Attributes
    ----------
    upper, lower : ndarray of float, shape (n,)
        Cumulated evidence of a rise, and of a fall, in standard errors.
    signals : ndarray of bool, shape (n,)
        Where one of them exceeds the limit.
    """

    upper: Floats
    lower: Floats
    signals: np.ndarray[tuple[int], np.dtype[np.bool_]]


def cusum(values: ArrayLike, allowance: float = 0.5, limit: float = 5.0) -> Cusum:
    """Return the tabular CUSUM of standardised months.

    Parameters
    ----------
    values : array_like of float, shape (n,)
        From `standardised`.
    allowance : float
        What each month is forgiven, in standard errors, half of the change to be found; at least 0.
    limit : float
        Sum at which it signals, in standard errors; above 0.

    Raises
    ------
    ValueError
        If an argument is outside its range.

    References
    ----------
    .. [1] E. S. Page, Biometrika 41 (1954), 100-115.
    """
    if not allowance >= 0:
        raise ValueError(f"allowance must not be below 0: {allowance}")
    _require_above_zero("limit", limit)
    given = _column(values)
    upper, lower = _cumulated(given - allowance), _cumulated(-given - allowance)
    return Cusum(upper, lower, (upper > limit) | (lower > limit))


def _cumulated(steps: Floats) -> Floats:
    sums, total = [], 0.0
    for step in steps.tolist():
        total = max(0.0, total + step)
        sums.append(total)
    return np.array(sums)


def _column(values: ArrayLike) -> Floats:
    given = np.atleast_1d(np.asarray(values, dtype=np.float64))
    if not np.isfinite(given).all():
        raise ValueError("values must be finite")
    return given


def _require_smoothing(smoothing: float) -> None:
    if not 0 < smoothing <= 1:
        raise ValueError(f"smoothing must lie above 0 and not above 1: {smoothing}")


def _require_above_zero(name: str, value: float) -> None:
    if not (np.isfinite(value) and value > 0):
        raise ValueError(f"{name} must be above 0: {value}")
