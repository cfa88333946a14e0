"""Intervals of a pooled share that other programs offer, each by its name.

All use the effective number of answers as estimated. With few respondents or near 100 % they cover
the truth less often than they say; the default, `analysis.estimators.shares`, repairs that.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from math import asin, inf, log, log1p, nan, pi, sin, sqrt, tanh
from types import MappingProxyType

from analysis.estimates import Interval
from analysis.estimators.distributions import (
    beta_quantile,
    require_level,
    require_target,
    t_quantile,
)
from analysis.estimators.pooled_answers import PooledAnswers
from analysis.estimators.shares import Ratio, wilson_bounds
from analysis.reference.proportions import root
from analysis.reference.shrunken import TargetTest, target_test

Bounds = tuple[float, float]
# Of one proportion: these take each answer as another person's.
FOR_ONE_ITEM = (
    "agresti_coull",
    "clopper_pearson",
    "hypergeometric_exact",
    "hypergeometric_midp",
    "jeffreys",
    "mid_p",
    "wilson_fpc",
)


@dataclass(frozen=True)
class Observed:
    """What a formula takes: share strictly within (0, 1), sizes above 0, quantile of Student's t.

    `answers` are the valid ones, not corrected for clustering.
    """

    share: float
    n_effective: float
    quantile: float
    confidence_level: float
    answers: int


def named_interval(method: str, ratio: Ratio, confidence_level: float = 0.95) -> Interval | None:
    """Return the interval of this name, one of `FORMULAS`.

    It is the point in a full count. There is none without degrees of freedom or when no variance
    was seen: these formulas would call that certainty.

    Sources: E. L. Korn, B. I. Graubard, Surv. Methodol. 24 (1998), 193-201 (``korn_graubard``); J.
    N. K. Rao, A. J. Scott, Ann. Stat. 12 (1984), 46-60 (``likelihood``); N. Dean, M. Pagano, J.
    Surv. Stat. Methodol. 3 (2015), 484-503 (``logit``, ``wilson``).
    """
    if method in FOR_ONE_ITEM:
        raise PooledAnswers(f"method must not count answers as persons: {method!r}")
    if method not in FORMULAS:
        raise ValueError(f"method must be one of {', '.join(sorted(FORMULAS))}: {method!r}")
    require_level(confidence_level)
    if ratio.is_full_count:
        return Interval(ratio.share, ratio.share, confidence_level, method)
    df = ratio.degrees_of_freedom
    if df < 1 or not ratio.variance:
        return None
    quantile, answers = t_quantile(confidence_level, df), ratio.total.answers
    seen = Observed(ratio.share, ratio.n_effective, quantile, confidence_level, answers)
    low, high = FORMULAS[method](seen)
    return Interval(low, high, confidence_level, method)


def _symmetric(seen: Observed) -> Bounds:
    half = seen.quantile * sqrt(seen.share * (1 - seen.share) / seen.n_effective)
    return seen.share - half, seen.share + half


def _logit(seen: Observed) -> Bounds:
    middle = log(seen.share / (1 - seen.share))
    half = seen.quantile / sqrt(seen.n_effective * seen.share * (1 - seen.share))
    # The hyperbolic tangent, unlike the exponential, cannot overflow.
    return (1 + tanh((middle - half) / 2)) / 2, (1 + tanh((middle + half) / 2)) / 2


def _likelihood(seen: Observed) -> Bounds:
    """Return where the deviance of the effective answers reaches the square of the quantile."""
    # R divides the deviance by the variance of a binary answer as estimated, with n - 1.
    size = seen.n_effective * (seen.answers - 1) / seen.answers

    def over(share: float) -> float:
        satisfied = seen.share * (log(seen.share) - log(share))
        unsatisfied = (1 - seen.share) * (log1p(-seen.share) - log1p(-share))
        return 2 * size * (satisfied + unsatisfied) - seen.quantile**2

    low = root(lambda share: -over(share) if share < seen.share else inf)
    high = root(lambda share: over(share) if share > seen.share else -inf)
    return low, high


def _arcsine(seen: Observed) -> Bounds:
    middle, half = asin(sqrt(seen.share)), seen.quantile / 2 / sqrt(seen.n_effective)
    # Beyond a quarter turn the square of the sine would come back from the end of the scale.
    return sin(max(0.0, middle - half)) ** 2, sin(min(pi / 2, middle + half)) ** 2


def _korn_graubard(seen: Observed) -> Bounds:
    plain = t_quantile(seen.confidence_level, seen.answers - 1)
    size = seen.n_effective * (plain / seen.quantile) ** 2
    satisfied, tail = seen.share * size, (1 - seen.confidence_level) / 2
    low = beta_quantile(tail, satisfied, size - satisfied + 1)
    return low, beta_quantile(1 - tail, satisfied + 1, size - satisfied)


def _wilson(seen: Observed) -> Bounds:
    return wilson_bounds(seen.share, seen.n_effective, seen.quantile)


FORMULAS: Mapping[str, Callable[[Observed], Bounds]] = MappingProxyType(
    {
        "t": _symmetric,
        "logit": _logit,
        "likelihood": _likelihood,
        "asin": _arcsine,
        "korn_graubard": _korn_graubard,
        "wilson": _wilson,
    }
)


def t_interval(ratio: Ratio, confidence_level: float = 0.95) -> Interval:
    """Return the symmetric t interval, which may leave [0, 1]; for many degrees of freedom."""
    half = t_quantile(confidence_level, ratio.degrees_of_freedom) * ratio.standard_error
    return Interval(ratio.share - half, ratio.share + half, confidence_level, "t")


def t_test(ratio: Ratio, target: float) -> TargetTest:
    """Return the t test of the share against `target`, with the linearised standard error."""
    require_target(target)
    return target_test(ratio.share - target, ratio.standard_error, ratio.degrees_of_freedom)


@dataclass(frozen=True)
class DesignEffects:
    """Variance relative to a simple random sample of as many answers."""

    # R's `deff`; NaN when the weights add up to fewer cases than there are answers.
    without_replacement: float
    # R's `deff="replace"`.
    with_replacement: float


def design_effects(ratio: Ratio) -> DesignEffects:
    """Return the design effects over answers; infinite where a simple sample would have no error.

    Sources: L. Kish, Survey Sampling (1965); T. Lumley, Complex Surveys (2010).
    """
    answers, cases = ratio.total.answers, ratio.total.m
    if answers < 2:
        return DesignEffects(nan, nan)
    simple = ratio.share * (1 - ratio.share) / (answers - 1)
    left = 1 - answers / cases
    without = nan if left < 0 else _quotient(ratio.variance, simple * left)
    return DesignEffects(without, _quotient(ratio.variance, simple))


def _quotient(variance: float, simple: float) -> float:
    if simple:
        return variance / simple
    return inf if variance else nan
