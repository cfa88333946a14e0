"""Draws samples of a cell and counts how often the intervals are right."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from math import sqrt
from statistics import fmean

import numpy as np

from analysis.estimators.bounds import CountedShares
from analysis.estimators.shares import Shares
from analysis.estimators.tables import Floats, Rows, Stratum, moments_by_cell
from bench.simulation.bounds import Rule, counted, pooled_answers, sampled_shares, widths
from bench.simulation.populations import Group
from bench.simulation.scenarios import Cell

# People drawn at once: enough to be fast, few enough for a small machine.
PEOPLE_AT_ONCE = 60_000
# Samples at once, of which the first ones' intervals are drawn: the others are only judged.
SAMPLES_AT_ONCE = 500
TWO_SIDED, ONE_SIDED = 0.025, 0.05


@dataclass(frozen=True)
class Rate:
    """How often something happened.

    Attributes
    ----------
    value : float
        Within [0, 1].
    replicates : int
        Samples that were drawn, above 0.
    """

    value: float
    replicates: int

    @property
    def error(self) -> float:
        """Standard error of the simulation."""
        return sqrt(self.value * (1 - self.value) / self.replicates)

    def __str__(self) -> str:
        return f"{self.value:.4f} ± {self.error:.4f}"


@dataclass(frozen=True)
class Outcome:
    """How the intervals did in one cell.

    Attributes
    ----------
    cell : Cell
    coverage : Rate
        Samples whose 95 % interval holds the true index.
    false_met : Rate
        Samples whose one-sided 95 % lower bound lies above the true index: at a target just missed
        they would be called "met".
    false_not_met : Rate
        Samples whose one-sided 95 % upper bound lies below the true index.
    width : float
        Mean width of the 95 % interval in the first samples, as a proportion.
    pooled_coverage : Rate
        Samples whose 95 % interval from pooled answers holds the true index.
    """

    cell: Cell
    coverage: Rate
    false_met: Rate
    false_not_met: Rate
    width: float
    pooled_coverage: Rate


def simulate_cell(cell: Cell, replicates: int, seed: int, rule: Rule | None = None) -> Outcome:
    """Return how intervals by `rule` do in samples of one cell.

    Parameters
    ----------
    cell : Cell
    replicates : int
        Samples to draw, at least 1.
    seed : int
        Not below 0; the same seed gives the same outcome.
    rule : callable or None
        What the one more person gives, where another than the offered rule is to be tried.

    Returns
    -------
    Outcome

    Raises
    ------
    ValueError
        If `replicates` is below 1 or `seed` below 0.
    """
    if replicates < 1:
        raise ValueError(f"replicates must be at least 1: {replicates}")
    if seed < 0:
        raise ValueError(f"seed must not be below 0: {seed}")
    judged: list[Floats] = []
    drawn: list[float] = []
    for shares in _samples(cell, replicates, seed):
        found = counted(shares, rule)
        drawn = drawn or widths(found).tolist()
        judged.append(_judged(cell.truth, shares, found))
    covered, met, not_met, pooled = np.concatenate(judged, axis=1).mean(axis=1).tolist()
    return Outcome(
        cell=cell,
        coverage=Rate(covered, replicates),
        false_met=Rate(met, replicates),
        false_not_met=Rate(not_met, replicates),
        width=fmean(drawn),
        pooled_coverage=Rate(pooled, replicates),
    )


def _samples(cell: Cell, replicates: int, seed: int) -> Iterator[Shares]:
    """Yield the shares of some samples at a time."""
    generator = cell.generator(seed)
    at_once = min(SAMPLES_AT_ONCE, max(1, PEOPLE_AT_ONCE // cell.size))
    for first in range(0, replicates, at_once):
        count = min(at_once, replicates - first)
        rows = cell.population.draw(cell.index, (count, cell.size), generator)
        yield sampled_shares(_in_groups(rows, cell.population.groups(cell.size), count))


def _in_groups(rows: Rows, groups: tuple[Group, ...], count: int) -> list[tuple[Stratum, ...]]:
    """Return samples, whose people stand one after the other, by their sampling groups."""
    numbers = [group.respondents for group in groups]
    codes = np.repeat(np.arange(count * len(groups)), np.tile(numbers, count))
    moments = moments_by_cell(rows, codes, count * len(groups))
    strata = list(map(Stratum, moments, numbers * count, [group.cases for group in groups] * count))
    starts = range(0, len(strata), len(groups))
    return [tuple(strata[start : start + len(groups)]) for start in starts]


def _judged(truth: float, shares: Shares, found: CountedShares) -> Floats:
    """Return covered, met, not met, and covered by pooled answers; shape (4, k).

    A bound lies beyond the truth just when the p value of the truth is below the bound's error.
    """
    p_values = np.nan_to_num(found.p_values(truth), nan=1.0)
    low, high = pooled_answers(shares)
    return np.array(
        [
            (p_values >= TWO_SIDED) | (found.shares == truth),
            (p_values < ONE_SIDED) & (found.shares > truth),
            (p_values < ONE_SIDED) & (found.shares < truth),
            (low <= truth) & (truth <= high),
        ],
        dtype=np.float64,
    )
