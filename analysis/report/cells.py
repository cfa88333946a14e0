"""What the groups of a report are made of: the combinations of names that occur, with their sums.

All lists of a report (service points, fields, modes, months, quarters) part the same responses. A
cell is one combination of names; a group of any list is a sum of cells.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from analysis.disclosure.thresholds import AT_LEAST, LEAST, ShownShare, masked_end
from analysis.indices.satisfaction import satisfaction_rows
from analysis.responses import MISSING, Labels, Responses

Floats = NDArray[np.float64]
Mask = NDArray[np.bool_]
# Of items times cells: beyond it each programme would take seconds.
_MOST_SINGLE = 8000


@dataclass(frozen=True)
class Part:
    """A group of a list: `place` is its name's position; None for the responses without a name."""

    list_name: str
    place: int | None


@dataclass(frozen=True)
class Cells:
    """The sums of each cell, and which cells each group holds.

    Indices that share items are made of the same parts of answers. These `blocks` are single items,
    whose figures for all responses are shown too; in a large report, where an item tells next to
    nothing, they are sets of items that the same indices pool.

    Attributes
    ----------
    parts : tuple of Part, length g
        Every group that has a response, and of each list the responses without a name.
    members : ndarray of bool, shape (g, c)
        Which cells each group holds.
    responses : ndarray of float, shape (c,)
    blocks : ndarray of bool, shape (i, b)
        Which blocks each index pools.
    valid, satisfied : ndarray of float, shape (b, c)
        Answers to the items of each block.
    respondents, content, discontent : ndarray of float, shape (i, c)
        People with a valid answer in each index; those with a satisfied one, and with another.
    """

    parts: tuple[Part, ...]
    members: Mask
    responses: Floats
    blocks: Mask
    valid: Floats
    satisfied: Floats
    respondents: Floats
    content: Floats
    discontent: Floats

    def by_group(self, sums: Floats) -> Floats:
        """Return sums of cells, shape (..., c), as those of the groups, shape (..., g)."""
        return np.asarray(sums @ self.members.T, np.float64)

    def ends(self) -> list[list[ShownShare | None]]:
        """Return for each index and group the end that stands for its share, or None.

        Of fewer than ten people nothing is shown, not even an end.
        """
        valid = self.by_group(self.blocks @ self.valid)
        share = self.by_group(self.blocks @ self.satisfied) / np.maximum(valid, 1)
        people = self.by_group(self.respondents)
        return [
            [masked_end(*pair) if pair[1] >= LEAST else None for pair in zip(*rows, strict=True)]
            for rows in zip(share.tolist(), people.tolist(), strict=True)
        ]

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
            content=added(self.content),
            discontent=added(self.discontent),
        )

    def row(self, index: int, group: int) -> Floats:
        """Return the coefficients, over blocks times cells, that sum a group's part of an index."""
        return np.outer(self.blocks[index], self.members[group]).ravel().astype(np.float64)

    def limits(self, index: int, group: int, end: ShownShare) -> tuple[Floats, float]:
        """Return what an end tells as ``row @ satisfied <= limit``, over blocks times cells."""
        row = self.row(index, group)
        limit = end.value * float(row @ self.valid.ravel())
        return (-row, -limit) if end is AT_LEAST else (row, limit)


def cells_of(
    responses: Responses, indices: Sequence[Sequence[str]], lists: Mapping[str, Labels]
) -> Cells:
    """Return the cells of responses.

    Parameters
    ----------
    responses : Responses
    indices : sequence of sequence of str
        The items of each index.
    lists : mapping of str to Labels
        The lists of the report by name.
    """
    names, cell_of = _combinations(len(responses), lists)
    count = len(names)
    parts, members = _groups(lists, names)
    blocks, items = _blocks(responses, indices, count)

    def counted(what: Floats | Mask) -> Floats:
        return np.bincount(cell_of, np.asarray(what, np.float64), count).astype(np.float64)

    of_blocks = [satisfaction_rows(responses.answers, responses.questionnaire, b) for b in items]
    of_indices = [satisfaction_rows(responses.answers, responses.questionnaire, i) for i in indices]
    return Cells(
        parts=parts,
        members=members,
        responses=np.bincount(cell_of, minlength=count).astype(np.float64),
        blocks=blocks,
        valid=np.array([counted(rows.m) for rows in of_blocks]),
        satisfied=np.array([counted(rows.y) for rows in of_blocks]),
        respondents=np.array([counted(rows.m > 0) for rows in of_indices]),
        content=np.array([counted(rows.y > 0) for rows in of_indices]),
        discontent=np.array([counted(rows.y < rows.m) for rows in of_indices]),
    )


def _combinations(
    count: int, lists: Mapping[str, Labels]
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return the codes of each list in each cell, shape (c, lists), and the cell of each row."""
    code = np.zeros(count, np.int64)
    sizes = [len(labels.names) + 1 for labels in lists.values()]
    for labels, size in zip(lists.values(), sizes, strict=True):
        code = code * size + (labels.codes - MISSING)
    found, cell_of = np.unique(code, return_inverse=True)
    columns = np.empty((len(found), len(sizes)), np.int64)
    for place in range(len(sizes) - 1, -1, -1):
        found, rest = np.divmod(found, sizes[place])
        columns[:, place] = rest + MISSING
    return columns, cell_of.reshape(-1).astype(np.int64)


def _groups(lists: Mapping[str, Labels], names: NDArray[np.int64]) -> tuple[tuple[Part, ...], Mask]:
    parts, members = [], []
    for column, list_name in enumerate(lists):
        for code in np.unique(names[:, column]).tolist():
            parts.append(Part(list_name, None if code == MISSING else code))
            members.append(names[:, column] == code)
    return tuple(parts), np.array(members, np.bool_).reshape(len(parts), len(names))


def _blocks(
    responses: Responses, indices: Sequence[Sequence[str]], cells: int
) -> tuple[Mask, list[tuple[str, ...]]]:
    """Return which blocks each index pools, and the items of each block."""
    items = [item.id for item in responses.questionnaire.items]
    pooled = {item: tuple(item in index for index in indices) for item in items}
    is_one_by_one = len(items) * cells <= _MOST_SINGLE
    blocks: dict[object, list[str]] = {}
    for item, by in pooled.items():
        if any(by):
            blocks.setdefault(item if is_one_by_one else by, []).append(item)
    of_blocks = [pooled[names[0]] for names in blocks.values()]
    return np.array(of_blocks, np.bool_).T, [tuple(names) for names in blocks.values()]
