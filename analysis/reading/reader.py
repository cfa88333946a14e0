"""A CSV file of answers -> responses, all of it or nothing."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from itertools import islice
from pathlib import Path

from analysis.reading.blocks import blocks, cut, is_plain, rows_of
from analysis.reading.encoding import fault_of_beginning, fault_of_encoding, opened
from analysis.reading.faults import Fault, FaultyData, Message
from analysis.reading.headings import HeadingReader
from analysis.reading.separators import separator_and_columns
from analysis.reading.spss import SUFFIXES, read_sav
from analysis.reading.table import Reading, Table
from analysis.responses import PLACES
from questionnaires.model import Questionnaire

# Rows held as text at a time: enough to work column by column, little beside the result.
CHUNK = 20_000
# Rows that tell whether a table without columns of questions has rows of them.
LOOKED_AT = 200
# In a spreadsheet the heading is row 1.
_FIRST_ROW = 2


def read_responses(path: Path, questionnaire: Questionnaire, strata: Sequence[str] = ()) -> Reading:
    """Return the responses that a CSV file holds.

    It may be our own export, one of Google Forms, LimeSurvey or KoboToolbox (wording or codes as
    headings, labels or codes as answers, in any language of the questionnaire), a plain table of
    codes under the questions' ids, or a file of SPSS.

    Parameters
    ----------
    path : Path
        A file in UTF-8 with a heading row; columns separated by comma, semicolon or tab. A name
        that ends in ``.sav`` or ``.zsav`` is a file of SPSS and needs the extra ``spss``.
    questionnaire : Questionnaire
        What was asked. Rows that name another questionnaire are left out and counted.
    strata : sequence of str
        Further label columns to read, such as those that a plan calls its strata.

    Returns
    -------
    Reading
        The responses, and what else is worth knowing about the file.

    Raises
    ------
    FaultyData
        With every fault of the file; then nothing of it is returned.
    OSError
        If the file cannot be read.
    """
    headings = HeadingReader(questionnaire, [*PLACES, *strata])
    if path.suffix.lower() in SUFFIXES:
        return _read_sav(path, headings, questionnaire)
    fault = fault_of_beginning(path)
    if fault is not None:
        raise FaultyData(path.name, [fault])
    try:
        return _read(path, headings, questionnaire)
    except UnicodeDecodeError:
        raise FaultyData(path.name, [fault_of_encoding(path)]) from None


def _read(path: Path, headings: HeadingReader, questionnaire: Questionnaire) -> Reading:
    separator, columns = separator_and_columns(path, headings)
    faults = list(headings.faults(columns))
    if not columns.questions:
        heading = headings.column_of_questions(columns, _first_rows(path, separator))
        raise FaultyData(path.name, _faults_of_rows(heading) or faults)
    table = Table(questionnaire, columns)
    if is_plain(path):
        _fill_by_blocks(table, path, separator, len(columns.headings))
    else:
        faults += _fill_by_rows(table, path, separator)
    faults += table.faults()
    return _reading(path, table, faults)


def _first_rows(path: Path, separator: str) -> list[list[str]]:
    with opened(path) as file:
        return list(islice(csv.reader(file, delimiter=separator), 1, LOOKED_AT))


def _faults_of_rows(heading: str | None) -> list[Fault]:
    """Return the fault of a table whose rows are no responses, by its column of questions."""
    return [] if heading is None else [Fault.of(Message.ROWS_ARE_QUESTIONS, heading)]


def _read_sav(path: Path, headings: HeadingReader, questionnaire: Questionnaire) -> Reading:
    named, rows = read_sav(path, headings)
    columns = headings.columns(named)
    faults = list(headings.faults(columns))
    if not columns.questions:
        heading = headings.column_of_questions(columns, rows[:LOOKED_AT])
        raise FaultyData(path.name, _faults_of_rows(heading) or faults)
    table = Table(questionnaire, columns)
    # SPSS counts cases from 1 and has no row of headings.
    table.add(1, rows)
    return _reading(path, table, faults + table.faults())


def _reading(path: Path, table: Table, faults: Sequence[Fault]) -> Reading:
    if faults:
        raise FaultyData(path.name, faults)
    return table.reading()


def _fill_by_blocks(table: Table, path: Path, separator: str, width: int) -> None:
    number = _FIRST_ROW
    for content in blocks(path):
        block = cut(content, separator, width)
        if block is None:
            rows = rows_of(content, separator)
            table.add(number, rows)
            number += len(rows)
        else:
            table.add_block(number, block)
            number += len(block)


def _fill_by_rows(table: Table, path: Path, separator: str) -> list[Fault]:
    with opened(path) as file:
        reader = csv.reader(file, delimiter=separator, strict=True)
        try:
            next(reader)
            number = _FIRST_ROW
            while rows := list(islice(reader, CHUNK)):
                table.add(number, rows)
                number += len(rows)
        except csv.Error:
            return [Fault.of(Message.BROKEN_QUOTES, line=str(reader.line_num))]
    return []
