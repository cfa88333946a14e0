"""The months that a report is about, and whether a file of case counts by month covers them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

import numpy as np

from analysis.case_counts import CaseCounts
from analysis.reading.faults import Fault, Message
from analysis.report.model import Period
from analysis.responses import Responses


def months_of(responses: Responses, counts: CaseCounts, period: Period) -> tuple[str, ...]:
    """Return the months of a period, on an open side up to that of the first or last response.

    Without a response an open side goes as far as the counts.
    """
    known = responses.months.names or sorted({row.names[-1] for row in counts.rows})
    first = f"{period.begins:%Y-%m}" if period.begins else known[0]
    last = f"{period.ends:%Y-%m}" if period.ends else known[-1]
    months = np.arange(np.datetime64(first, "M"), np.datetime64(max(first, last), "M") + 1)
    return tuple(str(month) for month in months)


def absent_months(counts: CaseCounts, months: Sequence[str]) -> list[str]:
    """Return the months that no row of the file is about."""
    counted = {row.names[-1] for row in counts.rows}
    return [month for month in months if month not in counted]


def faults_of_months(period: Period, absent: Sequence[str]) -> list[Fault]:
    """Return that the period cuts a month, which was counted whole, or that months are absent."""
    cut = [day for day in (period.begins,) if day is not None and day.day != 1]
    cut += [day for day in (period.ends,) if day is not None and not _is_last(day)]
    months = dict.fromkeys(f"{day:%m/%Y}" for day in cut)
    found = [Fault.of(Message.CUT_MONTH, month=month) for month in months]
    if absent:
        named = ", ".join(f"{month[5:]}/{month[:4]}" for month in absent)
        found.append(Fault.of(Message.ABSENT_MONTH, months=named))
    return found


def _is_last(day: date) -> bool:
    return (day + timedelta(days=1)).day == 1
