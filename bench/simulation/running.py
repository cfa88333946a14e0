"""Draws samples of a cell and counts how often the intervals are right."""

from __future__ import annotations

from dataclasses import dataclass
from statistics import fmean

import numpy as np

from analysis.estimators.bounds import CountedShares, LowerSide
from analysis.estimators.rows import Codes, Floats
from analysis.estimators.shares import Shares
from bench.simulation.bounds import Rule, counted, pooled_answers, widths
from bench.simulation.rates import Rate, is_clear
from bench.simulation.samples import samples_of
from bench.simulation.scenarios import Cell

TWO_SIDED, ONE_SIDED = 0.025, 0.05


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
        Samples to draw, at least 1; fewer where some thousand leave no doubt.
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
    for shares in samples_of(cell, replicates, seed):
        found = counted(shares, rule)
        drawn = drawn or widths(found).tolist()
        judged.append(_judged(cell.truth, shares, found))
        rates = np.concatenate(judged, axis=1)
        covered, met, not_met, pooled = rates.mean(axis=1).tolist()
        if is_clear(max(1 - covered, met, not_met), rates.shape[1]):
            break
    replicates = rates.shape[1]
    return Outcome(
        cell=cell,
        coverage=Rate(covered, replicates),
        false_met=Rate(met, replicates),
        false_not_met=Rate(not_met, replicates),
        width=fmean(drawn),
        pooled_coverage=Rate(pooled, replicates),
    )


def _judged(truth: float, shares: Shares, found: CountedShares) -> Floats:
    """Return covered, met, not met, and covered by pooled answers; shape (4, k).

    A bound lies beyond the truth just when the p value of the truth is below the bound's error.
    """
    p_values = doubtful_p_values(found, truth)
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


def doubtful_p_values(found: CountedShares, truth: float) -> Floats:
    """Return the p values of the truth; 1 for those that are at least 1/e for certain.

    The sum whose tail a p value is has a density whose logarithm is concave. Where its mean does
    not lie above 0, at least 1/e of it does not either (B. Gruenbaum, Pacific J. Math. 10, 1960):
    so it is of all samples whose share is as near to the truth as one person. Known cases only
    bring a bound nearer to the share, and never so near unless at most one is left.
    """
    if any(few is not None for few in found.exact):
        return np.nan_to_num(found.p_values(truth), nan=1.0)
    p_values = np.ones_like(found.shares)
    for side, share in ((found.satisfied, truth), (found.unsatisfied, 1 - truth)):
        rows = _beyond_one_person(side, share)
        p_values[rows] = side.at(rows).p_values(share, np.ones(len(rows)))
    return p_values


def _beyond_one_person(side: LowerSide, share: float) -> Codes:
    """Return the samples whose share exceeds another, whatever one more person thought."""
    satisfied, valid = side.samples.totals
    return np.flatnonzero(satisfied > share * (valid + side.samples.extra))
