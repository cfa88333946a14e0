"""One answer each of a part of a few known cases: counted exactly.

With few cases every possible number of satisfied ones can be tried, so nothing is approximate.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil, floor, inf

from analysis.estimates import Interval
from analysis.estimators.intervals import hypergeometric_exact, hypergeometric_probabilities

METHOD = "hypergeometric_exact"
# What a product of a share and a number of cases may miss a whole number by.
_ROUNDING = 1e-9


@dataclass(frozen=True)
class FewCases:
    """`satisfied` of `n` who answered, drawn from so many cases."""

    satisfied: int
    n: int
    population: int

    def interval(self, confidence_level: float) -> Interval:
        """Return the exact interval of the share of satisfied cases."""
        return hypergeometric_exact(self.satisfied, self.n, self.population, confidence_level)

    def p_met(self, target: float) -> float:
        """Return how likely so many are satisfied if the share just misses the target."""
        return self._tails(ceil(target * self.population - _ROUNDING) - 1)[1]

    def p_not_met(self, target: float) -> float:
        """Return how likely so few are satisfied if the share just reaches the target."""
        return self._tails(ceil(target * self.population - _ROUNDING))[0]

    def more_needed(self, target: float, alpha: float) -> float:
        """Return how many more, answering alike, prove it; infinite where no number below all."""
        is_above = self.satisfied > target * self.n
        for more in range(1, self.population - self.n):
            n = self.n + more
            # Never a better proof than the same share would be.
            share = self.satisfied * n / self.n
            satisfied = floor(share + _ROUNDING) if is_above else ceil(share - _ROUNDING)
            grown = FewCases(satisfied, n, self.population)
            if (grown.p_met(target) if is_above else grown.p_not_met(target)) <= alpha:
                return more
        return inf

    def _tails(self, cases: int) -> tuple[float, float]:
        """Return how likely at most, and at least, so many are satisfied of `cases` in all."""
        if cases < self.satisfied:
            return 1.0, 0.0
        if cases > self.population - self.n + self.satisfied:
            return 0.0, 1.0
        counts = self.satisfied, self.n, self.population
        own, below, above = hypergeometric_probabilities(counts, cases)
        return own + below, own + above
