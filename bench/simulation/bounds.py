"""What the intervals say of many samples: by the offered rule, or by a wrong one."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import numpy as np

from analysis.estimators.bounds import CountedShares, LowerSide, counted_shares
from analysis.estimators.distributions import normal_quantile
from analysis.estimators.moments import ANSWERS
from analysis.estimators.rows import Floats
from analysis.estimators.shares import Shares, score_bounds
from analysis.estimators.tables import PartTables

# The valid answers of the one more person in each sample, weighted; None is the offered rule.
Rule = Callable[[PartTables], Floats]
# Two-sided level of the interval that is drawn.
DRAWN = 0.95


def counted(shares: Shares, rule: Rule | None = None) -> CountedShares:
    """Return shares with their bounds by the offered rule or by another."""
    found, tables = counted_shares(shares), shares.parts.tables
    if rule is None or tables is None:
        return found
    extra = rule(tables)

    def changed(side: LowerSide) -> LowerSide:
        return replace(side, samples=replace(side.samples, extra=extra))

    return replace(
        found, satisfied=changed(found.satisfied), unsatisfied=changed(found.unsatisfied)
    )


def widths(found: CountedShares) -> Floats:
    """Return the width of each 95 % interval; of all shares where nobody answered."""
    low, high = found.bounds(DRAWN)
    return np.nan_to_num(high - low, nan=1.0)


def items_of_the_data(tables: PartTables) -> Floats:
    """Return the most that somebody gave, a fault: who answers everything may not be drawn."""
    given = np.where(tables.respondents > 0, tables.m * tables.weights, 0.0)
    most: Floats = given.max(axis=1)
    return most


def half_a_person(tables: PartTables) -> Floats:
    """Return half of what the one more person gives, a fault."""
    return _largest(tables) * (tables.items or 0.0) / 2


def mean_weight(tables: PartTables) -> Floats:
    """Return what the one more person gives with the mean weight, a fault."""
    people: Floats = tables.respondents.sum(axis=1)
    weights: Floats = tables.respondents @ tables.weights
    return weights / people * (tables.items or 0.0)


def _largest(tables: PartTables) -> Floats:
    largest: Floats = np.where(tables.respondents > 0, tables.weights, 0.0).max(axis=1)
    return largest


def pooled_answers(shares: Shares) -> tuple[Floats, Floats]:
    """Return Wilson's interval as if every answer had come from another person.

    This is the common error, computed to show what it costs and offered nowhere.
    """
    answers = shares.totals[:, ANSWERS]
    return score_bounds(shares.shares, answers, np.full_like(answers, normal_quantile(DRAWN)))
