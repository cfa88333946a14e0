"""A file as a program would write it, with what must come of reading it."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path

import openpyxl
import pandas
import pyreadstat

from tests.analysis.forms import QUESTIONS, SMALL
from tests.analysis.programs.people import Person

DAY, MONTH, POINT, COMMENT = "day", "month", "service_point", "comment"
# In a spreadsheet the headings are row 1; SPSS counts cases from 1.
FIRST_ROW, FIRST_CASE = 2, 1


@dataclass(frozen=True)
class Row:
    """A row of a file."""

    cells: tuple[str, ...]
    person: Person | None  # None: nothing may be read from it
    is_told: bool = False  # whether it must be named by whoever does not refuse the file

    def with_cell(self, index: int, cell: str) -> Row:
        """Return the row with another cell."""
        return replace(self, cells=(*self.cells[:index], cell, *self.cells[index + 1 :]))


@dataclass(frozen=True)
class File:
    """A table, how it is written, and what may come of it."""

    roles: tuple[str, ...]  # what each column holds: a question, `DAY`, or what a program adds
    headings: tuple[str, ...]
    rows: tuple[Row, ...]
    words: str = ""  # the language in which answers are written out; empty: as codes
    suffix: str = ".csv"
    separator: str = ","
    quoting: int = csv.QUOTE_MINIMAL
    encoding: str = "utf-8"
    marks: str = ""  # byte order marks before everything
    above: tuple[str, ...] = ()  # lines above the headings
    lower_headings: tuple[str, ...] = ()  # the second row of them, where there are two
    counts_above: bool = True  # whether a spreadsheet shows them as rows
    may_be_read: bool = True
    may_be_refused: bool = False
    is_dated: bool = True
    is_by_month: bool = False
    hidden: frozenset[int] = frozenset()  # indices of rows that a filter hides
    doubted: frozenset[str] = frozenset()  # columns to be named by whoever does not refuse it
    spellings: Mapping[str, str] = field(default_factory=dict)  # of points -> as they are known

    def column(self, role: str) -> int:
        """Return the index of the column that holds something."""
        return self.roles.index(role)

    def has(self, *roles: str) -> bool:
        """Return whether there are such columns."""
        return set(roles) <= set(self.roles)

    @property
    def is_text(self) -> bool:
        """Whether the file is lines of text."""
        return self.suffix == ".csv"

    @property
    def questions(self) -> dict[str, int]:
        """The columns of questions."""
        return {role: index for index, role in enumerate(self.roles) if role in QUESTIONS}

    @property
    def people(self) -> list[Person]:
        """Everybody who must be read."""
        return [row.person for row in self.rows if row.person is not None]

    @property
    def told(self) -> set[int]:
        """The numbers of the rows that must be named."""
        return {n for n, row in enumerate(self.rows, start=self.first_row) if row.is_told}

    @property
    def first_row(self) -> int:
        """The number of the first row below the headings."""
        first = FIRST_CASE if self.suffix == ".sav" else FIRST_ROW
        return first + len(self.above) * self.counts_above + bool(self.lower_headings)

    @property
    def heading_rows(self) -> list[tuple[str, ...]]:
        """The row or rows of headings."""
        return [self.headings, *([self.lower_headings] if self.lower_headings else [])]

    def with_row(self, index: int, row: Row) -> File:
        """Return the file with another row in the place of one."""
        return replace(self, rows=(*self.rows[:index], row, *self.rows[index + 1 :]))

    def with_cells(self, role: str, change: Callable[[Person, str], str]) -> File:
        """Return the file with the cells of a column changed where they are somebody's."""
        index = self.column(role)
        rows = [
            row.with_cell(index, change(row.person, row.cells[index])) if row.person else row
            for row in self.rows
        ]
        return replace(self, rows=tuple(rows))

    def with_answers(self, change: Callable[[str], str]) -> File:
        """Return the file with all cells of answers changed."""
        file = self
        for role in self.questions:
            file = file.with_cells(role, lambda _person, cell: change(cell))
        return file

    def refused(self) -> File:
        """Return the file as one that nobody can read rightly."""
        return replace(self, may_be_refused=True, may_be_read=False)

    def refusable(self) -> File:
        """Return the file as one that may be read, if it is read rightly, or refused."""
        return replace(self, may_be_refused=True)

    def write(self, folder: Path) -> Path:
        """Write the file."""
        path = folder / f"phiếu{self.suffix}"
        {".csv": _write_csv, ".xlsx": _write_xlsx, ".sav": _write_sav}[self.suffix](self, path)
        return path


def answer_in(words: str, question: str, code: str) -> str:
    """Return an answer as a program writes it: in words of a language, or as its code."""
    if not words or not code:
        return code
    choices = SMALL.question(question).choices
    return next(each.label.texts[words] for each in choices if each.value == code)


def _write_csv(file: File, path: Path) -> None:
    text = io.StringIO(newline="")
    text.writelines(f"{line}\r\n" for line in file.above)
    rows = [*file.heading_rows, *(row.cells for row in file.rows)]
    csv.writer(text, delimiter=file.separator, quoting=file.quoting).writerows(rows)
    path.write_bytes((file.marks + text.getvalue()).encode(file.encoding, errors="replace"))


def _write_xlsx(file: File, path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    for line in file.above:
        sheet.append([line])
    for headings in file.heading_rows:
        sheet.append(headings)
    day = file.column(DAY)
    for row in file.rows:
        cells = [int(cell) if cell.isdecimal() else cell or None for cell in row.cells]
        if cells and isinstance(cells[day], str) and _is_iso(row.cells[day]):
            cells[day] = datetime.fromisoformat(row.cells[day])
        sheet.append(cells)
    for index in file.hidden:
        sheet.row_dimensions[file.first_row + index].hidden = True
    book.save(path)


def _is_iso(text: str) -> bool:
    return len(text) >= 10 and text[4] == text[7] == "-" and text[:4].isdecimal()


def _write_sav(file: File, path: Path) -> None:
    frame = pandas.DataFrame([row.cells for row in file.rows], columns=list(file.headings))
    labels = {}
    for role, index in file.questions.items():
        name = file.headings[index]
        frame[name] = pandas.to_numeric(frame[name])
        if file.words:
            labels[name] = {
                float(choice.value): choice.label.texts[file.words]
                for choice in SMALL.question(role).choices
            }
    day = file.headings[file.column(DAY)]
    frame[day] = [datetime.fromisoformat(cell).date() for cell in frame[day]]
    pyreadstat.write_sav(frame, str(path), variable_value_labels=labels)


def rows_of(
    people: Sequence[Person], cells: Callable[[int, Person], Sequence[str]]
) -> tuple[Row, ...]:
    """Return a row for each person, by their number from 1."""
    return tuple(Row(tuple(cells(n, each)), each) for n, each in enumerate(people, start=1))
