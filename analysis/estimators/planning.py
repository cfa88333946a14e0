"""How many people must answer before anything can be proven.

What settles a target depends on how near the expected index lies to it, and on how alike the
answers of one person are. The customary rule knows neither.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil, inf, log, sqrt

from analysis.estimators.distributions import normal_quantile, t_quantile
from analysis.estimators.goals import Form, Goal, require_share
from analysis.estimators.shrunken import DEFAULT_PRIOR

# Rounding of a formula whose result is a whole number must not ask for one person more.
_ROUNDING = 1e-9


@dataclass(frozen=True)
class Need:
    """A number of respondents.

    Attributes
    ----------
    unlimited : float
        From a population without limit.
    respondents : float
        From this one; not rounded.
    """

    unlimited: float
    respondents: float

    @property
    def people(self) -> int:
        """Whole respondents."""
        return ceil(self.respondents - _ROUNDING)

    def forms(self, response_rate: float) -> int:
        """Return how many must be asked when only a part of them, above 0 and up to 1, answers.

        Raises
        ------
        ValueError
            If the response rate is outside its range.
        """
        if not 0 < response_rate <= 1:
            raise ValueError(f"response_rate must lie above 0 and not above 1: {response_rate}")
        return ceil(self.people / response_rate - _ROUNDING)

    def __str__(self) -> str:
        return f"{self.people} respondents"


def sample_size_simple(goal: Goal, form: Form, population: float | None = None) -> Need:
    """Return the respondents that prove a target if the design effect were known.

    The textbook formula. It asks for some fifteen respondents too few: see `sample_size_target`.

    Parameters
    ----------
    goal : Goal
    form : Form
    population : float or None
        Cases of the period, at least 1; None without limit.

    Returns
    -------
    Need

    Raises
    ------
    ValueError
        If the population is outside its range.

    References
    ----------
    .. [1] L. Kish, Survey Sampling (1965).
    """
    return _need(goal.effective_answers * form.respondents_per_answer, population)


def sample_size_target(goal: Goal, form: Form, population: float | None = None) -> Need:
    """Return the respondents that prove a target by the verdict of this package.

    Solves ``lambda c / n + (1 - lambda) cv / n = 1 / n_eff`` with the trust
    ``lambda = g n / (g n + 4)`` of the default interval, where g is the share of informative
    people: the fewer of them, the more the interval leans on "one person counts once".

    Parameters
    ----------
    goal, form, population
        As in `sample_size_simple`.

    Returns
    -------
    Need

    Raises
    ------
    ValueError
        If the population is outside its range.
    """
    weight, size = DEFAULT_PRIOR.d0, goal.effective_answers
    part = form.informative(goal.expected)
    linear = weight - size * form.respondents_per_answer * part
    root = sqrt(linear**2 + 4 * part * weight * size * form.spread)
    return _need((root - linear) / (2 * part), population)


def target_power(
    goal: Goal, form: Form, respondents: float, population: float | None = None
) -> float:
    """Return the probability that so many respondents prove a target by our verdict.

    Parameters
    ----------
    goal, form, population
        As in `sample_size_simple`; `goal.power` is not used.
    respondents : float
        Above 0; 1 is certain when they are the whole population.

    Raises
    ------
    ValueError
        If `respondents` is not above 0 or exceeds `population`.
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
    informative = form.informative(goal.expected) * unlimited
    trust = informative / (informative + DEFAULT_PRIOR.d0)
    inverse = trust * form.respondents_per_answer + (1 - trust) * form.spread
    return goal.power_of(unlimited / inverse)


def sample_size_margin(
    index: float,
    margin: float,
    form: Form,
    confidence_level: float = 0.95,
    population: float | None = None,
) -> Need:
    """Return the respondents that bring the interval to a margin.

    Parameters
    ----------
    index : float
        Expected share, between 0 and 1.
    margin : float
        Half the width of the interval, between 0 and 0.5.
    form : Form
    confidence_level : float
        Two-sided, between 0 and 1.
    population : float or None
        As in `sample_size_simple`.

    Returns
    -------
    Need

    Raises
    ------
    ValueError
        If an argument is outside its range.

    References
    ----------
    .. [1] W. G. Cochran, Sampling Techniques (1977).
    """
    require_share("index", index)
    _require_margin(margin)
    size = normal_quantile(confidence_level) ** 2 * index * (1 - index) / margin**2
    return _need(size * form.respondents_per_answer, population)


def customary_sample_size(population: float | None, margin: float = 0.05) -> Need:
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

    Returns
    -------
    Need

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
        return Need(unlimited, unlimited)
    return Need(unlimited, population / (1 + population * margin**2))


@dataclass(frozen=True)
class LeastRespondents:
    """The smallest samples that prove a target if everybody in them is satisfied.

    Attributes
    ----------
    exact, wilson, shrunken : int
        By the exact binomial test, by Wilson's bound, and by the verdict of this package.
    """

    exact: int
    wilson: int
    shrunken: int


def least_all_satisfied(target: float, error: float = 0.05) -> LeastRespondents:
    """Return the smallest n at which n of n satisfied prove a target; below it nothing does.

    Parameters
    ----------
    target : float
        Between 0 and 1.
    error : float
        One-sided, below 0.5.

    Raises
    ------
    ValueError
        If an argument is outside its range.
    """
    require_share("target", target)
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


def _need(unlimited: float, population: float | None) -> Need:
    _require_population(population)
    if population is None:
        return Need(unlimited, unlimited)
    return Need(unlimited, unlimited / (1 + (unlimited - 1) / population))


def _require_population(population: float | None) -> None:
    if population is not None and not 1 <= population < inf:
        raise ValueError(f"population must be at least 1: {population}")


def _require_margin(margin: float) -> None:
    if not 0 < margin < 0.5:
        raise ValueError(f"margin must lie between 0 and 0.5: {margin}")
