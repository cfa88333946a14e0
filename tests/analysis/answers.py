"""Made-up samples and the textbook formulas written out row by row, to compare with."""

from __future__ import annotations

from dataclasses import dataclass
from math import sqrt

import numpy as np
from hypothesis import strategies as st

from analysis.estimators.moments import Moments
from analysis.estimators.rows import Rows
from analysis.estimators.strata import (
    Stratum,
    single_stratum,
    stratify,
)


def alike(y: int, m: int, count: int) -> tuple[Stratum, ...]:
    """Return a sample of `count` respondents with the same answers."""
    return single_stratum(Moments.of(Rows([y] * count, [m] * count, items=m or 1)))


def sample(y, m, population=None, items=None) -> tuple[Stratum, ...]:
    """Return the single stratum of these respondents, who answered all `items` unless said."""
    most = items or max(1, *m)
    return single_stratum(Moments.of(Rows(y, m, items=most)), population)


@st.composite
def answer_rows(draw, least=2, most=30, items=6):
    """Draw satisfied and valid answers of some respondents, blank ones among them.

    Of four samples one is satisfied throughout and one not at all: left to chance none would be.
    """
    size = draw(st.integers(least, most))
    m = draw(st.lists(st.integers(0, items), min_size=size, max_size=size))
    kind = draw(st.sampled_from(["mixed", "mixed", "all", "none"]))
    if kind == "mixed":
        return np.array([draw(st.integers(0, count)) for count in m]), np.array(m)
    return np.array(m) * (kind == "all"), np.array(m)


@dataclass(frozen=True)
class Designed:
    """A stratified, weighted sample of a finite population, with a domain."""

    rows: Rows
    codes: np.ndarray
    populations: tuple[float | None, ...]
    domain: np.ndarray

    @property
    def strata(self) -> tuple[Stratum, ...]:
        return stratify(self.rows, self.codes, self.populations, self.domain)


@st.composite
def designed_samples(draw, clusters=False):
    """Draw a sample of up to three strata."""
    y, m = draw(answer_rows(least=6, most=40))
    size = len(y)
    weights = draw(st.lists(st.sampled_from([0.0, 0.5, 1.0, 3.7]), min_size=size, max_size=size))
    codes = np.array(draw(st.lists(st.integers(0, 2), min_size=size, max_size=size)))
    units = None
    if clusters:
        places = draw(st.lists(st.integers(0, 4), min_size=size, max_size=size))
        units = codes * 5 + np.array(places)
    rows = Rows(y, m, weights, units, items=6 * size if clusters else 6)
    drawn = [
        len(set(np.arange(size)[codes == code] if units is None else units[codes == code]))
        for code in range(3)
    ]
    populations = tuple(
        draw(st.sampled_from([None, max(1, n), max(1, n) * 1.5, max(1, n) * 40])) for n in drawn
    )
    domain = np.array(draw(st.lists(st.booleans(), min_size=size, max_size=size)))
    return Designed(rows, codes, populations, domain)


def textbook_ratio(designed: Designed) -> tuple[float, float] | None:
    """Return share and standard error straight from the definition, one unit after another."""
    w, y, m = designed.rows.row_weights, designed.rows.y, designed.rows.m
    inside = designed.domain
    size = sum(w[i] * m[i] for i in range(len(y)) if inside[i])
    if not size:
        return None
    share = sum(w[i] * y[i] for i in range(len(y)) if inside[i]) / size
    residuals = [w[i] * (y[i] - share * m[i]) / size if inside[i] else 0.0 for i in range(len(y))]
    units = range(len(y)) if designed.rows.psus is None else designed.rows.psus
    variance = 0.0
    for code, population in enumerate(designed.populations):
        totals: dict[int, float] = {}
        for i, unit in enumerate(units):
            if designed.codes[i] == code:
                totals[int(unit)] = totals.get(int(unit), 0.0) + residuals[i]
        n = len(totals)
        if not n:
            continue
        left = 1 - n / population if population else 1.0
        mean = sum(totals.values()) / n if n > 1 else 0.0
        squares = sum((total - mean) ** 2 for total in totals.values())
        variance += left * squares * (n / (n - 1) if n > 1 else 1)
    return share, sqrt(max(variance, 0.0))
