"""Columns by which programs tell a record from others, and whether it counts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from analysis.account import LeftOut
from analysis.reading.blocks import Block
from analysis.responses import Mask

Keys = NDArray[np.int64]


class StatusColumn:
    """A column by which a program tells that a response does not count."""

    def __init__(self, reasons: Mapping[str, LeftOut]) -> None:
        self._reasons = tuple(dict.fromkeys(reasons.values()))
        self._code_of = _CodeOfStatus(
            {text: self._reasons.index(reason) + 1 for text, reason in reasons.items()}
        )
        self._chunks: list[NDArray[np.int8]] = []

    def take(self, cells: Sequence[str]) -> None:
        """Read the next cells."""
        codes = map(self._code_of.__getitem__, cells)
        self._chunks.append(np.fromiter(codes, np.int8, len(cells)))

    def take_block(self, block: Block, index: int) -> None:
        """Read the next cells from a column of a block."""
        self.take(block.texts(index))

    def left_out(self) -> Iterator[tuple[LeftOut, Mask]]:
        """Yield each reason with the rows that do not count for it, shape (n,)."""
        codes = np.concatenate(self._chunks)
        for code, reason in enumerate(self._reasons, start=1):
            yield reason, codes == code


class _CodeOfStatus(dict[str, int]):
    """Cell as written -> number of its reason, 0 for none; moments are not kept."""

    def __init__(self, code_of: Mapping[str, int]) -> None:
        super().__init__()
        self._known = code_of

    def __missing__(self, cell: str) -> int:
        return self._known.get(cell.strip().casefold(), 0)


class RecordColumn:
    """A column of numbers or keys that no two records share."""

    def __init__(self) -> None:
        self._chunks: list[Keys] = []

    def take(self, cells: Sequence[str]) -> None:
        """Read the next cells."""
        keys = map(hash, map(str.strip, cells))
        self._chunks.append(np.fromiter(keys, np.int64, len(cells)))

    def take_block(self, block: Block, index: int) -> None:
        """Read the next cells from a column of a block."""
        self.take(block.texts(index))

    def keys(self) -> Keys:
        """Return a number for each record, alike for equal ones; 0 where none is named."""
        return np.concatenate(self._chunks)
