"""Wilson's interval with a design effect shrunken towards "one person counts once".

For the reference cases computed with R; no report uses it, for it is too narrow where critics are
few, hidden, or write longer forms.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import inf

import numpy as np

from analysis.estimates import Interval
from analysis.estimators.distributions import (
    require_target,
    t_quantile,
    t_quantiles,
    t_tail,
    t_tails,
)
from analysis.estimators.moments import (
    CONSISTENT,
    RESPONDENTS,
    M,
)
from analysis.estimators.rows import Floats, Mask
from analysis.estimators.shares import over_strata, score_bounds, shares_of, wilson_bounds
from analysis.estimators.strata import Stratum, part_sums
from analysis.estimators.tables import Counts

METHOD = "wilson_shrunk_design_effect"


@dataclass(frozen=True)
class Prior:
    """What is believed about clustering before looking."""

    # Informative respondents that the prior is worth.
    d0: float = 4.0
    # Agreement of a person's answers, 0 none to 1 full. Below 1 the interval is too narrow unless
    # the agreement is known to be low.
    rho0: float = 1.0

    def __post_init__(self) -> None:
        if not self.d0 >= 0:
            raise ValueError(f"d0 must not be below 0: {self.d0}")
        if not 0 <= self.rho0 <= 1:
            raise ValueError(f"rho0 must lie within [0, 1]: {self.rho0}")


DEFAULT_PRIOR = Prior()


@dataclass(frozen=True, eq=False)
class Precisions:
    """How much each of k shares is worth; all of shape (k,), NaN where nobody answered."""

    shares: Floats
    variances: Floats
    # Effective number (Kish's) of respondents with an unsatisfied, or with a satisfied answer,
    # whichever is less: d.
    informative: Floats
    # Part of the estimated variance in the mixture, 0-1: lambda.
    trust: Floats
    # In answers, above 0; infinite in a full count.
    n_effective: Floats
    degrees_of_freedom: Floats
    respondents: Floats

    def bounds(self, confidence_level: float = 0.95) -> tuple[Floats, Floats]:
        """Return both ends of the shrunken interval of each; NaN without degrees of freedom."""
        quantiles = t_quantiles(confidence_level, self.degrees_of_freedom)
        return score_bounds(self.shares, self.n_effective, quantiles)

    def p_values(self, target: float) -> Floats:
        """Return the one-sided p value of each on the target's side of the share: `score_test`."""
        require_target(target)
        errors = np.sqrt(target * (1 - target) / self.n_effective)
        with np.errstate(divide="ignore", invalid="ignore"):
            tails = t_tails(np.abs(self.shares - target) / errors, self.degrees_of_freedom)
        return np.where(errors == 0, 0.0, tails)


def precisions(parts: Sequence[Sequence[Stratum]], prior: Prior = DEFAULT_PRIOR) -> Precisions:
    """Return the shrunken effective size of the share of each part, from its tables of counts.

    ``1 / n_effective = trust * v / (R (1 - R)) + (1 - trust) * prior``, where the prior is the
    value if answers were independent plus `rho0` times the way to "all answers of a person agree",
    and ``trust = d / (d + d0)``, or 0 when R is 0 or 1 or no variance was seen.

    Source: C. Franco, R. J. A. Little, T. A. Louis, E. V. Slud, J. Surv. Stat. Methodol. 7 (2019),
    334-364.
    """
    shares, tables = shares_of(part_sums(parts)), [_tables(strata) for strata in parts]
    above = shares.shares[shares.shares > 1]
    if above.size:
        raise ValueError(f"y must not exceed m in a share; y / m is {above[0]}")
    left, size = 1 - shares.fractions, shares.totals[:, M, np.newaxis] ** 2
    # What each stratum adds if all answers were independent, and if each person's always agreed.
    alone = np.array(
        [[each.respondents @ (each.weights**2 * each.m) for each in t] for t in tables]
    )
    agreeing = shares.parts.sums[:, :, CONSISTENT]
    variances = shares.variances
    informative = np.array([_informative(each) for each in tables])
    with np.errstate(divide="ignore", invalid="ignore"):
        independent, consistent = (over_strata(left * each / size) for each in (alone, agreeing))
        cautious = independent + prior.rho0 * (consistent - independent)
        binary = shares.shares * (1 - shares.shares)
        trust = _trust(informative, prior, (variances > 0) & (binary > 0))
        mixed = trust * variances / binary + (1 - trust) * cautious
        n_effective = 1 / np.where(trust > 0, mixed, cautious)
    return Precisions(
        shares.shares,
        variances,
        informative,
        trust,
        n_effective,
        shares.degrees_of_freedom,
        shares.totals[:, RESPONDENTS],
    )


