"""The lists of a report, the ways in which it parts its responses, and what each may show."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from analysis.columns import FIELD, MODE, SERVICE_POINT
from analysis.disclosure.cells import Cells, ListGroup
from analysis.disclosure.lists import suppressed_groups
from analysis.disclosure.thresholds import ShownShare
from analysis.indices.satisfaction import satisfaction_rows
from analysis.report.sample.groups import Codes, combinations
from analysis.responses import MISSING, Labels, Mask, Responses

Indices = Sequence[Sequence[str]]  # The items of each index.
# What a list may show, by the codes of its names, None for those without one: whether a name must
# not show its results, and for each index the end of the scale that stands for its share.
ShownList = dict[int | None, tuple[bool, tuple[ShownShare | None, ...]]]
_COLUMNS = {"modes": MODE, "fields": FIELD, "service_points": SERVICE_POINT}
# Of items times cells: beyond it each linear programme would take seconds.
MOST_SINGLE_ITEMS = 8000


def lists_of(responses: Responses) -> dict[str, Labels]:
    """Return the lists by their names in a report, the one to keep longest last."""
    nothing = Labels((), np.full(len(responses), MISSING, np.int32))
    named = {name: responses.labels.get(column, nothing) for name, column in _COLUMNS.items()}
    return {
        "modes": named["modes"],
        "quarters": responses.quarters,
        "fields": named["fields"],
        "months": responses.months,
        "service_points": named["service_points"],
    }


def shown_lists(
    responses: Responses,
    indices: Indices,
    lists: Mapping[str, Labels],
    suppression: Callable[[Cells], Mask] = suppressed_groups,
    following: Indices = (),
) -> dict[str, ShownList]:
    """Return what each list may show when all are shown together, with the whole.

    The items of sums that are `following` have no figure, but where indices are shown these tell
    them.
    """
    shown: dict[str, ShownList] = {name: {} for name in lists}
    if not len(responses):
        return shown
    named = {name: of for name, of in lists.items() if of.names}
    cells = replace(cells_of(responses, [*indices, *following], named), following=len(following))
    for index, (group, is_suppressed) in enumerate(
        zip(cells.groups, suppression(cells).tolist(), strict=True)
    ):
        ends = tuple(row[index] for row in cells.ends[: len(indices)])
        shown[group.list_name][group.name] = (is_suppressed, ends)
    return shown


def cells_of(
    responses: Responses,
    indices: Indices,
    lists: Mapping[str, Labels],
    most_single_items: int = MOST_SINGLE_ITEMS,
) -> Cells:
    """Return the combinations of the lists' names that occur, with their sums."""
    names, cell_of = combinations(list(lists.values()), len(responses))
    count = len(names)
    groups, members = _groups(lists, names)
    is_single = len(responses.questionnaire.items) * count <= most_single_items
    blocks, items = _blocks(responses, indices, is_single)

    def counted(what: NDArray[np.generic]) -> NDArray[np.float64]:
        return np.bincount(cell_of, np.asarray(what, np.float64), count).astype(np.float64)

    of_blocks = [satisfaction_rows(responses.answers, responses.questionnaire, b) for b in items]
    of_indices = [satisfaction_rows(responses.answers, responses.questionnaire, i) for i in indices]
    return Cells(
        groups=groups,
        members=members,
        responses=np.bincount(cell_of, minlength=count).astype(np.float64),
        blocks=blocks,
        valid=np.array([counted(rows.m) for rows in of_blocks]),
        satisfied=np.array([counted(rows.y) for rows in of_blocks]),
        respondents=np.array([counted(rows.m > 0) for rows in of_indices]),
    )


def _groups(lists: Mapping[str, Labels], names: Codes) -> tuple[tuple[ListGroup, ...], Mask]:
    groups, members = [], []
    for column, list_name in enumerate(lists):
        for code in np.unique(names[:, column]).tolist():
            groups.append(ListGroup(list_name, None if code == MISSING else code))
            members.append(names[:, column] == code)
    return tuple(groups), np.array(members, np.bool_).reshape(len(groups), len(names))


def _blocks(
    responses: Responses, indices: Indices, is_single: bool
) -> tuple[Mask, list[tuple[str, ...]]]:
    """Return which blocks each index pools, and the items of each block."""
    blocks: dict[object, list[str]] = {}
    for item in responses.questionnaire.items:
        pooled = tuple(item.id in index for index in indices)
        if any(pooled):
            blocks.setdefault(item.id if is_single else pooled, []).append(item.id)
    of_blocks = [[names[0] in index for index in indices] for names in blocks.values()]
    return np.array(of_blocks, np.bool_).T, [tuple(names) for names in blocks.values()]
