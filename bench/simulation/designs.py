"""Ways to draw people: in sampling groups, with weights, or from a known number of cases."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from analysis.estimators.rows import Codes, Rows
from bench.simulation.populations import SHORT, BetaBinomial, Floats, Group, Unlimited

LEAST_IN_GROUP = 5


@dataclass(frozen=True)
class Weighted:
    """Three in ten people weigh three times as much, and are unsatisfied twice as often.

    Each has the weight from the start, whether or not others like him are drawn.
    """

    people: BetaBinomial
    label: str = ""

    def groups(self, size: int) -> tuple[Group, ...]:
        """Return one, without limit."""
        return (Group(size),)

    def truth(self, index: float) -> float:
        """Return the index that is asked for."""
        return index

    def draw(self, index: float, shape: tuple[int, int], generator: np.random.Generator) -> Rows:
        """Draw the weight of each person, and the answers that go with it."""
        count = shape[0] * shape[1]
        is_heavy = generator.random(count) < 0.3
        weights = np.where(is_heavy, 3.0, 1.0)
        # What the heavy ones are unsatisfied too often, the others are too seldom.
        light = (1 - index) * (0.7 + 0.3 * 3) / (0.7 + 0.3 * 3 * 2)
        valid = float(self.people.items)
        answers = [
            self.people.answers(1 - part, count, generator)[0] for part in (light, 2 * light)
        ]
        satisfied = np.where(is_heavy, answers[1], answers[0])
        return Rows(satisfied, np.full(count, valid), weights, items=self.people.items)


@dataclass(frozen=True)
class HeavyCritics:
    """One in twenty respondents stands for ten cases, and all critics are among those.

    So it is where people are unhappy with a service point that answers seldom: of its respondents,
    whose number is fixed, some are satisfied with nothing.
    """

    label: str = ""

    def groups(self, size: int) -> tuple[Group, ...]:
        """Return one, without limit."""
        return (Group(size),)

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

    def groups(self, size: int) -> tuple[Group, ...]:
        """Return one, of all cases."""
        return (Group(size, self.cases),)

    def truth(self, index: float) -> float:
        """Return the index of all cases."""
        y, m = self._everybody(index)
        return float(y.sum() / m.sum())

    def draw(self, index: float, shape: tuple[int, int], generator: np.random.Generator) -> Rows:
        """Draw some of the cases in each sample, the same cases each time."""
        y, m = self._everybody(index)
        order = _drawn(self.cases, (shape[0], shape[1]), generator).ravel()
        return Rows(y[order], m[order], items=self.people.items)

    def _everybody(self, index: float) -> tuple[Floats, Floats]:
        return self.people.answers(index, self.cases, np.random.default_rng(self.cases))


def _drawn(cases: int, shape: tuple[int, int], generator: np.random.Generator) -> Codes:
    """Return the positions of the cases of each sample, drawn without replacement."""
    order = generator.random((shape[0], cases))
    last = min(shape[1], cases - 1)
    return order.argpartition(last, axis=1)[:, : shape[1]].astype(np.int64)


class Counter(NamedTuple):
    """A sampling group of all cases."""

    cases: int
    # Its part of the respondents, where at least five in each allow it.
    part: float
    # How much oftener than all its people are unsatisfied.
    unsatisfied: float


# The critical counter is the smallest one. It answers too seldom, so that its people weigh three
# times as much as the others, or often.
SELDOM = (Counter(600, 0.72, 0.7), Counter(300, 0.24, 1.0), Counter(100, 0.04, 2.8))
OFTEN = (Counter(600, 0.4, 0.7), Counter(300, 0.2, 1.0), Counter(100, 0.4, 2.8))


@dataclass(frozen=True)
class Stratified:
    """So many of each counter, whose people differ, each standing for as many cases as there are.

    Attributes
    ----------
    people : Unlimited
        Who answer; their mean number of answers must not depend on the index.
    name : str
        What tells the counters from others.
    counters : tuple of Counter
    is_known : bool
        Whether the cases are drawn without replacement, and their number is known; else there are
        so many of them that nobody is met twice.
    """

    people: Unlimited
    name: str
    counters: tuple[Counter, ...]
    is_known: bool = True

    @property
    def label(self) -> str:
        """Who answers, and how the counters do."""
        label = f" {self.people.label}" if self.people.label else ""
        return f"{type(self.people).__name__}{label}, {self.name}"

    def groups(self, size: int) -> tuple[Group, ...]:
        """Return the counters, at least five people of each if there are so many, at most all."""
        least = min(LEAST_IN_GROUP, size // len(self.counters))
        wanted = [max(least, round(each.part * size)) for each in self.counters[1:]]
        numbers = [min(each.cases, n) for each, n in zip(self.counters[1:], wanted, strict=True)]
        first = size - sum(numbers)
        return tuple(
            Group(number, each.cases if self.is_known else None)
            for each, number in zip(self.counters, [first, *numbers], strict=True)
        )

    def truth(self, index: float) -> float:
        """Return the index of all cases, or that which is asked for."""
        if not self.is_known:
            return index
        totals = [(y.sum(), m.sum()) for y, m in self._everybody(index)]
        satisfied, valid = np.sum(totals, axis=0)
        return float(satisfied / valid)

    def draw(self, index: float, shape: tuple[int, int], generator: np.random.Generator) -> Rows:
        """Draw each counter's people, the same cases each time where they are known."""
        groups = self.groups(shape[1])
        drawn = (self._known if self.is_known else self._unlimited)(index, shape, generator)
        y, m = (np.concatenate(column, axis=1).ravel() for column in zip(*drawn, strict=True))
        pairs = zip(self.counters, groups, strict=True)
        weights = [np.full(n, each.cases / n) for each, (n, _) in pairs]
        return Rows(y, m, np.tile(np.concatenate(weights), shape[0]), items=self.people.items)

    def _known(
        self, index: float, shape: tuple[int, int], generator: np.random.Generator
    ) -> list[tuple[Floats, Floats]]:
        drawn = []
        for (y, m), (number, _), each in zip(
            self._everybody(index), self.groups(shape[1]), self.counters, strict=True
        ):
            chosen = _drawn(each.cases, (shape[0], number), generator)
            drawn.append((y[chosen], m[chosen]))
        return drawn

    def _unlimited(
        self, index: float, shape: tuple[int, int], generator: np.random.Generator
    ) -> list[tuple[Floats, Floats]]:
        drawn = []
        for each, (number, _) in zip(self.counters, self.groups(shape[1]), strict=True):
            y, m = self.people.answers(_of(each, index), shape[0] * number, generator)
            drawn.append((y.reshape(-1, number), m.reshape(-1, number)))
        return drawn

    def _everybody(self, index: float) -> list[tuple[Floats, Floats]]:
        generator = np.random.default_rng(len(self.counters))
        people = self.people
        return [people.answers(_of(each, index), each.cases, generator) for each in self.counters]


def _of(counter: Counter, index: float) -> float:
    """Return the index of a counter."""
    return 1 - (1 - index) * counter.unsatisfied
