"""Ways to draw people: with weights that go with their answers, or from known cases."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from analysis.estimators.tables import Rows
from bench.simulation.populations import SHORT, Floats, Unlimited


@dataclass(frozen=True)
class HeavyCritics:
    """One in twenty respondents stands for ten cases, and all critics are among those.

    So it is where people are unhappy with a service point that answers seldom: of its respondents,
    whose number is fixed, some are satisfied with nothing.
    """

    label: str = ""
    cases: int | None = None

    def truth(self, index: float) -> float:
        """Return the index that is asked for."""
        return index

    def draw(self, index: float, shape: tuple[int, int], generator: np.random.Generator) -> Rows:
        """Draw who of the heavy ones is satisfied with nothing."""
        samples, size = shape
        heavy = -(-size // 20)
        weights = np.where(np.arange(size) < heavy, 10.0, 1.0)
        part = (1 - index) * weights.sum() / (10 * heavy)
        is_critical = (weights > 1) & (generator.random(shape) < part)
        valid = np.full(samples * size, float(SHORT))
        return Rows(valid * ~is_critical.ravel(), valid, np.tile(weights, samples), items=SHORT)


@dataclass(frozen=True)
class FewCases:
    """So many cases of another population, drawn without replacement."""

    people: Unlimited
    cases: int

    @property
    def label(self) -> str:
        """Whose cases they are, and how many."""
        return f"{self.cases} cases of {type(self.people).__name__}"

    def truth(self, index: float) -> float:
        """Return the index of all cases."""
        y, m = self._everybody(index)
        return float(y.sum() / m.sum())

    def draw(self, index: float, shape: tuple[int, int], generator: np.random.Generator) -> Rows:
        """Draw some of the cases in each sample, the same cases each time."""
        y, m = self._everybody(index)
        order = generator.random((shape[0], self.cases)).argsort(axis=1)[:, : shape[1]].ravel()
        return Rows(y[order], m[order], items=self.people.items)

    def _everybody(self, index: float) -> tuple[Floats, Floats]:
        return self.people.answers(index, self.cases, np.random.default_rng(self.cases))
