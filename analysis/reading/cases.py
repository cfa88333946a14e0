"""A CSV file of case counts -> the population, all of it or nothing."""

from __future__ import annotations

import csv
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path

from analysis.case_counts import COLUMNS, MONTH, CaseCounts, CaseRow
from analysis.reading.case_headings import CASES, CaseHeadings
from analysis.reading.encoding import fault_of_beginning, fault_of_encoding, opened
from analysis.reading.faults import Fault, FaultyData, Message
from analysis.reading.headings import MADE_UP, Columns
from analysis.reading.separators import separator_and_columns
from analysis.texts import folded, is_risky, name_in

# In a spreadsheet the heading is row 1.
_FIRST_ROW = 2
_YEAR_FIRST = re.compile(r"(?P<year>(?:19|20|21)\d\d)[-/.](?P<month>\d{1,2})")
_YEAR_LAST = re.compile(r"(?P<month>\d{1,2})[-/.](?P<year>(?:19|20|21)\d\d)")
# Statistical programs write whole numbers as 12.0; thousands marked by a sign cannot be told from
# decimals and are not guessed at.
_WHOLE = re.compile(r"(\d{1,9})(?:[.,]0)?")
_TOTALS = frozenset(map(folded, ("tổng", "tổng số", "tổng cộng", "cộng", "total", "sum", "all")))


def read_cases(path: Path) -> CaseCounts:
    """Return the case counts that a CSV file holds.

    Its columns are ``service_point``, ``field`` or both, ``month`` where the counts are by month,
    and ``cases``; Vietnamese headings ("Quầy", "Lĩnh vực", "Tháng", "Số hồ sơ") mean the same.

    Parameters
    ----------
    path : Path
        A file in UTF-8 with a heading row; columns separated by comma, semicolon or tab.

    Returns
    -------
    CaseCounts

    Raises
    ------
    FaultyData
        With every fault of the file; then nothing of it is returned.
    OSError
        If the file cannot be read.
    """
    fault = fault_of_beginning(path)
    if fault is not None:
        raise FaultyData(path.name, [fault])
    try:
        return _read(path)
    except UnicodeDecodeError:
        raise FaultyData(path.name, [fault_of_encoding(path)]) from None


def _read(path: Path) -> CaseCounts:
    headings = CaseHeadings()
    separator, columns = separator_and_columns(path, headings)
    faults = headings.faults(columns)
    if faults:
        raise FaultyData(path.name, faults)
    table = _Table(columns)
    with opened(path) as file:
        reader = csv.reader(file, delimiter=separator, strict=True)
        try:
            next(reader)
            for number, row in enumerate(reader, start=_FIRST_ROW):
                table.take(number, row)
        except csv.Error:
            broken = Fault.of(Message.BROKEN_QUOTES, line=str(reader.line_num))
            raise FaultyData(path.name, [*table.faults(), broken]) from None
    if faults := table.faults() or table.faults_of_nothing():
        raise FaultyData(path.name, faults)
    return CaseCounts(
        name=path.name,
        sha256=sha256(path.read_bytes()).hexdigest(),
        columns=table.names,
        rows=tuple(table.rows),
        is_made_up=table.is_made_up,
    )


@dataclass
class _Table:
    """Takes rows; gives cells, or everything that is wrong with them."""

    columns: Columns
    rows: list[CaseRow] = field(default_factory=list)
    is_made_up: bool = False
    _first: dict[tuple[str, ...], int] = field(default_factory=dict)
    _faults: list[Fault] = field(default_factory=list)

    @property
    def names(self) -> tuple[str, ...]:
        """The columns that name a cell, in their order."""
        return tuple(name for name in COLUMNS if name in self.columns.known)

    def faults(self) -> list[Fault]:
        return self._faults

    def faults_of_nothing(self) -> list[Fault]:
        return [] if self.rows else [Fault.of(Message.NO_CASES)]

    def take(self, number: int, row: Sequence[str]) -> None:
        if not any(cell.strip() for cell in row):
            return
        width = len(self.columns.headings)
        if len(row) != width:
            found = {"found": str(len(row)), "expected": str(width)}
            self._faults.append(Fault.of(Message.RAGGED, rows=[number], **found))
            return
        before = len(self._faults)
        names = tuple(self._name(name, number, row) for name in self.names)
        cases = self._cases(number, row)
        if len(self._faults) == before:
            self._add(CaseRow(names, cases, number))
        self.is_made_up |= self._text(MADE_UP, row) not in {"", "0"}

    def _add(self, row: CaseRow) -> None:
        first = self._first.setdefault(tuple(map(folded, row.names)), row.row)
        if first != row.row:
            cell = ", ".join(row.names)
            twice = Fault.of(Message.CELL_TWICE, rows=[first, row.row], cell=cell)
            self._faults.append(twice)
        self.rows.append(row)

    def _text(self, name: str, row: Sequence[str]) -> str:
        place = self.columns.known.get(name)
        return "" if place is None else row[place].strip()

    def _name(self, name: str, number: int, row: Sequence[str]) -> str:
        cell = self._text(name, row)
        text = name_in(cell)
        if name == MONTH:
            return self._month(text, number)
        if not text:
            self._wrong(Message.NO_NAME, name, number)
        elif is_risky(cell):
            self._wrong(Message.FORMULA, name, number, value=text)
        elif folded(text) in _TOTALS:
            self._wrong(Message.TOTAL_ROW, name, number, value=text)
        return text

    def _month(self, text: str, number: int) -> str:
        found = _YEAR_FIRST.fullmatch(text) or _YEAR_LAST.fullmatch(text)
        if found is None or not 1 <= int(found["month"]) <= 12:
            self._wrong(Message.NOT_A_MONTH, MONTH, number, value=text)
            return text
        return f"{found['year']}-{int(found['month']):02}"

    def _cases(self, number: int, row: Sequence[str]) -> int:
        text = self._text(CASES, row)
        found = _WHOLE.fullmatch(text)
        if found is None:
            self._wrong(Message.NOT_A_COUNT, CASES, number, value=text)
            return 0
        return int(found[1])

    def _wrong(self, message: Message, name: str, number: int, **values: str) -> None:
        heading = self.columns.headings[self.columns.known[name]]
        self._faults.append(Fault.of(message, heading, [number], **values))
