"""The lines of a report: a shown total with the groups of one list that make it up."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from analysis.disclosure.lists import Mask, Room, Rule, Tally
from analysis.disclosure.thresholds import AT_LEAST, AT_MOST, LEAST, masked_end
from analysis.report.cells import Cells
from analysis.report.knowledge import ONE_ANSWER, Secrets


@dataclass(frozen=True)
class Line:
    """A total and its parts, by their positions among the groups; a total of None is the whole."""

    total: int | None
    parts: NDArray[np.int64]


def lines(cells: Cells) -> Iterator[Line]:
    """Yield each group with those of a finer list, then the whole with each list."""
    common = (cells.members * 1.0) @ cells.members.T
    lists = np.array([part.list_name for part in cells.parts])
    named = np.array([part.place is not None for part in cells.parts], np.bool_)
    every = dict.fromkeys(lists.tolist())
    for total in np.flatnonzero(named).tolist():
        for name in every:
            parts = np.flatnonzero((common[total] > 0) & (lists == name) & named)
            is_nested = bool((common[total, parts] == common.diagonal()[parts]).all())
            if name != lists[total] and is_nested and len(parts):
                yield Line(total, parts)
    for name in every:
        yield Line(None, np.flatnonzero((lists == name) & named))


def rules(line: Line, cells: Cells, secrets: Secrets) -> list[Rule]:
    """Return what the hidden parts of a line must fulfil."""
    inside = np.ones(cells.members.shape[1], np.bool_)
    if line.total is not None:
        inside = cells.members[line.total]
    rest = inside & ~cells.members[line.parts].any(axis=0)
    groups = [*cells.members[line.parts], rest]
    found: list[Rule] = []
    for index, people in enumerate(cells.respondents):
        counts = np.array([people[group].sum() for group in groups])
        found.append(Tally(counts[:-1], float(counts[-1])))
        found.append(_room(line, cells, secrets, index, groups))
    return found


def _room(line: Line, cells: Cells, secrets: Secrets, index: int, groups: list[Mask]) -> Room:
    pooled = cells.blocks[index]
    satisfied = np.array([(cells.satisfied[:, group][pooled]).sum() for group in groups])
    most = np.array([(cells.valid[:, group][pooled]).sum() for group in groups])
    people = np.array([cells.respondents[index, group].sum() for group in groups])
    ends = [secrets.ends[index][part] for part in line.parts.tolist()]
    ends.append(masked_end(satisfied[-1] / max(most[-1], 1), people[-1]) if people[-1] else None)
    low, high = satisfied.copy(), satisfied.copy()
    for place, end in enumerate(ends):
        if end is AT_LEAST:
            low[place], high[place] = end.value * most[place], most[place]
        elif end is AT_MOST:
            low[place], high[place] = 0, end.value * most[place]
    is_few = (people > 0) & (people < LEAST)
    wanted = np.where(is_few, LEAST, [0 if end is None else ONE_ANSWER for end in ends])
    # More than the total leaves cannot be had.
    lowest = np.maximum(np.where(is_few, 0, low), satisfied.sum() - (most.sum() - most))
    highest = np.minimum(np.where(is_few, most, high), satisfied.sum())
    return Room(satisfied, low, high, most, np.minimum(wanted, highest - lowest))
