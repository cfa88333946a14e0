"""A file as headings and rows of text, whatever kind of file it is."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import TypeAlias

from analysis.reading.blocks import Block
from analysis.reading.faults import Fault, FaultyData, Message
from analysis.reading.headings import Columns

Rows: TypeAlias = list[list[str]]
# The number in the file of the first of some rows, and these rows.
Piece: TypeAlias = tuple[int, Rows | Block]

# In a spreadsheet the heading is row 1.
FIRST_ROW = 2
# Rows that tell whether a table without columns of questions has rows of them.
SAMPLE = 200


@dataclass(frozen=True)
class TextTable:
    """Headings, and the rows of text below them in pieces.

    What is wrong with the rows joins `faults` while they are read.
    """

    headings: Sequence[str]
    pieces: Callable[[], Iterator[Piece]]
    sample: Callable[[], Rows]  # the first rows below the headings
    faults: list[Fault] = field(default_factory=list)

    def rows(self) -> Iterator[tuple[int, list[str]]]:
        """Yield each row below the headings with its number in the file."""
        for first, piece in self.pieces():
            rows = piece.rows() if isinstance(piece, Block) else piece
            yield from enumerate(rows, start=first)


def understood(
    name: str, tables: Sequence[TextTable], columns_of: Callable[[Sequence[str]], Columns]
) -> tuple[TextTable, Columns]:
    """Return the table of a file whose headings are understood best, and what they tell.

    `tables` are the ways in which the file `name` can be cut into cells. Raises FaultyData if two
    of them explain the headings equally well.
    """
    readings = [(table, columns_of(table.headings)) for table in tables]
    # Where no heading is understood, the more cells the likelier: its faults are then the best.
    table, best = max(readings, key=lambda each: (each[1].recognised, len(each[1].headings)))
    rivals = {columns.headings for _, columns in readings if columns.recognised == best.recognised}
    if best.recognised and len(rivals) > 1:
        raise FaultyData(name, [Fault.of(Message.SEPARATOR, rows=[1])])
    return table, best
