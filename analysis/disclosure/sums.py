"""Which sums of cells follow exactly from others: linear algebra over all that was published.

Cuts (`analysis.disclosure.ledger`) find every sum of few people in one list by month. Where lists
overlap, as service points do with fields and with ways of answering, no such network exists; here
named sums are protected, and each is asked whether it is a combination of what is known.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from analysis.disclosure.attack import Floats, Mask

Cells = NDArray[np.int64]
# Of a squared length: sums that follow leave about 1e-14, others more than one in all cells.
_NOTHING = 1e-8


class KnownSums:
    """Sums of cells that readers know, none of which lets a protected sum follow.

    Parameters
    ----------
    count : int
        How many cells there are.
    protected : sequence of ndarray of int
        The cells of each sum that must not follow, each with one cell or more.

    Notes
    -----
    What is known spans a space, kept as an orthonormal basis; a sum follows where nothing of it is
    left outside. Each basis vector takes from a sum the square of its product with it, so one more
    figure costs as much as the basis is long.
    """

    def __init__(self, count: int, protected: Sequence[Cells]) -> None:
        # Loading it takes longer than most reports.
        from scipy.sparse import csr_array  # noqa: PLC0415

        sizes = np.array([len(cells) for cells in protected], np.int64)
        columns = np.concatenate([np.zeros(0, np.int64), *protected])
        ends = np.concatenate(([0], np.cumsum(sizes)))
        shape = len(protected), count
        self._protected = csr_array((np.ones(len(columns)), columns, ends), shape)
        self._outside = sizes.astype(np.float64)  # the squared length that does not follow
        self._basis = np.empty((16, count), np.float64)
        self._rank = 0

    def add(self, cells: Mask) -> None:
        """Add a sum that readers know anyhow; what follows from it is no longer protected."""
        direction = self._direction(cells)
        if direction is not None:
            self._append(direction, self._left(direction))

    def add_if_safe(self, cells: Mask) -> bool:
        """Add a sum, shape (count,), unless a protected one would follow; tell whether it is added.

        One that follows itself is added: it tells nothing new.
        """
        direction = self._direction(cells)
        if direction is None:
            return True
        left = self._left(direction)
        if ((left <= _NOTHING) & (self._outside > _NOTHING)).any():
            return False
        self._append(direction, left)
        return True

    def _direction(self, cells: Mask) -> Floats | None:
        """Return what a sum adds to the basis, of length 1; None for nothing."""
        direction = cells.astype(np.float64)
        least = _NOTHING * direction.sum()
        known = self._basis[: self._rank]
        # Twice is enough for an orthonormal basis (Giraud et al., Numer. Math. 101, 2005).
        for _ in range(2):
            direction -= (known @ direction) @ known
        length = float(direction @ direction)
        return None if length <= least else direction / np.sqrt(length)

    def _left(self, direction: Floats) -> Floats:
        """Return what of each protected sum would not follow if a direction were known too."""
        return np.asarray(self._outside - np.square(self._protected @ direction), np.float64)

    def _append(self, direction: Floats, left: Floats) -> None:
        if self._rank == len(self._basis):
            self._basis = np.concatenate((self._basis, np.empty_like(self._basis)))
        self._basis[self._rank] = direction
        self._rank += 1
        self._outside = left
