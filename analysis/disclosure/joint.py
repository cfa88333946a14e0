"""Whether figures that overlap, shown together, narrow what is not shown.

The lists of a report (service points, fields, months, ...) part the same answers in several ways.
What readers can tell of a hidden sum is the solution of two linear programmes over the cells that
all of them are made of.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from scipy.sparse import csr_array

Floats = NDArray[np.float64]
# Solvers return 9.9999999 for 10.
_TOLERANCE = 1e-6
# After so many programmes for all sums together each is asked for alone.
_TURNS = 3


@dataclass(frozen=True)
class Told:
    """What readers know of m cells: ``0 <= cells <= most`` and what is shown of their sums.

    Attributes
    ----------
    cells : ndarray of float, shape (m,)
        As they are.
    most : ndarray of float, shape (m,)
        What each could be at most; infinite where nobody can say.
    shown : csr_array of float, shape (e, m)
        Sums whose values are shown: ``shown @ cells``.
    below : csr_array of float, shape (b, m)
    limits : ndarray of float, shape (b,)
        Sums of which only a limit is shown: ``below @ cells <= limits``.
    """

    cells: Floats
    most: Floats
    shown: csr_array
    below: csr_array
    limits: Floats

    def with_only(self, free: NDArray[np.bool_]) -> Told:
        """Return what is told when all other cells are known: never less than in truth."""
        fixed = np.where(free, 0, self.cells)
        return Told(
            cells=self.cells[free],
            most=self.most[free],
            shown=self.shown[:, free],
            below=self.below[:, free],
            limits=self.limits - self.below @ fixed,
        )


def first_narrow(told: Told, sums: csr_array, least: Floats, free: NDArray[np.bool_]) -> int | None:
    """Return a sum that readers can narrow to less than they may; None when there is none.

    Parameters
    ----------
    told : Told
    sums : csr_array of float, shape (s, m)
        What must not be known too well.
    least : ndarray of float, shape (s,)
        How far the lowest and the highest that each could be must lie apart; 0 asks for nothing.
    free : ndarray of bool, shape (m,)
        Cells that are likely to leave enough room even if all others were known, which is quicker
        to see. Only where they do not are the others asked too.

    Returns
    -------
    int or None
        A position among the s sums.
    """
    few = _narrow(told.with_only(free), sums[:, free], least)
    if not few.size:
        return None
    narrow = _narrow(told, sums[few], least[few], all_of_them=False)
    return int(few[narrow[0]]) if narrow.size else None


def _narrow(
    told: Told, sums: csr_array, least: Floats, *, all_of_them: bool = True
) -> NDArray[np.intp]:
    """Return the sums that are known too well, or one of them."""
    as_is = sums @ told.cells
    reached = Reached(told, sums, as_is, as_is)
    places = reached.narrow(least)
    for turn in range(_TURNS if len(places) > 1 else 0):
        # Driving many sums apart at once spares most programmes.
        signs = np.zeros(len(least))
        signs[places] = np.where(np.arange(len(places)) >> turn & 1, 1.0, -1.0)
        reached = reached.towards(signs).towards(-signs)
        places = reached.narrow(least)
    for place in places.tolist():
        one = np.arange(len(least)) == place
        for sign in (1.0, -1.0):
            if place in reached.narrow(least):
                reached = reached.towards(one * sign)
        if not all_of_them and place in reached.narrow(least):
            return np.array([place])
    return reached.narrow(least)


@dataclass(frozen=True)
class Reached:
    """How low and how high sums were found to be possible; every finding serves them all."""

    told: Told
    sums: csr_array
    low: Floats
    high: Floats

    def towards(self, signs: Floats) -> Reached:
        """Return what is reached when a combination of the sums is made as small as can be."""
        found = self.sums @ _extreme(self.told, np.asarray(self.sums.T @ signs, np.float64))
        return replace(self, low=np.minimum(self.low, found), high=np.maximum(self.high, found))

    def narrow(self, least: Floats) -> NDArray[np.intp]:
        """Return the sums whose lowest and highest lie less apart than they must."""
        return np.flatnonzero(self.high - self.low < least - _TOLERANCE)


def _extreme(told: Told, direction: Floats) -> Floats:
    """Return cells that fit all that is told and go as far as can be against a direction."""
    # Loading it takes longer than most audits, and a report that hides nothing needs none.
    from scipy.optimize import linprog  # noqa: PLC0415

    found = linprog(  # type: ignore[call-overload]  # Its types know no sparse matrices.
        direction,
        A_ub=told.below if told.below.shape[0] else None,
        b_ub=told.limits if told.below.shape[0] else None,
        A_eq=told.shown,
        b_eq=told.shown @ told.cells,
        bounds=np.column_stack((np.zeros_like(told.most), told.most)),
        method="highs",
    )
    # Without a solution nothing is proved, and the sum counts as narrowed.
    return told.cells if found.x is None else np.asarray(found.x, np.float64)
