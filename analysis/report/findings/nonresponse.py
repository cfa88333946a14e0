"""Each index as it would be if the nonrespondents were less satisfied: how far it may be off."""

from __future__ import annotations

from dataclasses import replace

from analysis.caveats import Caveat, CaveatCode
from analysis.report.model import Entry, NonresponseSensitivity, Report


class NoCases(ValueError):
    """A report without case counts, where its coverage is needed."""


def with_sensitivity(report: Report, points: float) -> Report:
    """Return the report with each index as it would be if nonrespondents were less satisfied.

    ``R - (1 - c) d``, where c is the share of cases that answered and d the difference between
    those who did and those who did not.

    Parameters
    ----------
    report : Report
        One with case counts.
    points : float
        The difference as a proportion, above 0 and at most 1: 0.1 for ten percentage points.

    Raises
    ------
    NoCases
        If the report has no case counts.
    ValueError
        If `points` is outside its range.
    """
    if not 0 < points <= 1:
        raise ValueError(f"points must lie above 0 and not above 1: {points}")
    if report.population is None:
        raise NoCases("report must have case counts: population is None")
    return replace(report, indices=tuple(_if_lower(entry, points) for entry in report.indices))


def _if_lower(entry: Entry, points: float) -> Entry:
    share = entry.estimate.estimate if entry.estimate else None
    if share is None or entry.coverage is None or entry.coverage.share is None:
        return entry
    if share < points:
        caveat = Caveat(CaveatCode.SILENT_BELOW_NOBODY, {"points": points})
        return replace(entry, caveats=(*entry.caveats, caveat))
    lower = share - (1 - entry.coverage.share) * points
    return replace(entry, sensitivity=NonresponseSensitivity(points, lower))
