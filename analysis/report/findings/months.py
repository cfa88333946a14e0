"""Months under watch: a picture of all, an alarm for the latest.

The usual level comes from the first two thirds of the months, at least six; the others, at most
twelve, are watched. With the usual level twice as long as the watch, its own error leaves the alarm
about as quiet as if the level were known.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import groupby

from analysis.caveats import Caveat, CaveatCode
from analysis.estimators.history import (
    LEAST_MONTHS,
    Baseline,
    MonthlyShare,
    baseline_of,
    standardised,
)
from analysis.estimators.many_shares import ANSWERS, cells_of, precisions
from analysis.estimators.monitoring import cusum, ewma, p_chart
from analysis.report.findings.estimates import Share
from analysis.report.findings.shown import Parts
from analysis.report.month_findings import Alarm, AlarmMethod, Direction, Monitoring, WatchedMonth

LEAST_USUAL = 6
_MOST_WATCHED = 12
_LEAST_DRAWN = 2
CUSUM_LIMIT = 5.0


def watched_months(count: int) -> int:
    """Return how many of the last months are watched, 0 while none is."""
    return max(0, min(_MOST_WATCHED, count // 3, count - LEAST_USUAL))


def monitoring(shares: Sequence[Share], parts: Sequence[Parts]) -> tuple[Monitoring, ...]:
    """Return each share over the months; `parts` are the shown ones, in order."""
    return tuple(_watched(share, shown) for share, shown in zip(shares, parts, strict=True))


def _watched(share: Share, parts: Parts) -> Monitoring:
    if len(parts) < _LEAST_DRAWN:
        values = {"months": len(parts), "least": _LEAST_DRAWN}
        caveat = Caveat(CaveatCode.TOO_FEW_MONTHS, values)
        return Monitoring(share.id, share.title, None, None, (), (), (caveat,))
    history = _history(parts)
    usual = len(history) - watched_months(len(history))
    baseline = baseline_of(history[:usual])
    months = tuple(
        WatchedMonth(m.month, m.share, int(m.answers), m.answers / m.design_effect, place < usual)
        for place, m in enumerate(history)
    )
    empty = Monitoring(share.id, share.title, None, None, months, (), ())
    if not 0 < baseline.share < 1:
        return replace(empty, caveats=(Caveat(CaveatCode.NO_LIMITS),))
    return _with_alarms(_with_limits(empty, history, baseline), history[usual:], baseline)


def _history(parts: Parts) -> list[MonthlyShare]:
    cells = cells_of(list(parts.values()))
    found = precisions(cells)
    columns = (found.shares, cells.column(ANSWERS), found.n_effective)
    return [
        MonthlyShare(month, share, answers, answers / n_effective)
        for month, share, answers, n_effective in zip(
            parts, *(column.tolist() for column in columns), strict=True
        )
    ]


def _with_limits(
    found: Monitoring, history: Sequence[MonthlyShare], baseline: Baseline
) -> Monitoring:
    chart = p_chart(history, baseline.share)
    limits = zip(chart.lower.tolist(), chart.upper.tolist(), chart.signals.tolist(), strict=True)
    months = tuple(
        replace(month, lower=lower, upper=upper, is_outside=is_outside)
        for month, (lower, upper, is_outside) in zip(found.months, limits, strict=True)
    )
    return replace(found, baseline=baseline, months=months)


def _with_alarms(
    found: Monitoring, watched: Sequence[MonthlyShare], baseline: Baseline
) -> Monitoring:
    if not watched:
        values = {"months": len(found.months), "least": LEAST_USUAL}
        return replace(found, caveats=(Caveat(CaveatCode.NO_ALARM_YET, values),))
    method = AlarmMethod.EWMA if baseline.months >= LEAST_MONTHS else AlarmMethod.CUSUM
    signals = _signals(method, standardised(watched, baseline.share).tolist())
    usual = found.months[: len(found.months) - len(watched)]
    months = tuple(
        replace(month, alarm=alarm)
        for month, alarm in zip(found.months[len(usual) :], signals, strict=True)
    )
    return replace(
        found,
        method=method,
        months=(*usual, *months),
        alarms=_alarms(months),
        caveats=baseline.caveats,
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
