"""The trend of each index over the months of a report."""

from __future__ import annotations

from collections.abc import Sequence

from analysis.caveats import Caveat, CaveatCode
from analysis.indices.months import LEAST_FOR_TREND, trend
from analysis.report.findings.estimates import Share
from analysis.report.findings.shown import Parts
from analysis.report.month_findings import MonthlyTrend


def trends(shares: Sequence[Share], parts: Sequence[Parts]) -> tuple[MonthlyTrend, ...]:
    """Return the trend of each share; `parts` are the shown months, in order."""
    return tuple(_trend(share, shown) for share, shown in zip(shares, parts, strict=True))


def _trend(share: Share, parts: Parts) -> MonthlyTrend:
    months = tuple(parts)
    if len(months) < LEAST_FOR_TREND:
        values = {"months": len(months), "least": LEAST_FOR_TREND}
        few = (Caveat(CaveatCode.TOO_FEW_MONTHS, values),)
        return MonthlyTrend(share.id, share.title, months, None, few)
    found = trend(list(parts.values()), [month_number(month) for month in months])
    return MonthlyTrend(share.id, share.title, months, found, found.caveats)


def month_number(month: str) -> int:
    """Return the number of a month that is called 2026-03, one more each month."""
    year, number = month.split("-")
    return 12 * int(year) + int(number)
