"""A file of answers -> responses, all of it or nothing."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from pathlib import Path

import numpy as np

from analysis.account import first_row_ranges
from analysis.caveats import Caveat, CaveatCode
from analysis.columns import LABEL_COLUMNS, SERVICE_POINT
from analysis.mapping import ColumnMapping
from analysis.names import folded
from analysis.reading.different_cells import DifferentCells, Look, cells_of_columns
from analysis.reading.faults import Fault, FaultyData, Message
from analysis.reading.headings import Columns, HeadingReader
from analysis.reading.legends import faults_of_legends, is_row_of_numbers, texts_round
from analysis.reading.meanings import CodeOfCell
from analysis.reading.opening import opened
from analysis.reading.resemblance import columns_like
from analysis.reading.same_rows import SameRows
from analysis.reading.spss import SUFFIXES, spss_table
from analysis.reading.table import AnswerTable, Reading
from analysis.reading.text_tables import TextTable, understood
from analysis.reading.written_days import day_in
from analysis.reading.written_months import month_in
from questionnaires.faults import quoted
from questionnaires.model import Questionnaire

# Headings that say of how many people a row is.
_COUNTS_OF_PEOPLE = frozenset(
    map(
        folded,
        (
            *("số lượng", "số lượng phiếu", "số người", "số lượt", "số lượt trả lời"),
            *("sl", "sl phiếu", "sl người", "số lượng người", "số người trả lời"),
            *("tần số", "tần suất", "frequency", "freq", "count"),
        ),
    )
)
_COUNT = re.compile(r"\d{1,6}(?:[.,]0)?")


def read_responses(  # noqa: PLR0913 (one argument for each thing that may have to be said)
    path: Path,
    questionnaire: Questionnaire,
    strata: Sequence[str] = (),
    *,
    sheet: str | None = None,
    same_rows: SameRows | None = None,
    mapping: ColumnMapping | None = None,
    not_asked: Sequence[str] = (),
    today: date | None = None,
) -> Reading:
    """Return the responses that a CSV file, an Excel workbook or a file of SPSS holds.

    It may be our own export, one of Google Forms, LimeSurvey or KoboToolbox (wording or codes as
    headings, labels or codes as answers, in any language of the questionnaire), a plain table of
    codes under the questions' ids.

    Parameters
    ----------
    path : Path
        A workbook (.xlsx), or a file in UTF-8 whose columns are separated by comma, semicolon, tab
        or ``|``; its headings stand in one of the first ten rows. A name that ends in ``.sav`` or
        ``.zsav`` is a file of SPSS and needs the extra ``spss``.
    questionnaire : Questionnaire
        What was asked. Rows that name another questionnaire are left out and counted.
    strata : sequence of str
        Further label columns to read, such as those that a plan calls its strata.
    sheet : str or None
        Which sheet of a workbook to read; None where one alone looks like a table of answers.
    same_rows : SameRows or None
        What is done with rows that are equal in their moment, to the second, and in all answers;
        None refuses the file and asks.
    mapping : ColumnMapping or None
        What `read_mapping` returns: which column is what, where headings do not tell.
    not_asked : sequence of str
        Ids of items that nobody was asked, beside those that the mapping names; the file has no
        column for them.
    today : date or None
        The day in Vietnam, after which nobody can have answered; None for any.

    Returns
    -------
    Reading
        Its `responses`, to what was asked, as `caveats` what was not read or assumed, and the
        `account` of its rows.

    Raises
    ------
    FaultyData
        With every fault of the file; then nothing of it is returned.
    OSError
        If the file cannot be read.
    ValueError
        If an id in `not_asked` is none of an item.
    """
    headings = HeadingReader(questionnaire, [*LABEL_COLUMNS, *strata], mapping, not_asked)
    if sheet is None and mapping is not None:
        sheet = mapping.sheet
    with tables_of(path, headings, sheet) as tables:
        reading = read_tables(path, headings, tables, same_rows)
    if today is not None:
        _refuse_days_to_come(path.name, reading, today)
    if mapping is None:
        return reading
    said = Caveat(CaveatCode.MAPPED, {"mapping": quoted(mapping.name)})
    return replace(reading, caveats=(said, *reading.caveats), mapping=mapping)


@contextmanager
def tables_of(
    path: Path, headings: HeadingReader, sheet: str | None = None
) -> Iterator[Sequence[TextTable]]:
    """Give the tables that a file of any kind may be understood as; raise FaultyData."""
    if path.suffix.lower() in SUFFIXES:
        yield [spss_table(path, headings)]
    else:
        with opened(path, sheet) as tables:
            yield tables


def read_tables(
    path: Path,
    headings: HeadingReader,
    tables: Sequence[TextTable],
    same_rows: SameRows | None = None,
) -> Reading:
    """Return the responses of the table that is understood best of those which a file may be."""
    source, columns = understood(path.name, tables, headings.columns)
    if not columns.questions:
        raise FaultyData(path.name, headings.faults_without_questions(columns, source.sample()))
    table = AnswerTable(headings.asked, columns, same_rows, headings.confirmed)
    for piece in source.pieces():
        table.add(piece)
    faults = [
        *headings.faults(columns),
        *_other_numbers(source, [*texts_round(source, tables), *table.names()], columns, headings),
        *_unread_days(source, columns, headings),
        *_rows_of_several(source, columns, headings),
        *source.faults_of_merged(columns.questions.values()),
    ]
    nobodys = _numbers_of_columns(source, columns)
    reading = table.reading(path.name, faults + source.faults, nobodys)
    caveats = (
        *_caveats_of(source, tables),
        *_hidden_rows(source, reading),
        *_unread_points(source, columns, headings),
        *reading.caveats,
    )
    return replace(reading, caveats=caveats)


def _refuse_days_to_come(name: str, reading: Reading, today: date) -> None:
    """Raise FaultyData where the day of a response has not come yet."""
    days = reading.responses.first_days
    # A comparison with NaT is false.
    is_to_come = days > np.datetime64(today)
    if is_to_come.any():
        values = {"value": str(days[is_to_come].max()), "today": today.isoformat()}
        numbers = reading.numbers[is_to_come].tolist()
        raise FaultyData(name, [Fault.of(Message.DAY_TO_COME, rows=numbers, **values)])


def _other_numbers(
    source: TextTable, texts: Sequence[str], columns: Columns, headings: HeadingReader
) -> list[Fault]:
    """Return what says that the numbers of answers mean others, unless a mapping does."""
    cells = (row[i] for row in source.sample() for i in columns.questions.values() if i < len(row))
    if columns.meanings or not any(cell.strip().isdecimal() for cell in cells):
        return []
    return [*faults_of_legends(texts, headings.questionnaire.scale)]


def _unread_days(source: TextTable, columns: Columns, headings: HeadingReader) -> Iterator[Fault]:
    """Yield the columns of days under headings that are not known, where no other tells the day.

    Answers without a day count in every period: those of another year would judge a plan.
    """
    if columns.days or columns.month is not None:
        return
    for index, cells in _unread_cells(source, columns, headings).items():
        if cells.mostly(day_in) or cells.mostly(month_in):
            yield Fault.of(Message.UNREAD_DAYS, columns.headings[index])


def _rows_of_several(
    source: TextTable, columns: Columns, headings: HeadingReader
) -> Iterator[Fault]:
    """Yield the columns that say of how many people a row is."""
    for index, cells in _unread_cells(source, columns, headings).items():
        heading = columns.headings[index]
        if (
            folded(heading) in _COUNTS_OF_PEOPLE
            and cells.mostly(_COUNT.fullmatch)
            and {*cells.counts} != {"1"}
        ):
            yield Fault.of(Message.ROWS_OF_SEVERAL, heading)


def _unread_points(
    source: TextTable, columns: Columns, headings: HeadingReader
) -> Iterator[Caveat]:
    """Yield which columns may hold the service points, where none is known to."""
    if SERVICE_POINT in columns.known:
        return
    code_of = CodeOfCell(headings.questionnaire.items[0])
    possible = [
        f"“{quoted(columns.headings[index])}”"
        for index, cells in _unread_cells(source, columns, headings).items()
        if SERVICE_POINT in columns_like(columns.headings[index])
        and cells.look(code_of) is Look.FEW
    ]
    if possible:
        yield Caveat(CaveatCode.POINTS_UNREAD, {"columns": ", ".join(possible)})


def _unread_cells(
    source: TextTable, columns: Columns, headings: HeadingReader
) -> dict[int, DifferentCells]:
    """Return the cells of columns that nothing is known of, among the first rows."""
    unread = [
        index
        for index, heading in enumerate(columns.headings)
        if heading in columns.ignored and not headings.says(heading)
    ]
    return cells_of_columns(source.sample(), unread)


def _numbers_of_columns(source: TextTable, columns: Columns) -> list[int]:
    """Return the number of the row that numbers the columns, if there is one."""
    is_there = is_row_of_numbers(source.sample(), columns.known.values())
    return [source.heading_row + 1] if is_there else []


def _caveats_of(source: TextTable, tables: Sequence[TextTable]) -> Iterator[Caveat]:
    """Yield what of a file was not read because it is not in the table or stands above it."""
    others = dict.fromkeys(table.sheet for table in tables if table.sheet != source.sheet)
    if others:
        unread = ", ".join(f"“{quoted(sheet)}”" for sheet in others)
        values: dict[str, float | str] = {"sheet": quoted(source.sheet), "others": unread}
        yield Caveat(CaveatCode.OTHER_SHEETS, values)
    if source.hidden_sheets:
        unseen = ", ".join(f"“{quoted(sheet)}”" for sheet in source.hidden_sheets)
        yield Caveat(CaveatCode.HIDDEN_SHEETS, {"sheets": unseen})
    if source.first_heading_row > 1:
        yield Caveat(CaveatCode.ROWS_ABOVE, {"row": source.first_heading_row})


def _hidden_rows(source: TextTable, reading: Reading) -> Iterator[Caveat]:
    """Yield which responses stand in rows that nobody sees who opens the workbook."""
    hidden = np.intersect1d(reading.numbers, source.hidden_rows).tolist()
    if hidden:
        rows = first_row_ranges(hidden)
        yield Caveat(CaveatCode.HIDDEN_ROWS, {"responses": len(hidden), "rows": rows})
