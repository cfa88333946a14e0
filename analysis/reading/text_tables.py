"""A file as headings and rows of text, whatever kind of file it is."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise, zip_longest
from typing import TypeAlias

from analysis.reading.blocks import Block
from analysis.reading.faults import Fault, FaultyData, Message
from analysis.reading.headings import Columns
from analysis.reading.merged_cells import MergedCells

Rows: TypeAlias = list[list[str]]
# The number in the file of the first of some rows, and these rows.
Piece: TypeAlias = tuple[int, Rows | Block]

# Rows among which the headings are looked for; above them may stand a title.
HEADS = 10
_FEWEST_HEADINGS = 2
# What SurveyMonkey writes below the heading of a question that has no parts.
SECOND_HEADINGS = ("Response", "Open-Ended Response")
# Rows that tell whether a table without columns of questions has rows of them.
SAMPLE = 200


@dataclass(frozen=True)
class TextTable:
    """Headings, and the rows of text below them in pieces.

    What is wrong with the rows joins `faults` while they are read.
    """

    headings: Sequence[str]
    pieces: Callable[[], Iterator[Piece]]
    sample: Callable[[], Rows]  # the first rows below the headings
    faults: list[Fault] = field(default_factory=list)
    heading_row: int = 1  # as a spreadsheet counts; of two the lower
    upper: Sequence[str] = ()  # the upper of two rows whose headings these are together
    sheet: str = ""  # of a workbook; empty for other files
    hidden_rows: tuple[int, ...] = ()  # numbers of rows that a workbook does not show
    hidden_sheets: tuple[str, ...] = ()  # the others of a workbook that nobody sees
    merged: Sequence[MergedCells] = ()  # whose value is that of each of their rows

    @property
    def first_heading_row(self) -> int:
        """The row of the headings, of two the upper."""
        return self.heading_row - bool(self.upper)

    def faults_of_merged(self, columns: Iterable[int]) -> list[Fault]:
        """Return the merged cells of columns in which one value can hardly be that of each row."""
        cells = ", ".join(each.ref for each in self.merged if each.first_column in {*columns})
        return [Fault.of(Message.MERGED, cells=cells)] if cells else []

    def rows(self) -> Iterator[tuple[int, list[str]]]:
        """Yield each row below the headings with its number in the file."""
        for first, piece in self.pieces():
            rows = piece.rows() if isinstance(piece, Block) else piece
            yield from enumerate(rows, start=first)


def possible_headings(rows: Rows) -> Iterator[tuple[int, list[str], list[str]]]:
    """Yield each row with its number, and every two together with the upper of them.

    Of a grid one row holds the question, over its first column or all, and the row below the parts,
    which are not numbers alone, as a row of answers is.
    """
    for number, row in enumerate(rows, start=1):
        yield number, row, []
    for number, (upper, lower) in enumerate(pairwise(rows), start=2):
        parts = [cell.strip() for cell in lower if cell.strip()]
        if any(map(str.strip, upper)) and not all(map(str.isdecimal, parts)):
            yield number, _joined(upper, lower), upper


def _joined(upper: Sequence[str], lower: Sequence[str]) -> list[str]:
    headings, above = [], ""
    for one, other in zip_longest(upper, lower, fillvalue=""):
        part = "" if other.strip() in SECOND_HEADINGS else other.strip()
        above = one if one.strip() or not part else above
        headings.append(f"{above} [{part}]" if above.strip() and part else above + part)
    return headings


def understood(
    name: str, tables: Sequence[TextTable], columns_of: Callable[[Sequence[str]], Columns]
) -> tuple[TextTable, Columns]:
    """Return the table of a file whose headings are understood best, and what they tell.

    `tables` are the ways in which the file `name` can be cut into cells: by separators, below each
    of its first rows, and by sheets. Raises FaultyData if that is not certain.
    """
    readings = [
        _Understood(table, columns)
        for table in tables
        if _are_headings(table, columns := columns_of(table.headings), columns_of)
    ]
    sheets = dict.fromkeys(table.sheet for table in tables)
    of_sheets = [_best(name, [each for each in readings if each.table.sheet == s]) for s in sheets]
    best = max(of_sheets, key=lambda each: each.count)
    rivals = [each.table.sheet for each in of_sheets if 2 * each.count > best.count]
    if len(rivals) > 1:
        named = ", ".join(f"“{sheet}”" for sheet in rivals)
        raise FaultyData(name, [Fault.of(Message.SEVERAL_SHEETS, sheets=named)])
    return best.table, best.columns


def _are_headings(
    table: TextTable, columns: Columns, columns_of: Callable[[Sequence[str]], Columns]
) -> bool:
    """Return whether a lower row leaves alone what the upper says, as one of answers does not."""
    if not (table.upper and columns.recognised):
        return not table.upper
    upper = columns_of(table.upper)
    used = {*upper.questions.values(), *upper.known.values(), *upper.added.values()}
    return all(columns.headings[index] == upper.headings[index] for index in used)


@dataclass(frozen=True)
class _Understood:
    table: TextTable
    columns: Columns

    @property
    def count(self) -> int:
        return self.columns.recognised


def _best(name: str, readings: Sequence[_Understood]) -> _Understood:
    """Return the reading of one sheet; raise FaultyData if two explain the headings alike."""
    # Where no heading is understood, the more cells the likelier: its faults are then the best.
    first = max(
        (each for each in readings if each.table.heading_row == 1),
        key=lambda each: (each.count, len(each.columns.headings)),
    )
    best = max(
        readings,
        key=lambda each: (each.count, -each.table.heading_row, not each.table.upper),
    )
    row = best.table.heading_row
    # One cell below may be called as a column is.
    if best.count < _FEWEST_HEADINGS:
        best, row = first, 1
    if row > 1 and best.table.first_heading_row > 1 and first.count:
        raise FaultyData(name, [Fault.of(Message.HEADINGS_BELOW, row=str(row))])
    place = (row, bool(best.table.upper))
    alike = [each for each in readings if (each.table.heading_row, bool(each.table.upper)) == place]
    rivals = {each.columns.headings for each in alike if each.count == best.count}
    if best.count and len(rivals) > 1:
        raise FaultyData(name, [Fault.of(Message.SEPARATOR, rows=[row])])
    return best
