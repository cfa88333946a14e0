"""Months against the share of earlier ones, in standard errors that leave room for one more person.

All months share one spread of answers, that of the respondents of the baseline and of one more who
answered everything and agreed with nobody. A month's own spread says little: where its critics are
missing it would seem certain. And near 100 % a whole baseline may hold hardly any of them.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from analysis.estimators.bounds import tables_with_items
from analysis.estimators.rows import Floats
from analysis.estimators.strata import PartSums


@dataclass(frozen=True, eq=False)
class Departures:
    """How far the shares of n months lie from the baseline, that of the first of them together."""

    baseline: float
    shares: Floats
    # Variance of the share of each month, and of the baseline, if nothing has changed; above 0.
    variances: Floats
    variance_of_baseline: float

    @property
    def errors(self) -> Floats:
        """Standard error of each share less the baseline, shape (n,)."""
        return np.sqrt(self.variances + self.variance_of_baseline)

    @property
    def standardised(self) -> Floats:
        """The departures in standard errors, shape (n,)."""
        values: Floats = (self.shares - self.baseline) / self.errors
        return values


def departures(months: PartSums, baseline_months: int) -> Departures:
    """Return how far months, each with an answer, lie from the first `baseline_months` of them.

    With ``z = w (y - R m)`` around the baseline's share R, and one more person with K answers and
    the largest weight W, the spread ``(sum z^2 + (K W max(R, 1 - R))^2) / sum w^2 m`` of the
    baseline is that of all; times ``sum w^2 m / (sum w m)^2`` of a month it is its variance.

    Raises
    ------
    UnknownItems
        If the most answers that the form allows are not known, or no table of counts is.
    """
    tables, items = tables_with_items(months)
    usual = tables.respondents[:baseline_months].sum(axis=0)
    people = np.vstack((tables.respondents, usual))
    satisfied, valid = (people @ (tables.weights * each) for each in (tables.y, tables.m))
    squares = people @ (tables.weights**2 * tables.m)
    shares = satisfied / valid
    baseline = float(shares[-1])
    deviations = tables.weights * (tables.y - baseline * tables.m)
    furthest = items * tables.weights[usual > 0].max() * max(baseline, 1 - baseline)
    spread = (usual @ deviations**2 + furthest**2) / squares[-1]
    variances = spread * squares / valid**2
    return Departures(baseline, shares[:-1], variances[:-1], float(variances[-1]))
