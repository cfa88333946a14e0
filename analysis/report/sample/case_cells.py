"""Responses beside the case counts of a file: which cell each belongs to, and whether both fit."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np
from numpy.typing import NDArray

from analysis.case_counts import MONTH, CaseCounts, CaseRow
from analysis.reading.faults import Fault, Message, UnfitCases
from analysis.report.model import Period
from analysis.responses import MISSING, Labels, Responses
from analysis.texts import folded

Codes = NDArray[np.int64]
Names = tuple[str, ...]


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
    rows, absent, faults = counts.rows, list[str](), list[Fault]()
    if counts.has_months:
        months = _months_of(responses, counts, period)
        absent = sorted(set(months) - {row.names[-1] for row in rows})
        faults = _faults_of_months(period, absent)
        rows = tuple(row for row in rows if row.names[-1] in months)
    labels = {name: _labels(responses, name) for name in counts.columns}
    faults += [Fault.of(Message.ABSENT_LABELS, name=name) for name in labels if not labels[name]]
    columns = [
        _Column(name, of_responses, [row.names[level] for row in counts.rows])
        for level, (name, of_responses) in enumerate(labels.items())
        if of_responses
    ]
    faults += [fault for column in columns for fault in column.faults()]
    if len(columns) < len(labels):
        raise UnfitCases(counts.name, faults)
    grid = _Grid(columns, {tuple(map(folded, row.names)): row for row in rows})
    faults += grid.faults(absent)
    if faults:
        raise UnfitCases(counts.name, faults)
    return grid.cells()


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
    cut += [day for day in (period.ends,) if day is not None and not _is_last(day)]
    months = dict.fromkeys(f"{day:%m/%Y}" for day in cut)
    faults = [Fault.of(Message.CUT_MONTH, month=month) for month in months]
    if absent:
        named = ", ".join(f"{month[5:]}/{month[:4]}" for month in absent)
        faults.append(Fault.of(Message.ABSENT_MONTH, months=named))
    return faults


def _is_last(day: date) -> bool:
    return (day + timedelta(days=1)).day == 1


def _labels(responses: Responses, name: str) -> Labels | None:
    return responses.months if name == MONTH else responses.labels.get(name)


class _Column:
    """One column of the responses, its names as numbers of those in the file."""

    def __init__(self, name: str, labels: Labels, written: Sequence[str]) -> None:
        self._name = name
        self._labels = labels
        # As written last, whatever the letter case of other rows.
        self.written = dict(zip(map(folded, written), written, strict=True))
        self.keys = tuple(self.written)
        numbers = {key: number for number, key in enumerate(self.keys)}
        known = [numbers.get(folded(name), MISSING) for name in labels.names]
        # The last number, which a response without a name takes, stays missing.
        self.codes: Codes = np.array([*known, MISSING], np.int64)[labels.codes]

    def faults(self) -> Iterator[Fault]:
        """Yield what keeps responses from belonging to a cell."""
        names = self._labels.names
        counts = np.bincount(self._labels.codes - MISSING, minlength=len(names) + 1).tolist()
        is_month = self._name == MONTH
        if counts[0]:
            message = Message.UNDATED_RESPONSES if is_month else Message.UNNAMED_RESPONSES
            yield Fault.of(message, responses=str(counts[0]), name=self._name)
        for name, count in zip(names, counts[1:], strict=True):
            # Months without any row have a fault of their own.
            if count and not is_month and folded(name) not in self.written:
                yield Fault.of(Message.UNCOUNTED_NAME, value=name, responses=str(count))


class _Grid:
    """All combinations of names; the file has rows for some, the responses are in some."""

    def __init__(self, columns: Sequence[_Column], rows: Mapping[Names, CaseRow]) -> None:
        self._columns = columns
        self._rows = rows
        codes = np.array([column.codes for column in columns])
        known = codes[:, (codes != MISSING).all(axis=0)]
        shape = tuple(len(column.keys) for column in columns)
        combined = np.ravel_multi_index(tuple(known), shape)
        met, self._met_of = np.unique(combined, return_inverse=True)
        self._met = [self._key(numbers) for numbers in np.transpose(np.unravel_index(met, shape))]

    def _key(self, numbers: Codes) -> Names:
        pairs = zip(self._columns, numbers.tolist(), strict=True)
        return tuple(column.keys[number] for column, number in pairs)

    def _written(self, key: Names) -> Names:
        return tuple(column.written[n] for column, n in zip(self._columns, key, strict=True))

    def faults(self, absent: Sequence[str]) -> Iterator[Fault]:
        """Yield each cell with more responses than cases, but for months without any row."""
        counts = np.bincount(self._met_of, minlength=len(self._met)).tolist()
        for key, count in zip(self._met, counts, strict=True):
            row = self._rows.get(key) or CaseRow(self._written(key), 0, 0)
            if count > row.cases and row.names[-1] not in absent:
                names = ", ".join(row.names)
                values = {"responses": str(count), "cases": str(row.cases), "cell": names}
                yield Fault.of(Message.MORE_THAN_CASES, rows=[row.row] if row.row else [], **values)

    def cells(self) -> CaseCells:
        """Return the cells that have cases; each response must be in one."""
        kept = {key: row for key, row in sorted(self._rows.items()) if row.cases}
        cells = [CaseRow(self._written(key), row.cases, row.row) for key, row in kept.items()]
        numbers = {key: number for number, key in enumerate(kept)}
        met = np.array([numbers[key] for key in self._met], np.int64)
        return CaseCells(tuple(cells), met[self._met_of])
