"""Which counts of the levels of a scale are shown, item by item: none of few people.

Readers have more than the counts beside each other. The share of an item says how many gave one of
its satisfied levels, so each of the two halves of the scale is a line with a known total. And an
index has a mean of all positions on the scale, which is one sum over the items that it pools.
"""

from __future__ import annotations

from dataclasses import dataclass

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
from analysis.disclosure.lines import IntervalRule, suppressed_in_line
from analysis.disclosure.suppression import suppress
from analysis.disclosure.thresholds import ENOUGH, LEAST, masked_end

# So many marks of the other items, beside each, must differ from what most people gave.
_COMPANY = 3 * LEAST


def are_mingled(counts: Floats) -> bool:
    """Return whether a mean of all marks of some items, with its error, tells of none of them.

    The standard error holds the sum of the squares of what each person gave in all. Of a single
    item that sum and the mean leave one or two tables of whole counts. With other items it holds
    their products too, of which nothing is known, if these marks are not nearly all the same.
    `counts` are how many gave each level, shape (items, levels).
    """
    others = counts.sum(axis=1) - counts.max(axis=1)
    return bool((others.sum() - others >= _COMPANY).all())


@dataclass(frozen=True)
class ScaleCounts:
    """How many people gave each level of a scale to each item.

    Attributes
    ----------
    counts : ndarray of float, shape (items, levels)
        The worst level first.
    is_satisfied : ndarray of bool, shape (levels,)
    pools : ndarray of bool, shape (means, items)
        The items whose positions on the scale each published mean sums.
    """

    counts: Floats
    is_satisfied: Mask
    pools: Mask

    def suppressed(self) -> Mask:
        """Return which counts are not shown, shape (items, levels).

        Hidden are counts of 1 to 9 people, and below 50 respondents those at an end of the scale;
        of the others as many as it takes until each of these could be ten people more or fewer, or
        as many as the share of its item leaves.
        """
        primary = self._primary
        if not primary.any():
            return primary
        along_halves = np.zeros_like(primary)
        for item, half in np.argwhere(np.ones((len(primary), 2))).tolist():
            of_half = self.is_satisfied == bool(half)
            along_halves[item, of_half] = self._in_half(primary[item, of_half], item, of_half)
        order = np.argsort(-self.counts.ravel(), kind="stable").tolist()
        hidden = suppress(along_halves.ravel(), self._disclosed, self._further, order)
        return np.asarray(hidden.reshape(primary.shape), np.bool_)

    @property
    def _primary(self) -> Mask:
        """Which counts are of few, or tell of few what all of them said."""
        people = self.counts.sum(axis=1)
        few = (self.counts > 0) & (self.counts < LEAST)
        for item in np.flatnonzero((people > 0) & (people < ENOUGH)).tolist():
            shares = (self.counts[item] / people[item]).tolist()
            few[item] |= [masked_end(share, people[item]) is not None for share in shares]
        # Nobody at any level of a half is what the share of the item says.
        return np.asarray(few & (self._of_half > 0), np.bool_)

    @property
    def _of_half(self) -> Floats:
        """For each count how many people gave a level of the same half, shape as the counts."""
        satisfied = self.counts @ self.is_satisfied
        others = self.counts.sum(axis=1) - satisfied
        return np.where(self.is_satisfied, satisfied[:, None], others[:, None])

    def _in_half(self, primary: Mask, item: int, of_half: Mask) -> Mask:
        counts, total = self.counts[item, of_half], float(self._of_half[item, of_half].max())
        nothing = np.zeros(len(counts) + 1)
        rule = IntervalRule(
            counts=np.append(counts, 0.0),
            low=np.append(counts, 0.0),
            high=np.append(counts, 0.0),
            most=np.where(np.arange(len(nothing)) < len(counts), total, 0.0),
            apart=np.append(np.where(primary, min(LEAST, total), 0.0), 0.0),
        )
        return suppressed_in_line(counts, primary, [rule])

    def _disclosed(self, hidden: Mask) -> int | None:
        """Return the first count of few that readers can narrow too far, or None."""
        protected = np.flatnonzero(hidden & self._primary.ravel())
        inside = {int(cell): at for at, cell in enumerate(np.flatnonzero(hidden).tolist())}
        rows = np.eye(len(inside))[[inside[cell] for cell in protected.tolist()]]
        found = first_disclosure(
            self._published.with_only(hidden),
            ProtectedCells(
                sums=matrix(rows, len(inside)),
                least=self._least(hidden, protected),
                free=np.ones(len(inside), np.bool_),
            ),
        )
        return None if found is None else int(protected[found])

    def _least(self, hidden: Mask, cells: NDArray[np.intp]) -> Floats:
        """Return how far apart each count must lie: what is told in any case cannot be kept."""
        of_half = self._of_half.ravel()[cells]
        is_left = self._telling & ~hidden.reshape(self.counts.shape)
        may_be_kept = self._linked @ is_left.any(axis=1)
        of_items = may_be_kept[cells // self.counts.shape[1]]
        return np.where(of_items, np.minimum(LEAST, of_half), 0.0)

    @property
    def _telling(self) -> Mask:
        """Which counts say more than the share of their item does."""
        return self._of_half > 0

    @property
    def _published(self) -> Published:
        items, levels = self.counts.shape
        halves = np.stack((~self.is_satisfied, self.is_satisfied)).astype(np.float64)
        positions = np.arange(1.0, levels + 1)
        return Published(
            cells=self.counts.ravel(),
            most=self._of_half.ravel(),
            shown=matrix(
                [
                    *np.kron(np.eye(items), halves),
                    *(np.kron(pooled, positions) for pooled in self.pools.astype(np.float64)),
                ],
                items * levels,
            ),
            below=matrix([], items * levels),
            limits=np.zeros(0),
        )

    @property
    def _linked(self) -> Mask:
        """Which items are in sums with which others, or with items that are; (items, items)."""
        pools = self.pools.astype(np.int64)
        linked = pools.T @ pools + np.eye(len(self.counts), dtype=np.int64) > 0
        for _ in range(len(linked).bit_length()):
            linked = linked.astype(np.int64) @ linked > 0
        return np.asarray(linked, np.bool_)

    def _further(self, hidden: Mask, disclosed: int) -> Mask:
        """Return the hidden counts with one more: of the same item if any is left, the smallest."""
        items, levels = np.divmod(np.arange(hidden.size), self.counts.shape[1])
        item, level = divmod(disclosed, self.counts.shape[1])
        could = ~hidden & self._telling.ravel() & self._linked[item][items]
        is_other_half = self.is_satisfied[levels] != self.is_satisfied[level]
        counts = self.counts.ravel()
        order = np.lexsort((counts, counts == 0, is_other_half, items != item, ~could))
        return np.asarray(hidden | (np.arange(hidden.size) == order[0]), np.bool_)
