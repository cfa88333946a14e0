"""A CSV file as rows of text, or the reason why it cannot be read as one."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import islice
from pathlib import Path
from typing import TextIO, TypeAlias

from analysis.reading.blocks import BLOCK, blocks, cut, is_plain, rows_in
from analysis.reading.damaged_letters import encoding_fault
from analysis.reading.faults import Fault, FaultyData, Message
from analysis.reading.text_tables import FIRST_ROW, SAMPLE, Piece, Rows, TextTable

# The rows of a file with this separator and so many headings; its faults join the list.
PiecesOf: TypeAlias = Callable[[Path, str, int, list[Fault]], Iterator[Piece]]

# Rows held as text at a time: enough to work column by column, little beside the result.
CHUNK = 20_000
SEPARATORS = (",", ";", "\t")
_HEAD = 65_536


@contextmanager
def checked(path: Path) -> Iterator[None]:
    """Raise FaultyData if the file is empty, a workbook or, while it is read, not in UTF-8."""
    fault = _fault_of_beginning(path)
    if fault is not None:
        raise FaultyData(path.name, [fault])
    try:
        yield
    except UnicodeDecodeError:
        raise FaultyData(path.name, [_fault_of_encoding(path)]) from None


def csv_tables(path: Path) -> list[TextTable]:
    """Return a CSV file cut at each separator that it may have."""
    pieces_of = blocks_of if is_plain(path) else rows_of
    return [csv_table(path, separator, pieces_of) for separator in SEPARATORS]


def csv_table(path: Path, separator: str, pieces_of: PiecesOf) -> TextTable:
    """Return a CSV file cut at one separator, its rows by `pieces_of`."""
    headings, faults = _first_row(path, separator), list[Fault]()
    return TextTable(
        headings,
        pieces=lambda: pieces_of(path, separator, len(headings), faults),
        sample=lambda: _sample_rows(path, separator),
        faults=faults,
    )


def blocks_of(
    path: Path, separator: str, width: int, _faults: list[Fault], size: int = BLOCK
) -> Iterator[Piece]:
    """Yield the rows of a file without quotation marks, so many bytes at a time."""
    number = FIRST_ROW
    for content in blocks(path, size):
        piece = cut(content, separator, width) or rows_in(content, separator)
        yield number, piece
        number += len(piece)


def rows_of(
    path: Path, separator: str, _width: int, faults: list[Fault], size: int = CHUNK
) -> Iterator[Piece]:
    """Yield the rows of any CSV file, so many at a time."""
    reader, number = rows_below(path, separator, faults), FIRST_ROW
    # Rows that were read together with a broken quotation mark are not looked at.
    while (rows := list(islice(reader, size))) and not faults:
        yield number, rows
        number += len(rows)


def rows_below(path: Path, separator: str, faults: list[Fault]) -> Iterator[list[str]]:
    """Yield the rows below the heading; a broken quotation mark ends them and joins the faults."""
    with _opened(path) as file:
        reader = csv.reader(file, delimiter=separator, strict=True)
        try:
            yield from islice(reader, 1, None)
        except csv.Error:
            faults.append(Fault.of(Message.BROKEN_QUOTES, line=str(reader.line_num)))


def _first_row(path: Path, separator: str) -> list[str]:
    """Return the cells of the heading; none where its quotation marks are broken."""
    with _opened(path) as file:
        try:
            return next(csv.reader(file, delimiter=separator, strict=True), [])
        except csv.Error:
            return []


def _sample_rows(path: Path, separator: str) -> Rows:
    with _opened(path) as file:
        return list(islice(csv.reader(file, delimiter=separator), 1, SAMPLE))


def _opened(path: Path) -> TextIO:
    # Without a byte order mark, and with the line ends that the csv module wants to see.
    return path.open(encoding="utf-8-sig", newline="")


def _fault_of_beginning(path: Path) -> Fault | None:
    with path.open("rb") as file:
        head = file.read(_HEAD)
    if not head.strip(b"\xef\xbb\xbf \t\r\n"):
        return Fault.of(Message.EMPTY_FILE)
    if head.startswith(b"PK\x03\x04"):
        return Fault.of(Message.ZIPPED)
    # Without a byte order mark UTF-16 is seen by the empty half of every Latin letter.
    if head.startswith((b"\xff\xfe", b"\xfe\xff")) or head.count(0) > len(head) / 10:
        return Fault.of(Message.UTF16)
    return None


def _fault_of_encoding(path: Path) -> Fault:
    """Return the fault of a file that is not UTF-8, naming the encoding that it looks like."""
    content = path.read_bytes()
    readable = content.decode(errors="replace").partition("\N{REPLACEMENT CHARACTER}")[0]
    row = readable.count("\n") + 1
    sample = content.split(b"\n", row - 1)[-1][:_HEAD].decode("latin-1")
    return Fault.of(encoding_fault(sample), rows=[row])
