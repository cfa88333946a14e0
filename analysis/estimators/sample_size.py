"""How many people must answer before anything can be proven.

What settles a target depends on how near the expected index lies to it, and on how alike the
answers of one person are. The customary rule knows neither.
"""

# ruff: noqa: PLC0415 (scipy is imported late on purpose)

from __future__ import annotations

from dataclasses import dataclass
from math import ceil, floor, inf, isfinite, log, sqrt

import numpy as np

from analysis.estimators.bounds import Cases, LowerSide
from analysis.estimators.distributions import normal_quantile
from analysis.estimators.few_cases import FewCases
from analysis.estimators.one_more_person import Samples
from analysis.estimators.rows import Floats

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

    Raises
    ------
    ValueError
        If a value is outside its range.
    """

    items: float = 22
    correlation: float = 0.5

    def __post_init__(self) -> None:
        if not 1 <= self.items < inf:
            raise ValueError(f"items must be at least 1: {self.items}")
        if not 0 <= self.correlation <= 1:
            raise ValueError(f"correlation must lie within [0, 1]: {self.correlation}")

    @property
    def design_effect(self) -> float:
        """Answers needed for one independent answer."""
        return 1 + (self.items - 1) * self.correlation

    @property
    def respondents_per_answer(self) -> float:
        """Respondents needed for one independent answer."""
        return self.design_effect / self.items

    def expected(self, index: float) -> tuple[Floats, Floats, Floats]:
        """Return satisfied and valid answers of each kind of people, and how many are of it.

        People are taken to differ by a beta distribution with this mean and correlation. Where the
        mean number of answers is no whole one, they give the whole numbers beside it.
        """
        lengths = {floor(self.items), ceil(self.items)}
        kinds = [self._of_length(index, length) for length in sorted(lengths)]
        y, m, parts = (np.concatenate(columns) for columns in zip(*kinds, strict=True))
        return y, m, parts

    def _of_length(self, index: float, length: int) -> tuple[Floats, Floats, Floats]:
        y = np.arange(length + 1, dtype=np.float64)
        part = 1 - abs(self.items - length)
        return y, np.full_like(y, length), part * _beta_binomial(length, index, self.correlation)


def _beta_binomial(trials: int, mean: float, correlation: float) -> Floats:
    """Return the probability of each number of successes."""
    from scipy.special import betaln, gammaln, xlog1py, xlogy

    y = np.arange(trials + 1, dtype=np.float64)
    ways = gammaln(trials + 1) - gammaln(y + 1) - gammaln(trials - y + 1)
    # Nearer to 0 the logarithms below would lose more than the correlation matters.
    if correlation < 1e-6:
        alone: Floats = np.exp(ways + xlogy(y, mean) + xlog1py(trials - y, -mean))
        return alone
    size = 1 / correlation - 1
    if size == 0:
        return np.where(y == trials, mean, np.where(y == 0, 1 - mean, 0.0))
    a, b = mean * size, (1 - mean) * size
    together: Floats = np.exp(ways + betaln(y + a, trials - y + b) - betaln(a, b))
    return together


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
        """Independent answers that prove it, by the textbook."""
        at_target, at_expected = self._spreads()
        distance = self.expected - self.target
        return ((self._sure * at_target + self._able * at_expected) / distance) ** 2

    @property
    def p_value(self) -> float:
        """What the p value of the expected answers must be, so that the proof has its power."""
        from scipy.special import ndtr

        return float(ndtr(-(self._sure + self._able * self._ratio)))

    def power_of(self, p_value: float) -> float:
        """Return the probability of the proof where the expected answers have this p value."""
        from scipy.special import ndtr, ndtri

        return float(ndtr((-ndtri(p_value) - self._sure) / self._ratio))

    @property
    def _sure(self) -> float:
        return normal_quantile(1 - 2 * self.error)

    @property
    def _able(self) -> float:
        from scipy.special import ndtri

        return float(ndtri(self.power))

    @property
    def _ratio(self) -> float:
        at_target, at_expected = self._spreads()
        return at_expected / at_target

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

    The smallest number whose expected answers, with the one more person, have the p value that
    leaves room for the power: ``Phi(-(z_error + z_power sqrt(p1 q1 / (p0 q0))))``. Where cases are
    few it is at least what everybody's satisfaction needs, and at most all.

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
    unlimited = _needed(aim, model, None)
    if population is None:
        return SampleSize(unlimited, unlimited)
    _require_population(population)
    needed = _needed(aim, model, population)
    if aim.expected > aim.target:
        needed = max(needed, least_all_satisfied(aim.target, aim.error, population))
    return SampleSize(unlimited, min(needed, population))


def _needed(aim: PowerTarget, model: AnswerModel, population: float | None) -> float:
    side, goal = _side(aim, model, population)
    # The side has a single person, and others who are expected to answer alike join.
    needed = 1 + float(side.more_needed(goal, aim.p_value)[0])
    return needed if isfinite(needed) else population or inf


def _side(
    aim: PowerTarget, model: AnswerModel, population: float | None
) -> tuple[LowerSide, float]:
    """Return what a single person is expected to answer, seen from the target's side; the goal."""
    y, m, parts = model.expected(aim.expected)
    samples = Samples(y[np.newaxis], m[np.newaxis], parts[np.newaxis], np.array([m.max()]))
    one = np.ones(1)
    cases = np.full(1, population or inf)
    known = Cases(1 / cases[np.newaxis], one[np.newaxis], one, cases, one > 0)
    if aim.expected > aim.target:
        return LowerSide(samples, known, one), aim.target
    return LowerSide(samples.mirrored, known, one), 1 - aim.target


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
    if population is not None and respondents > population:
        raise ValueError(
            f"respondents must not exceed population; {respondents:g} exceeds {population:g}"
        )
    if respondents == population:
        return 1.0
    side, goal = _side(aim, model, population)
    return aim.power_of(float(side.p_values(goal, np.array([respondents]))[0]))


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


def least_all_satisfied(target: float, error: float = 0.05, population: float | None = None) -> int:
    """Return the smallest n at which n of n satisfied prove a target; below it nothing does.

    Parameters
    ----------
    target : float
        Between 0 and 1.
    error : float
        One-sided probability of a false claim, below 0.5.
    population : float or None
        Cases of the period, at least 1, of which they are drawn; None without limit.

    Raises
    ------
    ValueError
        If an argument is outside its range.
    """
    _require_share("target", target)
    if not 0 < error < 0.5:
        raise ValueError(f"error must lie between 0 and 0.5: {error}")
    _require_population(population)
    unlimited = max(1, ceil(log(error) / log(target) - _ROUNDING))
    if population is None:
        return unlimited
    # Cases without limit prove it last.
    cases = ceil(population)
    numbers = range(1, min(unlimited, cases) + 1)
    return next((n for n in numbers if FewCases(n, n, cases).p_met(target) <= error), cases)


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
