"""People to draw from: each population gives satisfied and valid answers around a true index.

What the interval is asked to hold on each is said in `bench.simulation.scenarios`.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from analysis.estimators.tables import Rows

Floats = NDArray[np.float64]
ITEMS = 22
SHORT = 5


class Population(Protocol):
    """People with a known share of satisfied among their valid answers."""

    @property
    def label(self) -> str:
        """What tells this population from others of its scenario; empty when nothing does."""
        ...

    @property
    def cases(self) -> int | None:
        """How many there are; None without limit."""
        ...

    def truth(self, index: float) -> float:
        """Return the true index where `index` is asked for: that itself, unless there are few."""
        ...

    def draw(self, index: float, shape: tuple[int, int], generator: np.random.Generator) -> Rows:
        """Return samples of people one after the other, as many as `shape` has rows.

        In the population, weighted satisfied answers are `index` of the valid ones; `index` lies
        strictly between 0 and 1.
        """
        ...


class Unlimited:
    """People without limit, who do not depend on each other and weigh alike."""

    cases: int | None = None
    items: int = ITEMS

    def truth(self, index: float) -> float:
        """Return the index that is asked for."""
        return index

    def draw(self, index: float, shape: tuple[int, int], generator: np.random.Generator) -> Rows:
        """Draw everybody at once."""
        y, m = self.answers(index, shape[0] * shape[1], generator)
        return Rows(y, m, items=self.items)

    def answers(
        self, index: float, people: int, generator: np.random.Generator
    ) -> tuple[Floats, Floats]:
        """Return satisfied and valid answers, both of shape (people,)."""
        raise NotImplementedError


@dataclass(frozen=True)
class BetaBinomial(Unlimited):
    """Everybody answers all items, and is satisfied with each at a rate of his own.

    Attributes
    ----------
    correlation : float
        Of two answers of a person, strictly between 0 and 1.
    items : int
        Of the form.
    """

    correlation: float
    items: int = ITEMS

    @property
    def label(self) -> str:
        """The correlation of a person's answers, and how many there are where they are few."""
        few = "" if self.items == ITEMS else f" of {self.items} items"
        return f"correlation {self.correlation:g}{few}"

    def answers(
        self, index: float, people: int, generator: np.random.Generator
    ) -> tuple[Floats, Floats]:
        """Draw rates from the beta distribution, answers from the binomial."""
        size = (1 - self.correlation) / self.correlation
        rates = generator.beta(index * size, (1 - index) * size, people)
        satisfied = generator.binomial(self.items, rates).astype(np.float64)
        return satisfied, np.full(people, float(self.items))


@dataclass(frozen=True)
class Probit(Unlimited):
    """Items differ, 30 % of the people get a short form, and the critical know less often.

    A short form is a run of 5 to 12 items. Who is less satisfied also says "do not know" more
    often: 6 % of the answers are lost so, more of the unsatisfied than of the satisfied ones.

    Attributes
    ----------
    agreement : float
        Correlation of the continuous opinions behind two answers of a person, between 0 and 1.
    """

    agreement: float

    @property
    def label(self) -> str:
        """The correlation of a person's opinions."""
        return f"agreement {self.agreement:g}"

    def answers(
        self, index: float, people: int, generator: np.random.Generator
    ) -> tuple[Floats, Floats]:
        """Draw each person's leaning, the items asked, those known, and the answers."""
        leaning = generator.standard_normal((people, 1))
        level = _intercept(self.agreement, index) + ITEM_LEVELS
        opinion = level + _spread(self.agreement) * leaning
        is_valid = _asked(people, generator) & (
            generator.standard_normal((people, ITEMS)) > UNKNOWN + UNKNOWN_SLOPE * leaning
        )
        is_satisfied = is_valid & (generator.standard_normal((people, ITEMS)) > -opinion)
        return is_satisfied.sum(axis=1, dtype=np.float64), is_valid.sum(axis=1, dtype=np.float64)


ITEM_LEVELS = np.linspace(-0.6, 0.6, ITEMS)
# The normal quantile of not knowing, for a person of average leaning, and its slope.
UNKNOWN, UNKNOWN_SLOPE = -1.6, -0.25


def _asked(people: int, generator: np.random.Generator) -> NDArray[np.bool_]:
    """Return which items each person is asked; every item is asked equally often."""
    is_short = generator.random(people) < 0.3
    length = np.where(is_short, generator.integers(SHORT, 13, people), ITEMS)
    start = generator.integers(0, ITEMS, people)
    place = (np.arange(ITEMS) - start[:, np.newaxis]) % ITEMS
    asked: NDArray[np.bool_] = place < length[:, np.newaxis]
    return asked


