"""What respondents answered, one row each, and the arrays that estimators take."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import ArrayLike, NDArray

Floats = NDArray[np.float64]
Codes = NDArray[np.int64]
Mask = NDArray[np.bool_]
Column = NDArray[np.float64] | NDArray[np.uint64] | NDArray[np.bool_]
# Up to so many answers a person the kinds of rows are few enough to be counted one by one.
_FEW = 100


@dataclass(frozen=True, init=False, eq=False)
class Rows:
    """One row a respondent.

    Attributes
    ----------
    y, m : ndarray of float, shape (n,)
        Satisfied answers, and valid answers, of each respondent; finite, not below 0.
    weights : ndarray of float, shape (n,), or None
        Cases that the respondent stands for; finite, not below 0. None is 1 for everybody.
    psus : ndarray, shape (n,), or None
        Codes of the primary sampling units, such as sessions; None when each row is its own.
    items : float or None
        The most valid answers that the form allows a primary unit, above 0; None when not known,
        which leaves a share without bounds. Never the most that somebody gave: bounds would be
        wrong where those who answer everything were not drawn.

    Raises
    ------
    ValueError
        If shapes differ, a number is missing, infinite or below 0, or a primary unit has more
        answers than `items`.
    """

    weights: Floats | None
    psus: NDArray[np.generic] | None
    items: float | None
    # Small whole numbers stay what they are: a million of them as floats would take much memory.
    _y: Column
    _m: Column

    def __init__(
        self,
        y: ArrayLike,
        m: ArrayLike,
        weights: ArrayLike | None = None,
        psus: ArrayLike | None = None,
        items: float | None = None,
    ) -> None:
        columns = {
            "_y": _column_of("y", y),
            "_m": _column_of("m", m),
            "weights": None if weights is None else counts_of("weights", weights),
            "psus": None if psus is None else np.asarray(psus),
        }
        for name, column in columns.items():
            object.__setattr__(self, name, column)
            if column is not None and column.shape != self._y.shape:
                raise ValueError(
                    f"{name.strip('_')} must have the shape of y, {self._y.shape}: {column.shape}"
                )
        object.__setattr__(self, "items", items)
        if items is not None:
            self._require_at_most(items)

    def __len__(self) -> int:
        return len(self._y)

    @property
    def y(self) -> Floats:
        """Satisfied answers of each respondent, shape (n,)."""
        return self._y.astype(np.float64, copy=False)

    @property
    def m(self) -> Floats:
        """Valid answers of each respondent, shape (n,)."""
        return self._m.astype(np.float64, copy=False)

    def _require_at_most(self, items: float) -> None:
        if not 0 < items < np.inf:
            raise ValueError(f"items must be above 0 and finite: {items}")
        given = self._m if self.psus is None else np.bincount(self.units, self.m)[self.units]
        if given.max(initial=0) <= items:
            return
        wrong = np.flatnonzero(given > items)
        raise ValueError(
            f"m must not exceed items, the most answers that the form allows, {items:g}; "
            f"{wrong.size} of {given.size} rows do, first row {wrong[0]} with {given[wrong[0]]:g}"
        )

    @property
    def row_weights(self) -> Floats:
        """The weights, 1 for everybody where none were given."""
        return np.ones(len(self)) if self.weights is None else self.weights

    @cached_property
    def units(self) -> Codes:
        """The primary unit of each row, counted from 0; shape (n,)."""
        if self.psus is None:
            return np.arange(len(self), dtype=np.int64)
        units: Codes = np.unique(self.psus, return_inverse=True)[1].astype(np.int64)
        return units

    @cached_property
    def kinds(self) -> tuple[NDArray[np.int16], int, int] | None:
        """For each row ``y * width + m``, how many kinds there can be, and the width.

        None where rows are weighted, not their own units, or not of a few different kinds.
        """
        most = self._m.max(initial=0), self._y.max(initial=0)
        if self.weights is not None or self.psus is not None or max(most) > _FEW:
            return None
        y, m = _whole(self._y), _whole(self._m)
        if y is None or m is None:
            return None
        width = int(most[0]) + 1
        return y * width + m, (int(most[1]) + 1) * width, width

    def with_weights(self, weights: ArrayLike) -> Rows:
        """Return the same rows with other weights."""
        return Rows(self._y, self._m, weights, self.psus, self.items)

    def select(self, chosen: Mask) -> Rows:
        """Return the rows where `chosen`, shape (n,), is true."""
        return self if chosen.all() else self.at(np.flatnonzero(chosen))

    def at(self, positions: NDArray[np.int64]) -> Rows:
        """Return the rows at these positions."""
        weights = None if self.weights is None else self.weights[positions]
        psus = None if self.psus is None else self.psus[positions]
        return Rows(self._y[positions], self._m[positions], weights, psus, self.items)


def _column_of(name: str, values: ArrayLike) -> Column:
    """Return a column of small whole numbers as it is, any other as `counts_of` does."""
    if isinstance(values, np.ndarray) and values.dtype.kind in "bu" and values.ndim == 1:
        return values
    return counts_of(name, values)


def counts_of(name: str, values: ArrayLike) -> Floats:
    """Return a column of numbers, or raise ValueError that names `name`, the row and the number."""
    column = np.asarray(values, dtype=np.float64)
    if column.ndim != 1:
        raise ValueError(f"{name} must be one column; it has {column.ndim} dimensions")
    # No number is neither below nor above; two passes without a further column.
    if not (column.min(initial=0) >= 0 and column.max(initial=0) < np.inf):
        wrong = np.flatnonzero(~(np.isfinite(column) & (column >= 0)))
        raise ValueError(
            f"{name} must be finite and not below 0; {wrong.size} of {column.size} are not, "
            f"first in row {wrong[0]}: {column[wrong[0]]}"
        )
    return column


def _whole(column: Column) -> NDArray[np.int16] | None:
    """Return a column of at most `_FEW` as whole numbers; None where one of them is none."""
    numbers = column.astype(np.int16)
    return numbers if column.dtype.kind in "bu" or np.array_equal(numbers, column) else None
