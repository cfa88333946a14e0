"""Columns by which programs tell a record from others, and whether it counts."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

import numpy as np
from numpy.typing import NDArray

from analysis.account import LeftOut
from analysis.names import folded
from analysis.reading.cells import ColumnCells
from analysis.reading.faults import Fault, Message
from analysis.reading.numbering import NO_NUMBER, Numbers, number_in
from analysis.reading.rows import CountedRows
from analysis.responses import Mask
from questionnaires.composing import without_shapeless

# As KoboToolbox writes a status: alone, or in a record with its label.
_UID = re.compile(r"validation_status_(\w+)")

Keys = NDArray[np.int64]


class StatusColumn:
    """A column by which a program tells that a response does not count."""

    def __init__(
        self,
        heading: str,
        reasons: Mapping[str, LeftOut],
        counted: frozenset[str] | None = None,
    ) -> None:
        self._heading = heading
        self._reasons = tuple(dict.fromkeys(reasons.values()))
        self._code_of = _CodeOfStatus(
            {text: self._reasons.index(reason) + 1 for text, reason in reasons.items()}, counted
        )
        self._chunks: list[NDArray[np.int32]] = []

    def take(self, cells: ColumnCells) -> None:
        """Read the next cells."""
        codes = [self._code_of[cell] for cell in cells.different]
        self._chunks.append(np.take(np.array(codes, np.int32), cells.which))

    def left_out(self) -> Iterator[tuple[LeftOut, Mask]]:
        """Yield each reason with the rows that do not count for it, shape (n,)."""
        codes = np.concatenate(self._chunks)
        for code, reason in enumerate(self._reasons, start=1):
            yield reason, codes == code

    def faults(self, rows: CountedRows) -> list[Fault]:
        """Return each word that may mean anything, with the rows that have it."""
        codes = np.concatenate(self._chunks)
        return [
            Fault.of(Message.UNKNOWN_STATUS, self._heading, numbers, value=text)
            for text, code in self._code_of.unknown.items()
            if (numbers := rows.where(codes == code))
        ]


class _CodeOfStatus(dict[str, int]):
    """Cell as written -> number of its reason, 0 for none, below 0 for what is not known.

    Moments are not kept.
    """

    def __init__(self, code_of: Mapping[str, int], counted: frozenset[str] | None) -> None:
        super().__init__()
        self._known = code_of
        if counted is not None:
            words = {**dict.fromkeys(counted, 0), **code_of}
            self._known = {folded(word): code for word, code in words.items()}
        self._is_any = counted is None
        self.unknown: dict[str, int] = {}

    def __missing__(self, cell: str) -> int:
        text = cell.strip().casefold()
        if self._is_any:
            return self._known.get(text, 0)
        uid = _UID.search(text)
        word = folded((uid[1] if uid else text).replace("_", " "))
        if word in self._known:
            return self._known[word]
        return self.unknown.setdefault(cell.strip(), -len(self.unknown) - 1)


class RecordColumn:
    """A column of numbers or keys that no two records share."""

    def __init__(self) -> None:
        self._chunks: list[Keys] = []

    def take(self, cells: ColumnCells) -> None:
        """Read the next cells."""
        keys = [hash(without_shapeless(cell).strip()) for cell in cells.different]
        self._chunks.append(np.take(np.array(keys, np.int64), cells.which))

    def keys(self) -> Keys:
        """Return a number for each record, alike for equal ones; 0 where none is named."""
        return np.concatenate(self._chunks)


class OwnRecordColumn(RecordColumn):
    """A column of numbers that an office gave its forms, which may begin again."""

    def __init__(self) -> None:
        super().__init__()
        self._numbers: list[Numbers] = []

    def take(self, cells: ColumnCells) -> None:
        """Read the next cells."""
        super().take(cells)
        numbers = [number_in(cell) for cell in cells.different]
        self._numbers.append(np.take(np.array(numbers, np.int64), cells.which))

    def keys(self) -> Keys:
        """Return a number for each record, alike for equal ones; 0 where no number stands."""
        return np.where(self.numbers() == NO_NUMBER, 0, super().keys())

    def numbers(self) -> Numbers:
        """Return the numbers themselves, shape (n,)."""
        return np.concatenate(self._numbers)
