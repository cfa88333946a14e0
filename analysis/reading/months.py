"""Columns of months, where no column tells the day of a response."""

from __future__ import annotations

import numpy as np

from analysis.reading.columns import CodedColumn
from analysis.reading.faults import Fault, Message
from analysis.reading.rows import CountedRows
from analysis.reading.written_days import YEARS
from analysis.reading.written_months import month_in
from analysis.responses import MISSING, Days


class _CodeOfMonth(dict[str, int]):
    """Cell as written -> code of its text."""

    def __init__(self) -> None:
        super().__init__()
        self.codes: dict[str, int] = {}

    def __missing__(self, cell: str) -> int:
        text = cell.strip()
        self[cell] = code = self.codes.setdefault(text, len(self.codes)) if text else MISSING
        return code


class MonthColumn(CodedColumn):
    """A column of months with their year: our export's, or that of a table made by hand."""

    def __init__(self, heading: str) -> None:
        self._code_of = _CodeOfMonth()
        super().__init__(heading, self._code_of)

    def texts(self) -> dict[int, str]:
        """Return each different month as written, or what stands instead of one, by its code."""
        return {code: text for text, code in self._code_of.codes.items()}

    def months(self) -> Days:
        """Return the month of each row, shape (n,); NaT where there is none."""
        written = [month_in(text) for text in self.texts().values()]
        # The last entry, which the code -1 finds, is that of an empty cell.
        months: Days = np.array([*written, None], "datetime64[M]")[self._codes()]
        return months

    def faults(self, rows: CountedRows) -> list[Fault]:
        """Return what is no month, with the rows that have it."""
        wrong: dict[Message, dict[int, str]] = {}
        for code, text in self.texts().items():
            month = month_in(text)
            if month is None:
                wrong.setdefault(Message.NOT_A_MONTH, {})[code] = text
            elif month.year not in YEARS:
                wrong.setdefault(Message.UNLIKELY_YEAR, {})[code] = text
        return [
            fault
            for message, texts in wrong.items()
            for fault in self._faults_of(message, texts, rows)
        ]
