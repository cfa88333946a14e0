"""A CSV file of case counts -> the population, all of it or nothing."""

from __future__ import annotations

import re
from collections.abc import Sequence
from hashlib import sha256
from pathlib import Path

from analysis.case_counts import COLUMNS, MONTH, CaseCounts, CaseRow
from analysis.columns import FIELD, SERVICE_POINT
from analysis.names import folded, name_in
from analysis.reading.csv_files import checked, csv_tables
from analysis.reading.faults import Fault, FaultyData, Message
from analysis.reading.headings import KNOWN, MADE_UP, Columns
from analysis.reading.text_tables import understood
from analysis.texts import is_risky

CASES = "cases"
_HEADINGS = {
    SERVICE_POINT: KNOWN[SERVICE_POINT],
    FIELD: KNOWN[FIELD],
    MONTH: ("month", "tháng"),
    CASES: ("cases", "số hồ sơ", "hồ sơ", "số hồ sơ đã giải quyết"),
    MADE_UP: KNOWN[MADE_UP],
}
_NAME_OF = {folded(text): name for name, texts in _HEADINGS.items() for text in texts}
_YEAR_FIRST = re.compile(r"(?P<year>(?:19|20|21)\d\d)[-/.](?P<month>\d{1,2})")
_YEAR_LAST = re.compile(r"(?P<month>\d{1,2})[-/.](?P<year>(?:19|20|21)\d\d)")
# Statistical programs write whole numbers as 12.0; a separator of thousands cannot be told from
# that of decimals and is not guessed at.
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
    with checked(path):
        source, columns = understood(path.name, csv_tables(path), _columns)
        faults = _faults_of_headings(columns)
        if faults:
            raise FaultyData(path.name, faults)
        table = _CaseTable(columns)
        for number, row in source.rows():
            table.take(number, row)
    faults = table.faults + source.faults
    if faults or not table.rows:
        raise FaultyData(path.name, faults or [Fault.of(Message.NO_CASES)])
    sha = sha256(path.read_bytes()).hexdigest()
    return CaseCounts(path.name, sha, table.names, tuple(table.rows), table.is_made_up)


def _columns(headings: Sequence[str]) -> Columns:
    columns = Columns.under(headings)
    for index, heading in enumerate(columns.headings):
        if folded(heading) in _NAME_OF:
            columns.assign(columns.known, _NAME_OF[folded(heading)], index)
    return columns


def _faults_of_headings(columns: Columns) -> list[Fault]:
    """Return what is wrong with the columns: standing twice, missing, in an old code."""
    if not columns.known and columns.is_tcvn3:
        return [Fault.of(Message.TCVN3)]
    faults = list(columns.faults)
    if CASES not in columns.known:
        faults.append(Fault.of(Message.NO_COUNT_COLUMN))
    if not {SERVICE_POINT, FIELD} & columns.known.keys():
        faults.append(Fault.of(Message.NO_PLACE_COLUMN))
    return faults


class _CaseTable:
    """Takes rows; gives cells, or everything that is wrong with them."""

    def __init__(self, columns: Columns) -> None:
        self._columns = columns
        self._first_row: dict[tuple[str, ...], int] = {}
        # The columns that name a cell, in their order.
        self.names = tuple(name for name in COLUMNS if name in columns.known)
        self.rows: list[CaseRow] = []
        self.faults: list[Fault] = []
        self.is_made_up = False

    def take(self, number: int, row: Sequence[str]) -> None:
        if not any(cell.strip() for cell in row):
            return
        width = len(self._columns.headings)
        if len(row) != width:
            values = {"found": str(len(row)), "expected": str(width)}
            self.faults.append(Fault.of(Message.RAGGED, rows=[number], **values))
            return
        before = len(self.faults)
        names = tuple(self._name(name, number, row) for name in self.names)
        cases = self._cases(number, row)
        if len(self.faults) == before:
            self._add(CaseRow(names, cases, number))
        if MADE_UP in self._columns.known and self._text(MADE_UP, row) not in {"", "0"}:
            self.is_made_up = True

    def _add(self, row: CaseRow) -> None:
        first = self._first_row.setdefault(tuple(map(folded, row.names)), row.row)
        if first != row.row:
            cell = ", ".join(row.names)
            self.faults.append(Fault.of(Message.CELL_TWICE, rows=[first, row.row], cell=cell))
        self.rows.append(row)

    def _text(self, name: str, row: Sequence[str]) -> str:
        return row[self._columns.known[name]].strip()

    def _name(self, name: str, number: int, row: Sequence[str]) -> str:
        cell = self._text(name, row)
        text = name_in(cell)
        if name == MONTH:
            return self._month(text, number)
        if not text:
            self._refuse(Message.NO_NAME, name, number)
        elif is_risky(cell):
            self._refuse(Message.FORMULA, name, number, value=text)
        elif folded(text) in _TOTALS:
            self._refuse(Message.TOTAL_ROW, name, number, value=text)
        return text

    def _month(self, text: str, number: int) -> str:
        parts = _YEAR_FIRST.fullmatch(text) or _YEAR_LAST.fullmatch(text)
        if parts is None or not 1 <= int(parts["month"]) <= 12:
            self._refuse(Message.NOT_A_MONTH, MONTH, number, value=text)
            return text
        return f"{parts['year']}-{int(parts['month']):02}"

    def _cases(self, number: int, row: Sequence[str]) -> int:
        text = self._text(CASES, row)
        whole = _WHOLE.fullmatch(text)
        if whole is None:
            self._refuse(Message.NOT_A_COUNT, CASES, number, value=text)
            return 0
        return int(whole[1])

    def _refuse(self, message: Message, name: str, number: int, **values: str) -> None:
        heading = self._columns.headings[self._columns.known[name]]
        self.faults.append(Fault.of(message, heading, [number], **values))
