"""A CSV file as rows of text, cut at each separator and under each row that may have headings."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import TextIO, TypeAlias

from analysis.reading.blocks import BLOCK, blocks, cut, is_plain, rows_in
from analysis.reading.faults import Fault, Message
from analysis.reading.text_tables import HEADS, SAMPLE, Piece, Rows, TextTable, possible_headings

# Rows held as text at a time: enough to work column by column, little beside the result.
CHUNK = 20_000
SEPARATORS = (",", ";", "\t", "|")
# The first line of a file for Excel may tell the separator; Excel does not count it as a row.
_TOLD = {f"sep={separator}": separator for separator in SEPARATORS}
_LONGEST_TOLD = 40


@dataclass(frozen=True)
class CsvRows:
    """The rows of a CSV file below its headings; what is wrong with them joins `faults`."""

    path: Path
    separator: str
    width: int  # cells of the headings
    heading_row: int = 1  # as a spreadsheet counts
    lines_above: int = 0  # that no spreadsheet counts
    faults: list[Fault] = field(default_factory=list)

    @property
    def first_row(self) -> int:
        """The number of the row below the headings."""
        return self.heading_row + 1

    @property
    def skipped(self) -> int:
        """How many lines end with the headings."""
        return self.lines_above + self.heading_row


PiecesOf: TypeAlias = Callable[[CsvRows], Iterator[Piece]]


def csv_tables(path: Path) -> list[TextTable]:
    """Return a CSV file cut at each separator, below each row that may have its headings."""
    pieces_of = blocks_of if is_plain(path) else rows_of
    told = _told_separator(path)
    above = 0 if told is None else 1
    return [
        csv_table(
            CsvRows(path, separator, len(headings), number, above),
            headings,
            pieces_of,
            upper=upper,
        )
        for separator in (SEPARATORS if told is None else [told])
        for number, headings, upper in possible_headings(_first_rows(path, separator, above))
    ]


def csv_table(
    rows: CsvRows, headings: list[str], pieces_of: PiecesOf, *, upper: Sequence[str] = ()
) -> TextTable:
    """Return the rows below these headings, cut by `pieces_of`."""
    return TextTable(
        headings,
        pieces=lambda: pieces_of(rows),
        sample=lambda: list(islice(rows_below(rows), SAMPLE)),
        faults=rows.faults,
        heading_row=rows.heading_row,
        upper=upper,
    )


def blocks_of(rows: CsvRows, size: int = BLOCK) -> Iterator[Piece]:
    """Yield the rows of a file without quotation marks, so many bytes at a time."""
    number = rows.first_row
    for content in blocks(rows.path, size, rows.skipped):
        piece = cut(content, rows.separator, rows.width) or rows_in(content, rows.separator)
        yield number, piece
        number += len(piece)


def rows_of(rows: CsvRows, size: int = CHUNK) -> Iterator[Piece]:
    """Yield the rows of any CSV file, so many at a time."""
    reader, number = rows_below(rows), rows.first_row
    # Rows that were read together with a broken quotation mark are not looked at.
    while (piece := list(islice(reader, size))) and not rows.faults:
        yield number, piece
        number += len(piece)


def rows_below(rows: CsvRows) -> Iterator[list[str]]:
    """Yield the rows below the heading; a broken quotation mark ends them and joins the faults."""
    with _opened(rows.path) as file:
        reader = csv.reader(file, delimiter=rows.separator, strict=True)
        try:
            yield from islice(reader, rows.skipped, None)
        except csv.Error:
            rows.faults.append(Fault.of(Message.BROKEN_QUOTES, line=str(reader.line_num)))


def _first_rows(path: Path, separator: str, lines_above: int) -> Rows:
    """Return the rows that may have the headings, up to one with broken quotation marks."""
    rows: Rows = []
    with _opened(path) as file:
        reader = csv.reader(file, delimiter=separator, strict=True)
        with suppress(csv.Error):
            rows.extend(islice(reader, lines_above, lines_above + HEADS))
    return rows or [[]]


def _told_separator(path: Path) -> str | None:
    with _opened(path) as file:
        return _TOLD.get(file.readline(_LONGEST_TOLD).strip('\ufeff"\r\n ').casefold())


def _opened(path: Path) -> TextIO:
    # Without a byte order mark, and with the line ends that the csv module wants to see.
    return path.open(encoding="utf-8-sig", newline="")
