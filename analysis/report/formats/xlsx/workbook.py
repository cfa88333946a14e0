"""Sheets as a file for spreadsheets."""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from textwrap import wrap

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from analysis.report.formats.xlsx.cells import Cell, Holds, Number, Sheet, SheetColumn
from analysis.report.model import Report
from analysis.report.stored import fingerprint
from analysis.report.words import Words
from analysis.texts import is_risky
from templates.languages import N_

# Characters; a spreadsheet shows about so many of its own letters in a column of this width.
_WIDTHS: dict[Holds, int] = {"words": 40, "long words": 60, "number": 14}
_LEAST_WIDTH = 10
_LINE = 15  # points
_HIGHEST = 409
_MOST_FROZEN = 2
_A4 = 9
_DAY = 14  # the format in which a spreadsheet shows days as its language does
# XlsxWriter itself gives every part of the file the same day.
_MADE = datetime(2026, 1, 1, tzinfo=UTC).replace(tzinfo=None)
_LONGEST_NAME = 31
# What a name of a sheet may not have in it.
_NOT_IN_NAMES = str.maketrans(dict.fromkeys("[]:*?/\\", " "))
PROPERTY = "hailong-fingerprint"


def workbook(report: Report, sheets: Iterable[Sheet], words: Words) -> bytes:
    """Return a workbook of sheets: a text of it is a text, whatever it begins with."""
    content = io.BytesIO()
    with Workbook(content, {"in_memory": True}) as book:
        writing = _BookWriter(book)
        for sheet in sheets:
            writing.add(sheet)
        about = {"title": words.say(N_("Satisfaction report")), "created": _MADE}
        book.set_properties({**about, "comments": report.software})
        if found := fingerprint(report):
            book.set_custom_property(PROPERTY, found, "text")
    return content.getvalue()


def sheet_name(wanted: str, taken: Sequence[str]) -> str:
    """Return a name that spreadsheets take for a sheet beside those that are taken."""
    name = " ".join(wanted.translate(_NOT_IN_NAMES).split()).strip("'") or "-"
    number, ending = 1, ""
    while (short := name[: _LONGEST_NAME - len(ending)].rstrip() + ending).casefold() in {
        each.casefold() for each in taken
    }:
        number += 1
        ending = f" ({number})"
    return short


class _BookWriter:
    """A workbook that sheets are added to; equal formats are one."""

    def __init__(self, book: Workbook) -> None:
        self._book = book
        self._names: list[str] = []
        self._formats: dict[tuple[tuple[str, object], ...], Format] = {}

    def add(self, sheet: Sheet) -> None:
        """Write a sheet after the others."""
        self._names.append(sheet_name(sheet.name, self._names))
        written = self._book.add_worksheet(self._names[-1])
        columns, heading = sheet.columns, len(sheet.head)
        widths = [_width(each, [row[at] for row in sheet.rows]) for at, each in enumerate(columns)]
        self._head(written, sheet.head, widths)
        self._headings(written, heading, columns, widths)
        for row, cells in enumerate(sheet.rows, heading + 1):
            _heighten(written, row, cells, widths)
            for column, cell in enumerate(cells):
                self._cell(written, row, column, cell, columns[column].holds)
        _lay_out(written, heading, columns)

    def _head(self, written: Worksheet, head: Sequence[str], widths: Sequence[int]) -> None:
        """Write lines over the whole width of a table, so that they are printed whole."""
        for row, line in enumerate(head):
            looks: dict[str, object] = {"bold": row == 0, "text_wrap": True, "valign": "top"}
            if len(widths) > 1:
                last = len(widths) - 1
                written.merge_range(row, 0, row, last, "", self._format(**looks))
            self._write(written, row, 0, line, **looks)
            _heighten(written, row, [line], [sum(widths)])

    def _headings(
        self, written: Worksheet, row: int, columns: Sequence[SheetColumn], widths: Sequence[int]
    ) -> None:
        for column, each in enumerate(columns):
            written.set_column(column, column, widths[column])
            looks = _side(each.holds) | {"bold": True, "text_wrap": True, "bottom": 1}
            self._write(written, row, column, each.heading, **looks)
        _heighten(written, row, [each.heading for each in columns], widths)

    def _cell(self, written: Worksheet, row: int, column: int, cell: Cell, holds: Holds) -> None:
        if isinstance(cell, str):
            looks = _side(holds) | {"text_wrap": True, "valign": "top"}
            self._write(written, row, column, cell, **looks)
        elif isinstance(cell, Number):
            shown = self._format(num_format=cell.shown_as, valign="top")
            written.write_number(row, column, cell.value, shown)
        elif cell is not None:
            day = self._format(num_format=_DAY, valign="top", align="left", indent=1)
            written.write_datetime(row, column, cell, day)

    def _write(self, written: Worksheet, row: int, column: int, text: str, **looks: object) -> None:
        # Whoever edits the cell later sees the text again and no formula.
        looks |= {"quote_prefix": True} if is_risky(text) else {}
        if written.write_string(row, column, text, self._format(**looks)):
            raise ValueError(f"a cell takes no text of {len(text)} characters")

    def _format(self, **looks: object) -> Format:
        key = tuple(sorted(looks.items()))
        if key not in self._formats:
            self._formats[key] = self._book.add_format(dict(key))
        return self._formats[key]


def _side(holds: Holds) -> dict[str, object]:
    """Return the side of its column that a text stands at; an end of the scale is as a number."""
    return {"align": "right"} if holds == "number" else {"align": "left", "indent": 1}


def _lay_out(written: Worksheet, heading: int, columns: Sequence[SheetColumn]) -> None:
    """Let headings and names stay in sight, and a table fit the width of a page."""
    names = next((at for at, column in enumerate(columns) if column.holds != "words"), 0)
    written.freeze_panes(heading + 1, min(names, _MOST_FROZEN))
    written.repeat_rows(heading)
    written.set_landscape()
    written.set_paper(_A4)
    written.fit_to_pages(1, 0)
    written.set_footer("&C&P / &N")


def _width(column: SheetColumn, cells: Iterable[Cell]) -> int:
    longest = max((len(cell) for cell in cells if isinstance(cell, str)), default=0)
    words = max(map(len, column.heading.split()), default=0)
    return max(_LEAST_WIDTH, min(_WIDTHS[column.holds], max(longest, words) + 2))


def _heighten(written: Worksheet, row: int, cells: Sequence[Cell], widths: Sequence[int]) -> None:
    """Make a row high enough for its texts: not every program does so by itself."""
    lines = max(map(_lines, cells, widths), default=1)
    if lines > 1:
        written.set_row(row, min(lines * _LINE, _HIGHEST))


def _lines(cell: Cell, width: int) -> int:
    """Return how many lines a cell takes at most: they end between words."""
    if not isinstance(cell, str):
        return 1
    return sum(max(1, len(wrap(line, width - 1))) for line in cell.split("\n"))
