"""Responses weighted to the cases that they are of, with cells that weigh too much collapsed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import inf
from typing import NamedTuple

import numpy as np

from analysis.case_counts import MONTH, CaseCounts
from analysis.caveats import Caveat, CaveatCode
from analysis.estimators.margins import (
    CellSize,
    collapsed_cells,
    largest_weight,
    put_together,
    together,
)
from analysis.estimators.weights import uneven_weights
from analysis.report.model import Period, Population, WeightGroup
from analysis.report.sample.case_cells import Names, case_cells
from analysis.report.sample.groups import Sample, sample_of
from analysis.responses import Responses
from questionnaires.model import Plan

_MOST_NAMED = 6


def sample_of_report(
    responses: Responses, plan: Plan | None, counts: CaseCounts | None, period: Period
) -> Sample:
    """Return responses weighted to their cases where known, else in the plan's sampling groups."""
    if counts is None:
        return sample_of(responses, plan.strata if plan else ())
    return weighted_to_cases(responses, counts, period)


def weighted_to_cases(responses: Responses, counts: CaseCounts, period: Period) -> Sample:
    """Return the responses of a period with the cells of their cases as groups of known size.

    Cells of too few responses, or of too many cases for their responses, are put together. Raises
    UnfitCases if the case counts contradict the responses or do not cover the period.
    """
    cells = case_cells(responses, counts, period)
    numbers = {cell.names: number for number, cell in enumerate(cells.cells)}
    pairs = zip(cells.cells, cells.responses, strict=True)
    groups, joined = collapsed({cell.names: CellSize(n, cell.cases) for cell, n in pairs})
    group_of = np.zeros(len(numbers), np.int64)
    weighted = []
    for position, group in enumerate(groups):
        members = [numbers[names] for names in group]
        group_of[members] = position
        answered = sum(cells.responses[number] for number in members)
        weighted.append(WeightGroup(tuple(cells.cells[number] for number in members), answered))
    return Sample(
        responses,
        counts.columns,
        group_of[cells.codes],
        max(len(groups), 1),
        tuple(_caveats(counts, joined, weighted)),
        Population(counts, tuple(weighted)),
    )


@dataclass(frozen=True)
class Joined:
    """Names of one column that were put together."""

    level: int  # which column it is
    under: Names  # of the wider columns that they belong to
    names: Names


def collapsed(cells: Mapping[Names, CellSize]) -> tuple[list[list[Names]], list[Joined]]:
    """Return the cells in groups that may be weighted as one, and what was put together.

    The names of a cell run from the widest column to the narrowest. Where under a column's name
    fewer than five people answered, or each would stand for more than three times the mean, it is
    put together with the others under the same wider names of which that is so, and with the next
    smallest while it is so of all together; a name that is put together is so whole. So months go
    first, then fields. Names of the widest column are put together only where too few answered:
    people who weigh much because their service point was badly reached would else weigh less than
    those whom they stand for, and all the more so the worse it is there. One that nobody answered
    under stays apart: no other speaks for it.
    """
    joined: list[Joined] = []
    parts = _parts(list(cells), 0)
    silent = {name for name, part in parts.items() if not _size(part, cells).respondents}
    answered = {names: size for names, size in cells.items() if names[0] not in silent}
    groups = [part for name, part in parts.items() if name in silent]
    most = largest_weight(answered.values())
    groups += _collapse(list(answered), 0, _Rule(cells, most), joined)
    return groups, joined


class _Rule(NamedTuple):
    """What decides: the size of each cell, and how many cases a response may stand for."""

    sizes: Mapping[Names, CellSize]
    most: float


def _collapse(
    cells: Sequence[Names], level: int, rule: _Rule, joined: list[Joined]
) -> Iterator[list[Names]]:
    if not cells:
        return
    if level == len(cells[0]):
        yield list(cells)
        return
    parts = _parts(cells, level)
    sizes = {name: _size(part, rule.sizes) for name, part in parts.items()}
    as_one = put_together(sizes, rule.most if level else inf)
    if as_one:
        names = tuple(name for name in parts if name in as_one)
        joined.append(Joined(level, cells[0][:level], names))
        yield [cell for name in names for cell in parts[name]]
    for name, part in parts.items():
        if name not in as_one:
            yield from _collapse(part, level + 1, rule, joined)


def _size(part: Sequence[Names], sizes: Mapping[Names, CellSize]) -> CellSize:
    return together(sizes[names] for names in part)


def _parts(cells: Sequence[Names], level: int) -> dict[str, list[Names]]:
    parts: dict[str, list[Names]] = {}
    for cell in cells:
        parts.setdefault(cell[level], []).append(cell)
    return parts


def _caveats(
    counts: CaseCounts, joined: Sequence[Joined], groups: Sequence[WeightGroup]
) -> Iterator[Caveat]:
    if counts.is_made_up:
        yield Caveat(CaveatCode.CASES_MADE_UP)
    if not counts.has_months:
        yield Caveat(CaveatCode.CASES_WITHOUT_MONTHS)
    # The narrowest first, as they were put together.
    for level, column in reversed(list(enumerate(counts.columns))):
        of_column = [each for each in joined if each.level == level]
        if of_column:
            named = [_named(each, is_month=column == MONTH) for each in of_column[:_MOST_NAMED]]
            if len(of_column) > _MOST_NAMED:
                named.append(f"… (+{len(of_column) - _MOST_NAMED})")
            yield collapsed_cells(column, "; ".join(named))
    answered = [group for group in groups if group.responses]
    yield from uneven_weights(
        np.repeat([group.weight for group in answered], [group.responses for group in answered])
    )
    empty = [group for group in groups if not group.responses]
    if empty:
        names = ", ".join(group.cells[0].names[0] for group in empty)
        cases = sum(group.cases for group in empty)
        yield Caveat(CaveatCode.EMPTY_STRATUM, {"strata": names, "cases": cases})


def _named(joined: Joined, *, is_month: bool) -> str:
    names = [f"{n[5:]}/{n[:4]}" if is_month else n for n in joined.names]
    return ": ".join([*joined.under, " + ".join(names)])
