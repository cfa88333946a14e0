"""The rows of a file: which of them are taken, which of those count, and why others do not."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import compress, pairwise

import numpy as np
from numpy.typing import NDArray

from analysis.account import Account, LeftOut
from analysis.reading.blocks import Block
from analysis.reading.cells import ColumnCells
from analysis.reading.faults import Fault, Message
from analysis.reading.text_tables import Rows
from analysis.responses import Mask, Responses
from analysis.texts import unguarded


class CountedRows:
    """The number in the file of each row that was taken, and whether the row counts."""

    def __init__(self, numbers: NDArray[np.int64], is_counted: Mask | None = None) -> None:
        self.numbers = numbers
        self.is_counted = np.ones(len(numbers), np.bool_) if is_counted is None else is_counted

    def __len__(self) -> int:
        return len(self.numbers)

    def at(self, indices: Sequence[int]) -> list[int]:
        """Return the numbers of those rows at the indices that count."""
        chosen = np.asarray(indices, np.int64)
        numbers: list[int] = self.numbers[chosen[self.is_counted[chosen]]].tolist()
        return numbers

    def where(self, chosen: Mask) -> list[int]:
        """Return the numbers of the chosen rows that count."""
        numbers: list[int] = self.numbers[chosen & self.is_counted].tolist()
        return numbers

    def only(self, chosen: Mask) -> CountedRows:
        """Return the same rows, of which none but the chosen ones count."""
        return CountedRows(self.numbers, self.is_counted & chosen)


class RowFilter:
    """Lets through the rows of this questionnaire, and remembers what it did not let through."""

    def __init__(self, name: str, width: int, index: int | None) -> None:
        self._name = name
        self._width = width
        self._index = index  # of the column that names the questionnaire of a row
        self._numbers: list[NDArray[np.int64]] = []
        self._left_out: dict[LeftOut, list[NDArray[np.int64]]] = {}
        self._short: list[tuple[int, int]] = []
        self._long: dict[int, list[int]] = {}
        self.others: Counter[str] = Counter()

    def counted(self) -> CountedRows:
        """Return the rows let through."""
        return CountedRows(np.concatenate([np.zeros(0, np.int64), *self._numbers]))

    @property
    def left_out(self) -> dict[LeftOut, NDArray[np.int64]]:
        """The numbers of the rows that were not let through, by reason."""
        return {reason: np.concatenate(numbers) for reason, numbers in self._left_out.items()}

    def passed(self, first: int, rows: Rows) -> Rows:
        """Return the rows that may be responses; `first` is the number of the first one."""
        if any(len(row) != self._width for row in rows):
            rows = [self._fitted(number, row) for number, row in enumerate(rows, start=first)]
        has_text = np.fromiter(map(any, rows), np.bool_, len(rows))
        names = None if self._index is None else self._names_of(rows, has_text)
        indices = self._let_through(first, has_text, names)
        return rows if len(indices) == len(rows) else [rows[index] for index in indices]

    def passed_block(self, first: int, block: Block) -> Block:
        """Return the rows of a block that may be responses; `first` is the number of the first."""
        has_text = block.has_text
        names = None
        if self._index is not None:
            names = block.selected(np.flatnonzero(has_text)).cells(self._index)
        return block.selected(self._let_through(first, has_text, names))

    def faults(self) -> list[Fault]:
        """Return the rows that are too long or cut in two, or that no row was let through."""
        width = str(self._width)
        broken = [
            Fault.of(Message.RAGGED, rows=rows, found=str(found), expected=width)
            for found, rows in self._long.items()
        ]
        broken += [Fault.of(Message.CUT_ROW, rows=rows) for rows in self._cut_in_two()]
        if broken or self._numbers_let_through():
            return broken
        if not self.others:
            return [Fault.of(Message.NO_RESPONSES)]
        names = ", ".join(sorted(self.others))
        return [Fault.of(Message.OTHER_QUESTIONNAIRE, questionnaire=self._name, found=names)]

    def _numbers_let_through(self) -> int:
        return sum(map(len, self._numbers))

    def _cut_in_two(self) -> list[list[int]]:
        """Return pairs of short rows that make one whole row, whose middle cell is cut."""
        return [
            [number, following]
            for (number, width), (following, rest) in pairwise(self._short)
            if following == number + 1 and width + rest == self._width + 1 and width != rest
        ]

    def _fitted(self, number: int, row: list[str]) -> list[str]:
        """Return the row as wide as the heading: programs leave off empty cells at its end."""
        beyond = row[self._width :]
        if any(cell.strip() for cell in beyond):
            self._long.setdefault(len(row), []).append(number)
            return []
        if any(row) and len(row) < self._width:
            self._short.append((number, len(row)))
        return row[: self._width] + [""] * (self._width - len(row))

    def _names_of(self, rows: Rows, has_text: Mask) -> ColumnCells:
        return ColumnCells.of([row[self._index or 0] for row in compress(rows, has_text)])

    def _let_through(
        self, first: int, has_text: Mask, names: ColumnCells | None
    ) -> NDArray[np.int64]:
        """Return the indices of the rows with text that are ours, by the names that they give."""
        indices = np.flatnonzero(has_text)
        self._leave_out(LeftOut.EMPTY, np.flatnonzero(~has_text) + first)
        if names is not None:
            is_ours = self._are_ours(names)
            self._leave_out(LeftOut.OTHER_QUESTIONNAIRE, indices[~is_ours] + first)
            indices = indices[is_ours]
        self._numbers.append(indices + first)
        return indices

    def _leave_out(self, reason: LeftOut, numbers: NDArray[np.int64]) -> None:
        if len(numbers):
            self._left_out.setdefault(reason, []).append(numbers)

    def _are_ours(self, names: ColumnCells) -> Mask:
        """Return whether each name is ours."""
        counts = np.bincount(names.which, minlength=len(names.different)).tolist()
        ours = []
        for cell, count in zip(names.different, counts, strict=True):
            name = unguarded(cell.strip())
            ours.append(name in {"", self._name})
            if not ours[-1]:
                self.others[name] += count
        return np.take(np.array(ours, np.bool_), names.which)


class Sifting:
    """The rows that count so far, and by reason those that do not."""

    def __init__(self, rows: CountedRows, left_out: Mapping[LeftOut, NDArray[np.int64]]) -> None:
        self.rows = rows
        self._left_out: dict[LeftOut, list[int]] = {
            reason: numbers.tolist() for reason, numbers in left_out.items()
        }

    def leave_out(self, reason: LeftOut, chosen: Mask) -> None:
        """Count the chosen rows no longer."""
        if numbers := self.rows.where(chosen):
            self._left_out.setdefault(reason, []).extend(numbers)
            self.rows = self.rows.only(~chosen)

    def selected(self, responses: Responses) -> Responses:
        """Return those of all rows that count."""
        if self.rows.is_counted.all():
            return responses
        return responses.selected(self.rows.is_counted).without_unused_names()

    def account(self) -> Account:
        """Return what became of every row."""
        return Account.of(int(self.rows.is_counted.sum()), self._left_out)
