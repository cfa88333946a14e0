"""What months show: the shares that charts take, and whether satisfaction rises or falls."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from analysis.caveats import Caveat, CaveatCode
from analysis.estimates import Interval
from analysis.estimators.bounds import counted_shares
from analysis.estimators.control_charts import MonthlyShare
from analysis.estimators.differences import METHOD, slope_weights, weighted_sums
from analysis.estimators.moments import ANSWERS, M
from analysis.estimators.monitoring import departures
from analysis.estimators.shares import shares_of
from analysis.estimators.strata import Stratum, part_sums

LEAST_FOR_TREND = 3
LEAST_WITHOUT_DOUBT = 6
LEVEL = 0.95


def monthly_shares(months: Mapping[str, Sequence[Stratum]]) -> tuple[MonthlyShare, ...]:
    """Return the index, the answers and the design effect of each month, for charts.

    The design effect is that of all months together and one more person, who answered everything
    and agreed with nobody: a month's own would take it for certain where its critics are missing.

    Parameters
    ----------
    months : Mapping of str to sequence of Stratum
        By name, such as ``2026-03``, in order: those of `analysis.units_of`.

    Raises
    ------
    ValueError
        If nobody answered in a month, or all answers of all months are alike.
    """
    cells = part_sums(list(months.values()))
    sizes, answers = cells.column(M), cells.column(ANSWERS)
    for name, size in zip(months, sizes.tolist(), strict=True):
        if not size > 0:
            raise ValueError(f"months must each have answers; {name} has none")
    found = departures(cells, len(months))
    if not 0 < found.baseline < 1:
        raise ValueError(f"months must differ in their answers; all are alike: {found.baseline:g}")
    effects = found.variances * answers / (found.baseline * (1 - found.baseline))
    columns = (found.shares, answers, effects, sizes)
    rows = zip(*(column.tolist() for column in columns), strict=True)
    return tuple(MonthlyShare(name, *row) for name, row in zip(months, rows, strict=True))


@dataclass(frozen=True)
class Trend:
    """The straight line through the shares of months, each counted by its answers.

    The interval, at 95 %, holds 0 just when the p value is above 0.05.
    """

    # Change of the share for a step of one in time, as a proportion.
    slope: float
    interval: Interval
    # Two-sided.
    p_value: float
    caveats: tuple[Caveat, ...] = ()

    def __str__(self) -> str:
        return f"{self.slope:+.4f} a step (p = {self.p_value:.4g})"


def trend(months: Sequence[Sequence[Stratum]], times: Sequence[float]) -> Trend:
    """Return the trend over at least three months with answers, whose numbers rise.

    Each month has the same strata of one sample in the same order.

    Source: G. Y. Zou, A. Donner, Stat. Med. 27 (2008), 1693-1702.
    """
    return trends([months], times)[0]


def trends(
    worlds: Sequence[Sequence[Sequence[Stratum]]], times: Sequence[float]
) -> tuple[Trend, ...]:
    """Return the trend of each of several lists of months at the same times, all of one sample."""
    for months in worlds:
        if len(months) < LEAST_FOR_TREND:
            raise ValueError(
                f"months must be at least {LEAST_FOR_TREND} for a trend: {len(months)}"
            )
        if len(times) != len(months):
            raise ValueError(f"times must be one for each of {len(months)} months: {len(times)}")
    cells = part_sums([month for months in worlds for month in months])
    sizes = cells.column(M).reshape(len(worlds), -1)
    weights = np.array([slope_weights(times, each) for each in sizes])
    found = weighted_sums(counted_shares(shares_of(cells)), weights, LEVEL)
    columns = (found.differences, found.low, found.high, found.p_values)
    return tuple(
        Trend(slope, Interval(low, high, LEVEL, METHOD), p_value, _short(len(times)))
        for slope, low, high, p_value in zip(*(each.tolist() for each in columns), strict=True)
    )


def _short(months: int) -> tuple[Caveat, ...]:
    values = {"months": months, "least": LEAST_WITHOUT_DOUBT}
    return (Caveat(CaveatCode.SHORT_TREND, values),) if months < LEAST_WITHOUT_DOUBT else ()
