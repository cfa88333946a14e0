"""What other programs print beside a pooled share: t interval, t test, design effects."""

from __future__ import annotations

from dataclasses import dataclass
from math import inf, nan

from analysis.estimates import Interval
from analysis.estimators.distributions import require_target, t_quantile
from analysis.estimators.shares import Ratio, TargetTest, target_test


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
