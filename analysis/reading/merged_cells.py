"""Merged cells of a sheet: a spreadsheet keeps the value in the first of them alone."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

_REF = re.compile(r"([A-Z]+)(\d+):([A-Z]+)(\d+)")


@dataclass(frozen=True)
class MergedCells:
    """A range of merged cells, by the numbers of its rows and the indices of its columns."""

    ref: str  # as a spreadsheet writes it: A3:A7
    first_row: int
    last_row: int
    first_column: int
    last_column: int

    @classmethod
    def at(cls, ref: str) -> MergedCells:
        """Return the range at a reference."""
        found = _REF.fullmatch(ref)
        if found is None:
            raise ValueError(f"a reference names two cells, such as A3:A7; this is {ref!r}")
        columns = _index(found[1]), _index(found[3])
        return cls(ref, int(found[2]), int(found[4]), *columns)

    @property
    def is_in_one_column(self) -> bool:
        """Whether the cells stand beneath each other, so that the value is each row's."""
        return self.first_column == self.last_column


def _index(letters: str) -> int:
    """Return the index of a column, from 0, by its letters."""
    number = 0
    for letter in letters:
        number = 26 * number + ord(letter) - ord("A") + 1
    return number - 1


def filled(
    rows: Iterable[list[str]], first_number: int, merged: Sequence[MergedCells]
) -> Iterator[list[str]]:
    """Yield rows with the value of merged cells in each of them, where these are in one column.

    `first_number` is the number of the first row.
    """
    begun = {(each.first_row, each.first_column): each for each in merged if each.is_in_one_column}
    begins = {row for row, _ in begun}
    values: dict[int, tuple[int, str]] = {}  # by column: the last row, and the value
    for number, row in enumerate(rows, start=first_number):
        if number in begins:
            for column, text in enumerate(row):
                if each := begun.get((number, column)):
                    values[column] = (each.last_row, text)
        for column, (last_row, text) in [*values.items()]:
            if number > last_row:
                del values[column]
            elif column < len(row):
                row[column] = text
        yield row
