"""Columns of days and moments: each different day is thought about once."""

from __future__ import annotations

import re
from collections.abc import Container

import numpy as np
from numpy.typing import NDArray

from analysis.caveats import CaveatCode
from analysis.mapping import Confirmed
from analysis.reading.cells import ColumnCells
from analysis.reading.columns import CodedColumn
from analysis.reading.faults import Fault, Message
from analysis.reading.rows import CountedRows
from analysis.reading.written_days import WrittenDays, day_in
from analysis.reading.zones import days_ahead
from analysis.responses import MISSING, Days

_LONGEST_DAY = 10
# LimeSurvey writes 1980-01-01 where a survey keeps no dates, and N/A for a response not sent.
_NO_DAY = frozenset({"", "-", "1980-01-01", "n/a", "na", "null", "nan", "nat", "none"})
_HERE = "+07:00"
# Where every moment ends in :00, it tells no more than the minute.
_SECOND = re.compile(r":\d\d:(?!00)\d\d")


def _has_time(cell: str) -> bool:
    return len(cell) > _LONGEST_DAY


class _CodeOfDay(dict[str, int]):
    """Cell as written -> code of its day.

    `codes` has each day as written, with the days that Vietnam is ahead of it, and its code; None
    days where nothing tells, because the moment names a zone that may be several.
    """

    def __init__(self, *, is_utc: bool) -> None:
        super().__init__()
        self._is_utc = is_utc
        self.codes: dict[tuple[str, int | None], int] = {}
        self.without_zone = ""  # the first moment whose zone may be several

    def __missing__(self, cell: str) -> int:
        text = cell.strip()
        found = day_in(text)
        day = found.group() if found else text
        if day.casefold() in _NO_DAY:
            return MISSING
        time = text[: found.start()] + text[found.end() :] if found else ""
        # Most moments need no second look: there is no zone in them, or it is Vietnam's.
        is_here = not time or time.endswith(_HERE)
        ahead = 0 if is_here else days_ahead(time, is_utc=self._is_utc)
        if ahead is None:
            self.without_zone = self.without_zone or text
        code = self.codes.setdefault((day, ahead), len(self.codes))
        # Time stamps differ in every row; keeping them all would cost more than reading them.
        if not _has_time(cell):
            self[cell] = code
        return code


class DayColumn(CodedColumn):
    """A column of dates: our export's, a time stamp's, or those of a table made by hand.

    In 05/02/2026 the day may stand first or the month; the whole column tells, so each different
    date is kept as written until the end. A moment with a zone is of Vietnam's day; one without is
    as well, unless the program writes UTC.
    """

    def __init__(self, heading: str, *, is_utc: bool = False, is_month_first: bool = False) -> None:
        self._code_of = _CodeOfDay(is_utc=is_utc)
        super().__init__(heading, self._code_of)
        self._is_month_first = is_month_first
        self._written = self._code_of.codes
        self._moments: list[NDArray[np.int64]] = []
        self.has_seconds = False  # whether moments tell more than the minute

    def take(self, cells: ColumnCells) -> None:
        """Read the next cells."""
        super().take(cells)
        moments = [hash(cell.strip()) if _has_time(cell) else 0 for cell in cells.different]
        self._moments.append(np.take(np.array(moments, np.int64), cells.which))
        self.has_seconds = self.has_seconds or any(map(_SECOND.search, cells.different))

    def moments(self) -> NDArray[np.int64]:
        """Return a number for each moment, alike for equal ones; 0 where there is none."""
        self._moments = [np.concatenate(self._moments)]
        return self._moments[0]

    def texts(self) -> dict[int, str]:
        """Return each different day as written, or what stands instead of one, by its code."""
        return {code: text for (text, _), code in self._written.items()}

    def days(self, rows: CountedRows) -> Days:
        """Return the day of each row, shape (n,); NaT where there is none or the row counts not."""
        dates = self._days_of(rows).dates
        ahead = [days or 0 for _, days in self._written]
        # The last entry, which the code -1 finds, is that of an empty cell.
        written = np.array([*(dates.get(text) for text, _ in self._written), None], "datetime64[D]")
        table = written + np.array([*ahead, 0], "timedelta64[D]")
        days: Days = table[np.where(rows.is_counted, self._codes(), MISSING)]
        return days

    def doubt(self, rows: CountedRows, confirmed: Container[Confirmed]) -> Fault | None:
        """Return why no date is certain, unless whoever knows has confirmed them."""
        doubt = self._days_of(rows).doubt()
        if doubt is None or (doubt[0] is Message.DAYS_TURNED and Confirmed.DAYS in confirmed):
            return None
        message, one, other = doubt
        return Fault.of(message, self._heading, one=one, other=other)

    def faults(self, rows: CountedRows) -> list[Fault]:
        """Return what is no date, with the rows that have it."""
        written = self._days_of(rows)
        faults = self._faults_of_zones(rows)
        for code, text in self.texts().items():
            wrong = written.fault_of(text) if text in written.dates else None
            if wrong:
                faults += self._faults_of(wrong, {code: text}, rows)
        return faults

    def _faults_of_zones(self, rows: CountedRows) -> list[Fault]:
        codes = [code for (_, ahead), code in self._written.items() if ahead is None]
        numbers = rows.where(np.isin(self._codes(), codes)) if codes else []
        value = self._code_of.without_zone
        return [Fault.of(Message.UNKNOWN_ZONE, self._heading, numbers, value=value)] * bool(numbers)

    def assumed_order(self, rows: CountedRows) -> CaveatCode | None:
        """Return in which order days were read, where none shows if day or month stands first."""
        written = self._days_of(rows)
        if not written.is_order_assumed:
            return None
        return CaveatCode.MONTH_FIRST if written.is_month_first else CaveatCode.DAY_FIRST

    def _days_of(self, rows: CountedRows) -> WrittenDays:
        used = np.bincount(self._codes()[rows.is_counted] + 1, minlength=len(self._written) + 1)
        texts = (text for code, text in self.texts().items() if used[code + 1])
        return WrittenDays(texts, is_month_first=self._is_month_first)
