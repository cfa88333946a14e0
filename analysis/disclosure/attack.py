"""What readers can work out of figures that overlap: how low and how high a sum could be.

Totals, the lists of a report and earlier releases tell more together than each alone. All that they
tell of a sum that is not shown lies between the solutions of two linear programmes.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from scipy.sparse import csr_array

    Matrix = csr_array | NDArray[np.float64]

Floats = NDArray[np.float64]
Mask = NDArray[np.bool_]
# Solvers return 9.9999999 for 10.
TOLERANCE = 1e-6
# After so many programmes for all sums together each is asked for alone.
_TURNS = 3
# Up to here a sparse matrix is slower.
_FEW_NUMBERS = 10_000


@dataclass(frozen=True)
class Published:
    """What readers know of m cells: ``0 <= cells <= most``, and what is shown of sums of them."""

    cells: Floats  # shape (m,), as they are
    most: Floats  # shape (m,); infinite where nobody can say
    shown: Matrix  # shape (e, m): readers know ``shown @ cells``
    below: Matrix  # shape (b, m): readers know that ``below @ cells <= limits``
    limits: Floats  # shape (b,)

    def with_only(self, free: Mask) -> Published:
        """Return what is known when all other cells are known: never less than in truth."""
        fixed = np.where(free, 0, self.cells)
        return Published(
            cells=self.cells[free],
            most=self.most[free],
            shown=self.shown[:, free],
            below=self.below[:, free],
            limits=self.limits - self.below @ fixed,
        )


@dataclass(frozen=True)
class ProtectedCells:
    """Sums of cells that readers must not know too well.

    The cells that are `free` are likely to leave enough room even if all others were known, which
    is quicker to see; only where they do not are the others asked too.
    """

    sums: Matrix  # shape (s, m)
    least: Floats  # shape (s,): how far apart the lowest and the highest must lie; 0 for any
    free: Mask  # shape (m,)


def matrix(rows: Sequence[Floats] | Floats, width: int) -> Matrix:
    """Return rows over `width` cells, maybe none of either; a sparse matrix if they are many."""
    dense = np.array(rows, np.float64).reshape(len(rows), width)
    if dense.size < _FEW_NUMBERS:
        return dense
    # Loading it takes longer than most reports that hide nothing.
    from scipy import sparse  # noqa: PLC0415

    return sparse.csr_array(dense)


def first_disclosure(published: Published, protected: ProtectedCells) -> int | None:
    """Return the index of the first sum that readers can narrow too far, or None."""
    sums, least, free = protected.sums, protected.least, protected.free
    suspects = np.arange(len(least))
    if not free.all():
        reached = _Reached(published.with_only(free), sums[:, free], least)
        reached.drive_many_apart()
        suspects = suspects[list(reached.disclosures())]
    first = next(_Reached(published, sums[suspects], least[suspects]).disclosures(), None)
    return None if first is None else int(suspects[first])


def narrow_sums(published: Published, sums: Matrix, least: Floats) -> Iterator[int]:
    """Yield the indices of the sums that readers can narrow too far, in order."""
    reached = _Reached(published, sums, least)
    reached.drive_many_apart()
    yield from reached.disclosures()


class _Reached:
    """How low and how high sums were found to be possible; every solution serves them all."""

    def __init__(self, published: Published, sums: Matrix, least: Floats) -> None:
        self._published, self._sums, self._least = published, sums, least
        self._low = self._high = np.asarray(sums @ published.cells, np.float64)

    @property
    def _is_narrow(self) -> Mask:
        """Whether the lowest and the highest of each sum lie less apart than they must."""
        return np.asarray(self._high - self._low < self._least - TOLERANCE, np.bool_)

    def _drive(self, signs: Floats) -> None:
        """Make a combination of the sums as small as can be."""
        values = self._sums @ _extreme(self._published, np.asarray(self._sums.T @ signs))
        self._low, self._high = np.minimum(self._low, values), np.maximum(self._high, values)

    def drive_many_apart(self) -> None:
        """Drive many sums apart at once, which spares most programmes."""
        for turn in range(_TURNS):
            narrow = np.flatnonzero(self._is_narrow)
            if len(narrow) > 1:
                signs = np.zeros(len(self._least))
                signs[narrow] = np.where(np.arange(len(narrow)) >> turn & 1, 1.0, -1.0)
                self._drive(signs)
                self._drive(-signs)

    def disclosures(self) -> Iterator[int]:
        """Yield the indices of the sums that are known too well, in order."""
        for index in np.flatnonzero(self._is_narrow).tolist():
            alone = np.arange(len(self._least)) == index
            for sign in (1.0, -1.0):
                if self._is_narrow[index]:
                    self._drive(alone * sign)
            if self._is_narrow[index]:
                yield index


def _extreme(published: Published, direction: Floats) -> Floats:
    """Return cells that fit all that is published and go as far as can be against a direction."""
    # Loading it takes longer than most audits, and what hides nothing needs none.
    from scipy.optimize import linprog  # noqa: PLC0415

    solution = linprog(  # type: ignore[call-overload]  # Its types know no sparse matrices.
        direction,
        A_ub=published.below if published.below.shape[0] else None,
        b_ub=published.limits if published.below.shape[0] else None,
        A_eq=published.shown,
        b_eq=published.shown @ published.cells,
        bounds=np.column_stack((np.zeros_like(published.most), published.most)),
        method="highs",
    )
    # Without a solution nothing is proved, and the sum counts as disclosed.
    return published.cells if solution.x is None else np.asarray(solution.x, np.float64)
