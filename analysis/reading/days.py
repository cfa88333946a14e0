"""A column of dates: of our export, of a Google Forms time stamp, of a table made by hand."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

import numpy as np
from numpy.typing import NDArray

from analysis.reading.faults import Fault, Message
from analysis.responses import MISSING, Days

_DATE = re.compile(r"(?<!\d)(\d{1,4})([-/.])(\d{1,2})\2(\d{1,4})(?!\d)")
_LEAST_YEAR = 1000
_LONGEST_KEPT = 10
# LimeSurvey writes 1980-01-01 where a survey keeps no dates, and N/A for a response not sent.
_NO_DAY = frozenset({"", "1980-01-01", "N/A"})


class _CodeOfDay(dict[str, int]):
    """Cell as written -> code of its day; `places` has each day as written and its code."""

    def __init__(self) -> None:
        super().__init__()
        self.places: dict[str, int] = {}

    def __missing__(self, cell: str) -> int:
        text = cell.strip()
        found = _DATE.search(text)
        name = found.group() if found else text
        if name in _NO_DAY:
            return MISSING
        code = self.places.setdefault(name, len(self.places))
        # Time stamps differ in every row; keeping them all would cost more than reading them.
        if len(cell) <= _LONGEST_KEPT:
            self[cell] = code
        return code


class DayColumn:
    """Reads the cells of a column of dates; what remains of a time stamp is its day.

    In 05/02/2026 the day may stand first or the month; the whole column tells, so each different
    date is kept as written until the end.
    """

    def __init__(self, heading: str) -> None:
        self._heading = heading
        self._code_of = _CodeOfDay()
        self._places = self._code_of.places
        self._chunks: list[NDArray[np.int32]] = []

    def take(self, cells: Sequence[str]) -> None:
        """Read the next cells."""
        codes = map(self._code_of.__getitem__, cells)
        self._chunks.append(np.fromiter(codes, np.int32, len(cells)))

    def days(self) -> Days:
        """Return the day of each cell, shape (n,); NaT for an empty one."""
        known = np.array([*self._read().values(), None], "datetime64[D]")
        return known[np.concatenate(self._chunks)]

    def faults(self, rows: NDArray[np.int64]) -> list[Fault]:
        """Return what is no date, with the rows that have it, or that the order changes."""
        day_first, month_first = self._witnesses()
        if day_first and month_first:
            both = Fault.of(
                Message.TWO_DATE_ORDERS, self._heading, one=day_first, other=month_first
            )
            return [both]
        codes = np.concatenate(self._chunks)
        return [
            Fault.of(
                Message.NOT_A_DATE,
                self._heading,
                rows[codes == self._places[name]].tolist(),
                value=name,
            )
            for name, found in self._read().items()
            if found is None
        ]

    @property
    def is_order_assumed(self) -> bool:
        """Whether there are dates with the year last, and none of them tells day from month."""
        has_year_last = any(_parts_of(name)[2] >= _LEAST_YEAR for name in self._places)
        return has_year_last and not any(self._witnesses())

    def _read(self) -> dict[str, date | None]:
        is_month_first = bool(self._witnesses()[1])
        return {name: _day(name, is_month_first) for name in self._places}

    def _witnesses(self) -> tuple[str, str]:
        """Return a date that must have its day first and one that must have its month first."""
        day_first = month_first = ""
        for name in self._places:
            first, second, third = _parts_of(name)
            if third >= _LEAST_YEAR:
                day_first = name if first > 12 else day_first
                month_first = name if second > 12 else month_first
        return day_first, month_first


def _parts_of(name: str) -> tuple[int, int, int]:
    found = _DATE.fullmatch(name)
    return (int(found[1]), int(found[3]), int(found[4])) if found else (0, 0, 0)


def _day(name: str, is_month_first: bool) -> date | None:
    first, second, third = _parts_of(name)
    if first >= _LEAST_YEAR:
        year, month, day = first, second, third
    elif is_month_first:
        month, day, year = first, second, third
    else:
        day, month, year = first, second, third
    try:
        return date(year, month, day) if year >= _LEAST_YEAR else None
    except ValueError:
        return None
