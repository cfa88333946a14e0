"""The months in each index: a chart of all with an alarm for the latest, and the trend.

The baseline comes from the first two thirds of the months, at least six; the others, at most
twelve, are watched. With the baseline twice as long as the watch, its own error leaves the alarm
about as quiet as if the level were known.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import groupby

from analysis.caveats import Caveat, CaveatCode
from analysis.estimators.control_charts import (
    LEAST_MONTHS,
    Baseline,
    MonthlyShare,
    baseline_of,
    cusum,
    ewma,
    p_chart,
    standardised,
)
from analysis.estimators.shares import precisions, shares_of
from analysis.estimators.tables import ANSWERS, M, part_sums
from analysis.indices.months import LEAST_FOR_TREND, Trend, trend
from analysis.report.findings.basis import Basis
from analysis.report.findings.estimates import Share
from analysis.report.sample.groups import Strata
from questionnaires.model import Wording

Parts = Mapping[str, Strata]

LEAST_BASELINE = 6
_MOST_WATCHED = 12
_LEAST_DRAWN = 2
CUSUM_LIMIT = 5.0


class AlarmMethod(StrEnum):
    """Which chart sounds the alarm."""

    EWMA = "ewma_0.2_2.86"
    CUSUM = "cusum_0.5_5"


class Direction(StrEnum):
    """Where an alarm points."""

    LOWER = "LOWER"
    HIGHER = "HIGHER"


@dataclass(frozen=True)
class WatchedMonth:
    """A month on the chart; shares and limits are proportions."""

    month: str  # such as 2026-03
    share: float
    answers: int
    n_effective: float  # by the shrunken design effect, without the finite population
    is_baseline: bool  # whether the baseline comes from it, among others
    lower: float | None = None  # limits of the p' chart; None without a baseline
    upper: float | None = None
    is_outside: bool = False  # of these limits
    alarm: Direction | None = None


@dataclass(frozen=True)
class Alarm:
    """Months in a row in which the alarm sounds in one direction."""

    direction: Direction
    begins: str
    ends: str
    is_standing: bool  # whether the last month is the last one of the report


@dataclass(frozen=True)
class Monitoring:
    """The months in one index, those only whose results are shown."""

    id: str  # of the index, as the title
    title: Wording
    # Of the months before the watched ones, or of all while none is watched; None without limits.
    baseline: Baseline | None = None
    method: AlarmMethod | None = None  # None where no month is watched
    months: tuple[WatchedMonth, ...] = ()  # in order; empty with fewer than two
    alarms: tuple[Alarm, ...] = ()
    caveats: tuple[Caveat, ...] = ()


@dataclass(frozen=True)
class MonthlyTrend:
    """The trend of one index."""

    id: str  # of the index, as the title
    title: Wording
    months: tuple[str, ...]  # those that it rests on
    trend: Trend | None  # for a step of one month; None with fewer than three months
    caveats: tuple[Caveat, ...]  # those of the trend among them


def find(basis: Basis) -> Iterator[Monitoring | MonthlyTrend]:
    """Yield the chart of each index over the months whose results are shown, and its trend."""
    for share, parts in zip(basis.shares, basis.shown_parts("months"), strict=True):
        yield _monitoring(share, parts)
        yield _trend(share, parts)


def watched_months(count: int) -> int:
    """Return how many of the last months are watched, 0 while none is."""
    return max(0, min(_MOST_WATCHED, count // 3, count - LEAST_BASELINE))


def _monitoring(share: Share, parts: Parts) -> Monitoring:
    nothing = Monitoring(share.id, share.title)
    if len(parts) < _LEAST_DRAWN:
        return replace(nothing, caveats=(_few_months(parts, _LEAST_DRAWN),))
    history = _history(parts)
    before = len(history) - watched_months(len(history))
    baseline = baseline_of(history[:before])
    plain = tuple(
        WatchedMonth(m.month, m.share, int(m.answers), m.answers / m.design_effect, number < before)
        for number, m in enumerate(history)
    )
    if not 0 < baseline.share < 1:
        return replace(nothing, months=plain, caveats=(Caveat(CaveatCode.NO_LIMITS),))
    months = _with_limits(plain, history, baseline)
    if before == len(months):
        caveat = Caveat(CaveatCode.NO_ALARM_YET, {"months": len(months), "least": LEAST_BASELINE})
        return replace(nothing, baseline=baseline, months=months, caveats=(caveat,))
    method = AlarmMethod.EWMA if baseline.months >= LEAST_MONTHS else AlarmMethod.CUSUM
    signals = _signals(method, standardised(history[before:], baseline.share).tolist())
    pairs = zip(months[before:], signals, strict=True)
    watched = tuple(replace(month, alarm=signal) for month, signal in pairs)
    return Monitoring(
        share.id,
        share.title,
        baseline,
        method,
        months=months[:before] + watched,
        alarms=_alarms(watched),
        caveats=baseline.caveats,
    )


def _few_months(parts: Parts, least: int) -> Caveat:
    return Caveat(CaveatCode.TOO_FEW_MONTHS, {"months": len(parts), "least": least})


def _history(parts: Parts) -> list[MonthlyShare]:
    cells = part_sums(list(parts.values()))
    worth = precisions(shares_of(cells))
    columns = (worth.shares, cells.column(ANSWERS), worth.n_effective, cells.column(M))
    return [
        MonthlyShare(month, share, answers, answers / n_effective, weight)
        for month, share, answers, n_effective, weight in zip(
            parts, *(column.tolist() for column in columns), strict=True
        )
    ]


def _with_limits(
    months: Sequence[WatchedMonth], history: Sequence[MonthlyShare], baseline: Baseline
) -> tuple[WatchedMonth, ...]:
    chart = p_chart(history, baseline.share)
    limits = zip(chart.lower.tolist(), chart.upper.tolist(), chart.signals.tolist(), strict=True)
    return tuple(
        replace(month, lower=lower, upper=upper, is_outside=is_outside)
        for month, (lower, upper, is_outside) in zip(months, limits, strict=True)
    )


def _signals(method: AlarmMethod, values: Sequence[float]) -> list[Direction | None]:
    if method is AlarmMethod.EWMA:
        chart = ewma(values)
        low, high = chart.values < chart.lower, chart.values > chart.upper
    else:
        sums = cusum(values, limit=CUSUM_LIMIT)
        low, high = sums.lower > CUSUM_LIMIT, sums.upper > CUSUM_LIMIT
    pairs = zip(low.tolist(), high.tolist(), strict=True)
    return [Direction.LOWER if lo else Direction.HIGHER if hi else None for lo, hi in pairs]


def _alarms(months: Sequence[WatchedMonth]) -> tuple[Alarm, ...]:
    runs = [(direction, list(run)) for direction, run in groupby(months, key=lambda m: m.alarm)]
    return tuple(
        Alarm(direction, run[0].month, run[-1].month, run[-1] is months[-1])
        for direction, run in runs
        if direction is not None
    )


def _trend(share: Share, parts: Parts) -> MonthlyTrend:
    months = tuple(parts)
    if len(months) < LEAST_FOR_TREND:
        few = (_few_months(parts, LEAST_FOR_TREND),)
        return MonthlyTrend(share.id, share.title, months, None, few)
    slope = trend(list(parts.values()), [month_number(month) for month in months])
    return MonthlyTrend(share.id, share.title, months, slope, slope.caveats)


def month_number(month: str) -> int:
    """Return the number of a month that is called 2026-03, one more each month."""
    year, number = month.split("-")
    return 12 * int(year) + int(number)
