"""The pooled share and its linearised variance; k shares at once.

The answers of one person are never counted as independent: the variance is that of the totals of
primary units (respondents, or the sessions that they came in). Bounds are in
`analysis.estimators.bounds`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from math import fsum, inf, sqrt

import numpy as np

from analysis.estimators.moments import (
    MM,
    RESPONDENTS,
    YM,
    YY,
    M,
    Moments,
    N,
    Y,
)
from analysis.estimators.pooled_answers import require_respondents
from analysis.estimators.rows import Floats, Mask
from analysis.estimators.strata import (
    PartSums,
    Stratum,
    part_sums,
)

LEAST_FOR_INTERVAL = 2
# Below this part of the sums that it is the difference of, a variance is rounding: one deviating
# answer among a thousand million respondents is still far above it.
ROUNDING = 1e-12


@dataclass(frozen=True, eq=False)
class Shares:
    """k pooled shares with what their variances consist of."""

    parts: PartSums
    # Sums over all strata, shape (k, 9).
    totals: Floats
    # `sum w y / sum w m`, shape (k,); NaN where no answer counts.
    shares: Floats
    # What each stratum adds to the estimated variance, before the finite population correction;
    # shape (k, H).
    spread: Floats

    def at(self, part: int) -> Shares:
        """Return one of the shares alone."""
        one = slice(part, part + 1)
        columns = (self.totals[one], self.shares[one], self.spread[one])
        return Shares(self.parts.at(part), *columns)

    @property
    def fractions(self) -> Floats:
        """Share of each stratum's population that answered, shape (k, H)."""
        return np.broadcast_to(self.parts.fractions, self.spread.shape)

    @property
    def meets(self) -> Mask:
        """Which strata each part meets, shape (k, H)."""
        meets: Mask = self.parts.sums[:, :, N] > 0
        return meets

    @property
    def could_meet(self) -> Mask:
        """Which strata each part meets, or could have met with other people drawn; (k, H)."""
        unseen = self.parts.unseen
        return self.meets if unseen is None else self.meets | (unseen.strata > 0)

    @property
    def variances(self) -> Floats:
        """Linearised variances, finite population correction included; shape (k,)."""
        return over_strata((1 - self.fractions) * self.spread)

    @property
    def degrees_of_freedom(self) -> Floats:
        """Primary units that meet the part less strata that meet it, shape (k,).

        Those who gave no valid answer count, as they do in the variance, where their residual is 0.
        In a report this only tells whether a standard error is shown: bounds, verdicts and p values
        are those of one more person and do without it.
        """
        degrees: Floats = self.totals[:, N] - self.meets.sum(axis=1)
        return degrees

    @property
    def is_full_count(self) -> Mask:
        """Whether everybody answered in each stratum that the part can meet, shape (k,)."""
        full: Mask = ((self.fractions == 1) | ~self.could_meet).all(axis=1)
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
    return Shares(parts, totals, shares, spread)


def _squares(parts: PartSums, shares: Floats) -> tuple[Floats, Floats]:
    """Return the sum of squared residuals of each stratum, centred, and of their ends."""
    share, sums, n = shares[:, np.newaxis], parts.sums, parts.sampled
    ends = sums[:, :, YY] + share**2 * sums[:, :, MM]
    squares = sums[:, :, YY] - 2 * share * sums[:, :, YM] + share**2 * sums[:, :, MM]
    residual = sums[:, :, Y] - share * sums[:, :, M]
    return np.where(n > 1, squares - residual**2 / np.maximum(n, 1), squares), ends


def over_strata(terms: Floats) -> Floats:
    """Return the sum of each row; exact, for other sums round as the machine has it."""
    if terms.shape[1] == 1:
        return terms[:, 0]
    # Of many strata a part meets few.
    return np.array([fsum(row[row != 0].tolist()) for row in terms])


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
        """Whether everybody answered in each stratum that the domain meets."""
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
