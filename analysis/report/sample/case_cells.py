"""Responses beside the case counts of a file: which cell each belongs to, and whether both fit."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import compress

import numpy as np

from analysis.case_counts import MONTH, CaseCounts, CaseRow
from analysis.names import folded
from analysis.reading.faults import Fault, Message, UnfitCases
from analysis.report.model import Period
from analysis.report.sample.groups import Codes, combinations
from analysis.responses import MISSING, Labels, Responses
from questionnaires.months import is_last_of_month

Names = tuple[str, ...]
# For each column its names as they are written, by their folded ones.
Written = Mapping[str, Mapping[str, str]]


@dataclass(frozen=True)
class CaseCells:
    """The cells of a report's period that have cases, and the responses in them."""

    cells: tuple[CaseRow, ...]  # in the order of their names; a name is written alike in all
    codes: Codes  # shape (n,): the cell of each response

    @property
    def responses(self) -> tuple[int, ...]:
        """How many responses each cell has."""
        return tuple(np.bincount(self.codes, minlength=len(self.cells)).tolist())


def case_cells(responses: Responses, counts: CaseCounts, period: Period) -> CaseCells:
    """Return the cells that the responses of a period were drawn from.

    Where the counts are by month the report is about whole months. A combination of names that no
    row counts has no cases. UnfitCases names all that does not fit: months cut or without a row,
    responses at a service point without cases, more responses than cases.
    """
    months = _months_of(responses, counts, period) if counts.has_months else ()
    absent = sorted(set(months) - {row.names[-1] for row in counts.rows})
    faults = _faults_of_months(period, absent) if counts.has_months else []
    columns = {name: of for name in counts.columns if (of := _labels(responses, name))}
    written = _written_names(counts)
    absent_columns = [name for name in counts.columns if name not in columns]
    faults += [Fault.of(Message.ABSENT_LABELS, name=name) for name in absent_columns]
    faults += _faults_of_names(columns, written)
    if absent_columns:
        raise UnfitCases(counts.name, faults)
    keys, key_of = _keys(list(columns.values()), len(responses))
    rows = [row for row in counts.rows if not months or row.names[-1] in months]
    cells = {tuple(map(folded, row.names)): row for row in rows}
    sizes = zip(keys, np.bincount(key_of, minlength=len(keys)).tolist(), strict=True)
    faults += _faults_of_cells(sizes, cells, written, absent)
    if faults:
        raise UnfitCases(counts.name, faults)
    kept = {key: row for key, row in sorted(cells.items()) if row.cases}
    numbers = {key: number for number, key in enumerate(kept)}
    return CaseCells(
        tuple(CaseRow(_spelled(key, written), row.cases, row.row) for key, row in kept.items()),
        np.array([numbers[key] for key in keys], np.int64)[key_of],
    )


def period_counted(responses: Responses, counts: CaseCounts, period: Period) -> Period:
    """Return the period from the first month on that has a response or a count.

    Before an office began to ask nobody could answer, and nobody counts for it.
    """
    if not counts.has_months or period.begins is None:
        return period
    first = min([*responses.months.names, *(row.names[-1] for row in counts.rows)], default="")
    begins = f"{period.begins:%Y-%m}"
    return replace(period, begins=date.fromisoformat(f"{first}-01")) if first > begins else period


def _keys(columns: Sequence[Labels], count: int) -> tuple[list[Names], Codes]:
    """Return the combinations of folded names that occur, and the one of each response."""
    combined, combination_of = combinations(columns, count)
    # The last name, of code -1, is that of responses without one.
    names = [[*map(folded, labels.names), ""] for labels in columns]
    keys = [tuple(map(list.__getitem__, names, codes)) for codes in combined.tolist()]
    return keys, combination_of


def _months_of(responses: Responses, counts: CaseCounts, period: Period) -> Names:
    """Return the months of a period, on an open side up to that of the first or last response.

    Without a response an open side goes as far as the counts.
    """
    known = responses.months.names or sorted({row.names[-1] for row in counts.rows})
    first = f"{period.begins:%Y-%m}" if period.begins else known[0]
    last = f"{period.ends:%Y-%m}" if period.ends else known[-1]
    months = np.arange(np.datetime64(first, "M"), np.datetime64(max(first, last), "M") + 1)
    return tuple(str(month) for month in months)


def _faults_of_months(period: Period, absent: Sequence[str]) -> list[Fault]:
    """Return that the period cuts a month, which was counted whole, or that months are absent."""
    cut = [day for day in (period.begins,) if day is not None and day.day != 1]
    cut += [day for day in (period.ends,) if day is not None and not is_last_of_month(day)]
    months = dict.fromkeys(f"{day:%m/%Y}" for day in cut)
    faults = [Fault.of(Message.CUT_MONTH, month=month) for month in months]
    if absent:
        named = ", ".join(f"{month[5:]}/{month[:4]}" for month in absent)
        faults.append(Fault.of(Message.ABSENT_MONTH, months=named))
    return faults


def _labels(responses: Responses, name: str) -> Labels | None:
    return responses.months if name == MONTH else responses.labels.get(name)


def _written_names(counts: CaseCounts) -> Written:
    """Return the names of each column as written last, whatever the letter case of other rows."""
    return {
        column: {folded(row.names[level]): row.names[level] for row in counts.rows}
        for level, column in enumerate(counts.columns)
    }


def _spelled(key: Names, written: Written) -> Names:
    return tuple(names[name] for names, name in zip(written.values(), key, strict=True))


def _faults_of_names(columns: Mapping[str, Labels], written: Written) -> Iterator[Fault]:
    """Yield what keeps responses from belonging to a cell."""
    for column, labels in columns.items():
        counts = np.bincount(labels.codes - MISSING, minlength=len(labels.names) + 1).tolist()
        is_month = column == MONTH
        if counts[0]:
            message = Message.UNDATED_RESPONSES if is_month else Message.UNNAMED_RESPONSES
            yield Fault.of(message, responses=str(counts[0]), name=column)
        yield from _faults_of_alike(compress(labels.names, counts[1:]))
        for name, count in zip(labels.names, counts[1:], strict=True):
            # Months without any row have a fault of their own.
            if count and not is_month and folded(name) not in written[column]:
                yield Fault.of(Message.UNCOUNTED_NAME, value=name, responses=str(count))


def _faults_of_alike(names: Iterable[str]) -> Iterator[Fault]:
    """Yield names that would each be given the same cases, which would so count twice."""
    first: dict[str, str] = {}
    for name in names:
        other = first.setdefault(folded(name), name)
        if other != name:
            yield Fault.of(Message.ALIKE_NAMES, value=name, other=other)


def _faults_of_cells(
    responses: Iterable[tuple[Names, int]],
    cells: Mapping[Names, CaseRow],
    written: Written,
    absent: Sequence[str],
) -> Iterator[Fault]:
    """Yield each cell with more responses than cases, but for months without any row."""
    sizes = Counter[Names]()
    for key, size in responses:
        sizes[key] += size
    ranks = [{name: rank for rank, name in enumerate(names)} for names in written.values()]
    known = [key for key in sizes if all(map(dict.__contains__, ranks, key))]
    for key in sorted(known, key=lambda names: tuple(map(dict.__getitem__, ranks, names))):
        row = cells.get(key) or CaseRow(_spelled(key, written), 0, 0)
        if sizes[key] > row.cases and row.names[-1] not in absent:
            values = {"responses": str(sizes[key]), "cases": str(row.cases)}
            values["cell"] = ", ".join(row.names)
            yield Fault.of(Message.MORE_THAN_CASES, rows=[row.row] if row.row else [], **values)
