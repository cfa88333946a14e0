"""Responses weighted to the cases that they are of."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from analysis.case_counts import MONTH, CaseCounts
from analysis.caveats import Caveat, CaveatCode
from analysis.estimators.margins import LEAST_IN_CELL
from analysis.report.model import Period, Population, WeightGroup
from analysis.report.sample.case_cells import CaseCells, Codes, case_cells
from analysis.report.sample.collapsing import Joined, collapsed
from analysis.report.sample.groups import Sample
from analysis.responses import Responses

_MOST_NAMED = 6


@dataclass(frozen=True)
class Weighted:
    """A sample whose population is known."""

    sample: Sample
    population: Population


def weighted_to_cases(responses: Responses, counts: CaseCounts, period: Period) -> Weighted:
    """Return the responses of a period with the cells of their cases as groups of known size.

    Parameters
    ----------
    responses : Responses
    counts : CaseCounts
    period : Period
        As asked for.

    Raises
    ------
    UnfitCases
        If the case counts contradict the responses or do not cover the period.
    """
    return weighted_by_cells(responses, counts, case_cells(responses, counts, period))


def weighted_by_cells(responses: Responses, counts: CaseCounts, cells: CaseCells) -> Weighted:
    """Return the responses with their cells, thin ones put together, as groups of known size."""
    of_names = {cell.names: place for place, cell in enumerate(cells.cells)}
    answered = dict(zip(of_names, cells.responses, strict=True))
    groups, joined = collapsed(answered)
    parts = [[of_names[names] for names in group] for group in groups]
    found = tuple(
        WeightGroup(
            tuple(cells.cells[place] for place in part),
            sum(cells.responses[place] for place in part),
        )
        for part in parts
    )
    caveats = (*_caveats(counts, joined), *_silent(found))
    codes = _group_of(parts, cells)
    populations = tuple(float(group.cases) for group in found) or (0.0,)
    sample = Sample(responses, counts.columns, codes, len(populations), caveats, populations)
    return Weighted(sample, Population(counts, found))


def _group_of(parts: Sequence[Sequence[int]], cells: CaseCells) -> Codes:
    """Return the group of each response."""
    group_of = np.zeros(len(cells.cells), np.int64)
    for number, part in enumerate(parts):
        group_of[list(part)] = number
    return group_of[cells.codes]


def _caveats(counts: CaseCounts, joined: Sequence[Joined]) -> list[Caveat]:
    found = [Caveat(CaveatCode.CASES_MADE_UP)] if counts.is_made_up else []
    if not counts.has_months:
        found.append(Caveat(CaveatCode.CASES_WITHOUT_MONTHS))
    # The narrowest first, as they were put together.
    for level, column in reversed(list(enumerate(counts.columns))):
        here = [each for each in joined if each.level == level]
        if here:
            named = [_named(each, is_month=column == MONTH) for each in here[:_MOST_NAMED]]
            more = [f"… (+{len(here) - _MOST_NAMED})"] if len(here) > _MOST_NAMED else []
            values: dict[str, float | str] = {
                "margin": column,
                "least": LEAST_IN_CELL,
                "cells": "; ".join(named + more),
            }
            found.append(Caveat(CaveatCode.CELLS_COLLAPSED, values))
    return found


def _named(joined: Joined, *, is_month: bool) -> str:
    names = [f"{n[5:]}/{n[:4]}" if is_month else n for n in joined.names]
    return ": ".join([*joined.under, " + ".join(names)])


def _silent(groups: Sequence[WeightGroup]) -> list[Caveat]:
    silent = [group for group in groups if not group.responses]
    if not silent:
        return []
    names = ", ".join(group.cells[0].names[0] for group in silent)
    cases = sum(group.cases for group in silent)
    return [Caveat(CaveatCode.EMPTY_STRATUM, {"strata": names, "cases": cases})]
