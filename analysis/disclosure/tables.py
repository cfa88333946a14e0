"""Counts with all their totals: which of them may be shown."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import partial
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
from analysis.disclosure.suppression import suppress
from analysis.disclosure.thresholds import LEAST, ShownShare, shown_share

Counts = NDArray[np.int64]
Groups = Mapping[int, Sequence[Sequence[int]]]
# Of cells with totals: beyond it the audit takes minutes, and no cheaper rule is a proof.
MOST_CELLS = 400
HIDDEN = "…"


class TableTooLarge(ValueError):
    """A table with more cells than can be audited."""


class Level(StrEnum):
    """How much of a table is left."""

    DETAILED = "detailed"
    COARSER = "coarser"
    NOTHING = "nothing"


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
class Release:
    """A table as it may be shown.

    Attributes
    ----------
    counts : ndarray of float, shape (d1 + totals, d2 + totals, ...)
        Respondents, with the subtotals and the total of each axis; NaN where hidden. All hidden
        cells look alike.
    level : Level
        ``COARSER`` when only totals are left, ``NOTHING`` when everything is hidden.
    least : int
    """

    counts: Floats
    level: Level
    least: int

    @property
    def hidden(self) -> Mask:
        """Whether each cell is hidden."""
        return np.isnan(self.counts)

    def share(self, part: tuple[int, ...], whole: tuple[int, ...]) -> ShownShare | None:
        """Return the share of one cell in another; None when one is hidden or the whole is 0."""
        count, of = float(self.counts[part]), float(self.counts[whole])
        return None if np.isnan(count + of) or of == 0 else shown_share(count, of)

    def __str__(self) -> str:
        rows = self.counts.reshape(-1, self.counts.shape[-1]).tolist()
        return "\n".join(" ".join(f"{_in_words(value):>6}" for value in row) for row in rows)


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

        Raises
        ------
        ValueError
            If something known has another shape than the table, or contradicts it.
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


def release(
    counts: ArrayLike,
    groups: Groups | None = None,
    earlier: Sequence[Known] = (),
    least: int = LEAST,
    secret: ArrayLike = False,
) -> Release:
    """Return a table of respondents with what must be hidden hidden.

    Hidden are the cells and totals of 1 to ``least - 1``, and of the others as many, chosen
    greedily, as it takes until linear programming shows that no hidden cell can be narrowed to an
    interval narrower than `least` from all that is shown. Totals go after the cells they sum, the
    grand total last: what cannot be shown in detail becomes a coarser table, or nothing.

    Parameters
    ----------
    counts : array_like of int, one axis or more
        Respondents without totals; whole numbers, not below 0.
    groups : mapping of int to sequence of sequences of int, or None
        For an axis, the indices that make up each group of a hierarchy, such as the service points
        of each unit; together they name every index once. Each group gets a subtotal.
    earlier : sequence of Known
        What was released before, as sums over `counts`.
    least : int
        Respondents that a cell must have; 10 or more.
    secret : array_like of bool, shape of `counts`
        Cells to hide whatever they count, such as a zero that would say what all of a few did.

    Returns
    -------
    Release

    Raises
    ------
    ValueError
        If `least` is below 10, or the counts, groups or earlier figures are not as they must be.
    TableTooLarge
        If the table has more than 400 cells with totals.

    Notes
    -----
    The audit treats counts as real numbers of at least 0 and supposes readers who know no answers
    but what is shown. A zero may be shown.

    References
    ----------
    .. [1] A. Hundepool et al., Statistical Disclosure Control, Wiley 2012.
    """
    if least < LEAST:
        raise ValueError(f"least must be {LEAST} or more: {least}")
    table = table_of(counts, groups)
    equations = table.equations(earlier)
    primary = (table.cells > 0) & (table.cells < least)
    primary[table.levels.ravel() == 0] |= np.broadcast_to(secret, np.shape(counts)).ravel()
    hidden = suppress(
        primary,
        partial(disclosed_cell, table, equations, least),
        partial(_further, table, ~_told_by_zero(table)),
        # The largest first: their numbers say most.
        np.argsort(-table.cells, kind="stable").tolist(),
    ).reshape(table.counts.shape)
    return Release(np.where(hidden, np.nan, table.counts), _level(table, hidden), least)


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


def _told_by_zero(table: CountTable) -> Mask:
    """Return the cells that a total of 0 tells anyway; hiding them would hide nothing."""
    is_zero = (table.sums < 0) @ table.cells == 0
    return np.asarray((table.sums[is_zero] > 0).any(axis=0), np.bool_)


def _further(table: CountTable, choosable: Mask, hidden: Mask, disclosed: int) -> Mask | None:
    """Return the hidden cells with the one that protects the disclosed one at the lowest price."""
    candidates = choosable & ~hidden
    if not candidates.any():
        return None
    lines = table.sums != 0
    hidden_in_line = lines[:, hidden].sum(axis=1)
    single, without = lines[hidden_in_line == 1], lines[hidden_in_line == 0]
    # A hidden cell alone in its line is told by subtraction.
    to_mend = lines[(hidden_in_line == 1) | lines[:, disclosed]].any(axis=0)
    beside = candidates & to_mend
    chosen = np.flatnonzero(beside if beside.any() else candidates)
    counts, levels = table.cells[chosen], table.levels.ravel()
    order = (
        counts,
        counts == 0,
        without[:, chosen].sum(axis=0) - single[:, chosen].sum(axis=0),
        np.abs(levels[chosen] - levels[disclosed]),
        chosen == len(hidden) - 1,
    )
    return np.asarray(hidden | (np.arange(len(hidden)) == chosen[np.lexsort(order)[0]]), np.bool_)


def _level(table: CountTable, hidden: Mask) -> Level:
    if hidden.all():
        return Level.NOTHING
    return Level.COARSER if hidden[table.levels == 0].all() else Level.DETAILED


def _in_words(value: float) -> str:
    return HIDDEN if np.isnan(value) else f"{value:.0f}"
