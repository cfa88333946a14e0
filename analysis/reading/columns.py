"""Columns of names as codes: each different cell is thought about once."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping

import numpy as np
from numpy.typing import NDArray

from analysis.names import folded, name_in
from analysis.reading.cells import ColumnCells
from analysis.reading.damaged_letters import damage_of
from analysis.reading.faults import Fault, Message
from analysis.reading.rows import CountedRows
from analysis.responses import MISSING, Labels, Mask, in_order
from analysis.texts import is_error_value, is_risky

# No office has as many service points; what protects few answers compares names by pairs.
MOST_NAMES = 500
# Rows without a name before anybody is asked whether names are written once for several.
_FEWEST_UNNAMED = 3


class CodedColumn(ABC):
    """Takes the cells of a column and keeps their codes, which a dictionary makes when asked."""

    def __init__(self, heading: str, code_of: dict[str, int]) -> None:
        self._heading = heading
        self._code_of_cell = code_of
        self._chunks: list[NDArray[np.int32]] = []

    def take(self, cells: ColumnCells) -> None:
        """Read the next cells."""
        codes = [self._code_of_cell[cell] for cell in cells.different]
        self._chunks.append(np.take(np.array(codes, np.int32), cells.which))

    @abstractmethod
    def texts(self) -> Mapping[int, str]:
        """Return each different text of the column by its code."""

    def rows_with(self, is_meant: Callable[[str], bool]) -> Mask:
        """Return whether the text of each row is one of those meant, shape (n,)."""
        texts = self.texts()
        # The last entry, which the code -1 finds, is that of an empty cell.
        table = np.zeros(len(texts) + 1, np.bool_)
        for code, text in texts.items():
            table[code] = is_meant(text)
        chosen: Mask = table[self._codes()]
        return chosen

    def _codes(self) -> NDArray[np.int32]:
        self._chunks = [np.concatenate(self._chunks)]
        return self._chunks[0]

    def _faults_of(
        self, message: Message, wrong: Mapping[int, str], rows: CountedRows
    ) -> list[Fault]:
        codes = self._codes()
        found = {text: rows.where(codes == code) for code, text in wrong.items()}
        return [
            Fault.of(message, self._heading, numbers, value=text)
            for text, numbers in found.items()
            if numbers
        ]


def fault_of_name(cell: str) -> Message | None:
    """Return what is wrong with a cell that holds a name; None where nothing shows."""
    if is_risky(cell):
        return Message.FORMULA
    return Message.ERROR_VALUE if is_error_value(cell) else damage_of(cell)


class _CodeOfSpelling(dict[str, int]):
    """Cell as written -> code of its spelling, hidden characters and spaces aside."""

    def __init__(self) -> None:
        super().__init__()
        self.codes: dict[str, int] = {}
        self.wrong: dict[Message, dict[int, str]] = {}

    def __missing__(self, cell: str) -> int:
        name = name_in(cell)
        code = self.codes.setdefault(name, len(self.codes)) if name else MISSING
        fault = fault_of_name(cell)
        if fault:
            self.wrong.setdefault(fault, {})[code] = name
        self[cell] = code
        return code


def _are_written_once(codes: NDArray[np.int32]) -> bool:
    """Return whether names seem to be written once for several rows, above the others.

    Then the first row has one, at least half of the others have none, and no name stands right
    below itself, as it soon does where names are left out by chance.
    """
    named = codes[codes != MISSING]
    unnamed = len(codes) - len(named)
    if unnamed < max(_FEWEST_UNNAMED, len(named)) or codes[0] == MISSING:
        return False
    return bool((named[1:] != named[:-1]).all())


class LabelColumn(CodedColumn):
    """A column of names, such as service points; names that look alike are one."""

    def __init__(self, heading: str) -> None:
        self._code_of = _CodeOfSpelling()
        super().__init__(heading, self._code_of)

    def labels(self) -> Labels:
        """Return the names, each as it is spelt most often, and the code of each response."""
        code_of_spelling = np.full(len(self._code_of.codes) + 1, MISSING, np.int32)
        for code, spellings in enumerate(self._together()):
            code_of_spelling[[self._code_of.codes[each] for each in spellings]] = code
        names = [spellings[0] for spellings in self._together()]
        return in_order(names, code_of_spelling[self._codes()])

    def stand_once(self) -> Mask:
        """Return which rows have a name that no other row has, shape (n,)."""
        places = self.labels().codes - MISSING
        counts = np.bincount(places)
        counts[0] = 0  # of rows without a name
        once: Mask = counts[places] == 1
        return once

    def joined(self) -> list[list[str]]:
        """Return the spellings of each name that has several, the most frequent first."""
        return [spellings for spellings in self._together() if len(spellings) > 1]

    def texts(self) -> Mapping[int, str]:
        """Return each different name by its code."""
        return {code: spelling for spelling, code in self._code_of.codes.items()}

    def faults(self, rows: CountedRows) -> list[Fault]:
        """Return the names that are damaged or that a spreadsheet would run, with their rows.

        Where there are too many names, only how many: the column holds something else.
        """
        names = len(self._together())
        if names > MOST_NAMES:
            found, most = str(names), str(MOST_NAMES)
            return [Fault.of(Message.TOO_MANY_NAMES, self._heading, found=found, most=most)]
        faults = [
            fault
            for message, wrong in self._code_of.wrong.items()
            for fault in self._faults_of(message, wrong, rows)
        ]
        if _are_written_once(self._codes()[rows.is_counted]):
            unnamed = rows.where(self._codes() == MISSING)
            faults.append(Fault.of(Message.WRITTEN_ONCE, self._heading, unnamed))
        return faults

    def _together(self) -> list[list[str]]:
        """Return the spellings by name, those of a name by their frequency."""
        codes = self._code_of.codes
        counts = np.bincount(self._codes() + 1, minlength=len(codes) + 1)[1:]
        spellings: dict[str, list[str]] = {}
        for spelling in codes:
            spellings.setdefault(folded(spelling), []).append(spelling)
        return [
            sorted(each, key=lambda spelling: -counts[codes[spelling]])
            for each in spellings.values()
        ]
