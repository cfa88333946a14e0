"""What months show: the shares that charts take, and whether satisfaction rises or falls.

Near 100 % few respondents carry all the dissatisfaction, and a plain trend test then finds trends
where there are none. Its error is widened as much as the shrunken design effect exceeds the
estimated one: as the interval of R's cases is.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from math import isfinite, sqrt

from analysis.caveats import Caveat, CaveatCode
from analysis.estimates import Interval
from analysis.estimators.control_charts import MonthlyShare
from analysis.estimators.distributions import t_quantile
from analysis.estimators.shares import LEAST_FOR_INTERVAL, Precisions, precisions, shares_of
from analysis.estimators.tables import ANSWERS, M, Stratum, part_sums
from analysis.estimators.tests import Comparison, t_comparison
from analysis.estimators.trends import NoTrend, linear_trend_of_cells, logit_trend_of_cells

LEAST_FOR_TREND = 3
LEAST_WITHOUT_DOUBT = 6
LEVEL = 0.95
METHOD = "t_linearised_widened"


def monthly_shares(months: Mapping[str, Sequence[Stratum]]) -> tuple[MonthlyShare, ...]:
    """Return the index, the answers and the design effect of each month, for charts.

    Parameters
    ----------
    months : Mapping of str to sequence of Stratum
        By name, such as ``2026-03``, in order: those of `analysis.units_of`.

    Raises
    ------
    ValueError
        If the answers of a month do not show their error: nobody, one person, or a full count.
    """
    return tuple(_month(name, strata) for name, strata in months.items())


def _month(name: str, strata: Sequence[Stratum]) -> MonthlyShare:
    cells = part_sums([strata])
    worth, answers = precisions(shares_of(cells)), float(cells.column(ANSWERS)[0])
    size, few = float(worth.n_effective[0]), worth.respondents[0] < LEAST_FOR_INTERVAL
    if few or not (isfinite(size) and worth.degrees_of_freedom[0] > 0):
        raise ValueError(
            f"months must each show their error; {name} does not, of {worth.respondents[0]:g} "
            "respondents"
        )
    weight = float(cells.column(M)[0])
    return MonthlyShare(name, float(worth.shares[0]), answers, answers / size, weight)


@dataclass(frozen=True)
class Slope:
    """A change for each step of time, with its widened error.

    The interval, at 95 % and on the same scale, holds 0 just when the p value is above 0.05.
    """

    comparison: Comparison
    interval: Interval


@dataclass(frozen=True)
class Trend:
    """A trend on two scales."""

    # Of the log odds; None where no finite slope fits, with a caveat.
    logit: Slope | None
    # Of the share; None where the answers show no error.
    linear: Slope | None
    # That of the log odds as a change of the share R around its level: times R (1 - R).
    at_level: Slope | None
    # By how much the standard errors exceed the linearised ones, at least 1.
    widened: float
    caveats: tuple[Caveat, ...] = ()


def trend(months: Sequence[Sequence[Stratum]], times: Sequence[float]) -> Trend:
    """Return the trend over at least three months, whose numbers rise.

    Each month has the same strata of one sample in the same order.

    Source: D. A. Binder, Int. Stat. Rev. 51 (1983), 279-292.
    """
    if len(months) < LEAST_FOR_TREND:
        raise ValueError(f"months must be at least {LEAST_FOR_TREND} for a trend: {len(months)}")
    if len(times) != len(months):
        raise ValueError(f"times must be one for each of {len(months)} months: {len(times)}")
    cells = part_sums(months)
    together = precisions(shares_of(cells.together()))
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


def _slope(comparison: Comparison, widened: float) -> Slope | None:
    """Return a slope with its widened error; None where the answers show none."""
    freedom, error = comparison.degrees_of_freedom, widened * comparison.standard_error
    if not (error > 0 and freedom > 0):
        return None
    half, middle = t_quantile(LEVEL, freedom) * error, comparison.difference
    interval = Interval(middle - half, middle + half, LEVEL, METHOD)
    return Slope(t_comparison(middle, error, freedom), interval)


def _scaled(slope: Slope, factor: float) -> Slope:
    test, ends = slope.comparison, slope.interval
    difference, error = factor * test.difference, factor * test.standard_error
    return Slope(
        replace(test, difference=difference, standard_error=error),
        replace(ends, low=factor * ends.low, high=factor * ends.high),
    )


def _short(months: int) -> tuple[Caveat, ...]:
    values = {"months": months, "least": LEAST_WITHOUT_DOUBT}
    return (Caveat(CaveatCode.SHORT_TREND, values),) if months < LEAST_WITHOUT_DOUBT else ()
