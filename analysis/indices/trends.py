"""Whether satisfaction rises or falls over months, no more boldly than the default interval.

Near 100 % few respondents carry all the dissatisfaction, and a plain trend test then finds trends
where there are none. Its error is widened as much as the shrunken design effect exceeds the
estimated one.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from math import sqrt

from analysis.caveats import Caveat, CaveatCode
from analysis.estimates import Interval
from analysis.estimators.distributions import t_quantile
from analysis.estimators.many_shares import Precisions, cells_of, precisions
from analysis.estimators.tables import Stratum
from analysis.estimators.tests import Comparison, t_comparison
from analysis.estimators.trends import NoTrend, linear_trend_of_cells, logit_trend_of_cells

LEAST_FOR_TREND = 3
LEAST_WITHOUT_DOUBT = 6
LEVEL = 0.95
METHOD = "t_linearised_widened"


@dataclass(frozen=True)
class Slope:
    """A change for each step of time.

    Attributes
    ----------
    comparison : Comparison
        Its difference is the slope, its standard error the widened one.
    interval : Interval
        At 95 %, on the scale of the slope; it holds 0 just when the p value is above 0.05.
    """

    comparison: Comparison
    interval: Interval


@dataclass(frozen=True)
class Trend:
    """A trend on two scales.

    Attributes
    ----------
    logit : Slope or None
        Of the log odds; None where no finite slope fits, with a caveat.
    linear : Slope or None
        Of the share; None where the answers show no error, with a caveat.
    at_level : Slope or None
        The slope of the log odds as a change of the share around its level, `R (1 - R)` times as
        large; None without it.
    widened : float
        By how much the standard errors exceed the linearised ones, at least 1.
    caveats : tuple of Caveat
    """

    logit: Slope | None
    linear: Slope | None
    at_level: Slope | None
    widened: float
    caveats: tuple[Caveat, ...] = ()


def trend(months: Sequence[Sequence[Stratum]], times: Sequence[float]) -> Trend:
    """Return the trend over months.

    Parameters
    ----------
    months : sequence of sequence of Stratum
        Of at least three months, each with the same strata of one sample in the same order.
    times : sequence of float
        The number of each month, rising.

    Returns
    -------
    Trend

    Raises
    ------
    ValueError
        If there are fewer than three months, or the times are not one a month and rising.

    References
    ----------
    .. [1] D. A. Binder, Int. Stat. Rev. 51 (1983), 279-292.
    """
    if len(months) < LEAST_FOR_TREND:
        raise ValueError(f"months must be at least {LEAST_FOR_TREND} for a trend: {len(months)}")
    if len(times) != len(months):
        raise ValueError(f"times must be one for each of {len(months)} months: {len(times)}")
    cells = cells_of(months)
    together = precisions(cells.together())
    level = float(together.shares[0])
    widened = _widening(together)
    linear = _slope(linear_trend_of_cells(cells, times), widened)
    logit, caveats = None, _short(len(months))
    try:
        logit = _slope(logit_trend_of_cells(cells, times), widened)
    except NoTrend:
        caveats = (*caveats, Caveat(CaveatCode.NO_TREND))
    at_level = None if logit is None else _scaled(logit, level * (1 - level))
    return Trend(logit, linear, at_level, widened, caveats)


def _widening(together: Precisions) -> float:
    """Return by how much the shrunken error exceeds the linearised one, at least 1."""
    share, variance = float(together.shares[0]), float(together.variances[0])
    cautious = share * (1 - share) / float(together.n_effective[0])
    return max(1.0, sqrt(cautious / variance)) if variance > 0 else 1.0


def _slope(found: Comparison, widened: float) -> Slope | None:
    """Return a slope with its widened error; None where the answers show none."""
    freedom, error = found.degrees_of_freedom, widened * found.standard_error
    if not (error > 0 and freedom > 0):
        return None
    half = t_quantile(LEVEL, freedom) * error
    interval = Interval(found.difference - half, found.difference + half, LEVEL, METHOD)
    return Slope(t_comparison(found.difference, error, freedom), interval)


def _scaled(slope: Slope, factor: float) -> Slope:
    found, ends = slope.comparison, slope.interval
    return Slope(
        replace(
            found,
            difference=factor * found.difference,
            standard_error=factor * found.standard_error,
        ),
        replace(ends, low=factor * ends.low, high=factor * ends.high),
    )


def _short(months: int) -> tuple[Caveat, ...]:
    values = {"months": months, "least": LEAST_WITHOUT_DOUBT}
    return (Caveat(CaveatCode.SHORT_TREND, values),) if months < LEAST_WITHOUT_DOUBT else ()
