"""What a survey is to prove, and how much the answers of one person say about it."""

# ruff: noqa: PLC0415 (scipy is imported late on purpose)

from __future__ import annotations

from dataclasses import dataclass
from math import exp, inf, sqrt

from analysis.estimators.distributions import normal_quantile


@dataclass(frozen=True)
class Form:
    """How much the answers of one person say.

    Attributes
    ----------
    items : float
        Mean number of valid answers a person, at least 1.
    correlation : float
        Of the answers of one person, 0-1; 1 counts a person once.
    spread : float
        ``mean(m^2) / mean(m)^2`` of the valid answers m; 1 when all give the same number.

    Raises
    ------
    ValueError
        If a value is outside its range.
    """

    items: float = 22
    correlation: float = 0.5
    spread: float = 1.0

    def __post_init__(self) -> None:
        if not (self.items >= 1 and self.items < inf):
            raise ValueError(f"items must be at least 1: {self.items}")
        if not 0 <= self.correlation <= 1:
            raise ValueError(f"correlation must lie within [0, 1]: {self.correlation}")
        if not (self.spread >= 1 and self.spread < inf):
            raise ValueError(f"spread must be at least 1: {self.spread}")

    @property
    def design_effect(self) -> float:
        """Answers needed for one independent answer."""
        return 1 + (self.items * self.spread - 1) * self.correlation

    @property
    def respondents_per_answer(self) -> float:
        """Respondents needed for one independent answer."""
        return self.design_effect / self.items

    def informative(self, index: float) -> float:
        """Return the share of people with an unsatisfied, or a satisfied answer, the lesser one.

        People are taken to differ by a beta distribution with this mean and correlation.
        """
        return min(1 - self._all_alike(index), 1 - self._all_alike(1 - index))

    def _all_alike(self, share: float) -> float:
        """Return the share of people whose answers are all of a kind that has this share."""
        from scipy.special import gammaln

        # Nearer to 0 the logarithms below would lose more than the correlation matters.
        if self.correlation < 1e-6:
            return float(share**self.items)
        total = 1 / self.correlation - 1
        if total == 0:
            return share
        own = share * total
        logs = gammaln(own + self.items) + gammaln(total)
        return exp(float(logs - gammaln(total + self.items) - gammaln(own)))


@dataclass(frozen=True)
class Goal:
    """What is to be proven, and how surely.

    Attributes
    ----------
    target, expected : float
        The promised share and the true one that is expected, both between 0 and 1 and different.
        Above the target "met" is to be proven, below it "not met".
    error : float
        One-sided probability of a false claim, below 0.5.
    power : float
        Probability that the claim is proven if the index is as expected, above `error`.

    Raises
    ------
    ValueError
        If a value is outside its range.
    """

    target: float
    expected: float
    error: float = 0.05
    power: float = 0.8

    def __post_init__(self) -> None:
        for name in ("target", "expected"):
            require_share(name, getattr(self, name))
        if self.target == self.expected:
            raise ValueError(f"expected must differ from target: {self.expected}")
        if not 0 < self.error < 0.5:
            raise ValueError(f"error must lie between 0 and 0.5: {self.error}")
        if not self.error < self.power < 1:
            raise ValueError(f"power must lie between error and 1: {self.power}")

    @property
    def effective_answers(self) -> float:
        """Independent answers that prove it."""
        at_target, at_expected = self._spreads()
        sure, able = normal_quantile(1 - 2 * self.error), _quantile(self.power)
        return ((sure * at_target + able * at_expected) / (self.expected - self.target)) ** 2

    def power_of(self, effective_answers: float) -> float:
        """Return the probability of the proof with so many independent answers."""
        from scipy.special import ndtr

        at_target, at_expected = self._spreads()
        reach = abs(self.expected - self.target) * sqrt(effective_answers)
        return float(ndtr((reach - normal_quantile(1 - 2 * self.error) * at_target) / at_expected))

    def _spreads(self) -> tuple[float, float]:
        return sqrt(self.target * (1 - self.target)), sqrt(self.expected * (1 - self.expected))


def require_share(name: str, value: float) -> None:
    """Raise ValueError unless a share lies strictly between 0 and 1."""
    if not 0 < value < 1:
        raise ValueError(f"{name} must lie between 0 and 1: {value}")


def _quantile(probability: float) -> float:
    """Return the one-sided quantile of the normal distribution."""
    from scipy.special import ndtri

    return float(ndtri(probability))
