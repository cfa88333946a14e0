"""Samples of a cell, many at a time: the table of counts of each, and its share."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from analysis.estimators.moments import moments_by_cell
from analysis.estimators.rows import (
    Codes,
    Floats,
    Rows,
)
from analysis.estimators.shares import Shares, shares_of
from analysis.estimators.strata import PartSums
from analysis.estimators.tables import PartTables
from bench.simulation.populations import Group
from bench.simulation.scenarios import Cell

# People drawn at once: enough to be fast, few enough for a small machine.
PEOPLE_AT_ONCE = 60_000
# Samples at once, of which the first ones' intervals are drawn: the others are only judged.
SAMPLES_AT_ONCE = 500


def samples_of(cell: Cell, replicates: int, seed: int) -> Iterator[Shares]:
    """Yield the shares of some samples of a cell at a time."""
    generator = cell.generator(seed)
    at_once = min(SAMPLES_AT_ONCE, max(1, PEOPLE_AT_ONCE // cell.size))
    for first in range(0, replicates, at_once):
        count = min(at_once, replicates - first)
        rows = cell.population.draw(cell.index, (count, cell.size), generator)
        yield shares_of(sampled(rows, cell.population.groups(cell.size), count))


def sampled(rows: Rows, groups: tuple[Group, ...], count: int) -> PartSums:
    """Return the sums of so many samples, whose people stand in the order of their groups.

    It is what `part_sums` makes of the strata of each sample, for all samples at once: of some
    hundred kinds of respondents, not of a million of them.
    """
    numbers = [group.respondents for group in groups]
    kinds, table = _counted(rows, numbers, count)
    return PartSums(
        table @ _one_of_each(kinds),
        np.array(numbers, dtype=np.float64),
        np.array([number / cases if cases else 0.0 for number, cases in groups]),
        _tables(kinds, table.sum(axis=1)),
    )


def apart(rows: Rows, sizes: Sequence[int], count: int) -> PartSums:
    """Return the sums of so many samples of parts of these sizes, each part one by itself."""
    kinds, table = _counted(rows, sizes, count)
    table = table.reshape(count * len(sizes), 1, -1)
    return PartSums(
        table @ _one_of_each(kinds),
        np.array([sum(sizes)], dtype=np.float64),
        np.zeros(1),
        _tables(kinds, table[:, 0]),
    )


def _counted(rows: Rows, numbers: Sequence[int], count: int) -> tuple[Rows, Floats]:
    """Return the kinds of respondents, and how many each group of each sample has of each.

    The table has the shape (count, groups, kinds).
    """
    kinds, kind = _kinds(rows)
    groups = np.tile(np.repeat(np.arange(len(numbers)), numbers), count)
    samples = np.repeat(np.arange(count), sum(numbers))
    place = (samples * len(numbers) + groups) * len(kinds.y) + kind
    table = np.bincount(place, minlength=count * len(numbers) * len(kinds.y))
    return kinds, table.reshape(count, len(numbers), -1).astype(np.float64)


def _kinds(rows: Rows) -> tuple[Rows, Codes]:
    """Return the kinds of respondents that there are, and which of them each is."""
    weights, weight = np.unique(rows.row_weights, return_inverse=True)
    width = int(max(rows.m.max(), rows.y.max())) + 1
    codes = (weight * width + rows.m.astype(np.int64)) * width + rows.y.astype(np.int64)
    found = np.flatnonzero(np.bincount(codes))
    position = np.zeros(found[-1] + 1, dtype=np.int64)
    position[found] = np.arange(len(found))
    weight, answers = np.divmod(found, width**2)
    m, y = np.divmod(answers, width)
    return Rows(y, m, weights[weight], items=rows.items), position[codes]


def _one_of_each(kinds: Rows) -> Floats:
    """Return the sums of one respondent of each kind, one row a kind."""
    count = len(kinds.y)
    moments = moments_by_cell(kinds, np.arange(count, dtype=np.int64), count)
    return np.array([each.as_row() for each in moments])


def _tables(kinds: Rows, respondents: Floats) -> PartTables:
    # Who answered nothing is of no kind.
    counts = np.flatnonzero((kinds.m > 0) & (kinds.row_weights > 0))
    columns = (kinds.y, kinds.m, kinds.row_weights)
    y, m, weights = (column[counts] for column in columns)
    return PartTables(y, m, weights, respondents[:, counts], kinds.items)
