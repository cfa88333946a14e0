"""Responses beside the case counts of a file: which cell each belongs to, and whether both fit."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from analysis.case_counts import MONTH, CaseCounts, CaseRow
from analysis.reading.faults import Fault, Message, UnfitCases
from analysis.report.model import Period
from analysis.report.sample.case_months import absent_months, faults_of_months, months_of
from analysis.responses import MISSING, Labels, Responses
from analysis.texts import folded

Codes = NDArray[np.int64]


@dataclass(frozen=True)
class CaseCells:
    """The cells of a report's period that have cases.

    Attributes
    ----------
    columns : tuple of str
        What a cell is named by.
    cells : tuple of CaseRow
        In the order of their names; a name is written alike in all of them.
    codes : ndarray of int64, shape (n,)
        The cell of each response.
    """

    columns: tuple[str, ...]
    cells: tuple[CaseRow, ...]
    codes: Codes

    @property
    def responses(self) -> tuple[int, ...]:
        """How many responses each cell has."""
        return tuple(np.bincount(self.codes, minlength=len(self.cells)).tolist())


def case_cells(responses: Responses, counts: CaseCounts, period: Period) -> CaseCells:
    """Return the cells that a report's responses were drawn from.

    Where the counts are by month the report is about whole months. A combination of names that no
    row counts has no cases.

    Parameters
    ----------
    responses : Responses
        Those of the period.
    counts : CaseCounts
    period : Period
        As asked for.

    Raises
    ------
    UnfitCases
        With all that does not fit: months cut or without a row, responses of a place without
        cases, more responses than cases.
    """
    rows, absent, faults = counts.rows, [], []
    if counts.has_months:
        months = months_of(responses, counts, period)
        absent = absent_months(counts, months)
        faults = faults_of_months(period, absent)
        rows = tuple(row for row in rows if row.names[-1] in months)
    labels = {name: _labels(responses, name) for name in counts.columns}
    absent_labels = [name for name, found in labels.items() if found is None]
    faults += [Fault.of(Message.ABSENT_LABELS, name=name) for name in absent_labels]
    columns = [
        _Column(name, found, [row.names[place] for row in counts.rows])
        for place, (name, found) in enumerate(labels.items())
        if found is not None
    ]
    faults += [fault for column in columns for fault in column.faults()]
    if absent_labels:
        raise UnfitCases(counts.name, faults)
    grid = _Grid(columns, {tuple(map(folded, row.names)): row for row in rows})
    faults += grid.faults(absent)
    if faults:
        raise UnfitCases(counts.name, faults)
    return grid.cells(counts.columns)


def _labels(responses: Responses, name: str) -> Labels | None:
    return responses.months if name == MONTH else responses.labels.get(name)


class _Column:
    """One column of the responses, its names as numbers of those in the file."""

    def __init__(self, name: str, labels: Labels, written: Sequence[str]) -> None:
        self._name = name
        self._labels = labels
        self.keys = tuple(dict.fromkeys(map(folded, written)))
        # As written last, whatever the letter case of other rows.
        self.written = dict(zip(map(folded, written), written, strict=True))
        places = {key: place for place, key in enumerate(self.keys)}
        known = [places.get(folded(name), MISSING) for name in labels.names]
        # The last place, which the code of no name finds, stays missing.
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
            # A month without any row is told as such.
            if count and not is_month and folded(name) not in self.keys:
                yield Fault.of(Message.UNCOUNTED_NAME, value=name, responses=str(count))


class _Grid:
    """All combinations of names; the file has rows for some, the responses are in some."""

    def __init__(self, columns: Sequence[_Column], rows: Mapping[tuple[str, ...], CaseRow]) -> None:
        self._columns = columns
        self._rows = rows
        self._is_known = np.all([column.codes != MISSING for column in columns], axis=0)
        numbers = np.zeros(len(self._is_known), np.int64)
        for column in columns:
            numbers = numbers * len(column.keys) + column.codes
        met, self._met_of = np.unique(numbers[self._is_known], return_inverse=True)
        self._met = [self._key(number) for number in met.tolist()]

    def _key(self, number: int) -> tuple[str, ...]:
        key: list[str] = []
        for column in reversed(self._columns):
            number, place = divmod(number, len(column.keys))
            key.insert(0, column.keys[place])
        return tuple(key)

    def faults(self, absent: Sequence[str]) -> Iterator[Fault]:
        """Yield each cell with more responses than cases, but for months without any row."""
        counts = np.bincount(self._met_of, minlength=len(self._met)).tolist()
        for key, count in zip(self._met, counts, strict=True):
            row = self._rows.get(key) or CaseRow(self._names(key), 0, 0)
            if count > row.cases and row.names[-1] not in absent:
                names = ", ".join(row.names)
                values = {"responses": str(count), "cases": str(row.cases), "cell": names}
                rows = [row.row] if row.row else []
                yield Fault.of(Message.MORE_THAN_CASES, rows=rows, **values)

    def _names(self, key: Sequence[str]) -> tuple[str, ...]:
        pairs = zip(self._columns, key, strict=True)
        return tuple(column.written[name] for column, name in pairs)

    def cells(self, columns: tuple[str, ...]) -> CaseCells:
        """Return the cells that have cases; each response must be in one."""
        kept = {
            key: CaseRow(self._names(key), row.cases, row.row)
            for key, row in sorted(self._rows.items())
            if row.cases
        }
        places = {key: place for place, key in enumerate(kept)}
        met = np.array([places[key] for key in self._met], np.int64)
        return CaseCells(columns, tuple(kept.values()), met[self._met_of])
