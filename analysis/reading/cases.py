"""A CSV file of case counts -> the population, all of it or nothing."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from hashlib import sha256
from itertools import compress
from pathlib import Path

from analysis.case_counts import COLUMNS, MONTH, CaseCounts, CaseRow
from analysis.columns import FIELD, SERVICE_POINT
from analysis.names import folded, name_in
from analysis.reading.columns import fault_of_name
from analysis.reading.faults import Fault, FaultyData, Message
from analysis.reading.headings import KNOWN, MADE_UP, Columns
from analysis.reading.opening import opened
from analysis.reading.text_tables import understood
from analysis.texts import is_error_value

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
_YEAR_LAST = re.compile(
    r"(?:tháng |t\.?)?(?P<month>\d{1,2})(?:[-/.]| năm )(?P<year>(?:19|20|21)\d\d)", re.IGNORECASE
)
# What a spreadsheet makes of 03/2026, as workbooks keep it.
_FIRST_DAY = re.compile(r"(?P<year>(?:19|20|21)\d\d)-(?P<month>\d\d)-01(?:[T ]00:00(?::00)?)?")
# Statistical programs write whole numbers as 12.0; a separator of thousands cannot be told from
# that of decimals and is not guessed at.
_WHOLE = re.compile(r"(\d{1,9})(?:[.,]0)?")
_TOTALS = frozenset(
    map(
        folded,
        (
            *("tổng", "tổng số", "tổng cộng", "tổng hồ sơ", "tổng số hồ sơ", "cộng", "tất cả"),
            *("toàn tỉnh", "toàn huyện", "toàn xã", "cả năm", "cả quý"),
            *("total", "subtotal", "grand total", "sum", "all"),
        ),
    )
)
# How a total may begin whose name goes on, "Tổng quý I".
_TOTAL = re.compile(r"(?:tổng|cộng|toàn|cả|total|sub-?total|sum)\b", re.IGNORECASE)


def read_cases(path: Path) -> CaseCounts:
    """Return the case counts that a CSV file holds.

    Its columns are ``service_point``, ``field`` or both, ``month`` where the counts are by month,
    and ``cases``; Vietnamese headings ("Quầy", "Lĩnh vực", "Tháng", "Số hồ sơ") mean the same.

    Parameters
    ----------
    path : Path
        A workbook of Excel (.xlsx), or a CSV file in UTF-8 whose columns are separated by comma,
        semicolon, tab or ``|``.

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
    with opened(path) as tables:
        source, columns = understood(path.name, tables, _columns)
        faults = _faults_of_headings(columns)
        if faults:
            raise FaultyData(path.name, faults)
        table = _CaseTable(columns)
        for number, row in source.rows():
            table.take(number, row)
    # What looks empty where a formula has no value is not what is wrong with the row.
    rows = {row for each in source.faults for row in each.rows}
    faults = [each for each in table.faults() if not rows.issuperset(each.rows)] + source.faults
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
    """Return what is wrong with the columns: standing twice, missing, damaged."""
    if not columns.known and columns.damage:
        return [columns.damage]
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
        self._faults: list[Fault] = []
        self.is_made_up = False

    def take(self, number: int, row: Sequence[str]) -> None:
        width = len(self._columns.headings)
        if not any(cell.strip() for cell in row):
            return
        if any(cell.strip() for cell in row[width:]):
            values = {"found": str(len(row)), "expected": str(width)}
            self._faults.append(Fault.of(Message.RAGGED, rows=[number], **values))
            return
        # Programs leave off cells that are empty at the end.
        self._take_cells(number, [*row, *[""] * (width - len(row))])

    def _take_cells(self, number: int, row: Sequence[str]) -> None:
        wrong = [name for name in (*self.names, CASES) if is_error_value(self._text(name, row))]
        for name in wrong:
            self._refuse(Message.ERROR_VALUE, name, number, value=self._text(name, row))
        if wrong:
            return
        # A total and a remark are one fault each, whatever else they lack.
        total = next((name for name in self.names if self._is_total(name, row)), None)
        if total is not None:
            self._refuse(Message.TOTAL_ROW, total, number, value=name_in(self._text(total, row)))
            return
        if not self._text(CASES, row):
            self._refuse(Message.NO_COUNT, CASES, number)
            return
        before = len(self._faults)
        names = tuple(self._name(name, number, row) for name in self.names)
        cases = self._cases(number, row)
        if len(self._faults) == before:
            self._add(CaseRow(names, cases, number))
        if MADE_UP in self._columns.known and self._text(MADE_UP, row) not in {"", "0"}:
            self.is_made_up = True

    def faults(self) -> list[Fault]:
        """Return what is wrong with the rows, one by one and together."""
        return self._faults + [self._fault_of_total(*found) for found in self._sums()]

    def _add(self, row: CaseRow) -> None:
        first = self._first_row.setdefault(tuple(map(folded, row.names)), row.row)
        if first != row.row:
            cell = ", ".join(row.names)
            self._faults.append(Fault.of(Message.CELL_TWICE, rows=[first, row.row], cell=cell))
        self.rows.append(row)

    def _text(self, name: str, row: Sequence[str]) -> str:
        return row[self._columns.known[name]].strip()

    def _is_total(self, name: str, row: Sequence[str]) -> bool:
        return folded(self._text(name, row)) in _TOTALS

    def _name(self, name: str, number: int, row: Sequence[str]) -> str:
        cell = self._text(name, row)
        text = name_in(cell)
        if name == MONTH:
            return self._month(text, number)
        wrong = Message.NO_NAME if not text else fault_of_name(cell)
        if wrong:
            self._refuse(wrong, name, number, value=text)
        return text

    def _month(self, text: str, number: int) -> str:
        forms = (_YEAR_FIRST, _YEAR_LAST, _FIRST_DAY)
        parts = next((found for form in forms if (found := form.fullmatch(text))), None)
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

    def _sums(self) -> Iterator[tuple[int, CaseRow]]:
        """Yield rows called like a total that count what the rows beside them do, and the column.

        A name alone does not tell: there is a ward Cộng Hòa, and a counter Tổng hợp.
        """
        for level, column in enumerate(self.names):
            if column == MONTH:
                continue
            is_called = [_TOTAL.match(row.names[level]) is not None for row in self.rows]
            beside: dict[tuple[str, ...], list[int]] = {}
            for row, called in zip(self.rows, is_called, strict=True):
                if not called:
                    beside.setdefault(_other_names(row, level), []).append(row.cases)
            for row in compress(self.rows, is_called):
                cases = beside.get(_other_names(row, level), [])
                if len(cases) > 1 and sum(cases) == row.cases:
                    yield level, row

    def _fault_of_total(self, level: int, row: CaseRow) -> Fault:
        heading = self._columns.headings[self._columns.known[self.names[level]]]
        return Fault.of(Message.TOTAL_ROW, heading, [row.row], value=row.names[level])

    def _refuse(self, message: Message, name: str, number: int, **values: str) -> None:
        heading = self._columns.headings[self._columns.known[name]]
        self._faults.append(Fault.of(message, heading, [number], **values))


def _other_names(row: CaseRow, level: int) -> tuple[str, ...]:
    """Return the names of a row in all columns but one, as they are compared."""
    return tuple(map(folded, (*row.names[:level], *row.names[level + 1 :])))
