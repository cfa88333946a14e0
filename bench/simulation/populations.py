"""People to draw from: each population gives satisfied and valid answers around a true index.

What the interval is asked to hold on each is said in `bench.simulation.scenarios`.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple, Protocol

import numpy as np
from numpy.typing import NDArray

from analysis.estimators.rows import Rows

Floats = NDArray[np.float64]
ITEMS = 22
SHORT = 5


class Group(NamedTuple):
    """A sampling group: how many of a sample are drawn from it, and how many there are."""

    respondents: int
    cases: int | None = None


class Population(Protocol):
    """People with a known share of satisfied among their valid answers."""

    @property
    def label(self) -> str:
        """What tells this population from others of its scenario; empty when nothing does."""
        ...

    def groups(self, size: int) -> tuple[Group, ...]:
        """Return the sampling groups of a sample of so many people."""
        ...

    def truth(self, index: float) -> float:
        """Return the true index where `index` is asked for: that itself, unless there are few."""
        ...

    def draw(self, index: float, shape: tuple[int, int], generator: np.random.Generator) -> Rows:
        """Return samples of people one after the other, as many as `shape` has rows.

        The people of each sample stand in the order of its sampling groups.
        In the population, weighted satisfied answers are `index` of the valid ones; `index` lies
        strictly between 0 and 1.
        """
        ...


class Unlimited:
    """People without limit, who do not depend on each other and weigh alike."""

    items: int = ITEMS

    @property
    def label(self) -> str:
        """Nothing, where a scenario has one population of the kind."""
        return ""

    def groups(self, size: int) -> tuple[Group, ...]:
        """Return one, without limit."""
        return (Group(size),)

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

    The unsatisfied answers of the many are independent of each other: a sample in which the few
    are missing gives no sign of them.

    Attributes
    ----------
    part : float
        Of the unsatisfied answers, how many come from the few; between 0 and 1.
    content : int
        Valid answers of one of the many; the few answer all items.
    """

    part: float = 0.5
    content: int = ITEMS

    @property
    def label(self) -> str:
        """What part the few have, and how much the others answer where it is not all."""
        brief = "" if self.content == ITEMS else f", others answer {self.content}"
        return f"{self.part:.0%} from critics{brief}"

    def answers(
        self, index: float, people: int, generator: np.random.Generator
    ) -> tuple[Floats, Floats]:
        """Draw who is one of the few, and the answers of the others."""
        theirs = self.part * (1 - index)
        few = theirs * self.content / (ITEMS - theirs * (ITEMS - self.content))
        by_chance = (1 - self.part) / self.part * ITEMS * few / (self.content * (1 - few))
        is_critical = generator.random(people) < few
        satisfied = generator.binomial(self.content, 1 - by_chance, people).astype(np.float64)
        valid = np.where(is_critical, float(ITEMS), float(self.content))
        return np.where(is_critical, 0.0, satisfied), valid


@dataclass(frozen=True)
class Skewed(Unlimited):
    """Who is unsatisfied with anything is so with few items mostly, and at times with nearly all.

    So many unsatisfied answers, from one to all, are the rarer the more they are.
    """

    def answers(
        self, index: float, people: int, generator: np.random.Generator
    ) -> tuple[Floats, Floats]:
        """Draw who is unsatisfied with anything, and with how much."""
        numbers = np.arange(1, ITEMS + 1)
        chances = (1 / numbers) / (1 / numbers).sum()
        is_unsatisfied = generator.random(people) < (1 - index) * ITEMS / (chances @ numbers)
        unsatisfied = generator.choice(numbers, people, p=chances) * is_unsatisfied
        return ITEMS - unsatisfied.astype(np.float64), np.full(people, float(ITEMS))


@dataclass(frozen=True)
class FewAnswers(Unlimited):
    """Everybody answers one to four of 22 items, and agrees with himself by a half."""

    def answers(
        self, index: float, people: int, generator: np.random.Generator
    ) -> tuple[Floats, Floats]:
        """Draw rates from the beta distribution, answers from the binomial."""
        valid = generator.integers(1, 5, people)
        rates = generator.beta(index, 1 - index, people)
        satisfied = generator.binomial(valid, rates).astype(np.float64)
        return satisfied, valid.astype(np.float64)


@dataclass(frozen=True)
class Missing(Unlimited):
    """Of 22 items a person answers some three in ten, more of them the less satisfied.

    Half of the people are of each of two kinds: the one answers a fifth of the items, the other
    two fifths and is satisfied less often.
    """

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