def _trust(informative: Floats, prior: Prior, is_seen: Mask) -> Floats:
    return np.where(is_seen, informative / (informative + prior.d0), 0.0)


def _tables(strata: Sequence[Stratum]) -> list[Counts]:
    empty = np.zeros(0)
    counts = (stratum.moments.counts for stratum in strata)
    return [Counts(empty, empty, empty, empty) if each is None else each for each in counts]


def _informative(tables: Sequence[Counts]) -> float:
    """Return Kish's effective number of the unsatisfied or of the satisfied, the lower one."""
    y, m, people, weights = (
        np.concatenate([getattr(each, name) for each in tables])
        for name in ("y", "m", "respondents", "weights")
    )
    return min(_effective(people * (y < m), weights), _effective(people * (y > 0), weights))


def _effective(people: Floats, weights: Floats) -> float:
    squares = float(people @ weights**2)
    return float(people @ weights) ** 2 / squares if squares else 0.0


@dataclass(frozen=True)
class Precision:
    """How much one share is worth: a row of `Precisions`."""

    share: float
    informative: float
    trust: float
    n_effective: float
    degrees_of_freedom: float


def precision(strata: Sequence[Stratum], prior: Prior = DEFAULT_PRIOR) -> Precision:
    """Return the shrunken effective size of one share; the rest is as in `precisions`."""
    worth = precisions([strata], prior)
    return Precision(
        share=float(worth.shares[0]),
        informative=float(worth.informative[0]),
        trust=float(worth.trust[0]),
        n_effective=float(worth.n_effective[0]),
        degrees_of_freedom=float(worth.degrees_of_freedom[0]),
    )


def shrunken_interval(worth: Precision, confidence_level: float = 0.95) -> Interval:
    """Return the shrunken interval; its one-sided bounds are those of twice the error.

    It lies within [0, 1] and around the share, and is a point only in a full count; `worth` must
    have degrees of freedom above 0 otherwise.

    Sources: E. B. Wilson, J. Amer. Stat. Assoc. 22 (1927), 209-212; N. Dean, M. Pagano, J. Surv.
    Stat. Methodol. 3 (2015), 484-503.
    """
    quantile = t_quantile(confidence_level, worth.degrees_of_freedom)
    low, high = wilson_bounds(worth.share, worth.n_effective, quantile)
    return Interval(low, high, confidence_level, METHOD)


@dataclass(frozen=True)
class TargetTest:
    """A one-sided test of a share against a target, both ways."""

    # Above 0 when the share is above the target; infinite when nothing is left to chance.
    statistic: float
    # Of such a statistic or a more extreme one if the true share is at most, or at least, the
    # target.
    p_greater: float
    p_less: float


def target_test(distance: float, standard_error: float, degrees_of_freedom: float) -> TargetTest:
    """Return the test of `distance` from the target; without error, reaching it is certain."""
    if standard_error == 0:
        reached = float(distance >= 0)
        return TargetTest(inf if reached else -inf, 1 - reached, reached)
    statistic = distance / standard_error
    greater = t_tail(statistic, degrees_of_freedom)
    return TargetTest(statistic, greater, t_tail(-statistic, degrees_of_freedom))


def score_test(
    share: float, n_effective: float, degrees_of_freedom: float, target: float
) -> TargetTest:
    """Return the test of a share against `target` with the variance that the target implies.

    It rejects exactly when the one-sided bound of the interval from the same `n_effective` lies
    beyond the target, which must be between 0 and 1.
    """
    require_target(target)
    error = 0.0 if n_effective == inf else (target * (1 - target) / n_effective) ** 0.5
    return target_test(share - target, error, degrees_of_freedom)
