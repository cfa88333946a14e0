"""What the lists of a report publish of the cells that they share, and what must stay unknown."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from analysis.disclosure.attack import (
    Floats,
    Mask,
    ProtectedCells,
    Published,
    first_disclosure,
    matrix,
)
from analysis.disclosure.cells import Cells
from analysis.disclosure.thresholds import LEAST, ONE_ANSWER

Indices = NDArray[np.intp]


def disclosed_group(cells: Cells, hidden: Mask, looked_at: Mask | None = None) -> int | None:
    """Return the index of a group of which readers can tell too much, or None.

    Hidden groups show only their number; all others show every index, or its end. Readers are
    supposed to know how many valid answers every cell has, which is more than a report says. Of few
    people ten satisfied answers more or less must remain possible, and no sum of groups with fewer
    than ten respondents may be told. Only groups that are `looked_at` are asked about.
    """
    wanted = (cells.few | cells.masked) & (True if looked_at is None else looked_at)
    merged = cells.merged(~hidden | wanted.any(axis=0))
    pairs = np.argwhere(wanted)
    disclosed = first_disclosure(*_satisfied(merged, hidden, pairs)) if len(pairs) else None
    if disclosed is not None:
        return int(pairs[disclosed, 1])
    for index, row in enumerate(wanted & cells.few):
        groups = np.flatnonzero(row)
        disclosed = first_disclosure(*_respondents(merged, hidden, index, groups))
        if disclosed is not None:
            return int(groups[disclosed])
    return None


def _satisfied(cells: Cells, hidden: Mask, pairs: Indices) -> tuple[Published, ProtectedCells]:
    """Return what is published of satisfied answers, by block and cell, and what is protected."""
    blocks, count = cells.valid.shape
    width = blocks * count
    told = (cells.people > 0) & ~hidden & cells.is_figure[:, None]
    shown, masked = (np.argwhere(told & these).tolist() for these in (~cells.masked, cells.masked))
    ends = [(i, g, end) for i, g in masked if (end := cells.ends[i][g]) is not None]
    limits = [cells.limit(*each) for each in ends]
    published = Published(
        cells=cells.satisfied.ravel(),
        most=cells.valid.ravel(),
        shown=matrix(
            [*np.kron(np.eye(blocks), np.ones(count)), *(cells.row(*pair) for pair in shown)], width
        ),
        below=matrix([row for row, _ in limits], width),
        limits=np.array([limit for _, limit in limits], np.float64),
    )
    unshown = cells.members[hidden | cells.masked.any(axis=0)].any(axis=0)
    protected = ProtectedCells(
        sums=matrix([cells.row(*pair) for pair in pairs.tolist()], width),
        least=np.array([_least(cells, hidden, *pair) for pair in pairs.tolist()], np.float64),
        free=np.tile(unshown, blocks),
    )
    return published, protected


def _least(cells: Cells, hidden: Mask, index: int, group: int) -> float:
    """Return how far apart a share's satisfied answers must lie: less where the whole tells them.

    What the figures of all responses, which are shown in any case, and the group's own end tell
    cannot be kept.
    """
    pooled = cells.blocks[index]
    inside = (cells.valid @ cells.members[group])[pooled]
    valid, satisfied = cells.valid.sum(axis=1)[pooled], cells.satisfied.sum(axis=1)[pooled]
    low = float(np.maximum(0, satisfied - (valid - inside)).sum())
    high = float(np.minimum(inside, satisfied).sum())
    end = cells.ends[index][group]
    if end is None:
        return min(LEAST, high - low)
    if not hidden[group]:
        least, most = end.counts(float(inside.sum()))
        low, high = max(low, least), min(high, most)
    return min(ONE_ANSWER, high - low)


def _respondents(
    cells: Cells, hidden: Mask, index: int, groups: Indices
) -> tuple[Published, ProtectedCells]:
    """Return what is published of an index's numbers of respondents, by cell, and protected."""
    people: Floats = cells.respondents[index]
    width = len(people)
    published = Published(
        cells=people,
        # How many people a cell has is not what a reader should start from.
        most=np.full(width, np.inf),
        shown=matrix([np.ones(width), *cells.members[~hidden].astype(np.float64)], width),
        below=matrix([], width),
        limits=np.zeros(0),
    )
    # A group that everybody belongs to has as many respondents as the whole.
    is_part = ~cells.members[groups].all(axis=1)
    protected = ProtectedCells(
        sums=matrix(cells.members[groups].astype(np.float64), width),
        least=np.asarray(min(LEAST, people.sum()) * is_part, np.float64),
        free=np.asarray(cells.members[hidden].any(axis=0), np.bool_),
    )
    return published, protected
