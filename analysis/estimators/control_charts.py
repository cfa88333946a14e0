"""Charts that tell change from chance: months against their baseline, units in a funnel.

Each month is measured in its own standard errors, so that busy and quiet months count alike. The p'
chart is the picture, the EWMA the alarm; with a short history the CUSUM is quieter. Never test a
month against the one before: that alarms in two years out of five for nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise

import numpy as np
from numpy.typing import ArrayLike, NDArray

from analysis.caveats import Caveat, CaveatCode
from analysis.estimators.distributions import normal_quantile
from analysis.estimators.rows import Floats

LEAST_MONTHS = 24
# One in twenty of units that are alike lies outside the first, one in five hundred the second.
FUNNEL_LEVELS = (0.95, 0.998)


@dataclass(frozen=True)
class MonthlyShare:
    """The index of one month and what it rests on."""

    # Such as 2026-03; months are in order when their names are.
    month: str
    share: float
    # Valid ones, above 0.
    answers: float
    # answers / n_effective, above 0.
    design_effect: float
    # What the valid answers stand for, above 0; None is their number.
    weight: float | None = None

    def __post_init__(self) -> None:
        if not 0 <= self.share <= 1:
            raise ValueError(f"share must lie within [0, 1]; in {self.month} it is {self.share}")
        for name in ("answers", "design_effect", "weight"):
            value = getattr(self, name)
            if value is not None and not (np.isfinite(value) and value > 0):
                raise ValueError(f"{name} must be above 0; in {self.month} it is {value}")


@dataclass(frozen=True)
class Baseline:
    """What the months to come are held against: index and mean design effect of past months."""

    share: float
    design_effect: float
    months: int
    caveats: tuple[Caveat, ...] = ()


def baseline_of(history: Sequence[MonthlyShare]) -> Baseline:
    """Return the pooled index and the mean design effect of months.

    Each month's index counts by what its answers stand for, so that the pooled one is the weighted
    share of them all; its design effect by its answers. A caveat says when they are fewer than 24.

    Raises
    ------
    ValueError
        If there is no month or the months are out of order.
    """
    _require_order(history)
    answers = np.array([month.answers for month in history])
    shares = np.array([month.share for month in history])
    weights = np.array([month.weight or month.answers for month in history])
    effects = np.array([month.design_effect for month in history])
    values: dict[str, float | str] = {"months": len(history), "least": LEAST_MONTHS}
    short = (Caveat(CaveatCode.SHORT_HISTORY, values),) if len(history) < LEAST_MONTHS else ()
    return Baseline(
        share=float(np.average(shares, weights=weights)),
        design_effect=float(np.average(effects, weights=answers)),
        months=len(history),
        caveats=short,
    )


def standardised(history: Sequence[MonthlyShare], baseline: float) -> Floats:
    """Return how many standard errors each month lies from the baseline.

    Parameters
    ----------
    history : sequence of MonthlyShare, length n
        In order.
    baseline : float
        Between 0 and 1.

    Raises
    ------
    ValueError
        If there is no month, the months are out of order, or the baseline is outside its range.
    """
    shares = np.array([month.share for month in history])
    values: Floats = (shares - baseline) / monthly_errors(history, baseline)
    return values


def monthly_errors(history: Sequence[MonthlyShare], baseline: float) -> Floats:
    """Return the standard error of each month if its true index were the baseline."""
    _require_order(history)
    if not 0 < baseline < 1:
        raise ValueError(f"baseline must lie between 0 and 1: {baseline}")
    per_answer = np.array([month.design_effect / month.answers for month in history])
    errors: Floats = np.sqrt(baseline * (1 - baseline) * per_answer)
    return errors


def _require_order(history: Sequence[MonthlyShare]) -> None:
    if not history:
        raise ValueError("history must hold at least one month")
    for before, after in pairwise(history):
        if not before.month < after.month:
            raise ValueError(f"months must be in order; {after.month} follows {before.month}")


@dataclass(frozen=True)
class Chart:
    """Values of n months and their limits; `signals` tells which lie outside them.

    Values are shares in a p' chart, smoothed standard errors in an EWMA.
    """

    values: Floats
    lower: Floats
    upper: Floats
    signals: NDArray[np.bool_]


def p_chart(history: Sequence[MonthlyShare], baseline: float, width: float = 3.0) -> Chart:
    """Return the p' chart: each month's index between limits that know its design effect.

    Parameters
    ----------
    history, baseline
        As in `standardised`.
    width : float
        Half the distance of the limits, in standard errors; above 0. They are cut at 0 and 1.

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
        Half the distance of the limits, in standard errors of the average; above 0. The limits are
        the exact ones, which widen over the first months.

    Raises
    ------
    ValueError
        If an argument is outside its range.

    References
    ----------
    .. [1] J. M. Lucas, M. S. Saccucci, Technometrics 32 (1990), 1-12.
    """
    given = _column(values)
    limits = ewma_limits(np.arange(1, given.size + 1), smoothing, width)
    averages = accumulate(
        given.tolist(),
        lambda average, value: smoothing * value + (1 - smoothing) * average,
        initial=0.0,
    )
    smoothed = np.array(list(averages)[1:])
    return Chart(smoothed, -limits, limits, np.abs(smoothed) > limits)


def ewma_limits(steps: ArrayLike, smoothing: float, width: float) -> Floats:
    """Return the upper limit after so many steps; arguments as in `ewma`."""
    if not 0 < smoothing <= 1:
        raise ValueError(f"smoothing must lie above 0 and not above 1: {smoothing}")
    _require_above_zero("width", width)
    remaining = (1 - smoothing) ** (2 * np.asarray(steps, dtype=np.float64))
    limits: Floats = width * np.sqrt(smoothing / (2 - smoothing) * (1 - remaining))
    return limits


@dataclass(frozen=True)
class Cusum:
    """Cumulated evidence of a rise and of a fall, in standard errors, over n months."""

    upper: Floats
    lower: Floats
    signals: NDArray[np.bool_]


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
    sums = accumulate(steps.tolist(), lambda total, step: max(0.0, total + step), initial=0.0)
    return np.array(list(sums)[1:])


def _column(values: ArrayLike) -> Floats:
    given = np.atleast_1d(np.asarray(values, dtype=np.float64))
    if not np.isfinite(given).all():
        raise ValueError("values must be finite")
    return given


def _require_above_zero(name: str, value: float) -> None:
    if not (np.isfinite(value) and value > 0):
        raise ValueError(f"{name} must be above 0: {value}")


def funnel_limits(centre: float, sizes: ArrayLike, level: float) -> tuple[Floats, Floats]:
    """Return the lower and upper shares between which `level` of the units lie by chance.

    The score form, ``centre -+ z sqrt(centre (1 - centre) / size)``, cut at 0 and 1: the error is
    the one that a unit of this effective size would have if its true share were the centre.

    Source: D. J. Spiegelhalter, Stat. Med. 24 (2005), 1185-1202.
    """
    given = np.asarray(sizes, dtype=np.float64)
    if not 0 <= centre <= 1:
        raise ValueError(f"centre must lie within [0, 1]: {centre}")
    if not (given > 0).all():
        raise ValueError(f"sizes must be above 0: {given.min()}")
    half = normal_quantile(level) * np.sqrt(centre * (1 - centre) / given)
    return np.maximum(0.0, centre - half), np.minimum(1.0, centre + half)


def is_outside_funnel(
    centre: float, size: float, share: float, level: float = FUNNEL_LEVELS[0]
) -> bool:
    """Return whether a unit lies outside the limits of the funnel."""
    low, high = funnel_limits(centre, [size], level)
    return not low[0] <= share <= high[0]
