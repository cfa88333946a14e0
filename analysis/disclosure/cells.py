"""What the groups of several lists are made of: the combinations of names, with their sums.

All lists of a report (service points, fields, modes, months, quarters) part the same responses. A
cell is one combination of names; a group of any list is a sum of cells.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np

from analysis.disclosure.attack import Floats, Mask
from analysis.disclosure.thresholds import LEAST, ShownShare, masked_end


@dataclass(frozen=True)
class ListGroup:
    """A group of a list: the index of its name; None for the responses without a name."""

    list_name: str
    name: int | None


@dataclass(frozen=True)
class Cells:
    """The sums of each cell, and which cells each group holds.

    Indices that share items are made of the same parts of answers. These `blocks` are single items,
    whose figures for all responses are shown too; in a large report, where an item tells next to
    nothing, they are sets of items that the same indices pool.
    """

    groups: tuple[ListGroup, ...]  # length g; of each list also the responses without a name
    members: Mask  # shape (g, c): which cells each group holds
    responses: Floats  # shape (c,)
    blocks: Mask  # shape (i, b): which blocks each index pools
    valid: Floats  # shape (b, c): answers to the items of each block
    satisfied: Floats  # shape (b, c)
    respondents: Floats  # shape (i, c): people with a valid answer in each index
    # So many of the indices, the last, are no figures of their own: they follow where others are
    # shown.
    following: int = 0

    def by_group(self, sums: Floats) -> Floats:
        """Return sums of cells, shape (..., c), as those of the groups, shape (..., g)."""
        return np.asarray(sums @ self.members.T, np.float64)

    @cached_property
    def sizes(self) -> Floats:
        """The responses of each group, shape (g,)."""
        return self.by_group(self.responses)

    @cached_property
    def people(self) -> Floats:
        """The respondents of each index in each group, shape (i, g)."""
        return self.by_group(self.respondents)

    @cached_property
    def few(self) -> Mask:
        """Whether a share rests on 1 to 9 respondents, shape (i, g)."""
        return np.asarray((self.people > 0) & (self.people < LEAST), np.bool_)

    @cached_property
    def ends(self) -> list[list[ShownShare | None]]:
        """For each index and group the end that stands for its share, or None.

        Of fewer than ten people nothing is shown, not even an end, and of what follows neither.
        """
        valid = self.by_group(self.blocks @ self.valid)
        share = self.by_group(self.blocks @ self.satisfied) / np.maximum(valid, 1)
        return [
            [
                masked_end(*pair) if is_figure and pair[1] >= LEAST else None
                for pair in zip(*rows, strict=True)
            ]
            for is_figure, *rows in zip(
                self.is_figure.tolist(), share.tolist(), self.people.tolist(), strict=True
            )
        ]

    @cached_property
    def is_figure(self) -> Mask:
        """Whether a share of its own is shown of each index, shape (i,)."""
        count = len(self.respondents)
        return np.arange(count) < count - self.following

    @cached_property
    def masked(self) -> Mask:
        """Whether an end stands for a share, shape (i, g)."""
        return np.array([[end is not None for end in row] for row in self.ends], np.bool_)

    @cached_property
    def primary(self) -> Mask:
        """Whether a group must not show its results whatever else is shown, shape (g,)."""
        nameless = np.array([group.name is None for group in self.groups], np.bool_)
        return np.asarray(self.few.any(axis=0) | (self.sizes < LEAST) | nameless, np.bool_)

    def of_list(self, list_name: str) -> Mask:
        """Return which groups, shape (g,), belong to a list."""
        return np.array([group.list_name == list_name for group in self.groups], np.bool_)

    def merged(self, groups: Mask) -> Cells:
        """Return the cells with those put together that none of the groups tells apart."""
        _, first, kind_of = np.unique(
            self.members[groups], axis=1, return_index=True, return_inverse=True
        )
        kinds = kind_of.reshape(-1)

        def added(sums: Floats) -> Floats:
            return np.array([np.bincount(kinds, row, len(first)) for row in sums])

        return replace(
            self,
            members=self.members[:, first],
            responses=added(self.responses[None])[0],
            valid=added(self.valid),
            satisfied=added(self.satisfied),
            respondents=added(self.respondents),
        )

    def row(self, index: int, group: int) -> Floats:
        """Return the coefficients, over blocks times cells, that sum a group's part of an index."""
        return np.outer(self.blocks[index], self.members[group]).ravel().astype(np.float64)

    def limit(self, index: int, group: int, end: ShownShare) -> tuple[Floats, float]:
        """Return what an end tells as ``row @ satisfied <= limit``, over blocks times cells."""
        row = self.row(index, group)
        low, high = end.counts(float(row @ self.valid.ravel()))
        return (-row, -low) if end.sign == "≥" else (row, high)
