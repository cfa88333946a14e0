"""How often twelve months are said to rise or fall, when they do and when they do not."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from zlib import crc32

import numpy as np

from analysis.estimators.bounds import counted_shares
from analysis.estimators.differences import slope_weights, weighted_sums
from analysis.estimators.moments import ANSWERS
from analysis.estimators.rows import Floats, Rows
from analysis.estimators.shares import shares_of
from analysis.indices.months import LEVEL
from bench.simulation.populations import BetaBinomial, Group, Unlimited
from bench.simulation.rates import Rate, is_clear
from bench.simulation.samples import sampled
from bench.simulation.scenarios import SCENARIOS

MONTHS = 12
SIZES = (30, 100)
STEADY = 0.9
FALLING = (0.95, 0.84)
PEOPLE_AT_ONCE = 120_000


@dataclass(frozen=True)
class Course:
    """A year of one population: so many people a month, their index on a straight line.

    Attributes
    ----------
    name : str
        Of the population.
    people : Unlimited
    first, last : float
        True index of the first and of the last month, strictly between 0 and 1.
    size : int
        Respondents of each month.
    """

    name: str
    people: Unlimited
    first: float
    last: float
    size: int

    @property
    def indices(self) -> str:
        """The true indices in words."""
        return f"{self.first:.0%}" if self.is_steady else f"{self.first:.0%} to {self.last:.0%}"

    @property
    def title(self) -> str:
        """Population, indices and size in words."""
        return f"{self.name}, {self.indices}, n = {self.size} a month"

    @property
    def is_steady(self) -> bool:
        """Whether there is nothing to find."""
        return self.first == self.last

    def draw(self, lists: int, generator: np.random.Generator) -> Rows:
        """Return the people of so many years, month after month."""
        indices = np.tile(np.linspace(self.first, self.last, MONTHS), lists)
        drawn = [self.people.answers(index, self.size, generator) for index in indices.tolist()]
        y, m = (np.concatenate(columns) for columns in zip(*drawn, strict=True))
        return Rows(y, m, items=self.people.items)


def _courses() -> Iterator[Course]:
    """Yield a steady year of everybody who is without limit, and falls by three correlations."""
    for scenario in SCENARIOS.values():
        for people in scenario.populations:
            if isinstance(people, Unlimited):
                name = f"{scenario.name} {people.label}".strip()
                yield from (Course(name, people, STEADY, STEADY, size) for size in SIZES)
    for correlation in (0.3, 0.5, 0.7):
        people = BetaBinomial(correlation)
        name = f"beta-binomial {people.label}"
        yield from (Course(name, people, *FALLING, size) for size in SIZES)


COURSES = tuple(_courses())


def trend_claims(course: Course, replicates: int, seed: int) -> Rate:
    """Return in how many years a trend is claimed, as a report does it."""
    generator = np.random.default_rng([seed, crc32(course.title.encode())])
    at_once = max(1, PEOPLE_AT_ONCE // (MONTHS * course.size))
    count = 0
    for first in range(0, replicates, at_once):
        lists = min(at_once, replicates - first)
        count += claimed(course.draw(lists, generator), course.size, lists)
        if course.is_steady and is_clear(count / (first + lists), first + lists):
            break
    return Rate(count / (first + lists), first + lists)


def claimed(rows: Rows, size: int, lists: int) -> int:
    """Return in how many of so many years the interval of the slope does not hold 0."""
    cells = sampled(rows, (Group(size),), lists * MONTHS)
    sizes = cells.column(ANSWERS).reshape(lists, MONTHS)
    weights = np.array([slope_weights(range(MONTHS), each) for each in sizes])
    shares = counted_shares(shares_of(cells))
    # Turned so that all rise: an interval that lies above 0 is a claim.
    slopes: Floats = (weights * shares.shares.reshape(weights.shape)).sum(axis=1)
    turned = weights * np.where(slopes < 0, -1.0, 1.0)[:, np.newaxis]
    return int((weighted_sums(shares, turned, LEVEL).low > 0).sum())
