"""Whether many rows in a row stand in a file twice, as where a table was pasted below itself."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view
from numpy.typing import NDArray

from analysis.account import row_ranges
from analysis.reading.row_hashes import FACTOR, Hashes
from analysis.reading.rows import CountedRows
from analysis.responses import Mask

# Rows that are equal one after the other to earlier ones before anybody is asked. Where they are
# few, their answers alone must tell: rows of one day and place are likelier to be alike.
FEWEST_ROWS, MANY_ROWS = 10, 20
# Such blocks may come about by chance where people answer alike; in one file of a million at most.
_CHANCE = 1e-6

Positions = NDArray[np.int64]


@dataclass(frozen=True)
class SameBlocks:
    """Rows of blocks that stand in a file before, shape (n,), and the numbers of both."""

    copies: Mask
    rows: list[int]
    first_rows: str


def same_blocks(answers: Hashes, hashes: Hashes, rows: CountedRows) -> SameBlocks | None:
    """Return the rows that count and stand in a block before as they do; None without any.

    Rows that are no responses do not break a block. `answers` and `hashes` are alike where rows
    have the same answers, and where they say the same in everything.
    """
    indices = np.flatnonzero(rows.is_counted)
    answers, hashes = answers[indices], hashes[indices]
    copied = sources = np.zeros(len(indices), np.bool_)
    for length, contents in ((FEWEST_ROWS, answers), (MANY_ROWS, hashes)):
        starts, firsts = _equal_windows(hashes, length)
        if not len(starts):
            break
        is_sure = _are_no_chance(contents, starts, length)
        copied = copied | _covered(len(indices), starts[is_sure], length)
        sources = sources | _covered(len(indices), firsts[is_sure], length)
    if not copied.any():
        return None
    copies = np.zeros(len(rows), np.bool_)
    copies[indices[copied]] = True
    return SameBlocks(copies, rows.where(copies), row_ranges(rows.at(indices[sources].tolist())))


def _equal_windows(hashes: Hashes, length: int) -> tuple[Positions, Positions]:
    """Return where windows begin that are equal to earlier ones, and where these begin."""
    count = len(hashes) - length + 1
    if count <= length:
        return np.zeros(0, np.int64), np.zeros(0, np.int64)
    windows = np.zeros(count, np.uint64)
    for offset in range(length):
        windows = windows * FACTOR + hashes[offset : offset + count]
    # In a sorted table equal rows follow each other, and windows of nothing else are no sign.
    changes = np.concatenate([[0], np.cumsum(hashes[1:] != hashes[:-1])])
    chosen = np.flatnonzero(changes[length - 1 :] - changes[:count] > 1)
    ordered = np.sort(windows[chosen])
    if not (ordered[1:] == ordered[:-1]).any():
        return chosen[:0], chosen[:0]
    _, first, inverse = np.unique(windows[chosen], return_index=True, return_inverse=True)
    firsts = chosen[first[inverse]]
    is_apart = chosen - firsts >= length
    return chosen[is_apart], firsts[is_apart]


def _are_no_chance(hashes: Hashes, starts: Positions, length: int) -> Mask:
    """Return whether windows are too many rows of rare contents to be equal by chance."""
    _, contents, counts = np.unique(hashes, return_inverse=True, return_counts=True)
    rarity = np.log(len(hashes) / counts)
    windows = np.sort(sliding_window_view(contents, length)[starts], axis=1)
    # People who answer alike may stand together: each content speaks once.
    is_new = np.diff(windows, axis=1, prepend=-1) != 0
    surprise = np.where(is_new, rarity[windows], 0).sum(axis=1)
    is_sure: Mask = surprise >= 2 * np.log(len(hashes)) - np.log(_CHANCE)
    return is_sure


def _covered(count: int, starts: Positions, length: int) -> Mask:
    """Return which of so many rows lie in a window that begins at one of these."""
    steps = np.zeros(count + 1, np.int64)
    np.add.at(steps, starts, 1)
    np.add.at(steps, starts + length, -1)
    covered: Mask = steps.cumsum()[:-1] > 0
    return covered
