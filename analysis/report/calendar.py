"""Calendar months, quarters and years: the periods that lie inside each other or apart."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date

MONTHS_OF = {"month": 1, "quarter": 3, "year": 12}


@dataclass(frozen=True)
class Days:
    """A period; both days belong to it."""

    begins: date
    ends: date


def calendar_days(day: date, months: int) -> Days:
    """Return the calendar period of 1, 3 or 12 months that a day lies in."""
    first = (day.month - 1) // months * months + 1
    last = first + months - 1
    length = monthrange(day.year, last)[1]
    return Days(date(day.year, first, 1), date(day.year, last, length))


def is_calendar_period(begins: date | None, ends: date | None) -> bool:
    """Return whether two days are the first and last of a calendar month, quarter or year."""
    if begins is None or ends is None:
        return False
    days = Days(begins, ends)
    return any(calendar_days(begins, months) == days for months in MONTHS_OF.values())
