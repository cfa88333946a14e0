"""A CSV file of case counts -> the population, all of it or nothing."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from hashlib import sha256
from pathlib import Path

from analysis.account import row_ranges
from analysis.case_counts import COLUMNS, MONTH, CaseCounts, CaseRow
from analysis.names import folded, name_in
from analysis.reading.case_columns import CASES, are_headings, case_columns, faults_of_columns
from analysis.reading.case_sums import CaseSum, is_sum_of_others, is_whole, sums_in
from analysis.reading.columns import MOST_NAMES, fault_of_name
from analysis.reading.faults import Fault, FaultyData, Message
from analysis.reading.headings import MADE_UP, Columns
from analysis.reading.legends import numbers_columns
from analysis.reading.opening import opened
from analysis.reading.summaries import is_signature
from analysis.reading.text_tables import understood
from analysis.reading.written_days import YEARS
from analysis.reading.written_months import month_in
from analysis.texts import is_error_value

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


class FaultyCases(FaultyData):
    """A file of case counts that cannot be used.

    `rows` are those whose names could be read under `columns`, whatever else is wrong with them:
    whoever knows the names that there are can say at once which of these are none.
    """

    def __init__(
        self, name: str, faults: Iterable[Fault], columns: Sequence[str], rows: Iterable[CaseRow]
    ) -> None:
        super().__init__(name, faults)
        self.columns, self.rows = tuple(columns), tuple(rows)


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
        source, columns = understood(path.name, tables, case_columns)
        faults = faults_of_columns(source, columns)
        if faults:
            raise FaultyData(path.name, faults)
        table = _CaseTable(columns)
        for number, row in source.rows():
            # Official tables number their columns below the headings.
            if number > source.heading_row + 1 or not numbers_columns(row):
                table.take(number, row)
    # What looks empty where a formula has no value is not what is wrong with the row.
    rows = {row for each in source.faults for row in each.rows}
    of_others = [each for each in table.faults() if not each.rows or not rows.issuperset(each.rows)]
    faults = of_others + source.faults
    hidden = sorted({row.row for row in table.rows}.intersection(source.hidden_rows))
    if hidden:
        faults.append(Fault.of(Message.HIDDEN_ROWS, rows=hidden))
    if faults or not table.rows:
        faults = faults or [Fault.of(Message.NO_CASES)]
        raise FaultyCases(path.name, faults, table.names, table.named)
    sha = sha256(path.read_bytes()).hexdigest()
    return CaseCounts(path.name, sha, table.names, tuple(table.rows), table.is_made_up)


class _CaseTable:
    """Takes rows; gives cells, or everything that is wrong with them."""

    def __init__(self, columns: Columns) -> None:
        self._columns = columns
        self._first_row: dict[tuple[str, ...], int] = {}
        # The columns that name a cell, in their order.
        self.names = tuple(name for name in COLUMNS if name in columns.known)
        self.rows: list[CaseRow] = []
        self.named: list[CaseRow] = []  # those and others whose names stand there
        # Rows without a name, and what is wrong with them if they are no totals.
        self._unnamed: list[tuple[CaseRow, list[Fault]]] = []
        self._faults: list[Fault] = []
        self._is_below = False  # whether the rows are those of signatures
        self.is_made_up = False

    def take(self, number: int, row: Sequence[str]) -> None:
        width = len(self._columns.headings)
        if not any(cell.strip() for cell in row) or self._is_nobodys(row):
            return
        if any(cell.strip() for cell in row[width:]):
            values = {"found": str(len(row)), "expected": str(width)}
            self._faults.append(Fault.of(Message.RAGGED, rows=[number], **values))
            return
        # Programs leave off cells that are empty at the end.
        whole = [*row, *[""] * (width - len(row))]
        self._take_cells(number, whole)
        if MADE_UP in self._columns.known and self._text(MADE_UP, whole) not in {"", "0"}:
            self.is_made_up = True

    def _is_nobodys(self, row: Sequence[str]) -> bool:
        """Return whether a row repeats the headings, or is of the signatures below the table."""
        cells = [cell for cell in row if cell.strip()]
        if are_headings(cells):
            return True
        is_counted = any(_WHOLE.fullmatch(cell.strip()) for cell in cells)
        self._is_below = not is_counted and (self._is_below or any(map(is_signature, cells)))
        return self._is_below

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
        found, taken = self._faults[before:], CaseRow(names, cases, number)
        if all(names):
            self.named.append(taken)
        if not found:
            self._add(taken)
        elif len(found) == names.count(""):
            del self._faults[before:]
            self._unnamed.append((taken, found))

    def faults(self) -> list[Fault]:
        """Return what is wrong with the rows, one by one and together."""
        if crowded := [*self._faults_of_many_names()]:
            return self._faults + crowded
        sums: dict[tuple[int, str], list[CaseSum]] = {}
        for found in sums_in(self.rows, self.names):
            sums.setdefault((found.level, folded(found.name)), []).append(found)
        named = [self._fault_of_sum(found) for found in sums.values()]
        unnamed = [fault for each in self._unnamed for fault in self._faults_of_unnamed(*each)]
        told = {row for fault in named for row in fault.rows}
        wholes = [fault for fault in self._faults_of_wholes() if not told.issuperset(fault.rows)]
        return self._faults + named + wholes + unnamed

    def _faults_of_many_names(self) -> Iterator[Fault]:
        for level, name in enumerate(self.names):
            names = len({folded(row.names[level]) for row in self.rows})
            if names > MOST_NAMES:
                heading = self._columns.headings[self._columns.known[name]]
                found, most = str(names), str(MOST_NAMES)
                yield Fault.of(Message.TOO_MANY_NAMES, heading, found=found, most=most)

    def _faults_of_wholes(self) -> Iterator[Fault]:
        """Yield the rows of all places together beside rows of some, whatever they count."""
        for level, name in enumerate(self.names):
            wholes = [row for row in self.rows if is_whole(row.names[level])]
            heading = self._columns.headings[self._columns.known[name]]
            if len(wholes) < len(self.rows):
                for row in wholes:
                    yield Fault.of(Message.TOTAL_ROW, heading, [row.row], value=row.names[level])

    def _fault_of_sum(self, sums: Sequence[CaseSum]) -> Fault:
        first = sums[0]
        return Fault.of(
            Message.TOTAL_ROW if first.is_called_total else Message.SUM_ROW,
            self._columns.headings[self._columns.known[self.names[first.level]]],
            [found.row.row for found in sums],
            value=first.name,
            parts=row_ranges(part.row for part in first.parts),
        )

    def _faults_of_unnamed(self, row: CaseRow, faults: list[Fault]) -> list[Fault]:
        if not is_sum_of_others(row, self.rows):
            return faults
        return [Fault.of(Message.UNNAMED_SUM, faults[0].column, [row.row])]

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
        wrong = fault_of_name(cell) if text else Message.NO_NAME
        if wrong:
            self._refuse(wrong, name, number, value=text)
        return text

    def _month(self, text: str, number: int) -> str:
        month = month_in(text)
        if month is None:
            self._refuse(Message.NOT_A_MONTH, MONTH, number, value=text)
            return text
        if month.year not in YEARS:
            self._refuse(Message.UNLIKELY_YEAR, MONTH, number, value=text)
        return f"{month:%Y-%m}"

    def _cases(self, number: int, row: Sequence[str]) -> int:
        text = self._text(CASES, row)
        whole = _WHOLE.fullmatch(text)
        if whole is None:
            self._refuse(Message.NOT_A_COUNT, CASES, number, value=text)
            return 0
        return int(whole[1])

    def _refuse(self, message: Message, name: str, number: int, **values: str) -> None:
        heading = self._columns.headings[self._columns.known[name]]
        self._faults.append(Fault.of(message, heading, [number], **values))
