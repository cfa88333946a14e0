"""Whole months in a row: what a plan is of, and what reports are released of."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, order=True)
class Months:
    """Whole months in a row.

    Attributes
    ----------
    begins, ends : date
        The first and the last day; both belong to it.

    Raises
    ------
    ValueError
        If the days are not those of whole months.
    """

    begins: date
    ends: date

    def __post_init__(self) -> None:
        if not is_whole_months(self.begins, self.ends):
            raise ValueError(f"a period must be whole months: {self.begins} to {self.ends}")

    def __contains__(self, day: date) -> bool:
        return self.begins <= day <= self.ends

    def __str__(self) -> str:
        """Return the first month and the last, as people read them: 03/2026 – 05/2026."""
        first, last = f"{self.begins:%m/%Y}", f"{self.ends:%m/%Y}"
        return first if first == last else f"{first} – {last}"


def is_whole_months(begins: date, ends: date) -> bool:
    """Return whether a period, both days included, is one or several whole months."""
    return begins < ends and begins.day == 1 and is_last_of_month(ends)


def is_last_of_month(day: date) -> bool:
    """Return whether a day is the last one of its month."""
    return day == _last_of_month(day)


def months_from(first: date, count: int) -> Months:
    """Return so many months from the one on that begins on the day `first`."""
    last = first.month - 2 + count
    return Months(first, _last_of_month(date(first.year + last // 12, last % 12 + 1, 1)))


def months_around(begins: date, ends: date) -> Months:
    """Return the whole months that a period lies in, both its days included."""
    return Months(begins.replace(day=1), _last_of_month(ends))


def calendar_months(day: date, count: int) -> Months:
    """Return the calendar month, quarter or year (1, 3 or 12 months) that a day lies in."""
    return months_from(date(day.year, (day.month - 1) // count * count + 1, 1), count)


def _last_of_month(day: date) -> date:
    return day.replace(day=monthrange(day.year, day.month)[1])
