"""What is tried: populations by name, at several true indices and sample sizes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from zlib import crc32

import numpy as np

from bench.simulation.designs import OFTEN, SELDOM, FewCases, HeavyCritics, Stratified, Weighted
from bench.simulation.populations import (
    SHORT,
    BetaBinomial,
    Extremes,
    FewAnswers,
    HiddenCritics,
    Missing,
    Population,
    Probit,
    Skewed,
    ThreeKinds,
)

TRUE_INDICES = (0.80, 0.866, 0.90, 0.95, 0.98)


@dataclass(frozen=True)
class Scenario:
    """Populations of one kind.

    Attributes
    ----------
    name : str
    populations : tuple of Population
    """

    name: str
    populations: tuple[Population, ...]


SCENARIOS: Mapping[str, Scenario] = MappingProxyType(
    {
        scenario.name: scenario
        for scenario in (
            Scenario("beta-binomial", tuple(map(BetaBinomial, (0.3, 0.5, 0.7)))),
            Scenario("probit", tuple(map(Probit, (0.65, 0.75, 0.85)))),
            Scenario("all-or-nothing", (Extremes(),)),
            Scenario("three-kinds", tuple(map(ThreeKinds, (0.5, 0.8)))),
            Scenario("brief-critics", (Extremes(critical=SHORT),)),
            Scenario("long-critics", (Extremes(content=SHORT), Extremes(content=1, label="of 1"))),
            Scenario("hidden-critics", tuple(map(HiddenCritics, (0.2, 0.5, 0.8)))),
            Scenario("hidden-long-critics", (HiddenCritics(content=SHORT),)),
            Scenario("skewed", (Skewed(),)),
            Scenario("few-items", (BetaBinomial(0.5, 1), BetaBinomial(0.2, 5))),
            Scenario("few-answers", (FewAnswers(),)),
            Scenario("missing", (Missing(),)),
            Scenario("weighted", (Weighted(BetaBinomial(0.5)),)),
            Scenario("heavy-critics", (HeavyCritics(),)),
            Scenario("few-cases", (FewCases(HiddenCritics(), 600), FewCases(Extremes(), 600))),
            Scenario(
                "strata",
                tuple(
                    Stratified(people, *counters, is_known=False)
                    for people in (BetaBinomial(0.5), HiddenCritics(), Extremes())
                    for counters in (("seldom", SELDOM), ("often", OFTEN))
                ),
            ),
            Scenario(
                "known-strata",
                tuple(
                    Stratified(people, *counters)
                    for people in (
                        BetaBinomial(0.5),
                        HiddenCritics(),
                        Extremes(),
                        Extremes(content=SHORT, label="of 5"),
                        Missing(),
                        BetaBinomial(0.5, 1),
                    )
                    for counters in (("seldom", SELDOM), ("often", OFTEN))
                ),
            ),
        )
    }
)


@dataclass(frozen=True)
class Cell:
    """One population at one true index, asked in samples of one size.

    Attributes
    ----------
    scenario : Scenario
    population : Population
    index : float
        True share of satisfied among valid answers, strictly between 0 and 1.
    size : int
        Respondents of a sample, at least 2.
    """

    scenario: Scenario
    population: Population
    index: float
    size: int

    @property
    def name(self) -> str:
        """Scenario, population, index and size in words."""
        label = f" {self.population.label}" if self.population.label else ""
        return f"{self.scenario.name}{label}, index {self.index:.3f}, n = {self.size}"

    @property
    def truth(self) -> float:
        """The true index of its population."""
        return self.population.truth(self.index)

    def generator(self, seed: int) -> np.random.Generator:
        """Return the source of chance of this cell alone: the same whatever else is run."""
        return np.random.default_rng([seed, crc32(self.name.encode())])


def cells_of(scenarios: Iterable[Scenario], sizes: Sequence[int]) -> Iterator[Cell]:
    """Yield each population of the scenarios at each true index and size."""
    for scenario in scenarios:
        for population in scenario.populations:
            for index in TRUE_INDICES:
                for size in sizes:
                    yield Cell(scenario, population, index, size)
