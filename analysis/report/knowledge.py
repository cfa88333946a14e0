"""What readers can tell of the groups that a report does not show, from all that it does."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from analysis.disclosure.joint import Told, first_narrow
from analysis.disclosure.thresholds import LEAST, ShownShare
from analysis.report.cells import Cells, Floats, Mask

if TYPE_CHECKING:
    from scipy.sparse import csr_array

Places = NDArray[np.intp]
# That a share lies at an end is told; whether by one answer more or less is not.
ONE_ANSWER = 1.0


@dataclass(frozen=True)
class Secrets:
    """Shares that readers must not tell.

    Attributes
    ----------
    few : ndarray of bool, shape (i, g)
        Those of 1 to 9 respondents.
    ends : sequence of sequence of ShownShare or None, shape (i, g)
        The end that stands for a share, or None.
    """

    few: Mask
    ends: Sequence[Sequence[ShownShare | None]]

    @property
    def masked(self) -> Mask:
        """Whether an end stands for each share."""
        return np.array([[end is not None for end in row] for row in self.ends], np.bool_)


@dataclass(frozen=True)
class Table:
    """Something counted in cells, what is told of it, and how far apart secrets must lie."""

    told: Told
    sums: csr_array
    least: Floats
    free: Mask


def exposed_group(
    cells: Cells, hidden: Mask, secrets: Secrets, looked_at: Mask | None = None
) -> int | None:
    """Return a group of which readers can tell too much; None when there is none.

    Readers are supposed to know how many valid answers every cell has, which is more than a report
    says. Of few people ten satisfied answers more or less must remain possible, and no sum of
    groups with fewer than ten respondents may be told.

    Parameters
    ----------
    cells : Cells
    hidden : ndarray of bool, shape (g,)
        The groups that show only their number; all others show every index, or its end.
    secrets : Secrets
    looked_at : ndarray of bool, shape (g,), or None
        The groups to ask about; None for all.

    Returns
    -------
    int or None
        A position among the groups.
    """
    wanted = (secrets.few | secrets.masked) & (True if looked_at is None else looked_at)
    merged = cells.merged(~hidden | wanted.any(axis=0))
    pairs = np.argwhere(wanted)
    place = _narrow(_satisfied(merged, hidden, secrets, pairs)) if len(pairs) else None
    if place is not None:
        return int(pairs[place, 1])
    for index, row in enumerate(wanted & secrets.few):
        groups = np.flatnonzero(row)
        place = _narrow(_respondents(merged, hidden, index, groups))
        if place is not None:
            return int(groups[place])
    return None


def _narrow(table: Table) -> int | None:
    return first_narrow(table.told, table.sums, table.least, table.free)


def _satisfied(cells: Cells, hidden: Mask, secrets: Secrets, pairs: Places) -> Table:
    """Return what is told of satisfied answers, by block and cell."""
    shown, below, limits = [], [], []
    for index, group in _shown_pairs(cells, hidden):
        end = secrets.ends[index][group]
        if end is None:
            shown.append(cells.row(index, group))
            continue
        row, limit = cells.limits(index, group, end)
        below.append(row)
        limits.append(limit)
    whole = np.kron(np.eye(len(cells.valid)), np.ones(cells.valid.shape[1]))
    told = Told(
        cells=cells.satisfied.ravel(),
        most=cells.valid.ravel(),
        shown=_sparse([*whole, *shown], whole.shape[1]),
        below=_sparse(below, whole.shape[1]),
        limits=np.array(limits, np.float64),
    )
    rows = [cells.row(index, group) for index, group in pairs.tolist()]
    least = [_least(cells, hidden, secrets, index, group) for index, group in pairs.tolist()]
    free = np.tile(_unshown(cells, hidden, secrets), len(cells.valid))
    return Table(told, _sparse(rows, whole.shape[1]), np.array(least, np.float64), free)


def _unshown(cells: Cells, hidden: Mask, secrets: Secrets) -> Mask:
    """Return the cells of groups whose figures are not all shown."""
    unshown = hidden | secrets.masked.any(axis=0)
    return np.asarray(cells.members[unshown].any(axis=0), np.bool_)


def _shown_pairs(cells: Cells, hidden: Mask) -> Iterator[tuple[int, int]]:
    people = cells.by_group(cells.respondents)
    for pair in np.argwhere((people > 0) & ~hidden):
        yield int(pair[0]), int(pair[1])


def _least(cells: Cells, hidden: Mask, secrets: Secrets, index: int, group: int) -> float:
    """Return how far apart a share's satisfied answers must lie: less where the whole tells them.

    What the figures of all responses, which are shown in any case, and the group's own end tell
    cannot be kept.
    """
    inside = cells.valid @ cells.members[group]
    valid, satisfied = cells.valid.sum(axis=1), cells.satisfied.sum(axis=1)
    pooled = cells.blocks[index]
    low = float(np.maximum(0, satisfied - (valid - inside))[pooled].sum())
    high = float(np.minimum(inside, satisfied)[pooled].sum())
    end = secrets.ends[index][group]
    if end is None:
        return min(LEAST, high - low)
    if not hidden[group]:
        bound = end.value * float(inside[pooled].sum())
        low, high = (max(low, bound), high) if end.sign == "≥" else (low, min(high, bound))
    return min(ONE_ANSWER, high - low)


def _respondents(cells: Cells, hidden: Mask, index: int, groups: Places) -> Table:
    """Return what is told of the numbers of respondents of an index, by cell."""
    people = cells.respondents[index]
    shown = cells.members[~hidden].astype(np.float64)
    told = Told(
        cells=people,
        # How many people a cell has is not what a reader should start from.
        most=np.full(len(people), np.inf),
        shown=_sparse([np.ones(len(people)), *shown], len(people)),
        below=_sparse([], len(people)),
        limits=np.zeros(0),
    )
    # A group that everybody belongs to has as many respondents as the whole.
    is_part = ~cells.members[groups].all(axis=1)
    least = np.asarray(min(LEAST, people.sum()) * is_part, np.float64)
    sums = _sparse(cells.members[groups].astype(np.float64), len(people))
    free = np.asarray(cells.members[hidden].any(axis=0), np.bool_)
    return Table(told, sums, least, free)


def _sparse(rows: Sequence[Floats] | Floats, width: int) -> csr_array:
    # Loading it takes longer than most reports that hide nothing.
    from scipy.sparse import csr_array  # noqa: PLC0415

    return csr_array(np.array(rows, np.float64).reshape(-1, width))
