"""The pooled share and its linearised variance; k shares at once.

The answers of one person are never counted as independent: the variance is that of the totals of
primary units (respondents, or the sessions that they came in). Bounds are in
`analysis.estimators.bounds`. Wilson's interval with a design effect shrunken towards "one person
counts once" stays for the reference cases, and as the size of a month and of a unit in comparisons.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from math import fsum, inf, sqrt

import numpy as np

from analysis.estimates import Interval
from analysis.estimators.distributions import (
    require_target,
    t_quantile,
    t_quantiles,
    t_tail,
    t_tails,
)
from analysis.estimators.tables import (
    CONSISTENT,
    INDEPENDENT,
    MM,
    RESPONDENTS,
    SATISFIED,
    SATISFIED_SQUARES,
    UNSATISFIED,
    UNSATISFIED_SQUARES,
    YM,
    YY,
    Floats,
    M,
    Mask,
    Moments,
    N,
    PartSums,
    Stratum,
    Y,
    part_sums,
    require_respondents,
)

METHOD = "wilson_shrunk_design_effect"
LEAST_FOR_INTERVAL = 2
# Below this part of the sums that it is the difference of, a variance is rounding: one deviating
# answer among a thousand million respondents is still far above it.
ROUNDING = 1e-12


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
class Shares:
    """k pooled shares with what their variances consist of."""

    parts: PartSums
    # Sums over all strata, shape (k, 14).
    totals: Floats
    # `sum w y / sum w m`, shape (k,); NaN where no answer counts.
    shares: Floats
    # What each stratum adds to the variance as estimated, to `1 / n_effective` if all answers were
    # independent, and if each person's always agreed; shape (k, H), before the finite population
    # correction.
    spread: Floats
    independent: Floats
    consistent: Floats

    def at(self, part: int) -> Shares:
        """Return one of the shares alone."""
        one = slice(part, part + 1)
        of_strata = (self.spread[one], self.independent[one], self.consistent[one])
        return Shares(self.parts.at(part), self.totals[one], self.shares[one], *of_strata)

    @property
    def fractions(self) -> Floats:
        """Sampled share of each stratum's population, shape (k, H)."""
        return np.broadcast_to(self.parts.fractions, self.spread.shape)

    @property
    def meets(self) -> Mask:
        """Which strata each part meets, shape (k, H)."""
        meets: Mask = self.parts.sums[:, :, N] > 0
        return meets

    @property
    def variances(self) -> Floats:
        """Linearised variances, finite population correction included; shape (k,)."""
        return _over_strata((1 - self.fractions) * self.spread)

    @property
    def degrees_of_freedom(self) -> Floats:
        """Primary units that meet the part less strata that meet it, shape (k,)."""
        degrees: Floats = self.totals[:, N] - self.meets.sum(axis=1)
        return degrees

    @property
    def is_full_count(self) -> Mask:
        """Whether everybody was asked in each stratum that the part meets, shape (k,)."""
        full: Mask = ((self.fractions == 1) | ~self.meets).all(axis=1)
        return full

    @property
    def has_interval(self) -> Mask:
        """Whether two respondents tell of more than themselves, or everybody was counted."""
        enough = self.totals[:, RESPONDENTS] >= LEAST_FOR_INTERVAL
        # Answers from fully counted strata alone say nothing about one where all left blanks.
        tells = ((self.parts.sums[:, :, RESPONDENTS] > 0) & (self.fractions < 1)).any(axis=1)
        has: Mask = enough & (self.is_full_count | tells)
        return has


def shares_of(parts: PartSums) -> Shares:
    """Return the share of each part with its variance terms.

    A stratum with a single sampled unit (unless it is the whole population) is centred at the
    overall share, which overstates rather than hides its part.

    Sources: R. S. Woodruff, J. Amer. Stat. Assoc. 66 (1971), 411-414; D. A. Binder, Int. Stat. Rev.
    51 (1983), 279-292.
    """
    totals: Floats = parts.sums.sum(axis=1)
    require_respondents(totals)
    with np.errstate(divide="ignore", invalid="ignore"):
        shares = totals[:, Y] / totals[:, M]
        squares, ends = _squares(parts, shares)
        several = parts.sampled > 1
        squares = np.where(several, squares * (parts.sampled / (parts.sampled - 1)), squares)
        size = totals[:, M, np.newaxis] ** 2
        spread = np.where(squares <= ROUNDING * ends, 0.0, squares) / size
        independent, consistent = (parts.sums[:, :, at] / size for at in (INDEPENDENT, CONSISTENT))
    return Shares(parts, totals, shares, spread, independent, consistent)


def _squares(parts: PartSums, shares: Floats) -> tuple[Floats, Floats]:
    """Return the sum of squared residuals of each stratum, centred, and of their ends."""
    share, sums, n = shares[:, np.newaxis], parts.sums, parts.sampled
    ends = sums[:, :, YY] + share**2 * sums[:, :, MM]
    squares = sums[:, :, YY] - 2 * share * sums[:, :, YM] + share**2 * sums[:, :, MM]
    residual = sums[:, :, Y] - share * sums[:, :, M]
    return np.where(n > 1, squares - residual**2 / np.maximum(n, 1), squares), ends


