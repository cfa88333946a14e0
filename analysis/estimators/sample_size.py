"""How many people must answer before anything can be proven.

What settles a target depends on how near the expected index lies to it, and on how alike the
answers of one person are. The customary rule knows neither.
"""

# ruff: noqa: PLC0415 (scipy is imported late on purpose)

from __future__ import annotations

from dataclasses import dataclass
from math import ceil, exp, inf, log, sqrt

from analysis.estimators.distributions import normal_quantile, t_quantile
from analysis.estimators.shares import DEFAULT_PRIOR

# Rounding of a formula whose result is a whole number must not ask for one person more.
_ROUNDING = 1e-9


@dataclass(frozen=True)
class AnswerModel:
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
        if not 1 <= self.items < inf:
            raise ValueError(f"items must be at least 1: {self.items}")
        if not 0 <= self.correlation <= 1:
            raise ValueError(f"correlation must lie within [0, 1]: {self.correlation}")
        if not 1 <= self.spread < inf:
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
class PowerTarget:
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
            _require_share(name, getattr(self, name))
        if self.target == self.expected:
            raise ValueError(f"expected must differ from target: {self.expected}")
        if not 0 < self.error < 0.5:
            raise ValueError(f"error must lie between 0 and 0.5: {self.error}")
        if not self.error < self.power < 1:
            raise ValueError(f"power must lie between error and 1: {self.power}")

    @property
    def effective_answers(self) -> float:
        """Independent answers that prove it."""
        from scipy.special import ndtri

        at_target, at_expected = self._spreads()
        sure, able = normal_quantile(1 - 2 * self.error), float(ndtri(self.power))
        return ((sure * at_target + able * at_expected) / (self.expected - self.target)) ** 2

    def power_of(self, effective_answers: float) -> float:
        """Return the probability of the proof with so many independent answers."""
        from scipy.special import ndtr

        at_target, at_expected = self._spreads()
        reach = abs(self.expected - self.target) * sqrt(effective_answers)
        return float(ndtr((reach - normal_quantile(1 - 2 * self.error) * at_target) / at_expected))

    def _spreads(self) -> tuple[float, float]:
        return sqrt(self.target * (1 - self.target)), sqrt(self.expected * (1 - self.expected))


@dataclass(frozen=True)
class SampleSize:
    """Respondents, not rounded: from a population without limit, and from this one."""

    unlimited: float
    respondents: float

    @property
    def people(self) -> int:
        """Whole respondents."""
        return ceil(self.respondents - _ROUNDING)

    def to_ask(self, response_rate: float) -> int:
        """Return how many must be asked when only a part of them, above 0 and up to 1, answers."""
        if not 0 < response_rate <= 1:
            raise ValueError(f"response_rate must lie above 0 and not above 1: {response_rate}")
        return ceil(self.people / response_rate - _ROUNDING)

    def __str__(self) -> str:
        return f"{self.people} respondents"


def sample_size_target(
    aim: PowerTarget, model: AnswerModel, population: float | None = None
) -> SampleSize:
    """Return the respondents that prove a target by the verdict of this package.

    Solves ``lambda c / n + (1 - lambda) cv / n = 1 / n_eff`` with the trust
    ``lambda = g n / (g n + 4)`` of the default interval, where g is the share of informative
    people: the fewer of them, the more the interval leans on "one person counts once".

    Parameters
    ----------
    aim : PowerTarget
    model : AnswerModel
    population : float or None
        Cases of the period, at least 1; None without limit.

    Raises
    ------
    ValueError
        If the population is outside its range.
    """
    weight, size = DEFAULT_PRIOR.d0, aim.effective_answers
    part = model.informative(aim.expected)
    linear = weight - size * model.respondents_per_answer * part
    root = sqrt(linear**2 + 4 * part * weight * size * model.spread)
    return _sample_size((root - linear) / (2 * part), population)


def sample_size_simple(
    aim: PowerTarget, model: AnswerModel, population: float | None = None
) -> SampleSize:
    """Return the respondents that prove a target if the design effect were known.

    The textbook formula (L. Kish, Survey Sampling, 1965); it asks for some fifteen too few.
    """
    return _sample_size(aim.effective_answers * model.respondents_per_answer, population)


