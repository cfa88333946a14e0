"""Columns of names and of dates as codes: each different cell is thought about once."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date

import numpy as np
from numpy.typing import NDArray

from analysis.names import folded, name_in
from analysis.reading.blocks import Block
from analysis.reading.damaged_letters import damage_of
from analysis.reading.faults import Fault, Message
from analysis.responses import MISSING, Days, Labels, in_order
from analysis.texts import is_risky

_DATE = re.compile(r"(?<!\d)(\d{1,4})([-/.])(\d{1,2})\2(\d{1,4})(?!\d)")
_LEAST_YEAR = 1000
_LONGEST_KEPT = 10
# LimeSurvey writes 1980-01-01 where a survey keeps no dates, and N/A for a response not sent.
_NO_DAY = frozenset({"", "1980-01-01", "N/A"})


class _CodedColumn:
    """Takes the cells of a column and keeps their codes, which a dictionary makes when asked."""

    def __init__(self, heading: str, code_of: dict[str, int]) -> None:
        self._heading = heading
        self._code_of_cell = code_of
        self._chunks: list[NDArray[np.int32]] = []

    def take(self, cells: Sequence[str]) -> None:
        """Read the next cells."""
        codes = map(self._code_of_cell.__getitem__, cells)
        self._chunks.append(np.fromiter(codes, np.int32, len(cells)))

    def take_block(self, block: Block, index: int) -> None:
        """Read the next cells from a column of a block."""
        self.take(block.texts(index))

    def _codes(self) -> NDArray[np.int32]:
        return np.concatenate(self._chunks)

    def _faults_of(
        self, message: Message, wrong: Mapping[int, str], rows: NDArray[np.int64]
    ) -> list[Fault]:
        codes = self._codes()
        return [
            Fault.of(message, self._heading, rows[codes == code].tolist(), value=text)
            for code, text in wrong.items()
        ]


class _CodeOfSpelling(dict[str, int]):
    """Cell as written -> code of its spelling, hidden characters and spaces aside."""

    def __init__(self) -> None:
        super().__init__()
        self.codes: dict[str, int] = {}
        self.risky: dict[int, str] = {}
        self.damaged: dict[Message, dict[int, str]] = {}

    def __missing__(self, cell: str) -> int:
        name = name_in(cell)
        code = self.codes.setdefault(name, len(self.codes)) if name else MISSING
        if is_risky(cell):
            self.risky[code] = name
        if damage := damage_of(cell):
            self.damaged.setdefault(damage, {})[code] = name
        self[cell] = code
        return code


class LabelColumn(_CodedColumn):
    """A column of names, such as service points; names that look alike are one."""

    def __init__(self, heading: str) -> None:
        self._code_of = _CodeOfSpelling()
        super().__init__(heading, self._code_of)

    def labels(self) -> Labels:
        """Return the names, each as it is spelt most often, and the code of each response."""
        code_of_spelling = np.full(len(self._code_of.codes) + 1, MISSING, np.int32)
        for code, spellings in enumerate(self._together()):
            code_of_spelling[[self._code_of.codes[each] for each in spellings]] = code
        names = [spellings[0] for spellings in self._together()]
        return in_order(names, code_of_spelling[self._codes()])

    def joined(self) -> list[list[str]]:
        """Return the spellings of each name that has several, the most frequent first."""
        return [spellings for spellings in self._together() if len(spellings) > 1]

    def faults(self, rows: NDArray[np.int64]) -> list[Fault]:
        """Return the names that are damaged or that a spreadsheet would run, with their rows."""
        wrong = {Message.FORMULA: self._code_of.risky, **self._code_of.damaged}
        return [
            fault
            for message, names in wrong.items()
            for fault in self._faults_of(message, names, rows)
        ]

    def _together(self) -> list[list[str]]:
        """Return the spellings by name, those of a name by their frequency."""
        codes = self._code_of.codes
        counts = np.bincount(self._codes() + 1, minlength=len(codes) + 1)[1:]
        spellings: dict[str, list[str]] = {}
        for spelling in codes:
            spellings.setdefault(folded(spelling), []).append(spelling)
        return [
            sorted(each, key=lambda spelling: -counts[codes[spelling]])
            for each in spellings.values()
        ]


class _CodeOfDay(dict[str, int]):
    """Cell as written -> code of its day; `codes` has each day as written with its code."""

    def __init__(self) -> None:
        super().__init__()
        self.codes: dict[str, int] = {}

    def __missing__(self, cell: str) -> int:
        text = cell.strip()
        found = _DATE.search(text)
        day = found.group() if found else text
        if day in _NO_DAY:
            return MISSING
        code = self.codes.setdefault(day, len(self.codes))
        # Time stamps differ in every row; keeping them all would cost more than reading them.
        if len(cell) <= _LONGEST_KEPT:
            self[cell] = code
        return code


class DayColumn(_CodedColumn):
    """A column of dates: our export's, a time stamp's, or those of a table made by hand.

    In 05/02/2026 the day may stand first or the month; the whole column tells, so each different
    date is kept as written until the end.
    """

    def __init__(self, heading: str) -> None:
        code_of = _CodeOfDay()
        super().__init__(heading, code_of)
        self._written = code_of.codes

    def days(self) -> Days:
        """Return the day of each cell, shape (n,); NaT for an empty one."""
        return np.array([*self._dates(), None], "datetime64[D]")[self._codes()]

    def faults(self, rows: NDArray[np.int64]) -> list[Fault]:
        """Return what is no date, with the rows that have it, or that the order changes."""
        day_first, month_first = self._witnesses()
        if day_first and month_first:
            orders = Message.TWO_DATE_ORDERS
            return [Fault.of(orders, self._heading, one=day_first, other=month_first)]
        dates = zip(self._written.items(), self._dates(), strict=True)
        wrong = {code: text for (text, code), day in dates if day is None}
        return self._faults_of(Message.NOT_A_DATE, wrong, rows)

    @property
    def is_order_assumed(self) -> bool:
        """Whether dates have the year last and none of them shows which number is the day."""
        has_year_last = any(_parts_of(text)[2] >= _LEAST_YEAR for text in self._written)
        return has_year_last and not any(self._witnesses())

    def _dates(self) -> list[date | None]:
        is_month_first = bool(self._witnesses()[1])
        return [_date(text, is_month_first) for text in self._written]

    def _witnesses(self) -> tuple[str, str]:
        """Return a date that must have its day first and one that must have its month first."""
        day_first = month_first = ""
        for text in self._written:
            first, second, third = _parts_of(text)
            if third >= _LEAST_YEAR:
                day_first = text if first > 12 else day_first
                month_first = text if second > 12 else month_first
        return day_first, month_first


def _parts_of(text: str) -> tuple[int, int, int]:
    found = _DATE.fullmatch(text)
    return (int(found[1]), int(found[3]), int(found[4])) if found else (0, 0, 0)


def _date(text: str, is_month_first: bool) -> date | None:
    first, second, third = _parts_of(text)
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
