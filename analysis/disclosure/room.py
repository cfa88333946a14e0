"""Which figures leave no room for what few people answered: linear programming over all of them.

A sum of few that follows from others is found by linear algebra (`analysis.disclosure.sums`). But
answers are whole numbers, none below 0 and none above how many there are, and an end of the scale
is a bound: near an end all of them together may leave a sum a single value that no equation tells.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from analysis.disclosure.attack import Floats, Mask, Published, matrix, narrow_sums
from analysis.disclosure.sums import Cells
from analysis.disclosure.thresholds import ShownShare


@dataclass(frozen=True)
class ShownSum:
    """What is shown of a sum of cells: the sum, or an `end` of the scale that its share lies at."""

    cells: Mask  # shape (c,)
    end: ShownShare | None = None


@dataclass(frozen=True)
class SatisfiedAnswers:
    """How many answers of each cell are satisfied ones, of how many, by how many people."""

    satisfied: Floats  # shape (c,)
    answers: Floats  # shape (c,)
    people: Floats  # shape (c,)


def figures_without_room(
    counted: SatisfiedAnswers,
    few: Sequence[Cells],
    known: Sequence[ShownSum],
    new: Sequence[ShownSum],
) -> Mask:
    """Return which new figures would leave a sum of few people less room than one of them takes.

    Parameters
    ----------
    counted : SatisfiedAnswers
        Of c cells.
    few : sequence of ndarray of int
        The cells of each sum that must be left room.
    known : sequence of ShownSum
        What readers know anyhow; sums that have no room beside these have none to lose.
    new : sequence of ShownSum
        What could be shown too, the one to keep longest first; n of them.

    Returns
    -------
    ndarray of bool, shape (n,)
    """
    audit = _Audit(counted, few)
    # What has room beside all figures has it beside fewer.
    audit.keep_narrow((*known, *new))
    audit.leave_out_narrow(known)
    shown = list(known)
    withheld = np.zeros(len(new), np.bool_)
    # Halves of halves, for most figures take no room.
    parts = [range(len(new))] if new else []
    while parts:
        part = parts.pop()
        more = [new[at] for at in part]
        if audit.leaves_room(shown + more):
            shown += more
        elif len(part) == 1:
            withheld[part[0]] = True
        else:
            middle = len(part) // 2
            parts += [part[middle:], part[:middle]]
    return withheld


class _Audit:
    def __init__(self, counted: SatisfiedAnswers, few: Sequence[Cells]) -> None:
        self._counted = counted
        count = len(counted.answers)
        rows = np.zeros((len(few), count), np.float64)
        for row, cells in zip(rows, few, strict=True):
            row[cells] = 1
        self._sums = rows[rows @ counted.answers > 0]

    def keep_narrow(self, shown: Sequence[ShownSum]) -> None:
        """Go on with the sums alone that have no room beside figures."""
        self._sums = self._sums[list(self._narrow(shown))]

    def leave_out_narrow(self, shown: Sequence[ShownSum]) -> None:
        """Go on without the sums that have no room beside figures."""
        self._sums = np.delete(self._sums, list(self._narrow(shown)), axis=0)

    def leaves_room(self, shown: Sequence[ShownSum]) -> bool:
        """Return whether each protected sum could be higher or lower by what one person answers."""
        return next(self._narrow(shown), None) is None

    def _narrow(self, shown: Sequence[ShownSum]) -> Iterator[int]:
        width = len(self._counted.answers)
        below, limits = self._bounds(shown)
        published = Published(
            cells=self._counted.satisfied,
            most=self._counted.answers,
            shown=matrix([f.cells.astype(np.float64) for f in shown if f.end is None], width),
            below=matrix(below, width),
            limits=np.array(limits),
        )
        least = self._sums @ self._counted.answers / (self._sums @ self._counted.people)
        return narrow_sums(published, matrix(self._sums, width), least)

    def _bounds(self, shown: Sequence[ShownSum]) -> tuple[list[Floats], list[float]]:
        rows, limits = [], []
        for figure in shown:
            if figure.end is not None:
                cells = figure.cells.astype(np.float64)
                low, high = figure.end.counts(float(cells @ self._counted.answers))
                rows += [-cells, cells]
                limits += [-low, high]
        return rows, limits