def target_power(
    aim: PowerTarget, model: AnswerModel, respondents: float, population: float | None = None
) -> float:
    """Return the probability that so many respondents prove a target by our verdict.

    It is 1 when they are the whole population; `aim.power` is not used.
    """
    if not respondents > 0:
        raise ValueError(f"respondents must be above 0: {respondents}")
    _require_population(population)
    unlimited = respondents
    if population is not None:
        if respondents > population:
            raise ValueError(
                f"respondents must not exceed population; {respondents:g} exceeds {population:g}"
            )
        if respondents == population:
            return 1.0
        # The inverse of what a finite population saves.
        unlimited = respondents * (population - 1) / (population - respondents)
    informative = model.informative(aim.expected) * unlimited
    trust = informative / (informative + DEFAULT_PRIOR.d0)
    inverse = trust * model.respondents_per_answer + (1 - trust) * model.spread
    return aim.power_of(unlimited / inverse)


def sample_size_margin(
    index: float,
    margin: float,
    model: AnswerModel,
    confidence_level: float = 0.95,
    population: float | None = None,
) -> SampleSize:
    """Return the respondents that bring half the width of an interval to `margin`.

    Source: W. G. Cochran, Sampling Techniques (1977).
    """
    _require_share("index", index)
    _require_margin(margin)
    size = normal_quantile(confidence_level) ** 2 * index * (1 - index) / margin**2
    return _sample_size(size * model.respondents_per_answer, population)


def customary_sample_size(population: float | None, margin: float = 0.05) -> SampleSize:
    """Return ``N / (1 + N e^2)``, the rule of official surveys.

    It is the sample with which a share of 50 %, the most doubtful one, of one question is known to
    a margin with a confidence of about 95 % (its quantile rounded to 2). It knows no target, no
    expected index and no person with several answers.

    Parameters
    ----------
    population : float or None
        Cases of the period, at least 1; None without limit, which makes it ``1 / e^2``.
    margin : float
        e, between 0 and 0.5.

    Raises
    ------
    ValueError
        If an argument is outside its range.

    References
    ----------
    .. [1] T. Yamane, Statistics: An Introductory Analysis (1967).
    """
    _require_margin(margin)
    _require_population(population)
    unlimited = 1 / margin**2
    if population is None:
        return SampleSize(unlimited, unlimited)
    return SampleSize(unlimited, population / (1 + population * margin**2))


@dataclass(frozen=True)
class LeastRespondents:
    """The smallest samples that prove a target if everybody in them is satisfied.

    By the exact binomial test, by Wilson's bound, and by the verdict of this package.
    """

    exact: int
    wilson: int
    shrunken: int


def least_all_satisfied(target: float, error: float = 0.05) -> LeastRespondents:
    """Return the smallest n at which n of n satisfied prove a target; below it nothing does."""
    _require_share("target", target)
    if not 0 < error < 0.5:
        raise ValueError(f"error must lie between 0 and 0.5: {error}")
    level = 1 - 2 * error
    odds = target / (1 - target)
    shrunken = 2
    while shrunken < t_quantile(level, shrunken - 1) ** 2 * odds:
        shrunken += 1
    return LeastRespondents(
        exact=max(1, ceil(log(error) / log(target) - _ROUNDING)),
        wilson=max(1, ceil(normal_quantile(level) ** 2 * odds - _ROUNDING)),
        shrunken=shrunken,
    )


def _sample_size(unlimited: float, population: float | None) -> SampleSize:
    _require_population(population)
    if population is None:
        return SampleSize(unlimited, unlimited)
    return SampleSize(unlimited, unlimited / (1 + (unlimited - 1) / population))


def _require_share(name: str, value: float) -> None:
    if not 0 < value < 1:
        raise ValueError(f"{name} must lie between 0 and 1: {value}")


def _require_population(population: float | None) -> None:
    if population is not None and not 1 <= population < inf:
        raise ValueError(f"population must be at least 1: {population}")


def _require_margin(margin: float) -> None:
    if not 0 < margin < 0.5:
        raise ValueError(f"margin must lie between 0 and 0.5: {margin}")
