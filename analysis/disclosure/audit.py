"""How far hidden cells can be narrowed by linear programming from everything that is shown."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from analysis.disclosure.tables import Floats, Known, Table

Hidden = NDArray[np.bool_]
# Solvers return 9.9999999 for 10.
_TOLERANCE = 1e-6


@dataclass(frozen=True)
class Equations:
    """All that readers can know of a table: ``matrix @ cells == values``.

    Attributes
    ----------
    counts : ndarray of float, shape (m,)
        The cells as they are.
    matrix : ndarray of float, shape (e, m)
    values : ndarray of float, shape (e,)
    """

    counts: Floats
    matrix: Floats
    values: Floats


def equations(table: Table, known: Sequence[Known] = ()) -> Equations:
    """Return what adds up to what in a table, and what is known of it beforehand.

    Raises
    ------
    ValueError
        If something known has another shape than the table, or contradicts it.
    """
    counts = table.counts.ravel().astype(np.float64)
    inner = np.flatnonzero(table.levels.ravel() == 0)
    matrix = np.zeros((len(table.sums) + len(known), counts.size))
    values = np.zeros(len(matrix))
    for row, each in enumerate(table.sums):
        matrix[row, each.total] = 1
        matrix[row, list(each.parts)] = -1
    for row, figure in enumerate(known, len(table.sums)):
        if np.size(figure.coefficients) != inner.size:
            raise ValueError(f"coefficients must be {inner.size}: {np.size(figure.coefficients)}")
        matrix[row, inner] = np.ravel(figure.coefficients)
        values[row] = figure.value
        if abs(matrix[row] @ counts - figure.value) > _TOLERANCE:
            raise ValueError(f"{figure.value} is known, but the counts say {matrix[row] @ counts}")
    return Equations(counts, matrix, values)


def first_narrowed(told: Equations, hidden: Hidden, least: float) -> int | None:
    """Return a hidden cell that can be narrowed to less than `least`; None when there is none.

    Parameters
    ----------
    told : Equations
    hidden : ndarray of bool, shape (m,)
    least : float
        Respondents between the lowest and the highest that a cell could be.

    Returns
    -------
    int or None
        A position among the m cells.
    """
    places = np.flatnonzero(hidden)
    low = high = told.counts[places]
    for cell, place in enumerate(places.tolist()):
        for sign in (-1.0, 1.0):
            # Every table found for one cell also shows how far the others can lie apart.
            if high[cell] - low[cell] < least - _TOLERANCE:
                found = _extreme(told, hidden, cell, sign, least)
                low, high = np.minimum(low, found), np.maximum(high, found)
        if high[cell] - low[cell] < least - _TOLERANCE:
            return int(place)
    return None


def _extreme(told: Equations, hidden: Hidden, cell: int, sign: float, least: float) -> Floats:
    """Return the hidden cells of a possible table in which one is as small or large as can be."""
    # Loading it takes longer than most audits, and a table that hides nothing needs none.
    from scipy.optimize import linprog  # noqa: PLC0415

    shown = np.where(hidden, 0, told.counts)
    unknown = told.matrix[:, hidden]
    used = unknown.any(axis=1)
    direction = np.zeros(unknown.shape[1])
    direction[cell] = sign
    found = linprog(
        direction,
        A_eq=unknown[used],
        b_eq=(told.values - told.matrix @ shown)[used],
        # An end that the reader does not know: it can only make an interval look narrower.
        bounds=(0, told.counts.max() + least),
        method="highs",
    )
    # Without a solution nothing is proved, and the cell counts as exposed.
    return told.counts[hidden] if found.x is None else np.asarray(found.x, np.float64)
