"""The cells of a column, some thousands at a time: each different one is thought about once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True, eq=False)
class ColumnCells:
    """Each different cell, in the order in which they first come, and which of them rows have."""

    different: Sequence[str]
    which: NDArray[np.int64]  # shape (n,): for each row an index of `different`

    @classmethod
    def of(cls, cells: Sequence[str]) -> ColumnCells:
        """Return cells that are known as text."""
        index_of = {cell: index for index, cell in enumerate(dict.fromkeys(cells))}
        which = np.fromiter(map(index_of.__getitem__, cells), np.int64, len(cells))
        return cls(list(index_of), which)
