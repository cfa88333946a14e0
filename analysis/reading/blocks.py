"""A CSV file without quotation marks, cut into cells by whole blocks of bytes.

Exports of many answers are plain: no quotes, every row as wide as the heading. Their cells are
found with a few array operations a block instead of one object a cell; a block that is not so
plain is handed on as rows of text. Both ways give the same responses and the same faults.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

# Bytes looked at together: few enough that the offsets of their cells stay near the processor.
BLOCK = 1_000_000
_NEWLINE, _RETURN = ord("\n"), ord("\r")


@dataclass(frozen=True)
class Block:
    """Rows of equal width; each cell begins and ends at an offset in the content.

    Offsets have shape (rows, columns).
    """

    content: bytes
    starts: NDArray[np.int64]
    ends: NDArray[np.int64]

    def __len__(self) -> int:
        return len(self.starts)

    @property
    def has_text(self) -> NDArray[np.bool_]:
        """Whether each row has a cell that is not empty."""
        has_text: NDArray[np.bool_] = self.ends[:, -1] - self.starts[:, 0] >= self.starts.shape[1]
        return has_text

    def rows(self) -> list[list[str]]:
        """Return the rows as text."""
        columns = [self.texts(column) for column in range(self.starts.shape[1])]
        return [list(row) for row in zip(*columns, strict=True)]

    def selected(self, rows: NDArray[np.int64]) -> Block:
        """Return the rows at these indices."""
        if len(rows) == len(self):
            return self
        return Block(self.content, self.starts[rows], self.ends[rows])

    def single_bytes(self, column: int) -> NDArray[np.uint8] | None:
        """Return the only byte of each cell, 0 for an empty one; None when a cell has more."""
        starts, lengths = self._cells(column)
        if lengths.max(initial=0) > 1:
            return None
        first = np.take(np.frombuffer(self.content, np.uint8), starts)
        return np.where(lengths == 1, first, np.uint8(0))

    def texts(self, column: int) -> list[str]:
        """Return the cells of a column as text."""
        if self._is_constant(column):
            only = self.content[self.starts[0, column] : self.ends[0, column]]
            return [only.decode()] * len(self)
        bounds = zip(self.starts[:, column].tolist(), self.ends[:, column].tolist(), strict=True)
        content, text_of = self.content, _TextOfCell()
        return [text_of[content[start:end]] for start, end in bounds]

    def _is_constant(self, column: int) -> bool:
        starts, lengths = self._cells(column)
        if (lengths != lengths[0]).any():
            return False
        content = np.frombuffer(self.content, np.uint8)
        columns_of_bytes = (content[starts + offset] for offset in range(lengths[0]))
        return all((each == each[0]).all() for each in columns_of_bytes)

    def _cells(self, column: int) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        starts = self.starts[:, column]
        return starts, self.ends[:, column] - starts


class _TextOfCell(dict[bytes, str]):
    """Each different cell is decoded once."""

    def __missing__(self, cell: bytes) -> str:
        self[cell] = text = cell.decode()
        return text


def is_plain(path: Path, size: int = BLOCK) -> bool:
    """Return whether cutting at separators and line ends is all that reading the file takes."""
    with path.open("rb") as file:
        while content := file.read(size):
            # A return at the end of one piece may belong to the line feed of the next.
            if content.endswith(b"\r"):
                content += file.read(1)
            if b'"' in content or b"\0" in content:
                return False
            if b"\r" in content and content.count(b"\r") != content.count(b"\r\n"):
                return False
    return True


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
    after = np.flatnonzero((characters == ord(separator)) | (characters == _NEWLINE))
    if len(after) % width or content.count(b"\n") * width != len(after):
        return None
    starts = np.concatenate([[0], after[:-1] + 1]).reshape(-1, width)
    ends = after.reshape(-1, width)
    last = ends[:, -1]
    if (characters[last] != _NEWLINE).any():
        return None
    # Before a line feed may stand a return, which is no part of the last cell.
    has_return = (characters[last - 1] == _RETURN) & (np.diff(last, prepend=-1) > 1)
    ends[:, -1] -= has_return
    return Block(content, starts, ends)


def rows_in(content: bytes, separator: str) -> list[list[str]]:
    """Return lines of any width as rows of text."""
    lines = content.decode().replace("\r\n", "\n").split("\n")[:-1]
    return [line.split(separator) for line in lines]
