"""A column of names, such as service points, turned into codes."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from analysis.reading.faults import Fault, Message
from analysis.responses import MISSING, Labels, in_order
from analysis.texts import is_risky, name_in


class _CodeOfName(dict[str, int]):
    """Cell as written -> code; names that differ in case or spaces alone are one."""

    def __init__(self) -> None:
        super().__init__()
        self._places: dict[str, int] = {}
        self.names: list[str] = []
        self.risky: dict[int, str] = {}

    def __missing__(self, cell: str) -> int:
        text = name_in(cell)
        code = self._places.setdefault(text.casefold(), len(self.names)) if text else MISSING
        if code == len(self.names):
            self.names.append(text)
        if is_risky(cell):
            self.risky[code] = text
        self[cell] = code
        return code


class LabelColumn:
    """Reads the cells of one column of names."""

    def __init__(self, heading: str) -> None:
        self._heading = heading
        self._code_of = _CodeOfName()
        self._chunks: list[NDArray[np.int32]] = []

    def take(self, cells: Sequence[str]) -> None:
        """Read the next cells."""
        codes = map(self._code_of.__getitem__, cells)
        self._chunks.append(np.fromiter(codes, np.int32, len(cells)))

    def labels(self) -> Labels:
        """Return the names, as first written, and the code of each response."""
        return in_order(self._code_of.names, np.concatenate(self._chunks))

    def faults(self, rows: NDArray[np.int64]) -> list[Fault]:
        """Return the names that a spreadsheet would run, with the rows that have them."""
        codes = np.concatenate(self._chunks)
        return [
            Fault.of(Message.FORMULA, self._heading, rows[codes == code].tolist(), value=text)
            for code, text in self._code_of.risky.items()
        ]
