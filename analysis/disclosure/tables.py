"""Counts with all their totals, and what adds up to what."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

Counts = NDArray[np.int64]
Floats = NDArray[np.float64]
Groups = Mapping[int, Sequence[Sequence[int]]]


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
class Sum:
    """A cell that is the sum of others, by their positions in the flattened table."""

    total: int
    parts: tuple[int, ...]


@dataclass(frozen=True)
class Table:
    """Counts of respondents with totals.

    Attributes
    ----------
    counts : ndarray of int64, shape (d1 + totals, d2 + totals, ...)
        On each axis the categories, then the subtotals of its groups, then the total.
    sums : tuple of Sum
    levels : ndarray of int64, shape of `counts`
        On how many axes the cell is a total or subtotal; 0 for a cell that is no total.
    """

    counts: Counts
    sums: tuple[Sum, ...]
    levels: Counts

    @property
    def grand_total(self) -> int:
        """The position of the last total of all."""
        return self.counts.size - 1


def table_of(counts: ArrayLike, groups: Groups | None = None) -> Table:
    """Return counts with the totals of each axis.

    Parameters
    ----------
    counts : array_like of int, at least one axis and one cell
        Respondents; whole numbers, not below 0.
    groups : mapping of int to sequence of sequences of int, or None
        For an axis, the positions that make up each group of a hierarchy, such as the service
        points of each unit; together they name every position once. Each group gets a subtotal.

    Returns
    -------
    Table

    Raises
    ------
    ValueError
        If a count is below 0 or no whole number, or the groups do not part an axis.
    """
    values = _whole(counts)
    rules = [_rules(values.shape[axis], axis, groups or {}) for axis in range(values.ndim)]
    levels = np.zeros(values.shape, np.int64)
    for axis, of_axis in enumerate(rules):
        for parts in of_axis:
            added = values.take(parts, axis).sum(axis, keepdims=True)
            level = levels.take([0], axis) + 1
            values = np.concatenate((values, added), axis)
            levels = np.concatenate((levels, level), axis)
    return Table(values, tuple(_sums(values.shape, rules)), levels)


def _whole(counts: ArrayLike) -> Counts:
    given = np.asarray(counts)
    if given.ndim == 0 or given.size == 0:
        raise ValueError(f"counts must have an axis and a cell; their shape is {given.shape}")
    wrong = given[~((given >= 0) & (given == np.floor(given)))]
    if wrong.size:
        raise ValueError(f"counts must be whole and not below 0: {wrong[0]}")
    return given.astype(np.int64)


def _rules(length: int, axis: int, groups: Groups) -> list[list[int]]:
    """Return the parts of each subtotal, and last those of the axis's total."""
    everything = list(range(length))
    if axis not in groups:
        return [everything]
    parts = [list(group) for group in groups[axis]]
    if sorted(place for group in parts for place in group) != everything or not all(parts):
        raise ValueError(f"groups of axis {axis} must name each of 0 to {length - 1} once: {parts}")
    return [*parts, [length + place for place in range(len(parts))]]


def _sums(shape: tuple[int, ...], rules: Sequence[list[list[int]]]) -> Iterator[Sum]:
    positions = np.arange(np.prod(shape)).reshape(shape)
    for axis, of_axis in enumerate(rules):
        lines = np.moveaxis(positions, axis, -1).reshape(-1, shape[axis])
        first = shape[axis] - len(of_axis)
        for place, parts in enumerate(of_axis):
            for line in lines:
                yield Sum(int(line[first + place]), tuple(line[parts].tolist()))
