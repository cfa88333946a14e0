"""A CSV file without quotation marks, cut into cells by whole blocks of bytes.

Exports of many answers are plain: no quotes, every row as wide as the heading. Their cells are
found with a few array operations a block instead of one object a cell; a block that is not so
plain is handed on as rows of text. Both ways give the same responses and the same faults.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from analysis.reading.cells import ColumnCells

# Bytes looked at together: few enough that the offsets of their cells stay near the processor.
BLOCK = 1_000_000
_NEWLINE, _RETURN = ord("\n"), ord("\r")
# Bytes that the processor compares at once.
_WORD = 8
# A cell of more bytes is compared as text.
_LONGEST = 64
# An odd number without a pattern: keys of words that differ in few bits lie far apart.
_FACTOR = np.uint64(0x9E3779B97F4A7C15)

Indices = NDArray[np.int64]


@dataclass(frozen=True, eq=False)
class Block:
    """Rows of equal width; each cell begins and ends at an offset in the content.

    Offsets have shape (rows, columns); no cell holds a byte of 0.
    """

    content: bytes
    starts: Indices
    ends: Indices

    def __len__(self) -> int:
        return len(self.starts)

    @property
    def has_text(self) -> NDArray[np.bool_]:
        """Whether each row has a cell that is not empty."""
        has_text: NDArray[np.bool_] = self.ends[:, -1] - self.starts[:, 0] >= self.starts.shape[1]
        return has_text

    def rows(self) -> list[list[str]]:
        """Return the rows as text."""
        everywhere = np.arange(len(self))
        columns = (self._texts(column, everywhere) for column in range(self.starts.shape[1]))
        return [list(row) for row in zip(*columns, strict=True)]

    def selected(self, rows: Indices) -> Block:
        """Return the rows at these indices."""
        if len(rows) == len(self):
            return self
        return Block(self.content, self.starts[rows], self.ends[rows])

    def cells(self, column: int) -> ColumnCells:
        """Return the cells of a column; each different one is decoded once."""
        longest = int(self._longest[column])
        if longest <= 1:
            first, which = _in_order(256, self._first_bytes[:, column])
            return ColumnCells(self._texts(column, first), which)
        if longest <= _LONGEST:
            words = self._words(column, longest)
            different, kind_of = np.unique(_keys(words), return_inverse=True)
            first, which = _in_order(len(different), kind_of)
            # Two cells have one key less often than a processor fails, and still are two.
            if np.array_equal(words[first][which], words):
                return ColumnCells(self._texts(column, first), which)
        return ColumnCells.of(self._texts(column, np.arange(len(self))))

    def _texts(self, column: int, rows: Indices) -> list[str]:
        starts, ends = self.starts[rows, column].tolist(), self.ends[rows, column].tolist()
        content = self.content
        return [content[start:end].decode() for start, end in zip(starts, ends, strict=True)]

    @cached_property
    def _lengths(self) -> Indices:
        return self.ends - self.starts

    @cached_property
    def _longest(self) -> Indices:
        """The bytes of the longest cell of each column."""
        longest: Indices = self._lengths.max(axis=0, initial=0)
        return longest

    @cached_property
    def _first_bytes(self) -> NDArray[np.uint8]:
        """The first byte of each cell, 0 of an empty one."""
        first = np.take(np.frombuffer(self.content, np.uint8), self.starts)
        return np.where(self._lengths > 0, first, np.uint8(0))

    @cached_property
    def _padded(self) -> bytes:
        return self.content + bytes(_LONGEST)

    def _words(self, column: int, longest: int) -> NDArray[np.uint64]:
        """Return the bytes of each cell as whole words, filled with 0; shape (rows, words)."""
        width = -(-longest // _WORD) * _WORD
        from_each_byte = np.ndarray(len(self.content), f"V{width}", self._padded, strides=(1,))
        words = from_each_byte[self.starts[:, column]].view(np.uint64).reshape(-1, width // _WORD)
        filled = b"".join(b"\xff" * length + bytes(width - length) for length in range(width + 1))
        masks = np.frombuffer(filled, np.uint64).reshape(width + 1, -1)
        return words & masks[self._lengths[:, column]]


def _keys(words: NDArray[np.uint64]) -> NDArray[np.uint64]:
    """Return one number for each row of words."""
    keys = words[:, 0]
    for further in words.T[1:]:
        keys = keys * _FACTOR ^ further
    return keys


def _in_order(kinds: int, kind_of: NDArray[np.integer]) -> tuple[Indices, Indices]:
    """Return the first row of each kind that a row has, rising, and which of these each row has."""
    count = len(kind_of)
    first = np.full(kinds, count)
    # Of several rows that are written to one place the last one stays.
    first[kind_of[::-1]] = np.arange(count)[::-1]
    order = np.argsort(first)
    rank = np.empty_like(order)
    rank[order] = np.arange(kinds)
    return first[order[: np.count_nonzero(first < count)]], np.take(rank, kind_of)


def is_plain(path: Path, size: int = BLOCK) -> bool:
    """Return whether cutting at separators and line ends is all that reading the file takes."""
    with path.open("rb") as file:
        while content := file.read(size):
            # A return at the end of one piece may belong to the line feed of the next.
            if content.endswith(b"\r"):
                content += file.read(1)
            if b'"' in content or b"\0" in content or _has_lone_return(content):
                return False
    return True


def _has_lone_return(content: bytes) -> bool:
    if b"\r" not in content:
        return False
    characters = np.frombuffer(content, np.uint8)
    is_return = characters == _RETURN
    return bool(is_return[-1] or (is_return[:-1] & (characters[1:] != _NEWLINE)).any())


def blocks(path: Path, size: int = BLOCK, skipped: int = 1) -> Iterator[bytes]:
    """Yield the lines below the skipped ones, many at a time; raise UnicodeDecodeError."""
    with path.open("rb") as file:
        for _ in range(skipped):
            file.readline()
        while content := file.read(size):
            content += file.readline()
            content.decode()
            yield content if content.endswith(b"\n") else content + b"\n"


def cut(content: bytes, separator: str, width: int) -> Block | None:
    """Return the cells of some lines; None when a line has not `width` cells."""
    characters = np.frombuffer(content, np.uint8)
    is_newline = characters == _NEWLINE
    after = np.flatnonzero((characters == ord(separator)) | is_newline)
    if np.count_nonzero(is_newline) * width != len(after):
        return None
    starts = np.zeros_like(after)
    np.add(after[:-1], 1, out=starts[1:])
    ends = after.reshape(-1, width)
    last = ends[:, -1]
    if (characters[last] != _NEWLINE).any():
        return None
    # Before a line feed may stand a return, which is no part of the last cell.
    has_return = (characters[last - 1] == _RETURN) & (np.diff(last, prepend=-1) > 1)
    ends[:, -1] -= has_return
    return Block(content, starts.reshape(-1, width), ends)


def rows_in(content: bytes, separator: str) -> list[list[str]]:
    """Return lines of any width as rows of text."""
    lines = content.decode().replace("\r\n", "\n").split("\n")[:-1]
    return [line.split(separator) for line in lines]
