"""The months in each index: a chart of all with an alarm for the latest, and the trend.

All months with answers take part, shown or not. A figure is told where it follows from what is
shown, and a sentence where the same would be said however the withheld months lie.

The baseline comes from the first two thirds of the months, at least six; the others, at most
twelve, are watched.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import groupby

import numpy as np

from analysis.caveats import Caveat, CaveatCode
from analysis.disclosure.parts import Parts, Strata
from analysis.estimators.control_charts import cusum
from analysis.estimators.monitoring import Departures, departures
from analysis.estimators.strata import part_sums
from analysis.indices.months import LEAST_FOR_TREND, Trend, trends
from analysis.report.findings.basis import Basis
from analysis.report.findings.estimates import Share
from analysis.report.findings.rounding import marks_beside, round_beside
from questionnaires.model import Wording

LEAST_BASELINE = 6
LEAST_DRAWN = 2
ALARM = "cusum_0.5"
# Half the distance of the limits of a month, in standard errors.
WIDTH = 3.0
_ERROR = 0.05
_MOST_WATCHED = 12


class Direction(StrEnum):
    """Where an alarm points."""

    LOWER = "LOWER"
    HIGHER = "HIGHER"


class Course(StrEnum):
    """What the answers prove about the trend."""

    FALLING = "FALLING"
    UNDECIDED = "UNDECIDED"
    RISING = "RISING"


@dataclass(frozen=True)
class WatchedMonth:
    """A month on the chart; shares and limits are proportions."""

    month: str  # such as 2026-03
    share: float | None  # None where it is withheld, as the number of answers then is
    answers: int | None
    is_baseline: bool = False  # whether the baseline comes from it, among others
    lower: float | None = None  # limits of the p' chart; None where they may not be told
    upper: float | None = None
    is_outside: bool = False  # of these limits
    alarm: Direction | None = None
    is_told: bool = True  # False where it may not be told whether the alarm sounds


@dataclass(frozen=True)
class Alarm:
    """Months in a row in which the alarm is told to sound in one direction."""

    direction: Direction
    begins: str
    ends: str
    is_standing: bool  # whether the last month is the last one of the report


@dataclass(frozen=True)
class Monitoring:
    """The months in one index."""

    id: str  # of the index, as the title
    title: Wording
    # Share of the months before the watched ones, of all where none is watched; None where it may
    # not be told.
    baseline: float | None = None
    months: tuple[WatchedMonth, ...] = ()  # with an answer, in order; empty with fewer than two
    alarms: tuple[Alarm, ...] = ()
    caveats: tuple[Caveat, ...] = ()

    @property
    def limit(self) -> float | None:
        """Sum of departures at which the alarm sounds; None where no month is watched."""
        watched = sum(not month.is_baseline for month in self.months)
        return alarm_limit(watched) if watched else None


@dataclass(frozen=True)
class MonthlyTrend:
    """The trend of one index."""

    id: str  # of the index, as the title
    title: Wording
    months: tuple[str, ...]  # those that it rests on
    course: Course | None  # None where it may not be told, or with fewer than three months
    trend: Trend | None  # for a step of one month; None unless all its months are shown
    caveats: tuple[Caveat, ...]


def find(basis: Basis) -> Iterator[Monitoring | MonthlyTrend]:
    """Yield the chart of each index over its months, and its trend."""
    triples = zip(basis.shares, basis.indices, basis.parts("months"), strict=True)
    for share, whole, parts in triples:
        if whole.is_exact:
            answered = parts.answered
            yield _monitoring(share, answered)
            yield _with_told_digits(_trend(share, answered), basis)
        else:
            # The usual level is the share of all months.
            yield Monitoring(share.id, share.title, caveats=whole.caveats)
            yield MonthlyTrend(share.id, share.title, (), None, None, whole.caveats)


def watched_months(count: int) -> int:
    """Return how many of the last months are watched, 0 while none is."""
    return max(0, min(_MOST_WATCHED, count // 3, count - LEAST_BASELINE))


def alarm_limit(watched: int) -> float:
    """Return the sum of departures, in standard errors, at which the alarm sounds.

    The more months are watched the higher, so that about one office in twenty is falsely alarmed
    in all of them together, whatever their people are like (by simulation: `docs/methods.md`).
    """
    return 3 + watched / 4


def _monitoring(share: Share, parts: Parts) -> Monitoring:
    names = tuple(parts.strata)
    if len(names) < LEAST_DRAWN:
        return Monitoring(share.id, share.title, caveats=(_few_months(parts, LEAST_DRAWN),))
    before = len(names) - watched_months(len(names))
    months = tuple(
        replace(month, is_baseline=at < before) for at, month in enumerate(_shown_months(parts))
    )
    baseline = None
    if parts.may_tell(names[:before]):
        found = departures(part_sums(list(parts.strata.values())), before)
        baseline, months = found.baseline, tuple(_with_limits(months, found))
    if before == len(names):
        caveat = Caveat(CaveatCode.NO_ALARM_YET, {"months": before, "least": LEAST_BASELINE})
        return Monitoring(share.id, share.title, baseline, months, caveats=(caveat,))
    watched = _with_alarms(months[before:], parts)
    months = (*months[:before], *watched)
    return Monitoring(share.id, share.title, baseline, months, _alarms(watched))


def _few_months(parts: Parts, least: int) -> Caveat:
    return Caveat(CaveatCode.TOO_FEW_MONTHS, {"months": len(parts.strata), "least": least})


def _shown_months(parts: Parts) -> Iterator[WatchedMonth]:
    for name in parts.strata:
        moments = parts.together((name,))
        known = (moments.y / moments.m, moments.answers) if name in parts.shown else (None, None)
        yield WatchedMonth(name, *known)


def _with_limits(months: Sequence[WatchedMonth], found: Departures) -> Iterator[WatchedMonth]:
    lower, upper = (found.baseline + sign * WIDTH * found.errors for sign in (-1, 1))
    ends = zip(np.maximum(0.0, lower).tolist(), np.minimum(1.0, upper).tolist(), strict=True)
    for month, (low, high) in zip(months, ends, strict=True):
        is_outside = month.share is not None and not low <= month.share <= high
        is_shown = month.share is not None
        yield replace(month, lower=low, upper=high, is_outside=is_outside) if is_shown else month


def _with_alarms(months: Sequence[WatchedMonth], parts: Parts) -> tuple[WatchedMonth, ...]:
    """Return watched months with the alarm where withheld ones could not change it."""
    found, *others = (_signals(world, len(months)) for world in parts.leanings())
    told = [{*each} for each in zip(found, *others, strict=True)]
    return tuple(
        replace(month, alarm=alarm if len(alarms) == 1 else None, is_told=len(alarms) == 1)
        for month, alarm, alarms in zip(months, found, told, strict=True)
    )


def _signals(months: Sequence[Strata], watched: int) -> list[Direction | None]:
    """Return whether the alarm sounds in each of the last months."""
    before, limit = len(months) - watched, alarm_limit(watched)
    values = departures(part_sums(months), before).standardised[before:]
    sums = cusum(values, limit=limit)
    pairs = zip((sums.lower > limit).tolist(), (sums.upper > limit).tolist(), strict=True)
    return [Direction.LOWER if low else Direction.HIGHER if high else None for low, high in pairs]


def _alarms(months: Sequence[WatchedMonth]) -> tuple[Alarm, ...]:
    runs = [(direction, list(run)) for direction, run in groupby(months, key=lambda m: m.alarm)]
    return tuple(
        Alarm(direction, run[0].month, run[-1].month, run[-1] is months[-1])
        for direction, run in runs
        if direction is not None
    )


def _trend(share: Share, parts: Parts) -> MonthlyTrend:
    names = tuple(parts.strata)
    if len(names) < LEAST_FOR_TREND:
        few = (_few_months(parts, LEAST_FOR_TREND),)
        return MonthlyTrend(share.id, share.title, names, None, None, few)
    times = [month_number(name) for name in names]
    found, *others = trends(parts.leanings(), times)
    course = _course(found)
    is_told = all(_course(other) is course for other in others)
    return MonthlyTrend(
        share.id,
        share.title,
        names,
        course if is_told else None,
        None if parts.withheld else found,
        found.caveats,
    )


def _with_told_digits(found: MonthlyTrend, basis: Basis) -> MonthlyTrend:
    """Return a trend with the digits that every format may tell of it."""
    trend = found.trend
    if trend is None or not basis.withholds_unweighted:
        return found
    marks = marks_beside(basis.indices)
    slope, low, high, p_value = (
        round_beside(value, marks)
        for value in (trend.slope, trend.interval.low, trend.interval.high, trend.p_value)
    )
    interval = replace(trend.interval, low=low, high=high)
    return replace(found, trend=replace(trend, slope=slope, interval=interval, p_value=p_value))


def _course(trend: Trend) -> Course:
    if trend.p_value > _ERROR:
        return Course.UNDECIDED
    return Course.RISING if trend.slope > 0 else Course.FALLING


def month_number(month: str) -> int:
    """Return the number of a month that is called 2026-03, one more each month."""
    year, number = month.split("-")
    return 12 * int(year) + int(number)
