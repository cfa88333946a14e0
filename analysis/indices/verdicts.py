"""What answers prove about a target: met, not met, or not enough evidence.

``decide(strata, target)`` uses the one-sided bounds of the default interval of the pooled share;
`bound_verdict` judges any interval in the same way.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import isclose, isfinite, nextafter

import numpy as np

from analysis.caveats import Caveat, CaveatCode
from analysis.estimates import LEAST_RESPONDENTS, Decision, Interval, Verdict
from analysis.estimators.bounds import EQUAL, counted_shares
from analysis.estimators.distributions import require_target
from analysis.estimators.moments import RESPONDENTS
from analysis.estimators.shares import Ratio, Shares, shares_of
from analysis.estimators.strata import Stratum, part_sums


def bound_verdict(interval: Interval, target: float) -> Verdict:
    """Return what the ends of an interval prove, each at half of the interval's error."""
    require_target(target)
    if interval.low >= target:
        return Verdict.MET
    return Verdict.NOT_MET if interval.high < target else Verdict.UNDECIDED


def decide(strata: Sequence[Stratum], target: float, alpha: float = 0.05) -> Decision:
    """Return the verdict on the pooled share against `target`.

    Met if the one-sided lower bound reaches the target, not met if the one-sided upper bound stays
    below it, undecided otherwise; too few below ten respondents with a valid answer.

    Parameters
    ----------
    strata : sequence of Stratum
        As for `analysis.indices.formulas.pooled_share`.
    target : float
        Promised share, above 0 and below 1.
    alpha : float
        Chance of a wrong "met" when the share just misses the target; above 0 and below 0.5.

    Returns
    -------
    Decision

    Raises
    ------
    UnknownItems
        If the most answers that the form allows one person are not known.
    ValueError
        If `target` or `alpha` is outside its range.
    """
    return decide_each([strata], target, alpha)[0]


def decide_each(
    parts: Sequence[Sequence[Stratum]], target: float, alpha: float = 0.05
) -> tuple[Decision, ...]:
    """Return `decide` for each part of one sample, such as its months, at once."""
    return decisions_of(shares_of(part_sums(parts)), target, alpha) if parts else ()


def decide_ratio(ratio: Ratio | None, target: float, alpha: float = 0.05) -> Decision:
    """Return the verdict on a ratio, such as a calibrated one, or on none; as in `decide`."""
    if ratio is not None:
        return decisions_of(ratio.shares, target, alpha)[0]
    _require(target, alpha)
    return _too_few(target, 0)


def decisions_of(shares: Shares, target: float, alpha: float = 0.05) -> tuple[Decision, ...]:
    """Return the verdicts on shares, such as calibrated ones; the rest is as in `decide`."""
    _require(target, alpha)
    counted = counted_shares(shares)
    low, high = counted.bounds(1 - 2 * alpha)
    p_values, respondents = counted.p_values(target), shares.totals[:, RESPONDENTS]
    columns = zip(shares.shares, respondents, shares.has_interval, low, high, p_values, strict=True)
    found = [_Found(*map(float, each)) for each in columns]
    is_open = [each.is_open(target) for each in found]
    more = np.full(len(found), np.inf)
    rows = np.flatnonzero(is_open)
    more[rows] = counted.more_needed(target, alpha, rows)
    return tuple(
        each.decision(target, alpha, further)
        for each, further in zip(found, more.tolist(), strict=True)
    )


@dataclass(frozen=True)
class _Found:
    """A share with its one-sided bounds and the p value on the target's side."""

    share: float
    respondents: float
    has_interval: float
    low: float
    high: float
    p_value: float

    def is_open(self, target: float) -> bool:
        """Return whether further answers would settle it."""
        is_judged = self.respondents >= LEAST_RESPONDENTS and self.has_interval
        return bool(is_judged) and self.low < target <= self.high and not self._equals(target)

    def decision(self, target: float, alpha: float, more: float) -> Decision:
        """Return the verdict, with `more` people needed, infinite where no number is enough."""
        if self.respondents < LEAST_RESPONDENTS:
            return _too_few(target, int(self.respondents))
        if not self.has_interval:
            caveats = (Caveat(CaveatCode.NO_DEGREES_OF_FREEDOM),)
            return Decision(target, Verdict.UNDECIDED, None, None, None, caveats)
        verdict = bound_verdict(Interval(self.low, self.high, 1 - 2 * alpha, ""), target)
        bound = self.low if self.share >= target else self.high
        p_value = _agreeing(self.p_value, verdict, alpha)
        if verdict is not Verdict.UNDECIDED:
            return Decision(target, verdict, bound, p_value, None)
        if isfinite(more):
            return Decision(target, verdict, bound, p_value, int(more))
        code = CaveatCode.EQUALS_TARGET if self._equals(target) else CaveatCode.CASES_RUN_OUT
        return Decision(target, verdict, bound, p_value, None, (Caveat(code),))

    def _equals(self, target: float) -> bool:
        return isclose(self.share, target, rel_tol=EQUAL)


def _require(target: float, alpha: float) -> None:
    require_target(target)
    if not 0 < alpha < 0.5:
        raise ValueError(f"alpha must lie between 0 and 0.5: {alpha}")


def _too_few(target: float, respondents: int) -> Decision:
    values = {"respondents": respondents, "least": LEAST_RESPONDENTS}
    caveats = (Caveat(CaveatCode.TOO_FEW, values),)
    return Decision(target, Verdict.TOO_FEW, None, None, None, caveats)


def _agreeing(p_value: float, verdict: Verdict, alpha: float) -> float:
    """Return the p value on the verdict's side of `alpha`, where the last bit may put it astray."""
    if verdict is Verdict.UNDECIDED:
        return max(p_value, nextafter(alpha, 1.0))
    return min(p_value, alpha)
