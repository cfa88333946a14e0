"""Whether many rows in a row stand in a file twice, as where a table was pasted below itself."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view
from numpy.typing import NDArray

from analysis.account import row_ranges
from analysis.reading.rows import CountedRows
from analysis.responses import Mask, Responses

# Rows that are equal one after the other to earlier ones before anybody is asked.
FEWEST_ROWS = 20
# Such blocks may come about by chance where people answer alike; in one file of a million at most.
_CHANCE = 1e-6
_FACTOR = np.uint64(0x9E3779B97F4A7C15)
_SHIFT = np.uint64(29)

Hashes = NDArray[np.uint64]
Positions = NDArray[np.int64]


@dataclass(frozen=True)
class SameBlocks:
    """Rows of blocks that stand in a file before, shape (n,), and the numbers of both."""

    copies: Mask
    rows: list[int]
    first_rows: str


def same_blocks(
    responses: Responses, rows: CountedRows, moments: NDArray[np.int64]
) -> SameBlocks | None:
    """Return the rows that count and stand in a block before as they do; None without any.

    Rows that are no responses do not break a block.
    """
    indices = np.flatnonzero(rows.is_counted)
    if len(indices) < 2 * FEWEST_ROWS:
        return None
    hashes = _hashes(responses, moments)[indices]
    starts, firsts = _equal_windows(hashes)
    if len(starts):
        is_sure = _are_no_chance(hashes, starts)
        starts, firsts = starts[is_sure], firsts[is_sure]
    if not len(starts):
        return None
    copied, sources = (_covered(len(indices), each) for each in (starts, firsts))
    copies = np.zeros(len(rows), np.bool_)
    copies[indices[copied]] = True
    return SameBlocks(copies, rows.where(copies), row_ranges(rows.at(indices[sources].tolist())))


def _hashes(responses: Responses, moments: NDArray[np.int64]) -> Hashes:
    """Return a number for each row, alike where everything that it says is."""
    count, width = responses.answers.shape
    padded = np.zeros((count, -width % 8 + width), np.uint8)
    padded[:, :width] = responses.answers
    columns = [
        *padded.view(np.uint64).T,
        *(labels.codes.astype(np.uint64) for labels in responses.labels.values()),
        responses.days.astype(np.int64).view(np.uint64),
        moments.view(np.uint64),
    ]
    hashes = np.zeros(count, np.uint64)
    for column in columns:
        hashes = (hashes + column) * _FACTOR
        hashes ^= hashes >> _SHIFT
    return hashes


def _equal_windows(hashes: Hashes) -> tuple[Positions, Positions]:
    """Return where windows begin that are equal to earlier ones, and where these begin."""
    count = len(hashes) - FEWEST_ROWS + 1
    windows = np.zeros(count, np.uint64)
    for offset in range(FEWEST_ROWS):
        windows = windows * _FACTOR + hashes[offset : offset + count]
    # In a sorted table equal rows follow each other, and windows of nothing else are no sign.
    changes = np.concatenate([[0], np.cumsum(hashes[1:] != hashes[:-1])])
    chosen = np.flatnonzero(changes[FEWEST_ROWS - 1 :] - changes[:count] > 1)
    ordered = np.sort(windows[chosen])
    if not (ordered[1:] == ordered[:-1]).any():
        return chosen[:0], chosen[:0]
    _, first, inverse = np.unique(windows[chosen], return_index=True, return_inverse=True)
    firsts = chosen[first[inverse]]
    is_apart = chosen - firsts >= FEWEST_ROWS
    return chosen[is_apart], firsts[is_apart]


def _are_no_chance(hashes: Hashes, starts: Positions) -> Mask:
    """Return whether windows are too many rows of rare contents to be equal by chance."""
    _, contents, counts = np.unique(hashes, return_inverse=True, return_counts=True)
    rarity = np.log(len(hashes) / counts)
    windows = np.sort(sliding_window_view(contents, FEWEST_ROWS)[starts], axis=1)
    # People who answer alike may stand together: each content speaks once.
    is_new = np.diff(windows, axis=1, prepend=-1) != 0
    surprise = np.where(is_new, rarity[windows], 0).sum(axis=1)
    is_sure: Mask = surprise >= 2 * np.log(len(hashes)) - np.log(_CHANCE)
    return is_sure


def _covered(count: int, starts: Positions) -> Mask:
    """Return which of so many rows lie in a window that begins at one of these."""
    steps = np.zeros(count + 1, np.int64)
    np.add.at(steps, starts, 1)
    np.add.at(steps, starts + FEWEST_ROWS, -1)
    covered: Mask = steps.cumsum()[:-1] > 0
    return covered
