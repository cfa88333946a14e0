"""Counts with all their totals, what adds up to what, and what readers can work out of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import prod

import numpy as np
from numpy.typing import ArrayLike, NDArray

from analysis.disclosure.attack import (
    TOLERANCE,
    Floats,
    Mask,
    ProtectedCells,
    Published,
    first_disclosure,
    matrix,
)

Counts = NDArray[np.int64]
Groups = Mapping[int, Sequence[Sequence[int]]]
# Of cells with totals: beyond it the audit takes minutes, and no cheaper rule is a proof.
MOST_CELLS = 400


class TableTooLarge(ValueError):
    """A table with more cells than can be audited."""


@dataclass(frozen=True)
class Known:
    """A figure that readers already have, such as one of an earlier release.

    Attributes
    ----------
    coefficients : ndarray of float, shape of the counts without totals
    value : float
        ``sum(coefficients * counts)``.
    """

    coefficients: Floats
    value: float


@dataclass(frozen=True)
class CountTable:
    """Counts of respondents with totals: on each axis the categories, then subtotals, the total."""

    counts: Counts
    sums: Floats  # shape (l, m), over the flattened cells: 1 for each part of a total, -1 for it
    levels: Counts  # shape of `counts`: on how many axes the cell is a total or subtotal

    @property
    def cells(self) -> Floats:
        """The flattened cells, shape (m,)."""
        return self.counts.ravel().astype(np.float64)

    def equations(self, known: Sequence[Known] = ()) -> Floats:
        """Return the sums of cells, shape (e, m), that readers know besides the cells shown.

        Raises ValueError if something known has another shape than the table, or contradicts it.
        """
        inner = np.flatnonzero(self.levels.ravel() == 0)
        rows = np.zeros((len(known), self.counts.size))
        for row, figure in zip(rows, known, strict=True):
            size = np.size(figure.coefficients)
            if size != inner.size:
                raise ValueError(f"coefficients must be {inner.size}: {size}")
            row[inner] = np.ravel(figure.coefficients)
            if abs(row @ self.cells - figure.value) > TOLERANCE:
                raise ValueError(f"{figure.value} is known, but the counts say {row @ self.cells}")
        return np.vstack((self.sums, rows))


def table_of(counts: ArrayLike, groups: Groups | None = None) -> CountTable:
    """Return counts with the subtotals and the total of each axis; `release` says what they are."""
    values = _whole(counts)
    levels = np.zeros(values.shape, np.int64)
    axes = [_axis_sums(length, axis, groups or {}) for axis, length in enumerate(values.shape)]
    for axis, of_axis in enumerate(axes):
        for row in of_axis:
            added = values.take(np.flatnonzero(row > 0), axis).sum(axis, keepdims=True)
            values = np.concatenate((values, added), axis)
            levels = np.concatenate((levels, levels.take([0], axis) + 1), axis)
    if values.size > MOST_CELLS:
        raise TableTooLarge(f"at most {MOST_CELLS} cells with totals: {values.size}")
    sums = []
    for axis, of_axis in enumerate(axes):
        before, after = (np.eye(prod(s)) for s in (values.shape[:axis], values.shape[axis + 1 :]))
        sums.append(np.kron(np.kron(before, of_axis), after))
    return CountTable(values, np.vstack(sums), levels)


def _whole(counts: ArrayLike) -> Counts:
    given = np.asarray(counts)
    if given.ndim == 0 or given.size == 0:
        raise ValueError(f"counts must have an axis and a cell; their shape is {given.shape}")
    wrong = given[~((given >= 0) & (given == np.floor(given)))]
    if wrong.size:
        raise ValueError(f"counts must be whole and not below 0: {wrong[0]}")
    return given.astype(np.int64)


def _axis_sums(length: int, axis: int, groups: Groups) -> Floats:
    """Return the subtotals, and last the total, of an axis as rows over its categories and them."""
    everything = list(range(length))
    parts = [list(group) for group in groups.get(axis, [everything])]
    if sorted(index for group in parts for index in group) != everything or not all(parts):
        raise ValueError(f"groups of axis {axis} must name each of 0 to {length - 1} once: {parts}")
    if axis in groups:
        parts.append([length + index for index in range(len(parts))])
    rows = np.zeros((len(parts), length + len(parts)))
    for index, (row, of_row) in enumerate(zip(rows, parts, strict=True), length):
        row[of_row], row[index] = 1, -1
    return rows


def disclosed_cell(table: CountTable, equations: Floats, least: float, hidden: Mask) -> int | None:
    """Return the first hidden cell that can be narrowed to less than `least`, or None."""
    if not hidden.any():
        return None
    cells, count = table.cells, int(hidden.sum())
    published = Published(
        cells=cells,
        # An end that the reader does not know: it can only make an interval look narrower.
        most=np.full(len(cells), cells.max() + least),
        shown=matrix(equations, len(cells)),
        below=matrix([], len(cells)),
        limits=np.zeros(0),
    ).with_only(hidden)
    protected = ProtectedCells(
        sums=matrix(np.eye(count), count),
        least=np.full(count, least, np.float64),
        free=np.ones(count, np.bool_),
    )
    disclosed = first_disclosure(published, protected)
    return None if disclosed is None else int(np.flatnonzero(hidden)[disclosed])
