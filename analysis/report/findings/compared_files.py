"""A ``report.json`` of other people, for a report to be held against."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

from analysis.estimates import Interval
from analysis.report.findings.compared import ComparedIndex, ComparedReport
from analysis.report.model import SCHEMA, Period


class NoReport(ValueError):
    """A file that is no ``report.json`` with what its indices are made of."""


class SamePeople(ValueError):
    """A report of days that the one to be held against it is of, too."""


def read_compared(path: Path) -> ComparedReport:
    """Return what a report may be held against of the one that a file keeps; raise NoReport."""
    try:
        return _compared(json.loads(path.read_bytes()))
    except (ValueError, KeyError, TypeError, AttributeError) as wrong:
        raise NoReport(f"{path} must be a report.json of this program") from wrong


def require_other_days(report: Period, other: Period) -> None:
    """Raise SamePeople if two periods have a day in common; of unknown days nothing is known."""
    if report.is_open or other.is_open:
        return
    begins = max(report.begins or date.min, other.begins or date.min)
    ends = min(report.ends or date.max, other.ends or date.max)
    if begins <= ends:
        raise SamePeople(f"reports must be of other days: both are of {begins} to {ends}")


def _compared(kept: Mapping[str, Any]) -> ComparedReport:
    if kept["schema"] != SCHEMA:
        raise ValueError(f"schema must be {SCHEMA}: {kept['schema']!r}")
    period = kept["period"]
    days = ("begins", "ends") if period["begins"] or period["ends"] else ("first_day", "last_day")
    return ComparedReport(
        name=str(kept["provenance"]["source"]),
        period=Period(*(_day(period[day]) for day in days)),
        is_weighted=kept["provenance"]["methods"]["weights"] is not None,
        indices={str(entry["id"]): _index(entry) for entry in kept["indices"]},
    )


def _day(written: str | None) -> date | None:
    return None if written is None else date.fromisoformat(written)


def _index(entry: Mapping[str, Any]) -> ComparedIndex:
    share, interval = entry["estimate"], entry["interval"]
    found = None
    if interval is not None:
        low, high, level = (interval[name] for name in ("low", "high", "confidence_level"))
        found = Interval(float(low), float(high), float(level), str(interval["method"]))
    is_sound = share is None or 0 <= share <= 1
    if not is_sound or (found and not 0 <= found.low <= (share or 0) <= found.high <= 1):
        raise ValueError(f"a share must lie within its interval: {share}")
    definition = str(entry["definition_sha256"])
    return ComparedIndex(definition, None if share is None else float(share), found)
