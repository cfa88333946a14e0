"""A file of answers -> responses, all of it or nothing."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import islice
from pathlib import Path
from typing import TypeAlias

from analysis.columns import LABEL_COLUMNS
from analysis.reading.blocks import BLOCK, blocks, cut, is_plain, rows_in
from analysis.reading.csv_files import FIRST_ROW, checked, rows_below, sample_rows
from analysis.reading.faults import Fault, FaultyData
from analysis.reading.headings import HeadingReader, separator_and_columns
from analysis.reading.spss import SUFFIXES, read_sav
from analysis.reading.table import AnswerTable, Reading
from questionnaires.model import Questionnaire

# Puts the rows of a file with this separator into a table; returns the faults of its quotation.
Fill: TypeAlias = Callable[[AnswerTable, Path, str], list[Fault]]

# Rows held as text at a time: enough to work column by column, little beside the result.
CHUNK = 20_000
# Rows that tell whether a table without columns of questions has rows of them.
_SAMPLE = 200


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
        Its `responses`, and as `caveats` what was not read, left out or assumed.

    Raises
    ------
    FaultyData
        With every fault of the file; then nothing of it is returned.
    OSError
        If the file cannot be read.
    """
    headings = HeadingReader(questionnaire, [*LABEL_COLUMNS, *strata])
    if path.suffix.lower() in SUFFIXES:
        return _read_spss(path, headings)
    with checked(path):
        return read_csv(path, headings, fill_by_blocks if is_plain(path) else fill_by_rows)


def read_csv(path: Path, headings: HeadingReader, fill: Fill) -> Reading:
    """Return the responses of a CSV file whose rows are read by `fill`."""
    separator, columns = separator_and_columns(path, headings.columns)
    if not columns.questions:
        rows = sample_rows(path, separator, _SAMPLE)
        raise FaultyData(path.name, headings.faults_without_questions(columns, rows))
    table = AnswerTable(headings.questionnaire, columns)
    broken = fill(table, path, separator)
    return table.reading(path.name, headings.faults(columns) + broken)


def _read_spss(path: Path, headings: HeadingReader) -> Reading:
    names, rows = read_sav(path, headings)
    columns = headings.columns(names)
    if not columns.questions:
        faults = headings.faults_without_questions(columns, rows[:_SAMPLE])
        raise FaultyData(path.name, faults)
    table = AnswerTable(headings.questionnaire, columns)
    # SPSS counts cases from 1 and has no row of headings.
    table.add(1, rows)
    return table.reading(path.name, headings.faults(columns))


def fill_by_blocks(
    table: AnswerTable, path: Path, separator: str, size: int = BLOCK
) -> list[Fault]:
    """Fill a table from a file without quotation marks, so many bytes at a time."""
    number = FIRST_ROW
    for content in blocks(path, size):
        block = cut(content, separator, len(table.columns.headings))
        if block is None:
            rows = rows_in(content, separator)
            table.add(number, rows)
            number += len(rows)
        else:
            table.add_block(number, block)
            number += len(block)
    return []


def fill_by_rows(table: AnswerTable, path: Path, separator: str, size: int = CHUNK) -> list[Fault]:
    """Fill a table from any CSV file, so many rows at a time."""
    broken: list[Fault] = []
    reader, number = rows_below(path, separator, broken), FIRST_ROW
    # Rows that were read together with a broken quotation mark are not looked at.
    while (rows := list(islice(reader, size))) and not broken:
        table.add(number, rows)
        number += len(rows)
    return broken
