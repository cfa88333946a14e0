"""Which rows of a file are responses to this questionnaire."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from analysis.reading.blocks import Block
from analysis.reading.faults import Fault, Message
from analysis.reading.headings import QUESTIONNAIRE, Columns
from analysis.texts import unguarded

Rows = list[list[str]]


class RowSieve:
    """Lets through the rows of this questionnaire, and remembers what it did not let through."""

    def __init__(self, name: str, columns: Columns) -> None:
        self._name = name
        self._width = len(columns.headings)
        self._place = columns.known.get(QUESTIONNAIRE)
        self._ragged: dict[int, list[int]] = {}
        self._numbers: list[NDArray[np.int64]] = []
        self.others: Counter[str] = Counter()

    @property
    def numbers(self) -> NDArray[np.int64]:
        """The number in the file of each row let through."""
        return np.concatenate([np.zeros(0, np.int64), *self._numbers])

    def passed(self, first: int, rows: Rows) -> Rows:
        """Return the rows that are responses; `first` is the number of the first one."""
        wanted = [self._is_ours(number, row) for number, row in enumerate(rows, start=first)]
        places = np.flatnonzero(wanted)
        self._numbers.append(places + first)
        return rows if len(places) == len(rows) else [rows[place] for place in places]

    def passed_block(self, first: int, block: Block) -> Block:
        """Return the rows of a block that are responses; `first` is the number of the first one."""
        wanted = block.has_text
        if self._place is not None:
            wanted &= self._name_ours(block.texts(self._place))
        places = np.flatnonzero(wanted)
        self._numbers.append(places + first)
        return block if len(places) == len(block) else block.selected(places)

    def _is_ours(self, number: int, row: Sequence[str]) -> bool:
        if not any(row):
            return False
        if len(row) != self._width:
            self._ragged.setdefault(len(row), []).append(number)
            return False
        return self._place is None or self._names_ours(row[self._place])

    def _name_ours(self, names: Sequence[str]) -> NDArray[np.bool_]:
        """Return whether each name is ours; each different one is thought about once."""
        counts = Counter(names)
        ours = {name: self._names_ours(name) for name in counts}
        for name, is_ours in ours.items():
            if not is_ours:
                self.others[unguarded(name.strip())] += counts[name] - 1
        if all(ours.values()):
            return np.ones(len(names), np.bool_)
        return np.array([ours[name] for name in names])

    def _names_ours(self, cell: str) -> bool:
        if cell == self._name:
            return True
        name = unguarded(cell.strip())
        if name in {"", self._name}:
            return True
        self.others[name] += 1
        return False

    def faults(self) -> list[Fault]:
        """Return the rows of another width, or that no row was let through at all."""
        found = [
            Fault.of(Message.RAGGED, rows=rows, found=str(width), expected=str(self._width))
            for width, rows in self._ragged.items()
        ]
        if found or len(self.numbers):
            return found
        if not self.others:
            return [Fault.of(Message.NO_RESPONSES)]
        names = ", ".join(sorted(self.others))
        return [Fault.of(Message.OTHER_QUESTIONNAIRE, questionnaire=self._name, found=names)]