def _over_strata(terms: Floats) -> Floats:
    """Return the sum of each row; exact, for other sums round as the machine has it."""
    if terms.shape[1] == 1:
        return terms[:, 0]
    return np.array([fsum(row) for row in terms.tolist()])


def score_bounds(shares: Floats, n_effective: Floats, quantiles: Floats) -> tuple[Floats, Floats]:
    """Return the shares that a score test would not reject, lowest and highest; as Wilson's.

    Both lie within [0, 1] and on their side of the share; they are equal only where `n_effective`
    is infinite.
    """
    shift = np.where(n_effective == inf, 0.0, quantiles**2 / n_effective)
    middle = shares + shift / 2
    half = np.sqrt(shift * shares * (1 - shares) + shift**2 / 4)
    # Rounding must neither leave [0, 1] nor turn its ends, for 0 and n of n, into 1e-17 or 0.9999.
    low = np.maximum(0.0, np.minimum(shares, (middle - half) / (1 + shift)))
    high = np.minimum(1.0, np.maximum(shares, (middle + half) / (1 + shift)))
    return low, high


def wilson_bounds(share: float, n_effective: float, quantile: float) -> tuple[float, float]:
    """Return the `score_bounds` of one share."""
    low, high = score_bounds(np.array(share), np.array(n_effective), np.array(quantile))
    return float(low), float(high)


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


def precisions(shares: Shares, prior: Prior = DEFAULT_PRIOR) -> Precisions:
    """Return the shrunken effective size of each share.

    ``1 / n_effective = trust * v / (R (1 - R)) + (1 - trust) * prior``, where the prior is the
    value if answers were independent plus `rho0` times the way to "all answers of a person agree",
    and ``trust = d / (d + d0)``, or 0 when R is 0 or 1 or no variance was seen.

    Source: C. Franco, R. J. A. Little, T. A. Louis, E. V. Slud, J. Surv. Stat. Methodol. 7 (2019),
    334-364.
    """
    above = shares.shares[shares.shares > 1]
    if above.size:
        raise ValueError(f"y must not exceed m in a share; y / m is {above[0]}")
    left = 1 - shares.fractions
    parts = (shares.independent, shares.consistent)
    independent, consistent = (_over_strata(left * part) for part in parts)
    variances = shares.variances
    with np.errstate(divide="ignore", invalid="ignore"):
        informative = _informative(shares.totals)
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


def _informative(totals: Floats) -> Floats:
    """Return Kish's effective number of the unsatisfied or of the satisfied, the lower one."""
    fewer: Floats = np.minimum(
        totals[:, UNSATISFIED] ** 2 / totals[:, UNSATISFIED_SQUARES],
        totals[:, SATISFIED] ** 2 / totals[:, SATISFIED_SQUARES],
    )
    return np.nan_to_num(fewer, nan=0.0)


@dataclass(frozen=True)
class Ratio:
    """One pooled share: `Shares` with k = 1, as numbers."""

    shares: Shares

    @cached_property
    def total(self) -> Moments:
        """Sums of the domain over all strata."""
        return Moments.from_row(self.shares.totals[0].tolist())

    @property
    def share(self) -> float:
        """``sum w y / sum w m``."""
        return float(self.shares.shares[0])

    @cached_property
    def variance(self) -> float:
        """Linearised variance of the share, finite population correction included."""
        return float(self.shares.variances[0])

    @property
    def standard_error(self) -> float:
        """Root of the variance."""
        return sqrt(self.variance)

    @property
    def degrees_of_freedom(self) -> int:
        """Primary units that meet the domain less strata that meet it."""
        return int(self.shares.degrees_of_freedom[0])

    @property
    def n_effective(self) -> float:
        """Effective number of answers as estimated, infinite when no variance was seen."""
        return self.share * (1 - self.share) / self.variance if self.variance else inf

    @property
    def is_full_count(self) -> bool:
        """Whether everybody was asked in each stratum that the domain meets."""
        return bool(self.shares.is_full_count[0])

    @property
    def has_interval(self) -> bool:
        """Whether an interval can be given, as in `Shares`."""
        return bool(self.shares.has_interval[0])

    def with_spread(self, spread: Floats) -> Ratio:
        """Return the share with another estimated variance in each stratum, shape (H,)."""
        return Ratio(replace(self.shares, spread=spread[np.newaxis]))


def pooled_ratio(strata: Sequence[Stratum]) -> Ratio | None:
    """Return the pooled share of all strata of a sample, also those that the domain does not meet.

    None when no answer counts: nobody, only blanks, or only weights of 0. Raises PooledAnswers if
    the sums are totals of answers, without their respondents.
    """
    if not any(stratum.moments.m > 0 for stratum in strata):
        return None
    return Ratio(shares_of(part_sums([strata])))


@dataclass(frozen=True)
class Precision:
    """How much one share is worth: a row of `Precisions`."""

    share: float
    informative: float
    trust: float
    n_effective: float
    degrees_of_freedom: float


def precision(ratio: Ratio, prior: Prior = DEFAULT_PRIOR) -> Precision:
    """Return the shrunken effective size of a share; the rest is as in `precisions`."""
    worth = precisions(ratio.shares, prior)
    return Precision(
        share=ratio.share,
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
