"""What answers prove about a target: met, not met, or not enough evidence.

``decide(strata, target)`` uses the one-sided bounds of the default interval of the pooled share;
`bound_verdict` judges any interval in the same way.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil, inf, isclose, nextafter, sqrt

from analysis.caveats import Caveat, CaveatCode
from analysis.estimates import Decision, Interval, Verdict
from analysis.estimators.distributions import require_target, t_quantile
from analysis.estimators.shares import (
    DEFAULT_PRIOR,
    Prior,
    Ratio,
    further_respondents,
    pooled_ratio,
    precision,
    score_test,
    shrunken_interval,
)
from analysis.estimators.tables import Stratum

LEAST_FOR_VERDICT = 5
# A number of respondents that exceeds a whole one by no more than this part does so by rounding.
ROUNDING = 1e-12


def bound_verdict(interval: Interval, target: float) -> Verdict:
    """Return what the ends of an interval prove, each at half of the interval's error."""
    require_target(target)
    if interval.low >= target:
        return Verdict.MET
    return Verdict.NOT_MET if interval.high < target else Verdict.UNDECIDED


def decide(
    strata: Sequence[Stratum],
    target: float,
    alpha: float = 0.05,
    prior: Prior = DEFAULT_PRIOR,
) -> Decision:
    """Return the verdict on the pooled share against `target`.

    Met if the one-sided lower bound reaches the target, not met if the one-sided upper bound stays
    below it, undecided otherwise; too few below five respondents with a valid answer.

    Parameters
    ----------
    strata : sequence of Stratum
        As for `analysis.indices.formulas.pooled_share`.
    target : float
        Promised share, above 0 and below 1.
    alpha : float
        Chance of a wrong "met" when the share just misses the target; above 0 and below 0.5.
    prior : Prior
        Of the shrunken design effect.

    Returns
    -------
    Decision

    Raises
    ------
    ValueError
        If `target` or `alpha` is outside its range.
    """
    return decide_ratio(pooled_ratio(strata), target, alpha, prior)


def decide_ratio(
    ratio: Ratio | None, target: float, alpha: float = 0.05, prior: Prior = DEFAULT_PRIOR
) -> Decision:
    """Return the verdict on a ratio, such as a calibrated one; the rest is as in `decide`."""
    require_target(target)
    if not 0 < alpha < 0.5:
        raise ValueError(f"alpha must lie between 0 and 0.5: {alpha}")
    respondents = ratio.total.respondents if ratio else 0
    if ratio is None or respondents < LEAST_FOR_VERDICT:
        values = {"respondents": respondents, "least": LEAST_FOR_VERDICT}
        return _without_bound(target, Verdict.TOO_FEW, Caveat(CaveatCode.TOO_FEW, values))
    if not ratio.has_interval:
        return _without_bound(target, Verdict.UNDECIDED, Caveat(CaveatCode.NO_DEGREES_OF_FREEDOM))
    return _judge(ratio, target, alpha, prior)


def _without_bound(target: float, verdict: Verdict, caveat: Caveat) -> Decision:
    return Decision(target, verdict, None, None, None, (caveat,))


def _judge(ratio: Ratio, target: float, alpha: float, prior: Prior) -> Decision:
    worth = precision(ratio, prior)
    interval = shrunken_interval(worth, 1 - 2 * alpha)
    verdict = bound_verdict(interval, target)
    above = ratio.share >= target
    test = score_test(ratio.share, worth.n_effective, worth.degrees_of_freedom, target)
    p_value = _agreeing(test.p_greater if above else test.p_less, verdict, alpha)
    bound = interval.low if above else interval.high
    if verdict is not Verdict.UNDECIDED:
        return Decision(target, verdict, bound, p_value, None)
    if isclose(ratio.share, target, rel_tol=1e-12):
        return Decision(target, verdict, bound, p_value, None, (Caveat(CaveatCode.EQUALS_TARGET),))
    needed = _more_needed(ratio, target, alpha, prior)
    caveats = () if needed is not None else (Caveat(CaveatCode.CASES_RUN_OUT),)
    return Decision(target, verdict, bound, p_value, needed, caveats)


def _agreeing(p_value: float, verdict: Verdict, alpha: float) -> float:
    """Return the p value on the verdict's side of `alpha`, where the last bit may put it astray."""
    if verdict is Verdict.UNDECIDED:
        return max(p_value, nextafter(alpha, 1.0))
    return min(p_value, alpha)


def _more_needed(ratio: Ratio, target: float, alpha: float, prior: Prior) -> int | None:
    """Return how many further respondents settle it, None when that would take everybody left.

    Every stratum grows by the same factor, each up to its own population: as many times the units,
    answers and informative respondents, the share and each unit's variance as they are
    (`analysis.estimators.shares.precisions`). The smallest factor at which the score test rejects
    is found by halving, for precision only rises with it; the answer is the growth in respondents
    with a valid answer, rounded up.
    """

    def settles(growth: float) -> bool:
        worth = precision(ratio, prior, growth)
        quantile = t_quantile(1 - 2 * alpha, worth.degrees_of_freedom)
        error = sqrt(target * (1 - target) / worth.n_effective)
        return error == 0 or abs(ratio.share - target) >= quantile * error

    def joining(growth: float) -> float:
        return float(further_respondents(ratio.shares, growth)[0]) * (1 - ROUNDING)

    low, high = 1.0, 2.0
    while not settles(high):
        low, high = high, 2 * high
    while ceil(joining(low)) < ceil(joining(high)) and low < (middle := (low + high) / 2) < high:
        low, high = (low, middle) if settles(middle) else (middle, high)
    needed = max(1, ceil(joining(high)))
    return needed if needed < joining(inf) else None