def _spread(agreement: float) -> float:
    """Return the standard deviation of leanings, that of an opinion around them being 1."""
    return float((agreement / (1 - agreement)) ** 0.5)


@lru_cache
def _intercept(agreement: float, index: float) -> float:
    """Return the level at which the population's share of satisfied valid answers is `index`."""
    from scipy.special import ndtr  # noqa: PLC0415 (scipy is imported late on purpose)

    leaning, weights = np.polynomial.hermite_e.hermegauss(101)
    known = weights * ndtr(-(UNKNOWN + UNKNOWN_SLOPE * leaning))
    known /= known.sum()
    opinions = _spread(agreement) * leaning[:, np.newaxis] + ITEM_LEVELS
    low, high = -20.0, 20.0
    while low < (middle := (low + high) / 2) < high:
        share = float(known @ ndtr(middle + opinions).mean(axis=1))
        low, high = (middle, high) if share < index else (low, middle)
    return high


@dataclass(frozen=True)
class Extremes(Unlimited):
    """Most people are satisfied with everything they answer, the others with nothing.

    Attributes
    ----------
    content, critical : int
        Valid answers of a person who is satisfied, and of one who is not; above 0.
    """

    content: int = ITEMS
    critical: int = ITEMS
    label: str = ""

    def answers(
        self, index: float, people: int, generator: np.random.Generator
    ) -> tuple[Floats, Floats]:
        """Draw who is satisfied; the share of people follows from that of answers."""
        satisfied, unsatisfied = index / self.content, (1 - index) / self.critical
        is_content = generator.random(people) < satisfied / (satisfied + unsatisfied)
        valid = np.where(is_content, float(self.content), float(self.critical))
        return valid * is_content, valid


@dataclass(frozen=True)
class ThreeKinds(Unlimited):
    """People are satisfied with everything, with each item by chance, or with nothing.

    Half of the unsatisfied answers come from the few who are satisfied with nothing.

    Attributes
    ----------
    rate : float
        Chance that somebody of the second kind is satisfied with an item; at most the index.
    """

    rate: float

    @property
    def label(self) -> str:
        """The rate of the second kind."""
        return f"second kind at {self.rate:g}"

    def answers(
        self, index: float, people: int, generator: np.random.Generator
    ) -> tuple[Floats, Floats]:
        """Draw the kind of each person, and the answers of the second kind."""
        few = (1 - index) / 2
        kind = generator.random(people)
        rates = np.where(
            kind < few, 0.0, np.where(kind < few + few / (1 - self.rate), self.rate, 1)
        )
        satisfied = generator.binomial(ITEMS, rates).astype(np.float64)
        return satisfied, np.full(people, float(ITEMS))


@dataclass(frozen=True)
class HiddenCritics(Unlimited):
    """A few are satisfied with nothing, among many who are now and then unsatisfied by chance.

    Half of the unsatisfied answers come from the few, the others are independent of each other: a
    sample in which the few are missing gives no sign of them.
    """

    label: str = ""

    def answers(
        self, index: float, people: int, generator: np.random.Generator
    ) -> tuple[Floats, Floats]:
        """Draw who is one of the few, and the answers of the others."""
        few = (1 - index) / 2
        is_critical = generator.random(people) < few
        satisfied = generator.binomial(ITEMS, index / (1 - few), people).astype(np.float64)
        return np.where(is_critical, 0.0, satisfied), np.full(people, float(ITEMS))


@dataclass(frozen=True)
class Missing(Unlimited):
    """Of 22 items a person answers some three in ten, more of them the less satisfied.

    Half of the people are of each of two kinds: the one answers a fifth of the items, the other
    two fifths and is satisfied less often.
    """

    label: str = ""

    def answers(
        self, index: float, people: int, generator: np.random.Generator
    ) -> tuple[Floats, Floats]:
        """Draw the kind of each person, how much is answered, and the answers."""
        answers_more = generator.random(people) < 0.5
        valid = generator.binomial(ITEMS, np.where(answers_more, 0.4, 0.2)).astype(np.float64)
        # A third of the answers are of the first kind.
        happier = (1 + index) / 2
        rate = np.where(answers_more, (index - happier / 3) * 1.5, happier)
        spread = 1.0
        rates = generator.beta(rate * spread, (1 - rate) * spread)
        return generator.binomial(valid.astype(np.int64), rates).astype(np.float64), valid
