"""Which column of a file of case counts is which, and which others may count cases as well."""

from __future__ import annotations

import re
from collections.abc import Sequence

from analysis.case_counts import MONTH
from analysis.columns import FIELD, SERVICE_POINT
from analysis.names import folded
from analysis.reading.different_cells import cells_of_columns
from analysis.reading.faults import Fault, Message
from analysis.reading.headings import KNOWN, MADE_UP, Columns
from analysis.reading.text_tables import TextTable
from questionnaires.faults import quoted

CASES = "cases"
_HEADINGS = {
    SERVICE_POINT: KNOWN[SERVICE_POINT],
    FIELD: KNOWN[FIELD],
    MONTH: KNOWN[MONTH],
    CASES: (CASES, "số hồ sơ", "hồ sơ", "số hồ sơ đã giải quyết"),
    MADE_UP: KNOWN[MADE_UP],
}
_NAME_OF = {folded(text): name for name, texts in _HEADINGS.items() for text in texts}
_COUNT = re.compile(r"\d{1,9}(?:[.,]0)?|\d{1,3}(?:[., ]\d{3})+")
# Headings of numbers that count nothing.
_WORDS = ("stt", "tt", "số thứ tự", "mã", "năm", "quý", "tỷ lệ", "tỉ lệ", "điện thoại")
_NO_COUNT = re.compile(
    rf"%|\b(?:{'|'.join(map(folded, _WORDS))}|no|code|id|year|quarter|rate|percentage|phone)\b"
)


def case_columns(headings: Sequence[str]) -> Columns:
    """Return what the columns of case counts hold; one called ``cases`` is it before all others."""
    columns = Columns.under(headings)
    is_said = CASES in columns.headings
    for index, heading in enumerate(columns.headings):
        name = _NAME_OF.get(folded(heading))
        if name is not None and (name != CASES or heading == CASES or not is_said):
            columns.assign(columns.known, name, index)
    return columns


def are_headings(cells: Sequence[str]) -> bool:
    """Return whether all cells are headings of case counts, as where a new page begins."""
    return all(folded(cell) in _NAME_OF for cell in cells)


def faults_of_columns(source: TextTable, columns: Columns) -> list[Fault]:
    """Return what is wrong with the columns: standing twice, missing, damaged, hard to choose."""
    if not columns.known and columns.damage:
        return [columns.damage]
    faults = list(columns.faults)
    if CASES not in columns.known:
        faults.append(Fault.of(Message.NO_COUNT_COLUMN))
    elif others := _other_counts(source, columns):
        named = ", ".join(f"“{quoted(heading)}”" for heading in others)
        heading = columns.headings[columns.known[CASES]]
        faults.append(Fault.of(Message.OTHER_COUNTS, heading, others=named))
    if not {SERVICE_POINT, FIELD} & columns.known.keys():
        faults.append(Fault.of(Message.NO_PLACE_COLUMN))
    counts = [index for name, index in columns.known.items() if name == CASES]
    return [*faults, *source.faults_of_merged(counts)]


def _other_counts(source: TextTable, columns: Columns) -> list[str]:
    """Return the headings of other columns of counts, unless a heading chooses among them.

    Tables of offices count what came in, what was settled and what is left.
    """
    if columns.headings[columns.known[CASES]] == CASES:
        return []
    unknown = [
        index
        for index, heading in enumerate(columns.headings)
        if heading and index not in columns.known.values() and not _NO_COUNT.search(folded(heading))
    ]
    return [
        columns.headings[index]
        for index, cells in cells_of_columns(source.sample(), unknown).items()
        if cells.mostly(_COUNT.fullmatch) and not _are_running([*cells.counts])
    ]


def _are_running(cells: Sequence[str]) -> bool:
    """Return whether cells number the rows, once or in each group of them."""
    return list(cells) == [str(number) for number in range(1, len(cells) + 1)]
