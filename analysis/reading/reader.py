"""A CSV file of answers -> responses, all of it or nothing."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from itertools import islice
from pathlib import Path

from analysis.reading.encoding import fault_of_beginning, fault_of_encoding, opened
from analysis.reading.faults import Fault, FaultyData, Message
from analysis.reading.headings import HeadingReader
from analysis.reading.separators import separator_and_columns
from analysis.reading.table import Reading, Table
from analysis.responses import PLACES
from questionnaires.model import Questionnaire

# Rows held as text at a time: enough to work column by column, little beside the result.
CHUNK = 20_000


def read_responses(path: Path, questionnaire: Questionnaire, strata: Sequence[str] = ()) -> Reading:
    """Return the responses that a CSV file holds.

    It may be our own export, a Google Forms export (wording as headings, labels as answers, in any
    language of the questionnaire) or a plain table of codes under the questions' ids.

    Parameters
    ----------
    path : Path
        A file in UTF-8 with a heading row; columns separated by comma, semicolon or tab.
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
    fault = fault_of_beginning(path)
    if fault is not None:
        raise FaultyData(path.name, [fault])
    try:
        return _read(path, HeadingReader(questionnaire, [*PLACES, *strata]), questionnaire)
    except UnicodeDecodeError:
        raise FaultyData(path.name, [fault_of_encoding(path)]) from None


def _read(path: Path, headings: HeadingReader, questionnaire: Questionnaire) -> Reading:
    separator, columns = separator_and_columns(path, headings)
    faults = list(headings.faults(columns))
    if not columns.questions:
        raise FaultyData(path.name, faults)
    table = Table(questionnaire, columns)
    with opened(path) as file:
        reader = csv.reader(file, delimiter=separator, strict=True)
        try:
            next(reader)
            # In a spreadsheet the heading is row 1.
            number = 2
            while rows := list(islice(reader, CHUNK)):
                table.add(number, rows)
                number += len(rows)
        except csv.Error:
            faults.append(Fault.of(Message.BROKEN_QUOTES, line=str(reader.line_num)))
    faults += table.faults()
    if faults:
        raise FaultyData(path.name, faults)
    return table.reading()
