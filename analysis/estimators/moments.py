"""Sums of tables of counts: what a share and its error are worked out from.

Rows (`y` satisfied of `m` valid answers, one row a respondent) become `Moments`, one for all or one
a cell with `moments_by_cell`; they remember the table that they are the sums of. Moments of cells
that share no primary unit are added with ``+``; ``-`` takes out again what was added, exactly when
the weights are whole numbers.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, fields, replace
from functools import reduce
from operator import add, attrgetter

import numpy as np
from numpy.typing import NDArray

from analysis.estimators.rows import Codes, Floats, Rows
from analysis.estimators.tables import Counts, joined, require_whole_counts

# So many numbers are counted in less time than others are sorted.
_NEAR = 1 << 16


@dataclass(frozen=True)
class Moments:
    """Sums of one cell.

    Attributes
    ----------
    n : int
        Primary units that meet the cell, also those without a valid answer.
    respondents, answers : int
        People with a valid answer and a weight above 0; their valid answers, unweighted.
    y, m : float
        ``sum w y`` and ``sum w m``.
    yy, ym, mm : float
        Sums over primary units of the squares and products of their totals of ``w y`` and ``w m``.
    consistent : float
        ``sum w^2 m^2`` over respondents: the variance if the answers of a person always agreed.
    counts : Counts or None
        The table that they are the sums of; None when only the sums are known.
    """

    n: int = 0
    respondents: int = 0
    answers: int = 0
    y: float = 0
    m: float = 0
    yy: float = 0
    ym: float = 0
    mm: float = 0
    consistent: float = 0
    counts: Counts | None = field(default=None, repr=False, compare=False, kw_only=True)

    @classmethod
    def of(cls, rows: Rows) -> Moments:
        """Return the moments of all rows together."""
        return moments_by_cell(rows, np.zeros(len(rows), dtype=np.int64), 1)[0]

    @classmethod
    def of_counts(cls, counts: Counts) -> Moments:
        """Return the moments of a table of counts; ValueError if a number in it makes no sense."""
        require_whole_counts(counts.respondents)
        # Refuses what is below 0, infinite, or above the number of items.
        Rows(counts.y, counts.m, counts.weights, items=counts.items)
        added = _added(counts.y, counts.m, counts.weights)
        return cls.from_row([float(counts.respondents @ column) for column in added], counts)

    @classmethod
    def from_row(cls, row: Sequence[float], counts: Counts | None = None) -> Moments:
        """Return moments from their sums in the order of `as_row`."""
        n, respondents, answers, *sums = row
        return cls(int(n), int(respondents), int(answers), *sums, counts=counts)

    def as_row(self) -> tuple[float, ...]:
        """Return all sums in the order of the attributes, as a row of an array."""
        row: tuple[float, ...] = _ROW(self)
        return row

    @property
    def answering(self) -> int:
        """Primary units with a valid answer and a weight above 0."""
        counts = self.counts
        if counts is None:
            raise ValueError("counts must be known to tell how many units have an answer: None")
        return int(counts.respondents[(counts.m > 0) & (counts.weights > 0)].sum())

    @property
    def is_nobody(self) -> bool:
        """Whether there is nothing in them to add."""
        return not (self.n or self.m)

    def weighted(self, weight: float) -> Moments:
        """Return the moments as if each respondent had stood for `weight` times as many cases."""
        if not (np.isfinite(weight) and weight >= 0):
            raise ValueError(f"weight must be finite and not below 0: {weight}")
        if weight == 0:
            return Moments(n=self.n)
        powers = (0, 0, 0, 1, 1, 2, 2, 2, 2)
        row = [value * weight**power for value, power in zip(self.as_row(), powers, strict=True)]
        counts = self.counts and replace(self.counts, weights=self.counts.weights * weight)
        return Moments.from_row(row, counts)

    def __add__(self, other: Moments) -> Moments:
        return together([self, other])

    def __sub__(self, other: Moments) -> Moments:
        less = other.counts
        taken = less and replace(less, respondents=-less.respondents)
        row = [-value for value in other.as_row()]
        return together([self, Moments.from_row(row, taken)])


def together(every: Iterable[Moments]) -> Moments:
    """Return the sum of moments, with one table of counts where each of them has one."""
    known = [moments for moments in every if not moments.is_nobody]
    counts = [moments.counts for moments in known if moments.counts is not None]
    # Where nobody answered there may be no table, and nothing is missing.
    is_counted = all(moments.counts is not None or not moments.m for moments in known)
    # One after another: what `sum` gives for fractions depends on the version of Python.
    total = [reduce(add, sums) for sums in zip(*map(_ROW, [Moments(), *known]), strict=True)]
    return Moments.from_row(total, joined(counts) if counts and is_counted else None)


# Satisfied and valid answers, respondents, and weights of each kind.
_Columns = tuple[Floats, Floats, Floats, Floats]
COLUMNS = tuple(each.name for each in fields(Moments) if each.name != "counts")
_ROW = attrgetter(*COLUMNS)
# Their positions in a row.
N, RESPONDENTS, ANSWERS, Y, M, YY, YM, MM, CONSISTENT = range(9)
_OF_UNITS = (N, Y, M, YY, YM, MM)


def moments_by_cell(rows: Rows, cells: Codes, count: int) -> tuple[Moments, ...]:
    """Return the moments of each cell, with its table of counts.

    Parameters
    ----------
    rows : Rows
        n rows.
    cells : ndarray of int, shape (n,)
        The cell of each row, from 0 to ``count - 1``.
    count : int
        How many cells there are; a cell without rows gets zero moments.

    Returns
    -------
    tuple of Moments, length `count`
        A primary unit counts in each cell that it meets.
    """
    sums, of_cell, columns = _of_rows(rows, cells, count)

    def table(first: int, last: int) -> Counts:
        y, m, respondents, weights = (column[first:last] for column in columns)
        return Counts(y, m, respondents, weights, rows.items)

    found = [Moments(counts=table(0, 0))] * count
    # Where a sample is parted twice, most cells are nobody's.
    met = np.flatnonzero(sums[:, N])
    ends = [np.searchsorted(of_cell, met, side).tolist() for side in ("left", "right")]
    for cell, row, first, last in zip(met.tolist(), sums[met].tolist(), *ends, strict=True):
        found[cell] = Moments.from_row(row, table(first, last))
    return tuple(found)


def _of_rows(rows: Rows, cells: Codes, count: int) -> tuple[Floats, Codes, _Columns]:
    """Return the sums of each cell, shape (count, 9), and the table of all, by rising cell."""
    if rows.kinds is not None:
        return _of_kinds(*rows.kinds, cells, count)
    weights = rows.row_weights
    columns = _added(rows.y, rows.m, weights)
    sums = np.array([np.bincount(cells, column, count) for column in columns])
    table = (rows.y, rows.m, np.ones(len(rows)), weights)
    if rows.psus is not None:
        stride = rows.units.max(initial=0) + 1
        pairs, unit = np.unique(cells * stride + rows.units, return_inverse=True)
        y, m = (np.bincount(unit, columns[total]).astype(np.float64) for total in (Y, M))
        cells = pairs // stride
        for position, column in zip(_OF_UNITS, _of_a_unit(y, m), strict=True):
            sums[position] = np.bincount(cells, column, count)
        table = _of_units(y, m, unit, weights)
    order = np.argsort(cells, kind="stable")
    y, m, respondents, weights = (column[order] for column in table)
    return sums.T, cells[order], (y, m, respondents, weights)


def _of_kinds(
    kind: NDArray[np.int16], kinds: int, width: int, cells: Codes, count: int
) -> tuple[Floats, Codes, _Columns]:
    """Return the same from how many rows of each cell are of each kind."""
    found, people = _counted(cells * kinds + kind, count * kinds)
    of_cell, of_kind = np.divmod(found, kinds)
    y, m = (column.astype(np.float64) for column in np.divmod(of_kind, width))
    respondents, weights = people.astype(np.float64), np.ones(len(found))
    # Sums of whole numbers: exact in any order.
    added = (respondents * column for column in _added(y, m, weights))
    sums = np.array([np.bincount(of_cell, column, count) for column in added])
    return sums.T, of_cell, (y, m, respondents, weights)


def _counted(codes: Codes, most: int) -> tuple[Codes, Codes]:
    """Return the codes that occur, rising, and how often each does; all are below `most`."""
    if most > max(_NEAR, len(codes)):
        return np.unique(codes, return_counts=True)
    counts = np.bincount(codes, minlength=most)
    found = np.flatnonzero(counts)
    return found, counts[found]


def _of_units(y: Floats, m: Floats, unit: Codes, weights: Floats) -> _Columns:
    """Return the table of primary units with weighted totals `y` and `m`."""
    largest = np.zeros_like(y)
    np.maximum.at(largest, unit, weights)
    divisor = np.where(largest > 0, largest, 1.0)
    return y / divisor, m / divisor, np.ones_like(y), largest


def _added(y: Floats, m: Floats, weights: Floats) -> list[Floats]:
    """Return what a respondent adds to each of the sums, his own unit; each of the shape of `y`."""
    valid = ((m > 0) & (weights > 0)).astype(np.float64)
    n, *of_unit = _of_a_unit(weights * y, weights * m)
    return [n, valid, m * valid, *of_unit, (weights * m) ** 2]


def _of_a_unit(y: Floats, m: Floats) -> tuple[Floats, ...]:
    """Return what a primary unit adds, of weighted totals `y` and `m`, in the order `_OF_UNITS`."""
    return np.ones_like(y), y, m, y * y, y * m, m * m
