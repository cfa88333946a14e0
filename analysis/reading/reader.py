"""A file of answers -> responses, all of it or nothing."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from analysis.columns import LABEL_COLUMNS
from analysis.reading.csv_files import checked, csv_tables
from analysis.reading.faults import FaultyData
from analysis.reading.headings import HeadingReader
from analysis.reading.spss import SUFFIXES, spss_table
from analysis.reading.table import AnswerTable, Reading
from analysis.reading.text_tables import TextTable, understood
from questionnaires.model import Questionnaire


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
        return read_tables(path, headings, [spss_table(path, headings)])
    with checked(path):
        return read_tables(path, headings, csv_tables(path))


def read_tables(path: Path, headings: HeadingReader, tables: Sequence[TextTable]) -> Reading:
    """Return the responses of the table that is understood best of those which a file may be."""
    source, columns = understood(path.name, tables, headings.columns)
    if not columns.questions:
        raise FaultyData(path.name, headings.faults_without_questions(columns, source.sample()))
    table = AnswerTable(headings.questionnaire, columns)
    for piece in source.pieces():
        table.add(piece)
    return table.reading(path.name, headings.faults(columns) + source.faults)
