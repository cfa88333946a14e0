"""Many shares of one sample at once: the figures of `pooled_ratio` and `precision` as arrays.

A hundred service points against the rest are ten thousand strata: one array instead of as many
values. The figures are the same.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from analysis.estimators.ratio import ROUNDING
from analysis.estimators.shrunken import DEFAULT_PRIOR, Prior
from analysis.estimators.tables import Floats, Stratum


@dataclass(frozen=True)
class Cells:
    """Sums of k parts of one sample in its H strata.

    Attributes
    ----------
    sums : ndarray of float, shape (k, H, 14)
        `Moments.as_row` of each part in each stratum.
    sampled : ndarray of float, shape (H,)
        Primary units of each whole stratum.
    fractions : ndarray of float, shape (H,)
        Sampled share of each stratum's population.
    """

    sums: Floats
    sampled: Floats
    fractions: Floats

    def column(self, place: int) -> Floats:
        """Return one of the sums of each part over all strata, shape (k,)."""
        total: Floats = self.sums[:, :, place].sum(axis=1)
        return total

    def rests(self) -> Cells:
        """Return for each part all the other parts together."""
        return Cells(self.sums.sum(axis=0) - self.sums, self.sampled, self.fractions)

    def without(self, place: int) -> Cells:
        """Return the parts except one."""
        return Cells(np.delete(self.sums, place, axis=0), self.sampled, self.fractions)

    def together(self) -> Cells:
        """Return all parts as one."""
        return Cells(self.sums.sum(axis=0, keepdims=True), self.sampled, self.fractions)


# Places in `Moments.as_row`.
N, RESPONDENTS, ANSWERS, Y, M, YY, YM, MM, INDEPENDENT, CONSISTENT = range(10)
UNSATISFIED, UNSATISFIED_SQUARES, SATISFIED, SATISFIED_SQUARES = range(10, 14)


def cells_of(parts: Sequence[Sequence[Stratum]]) -> Cells:
    """Return the sums of at least one part.

    Raises
    ------
    ValueError
        If there is no part, or the strata of two parts are not those of one sample.
    """
    if not parts:
        raise ValueError("parts must be at least one: 0")
    frames = {tuple((part.sampled, part.population) for part in strata) for strata in parts}
    if len(frames) > 1:
        raise ValueError("parts must have the same strata of one sample, in the same order")
    rows = [[stratum.moments.as_row() for stratum in strata] for strata in parts]
    first = parts[0]
    return Cells(
        np.array(rows, dtype=np.float64),
        np.array([stratum.sampled for stratum in first], dtype=np.float64),
        np.array([stratum.fraction for stratum in first], dtype=np.float64),
    )


@dataclass(frozen=True)
class Precisions:
    """How much each of k shares is worth; all of shape (k,).

    Attributes
    ----------
    shares : ndarray of float
        NaN where nobody gave a valid answer.
    variances : ndarray of float
        Linearised; NaN with the share.
    n_effective : ndarray of float
        As `analysis.estimators.shrunken.precision` has it; infinite in a full count.
    degrees_of_freedom : ndarray of float
        Primary units that meet the part less strata that meet it.
    respondents : ndarray of float
    """

    shares: Floats
    variances: Floats
    n_effective: Floats
    degrees_of_freedom: Floats
    respondents: Floats


def precisions(cells: Cells, prior: Prior = DEFAULT_PRIOR) -> Precisions:
    """Return the share of each part and the shrunken effective size of it.

    Parameters
    ----------
    cells : Cells
    prior : Prior
        As in the default interval.

    Returns
    -------
    Precisions

    References
    ----------
    .. [1] C. Franco, R. J. A. Little, T. A. Louis, E. V. Slud, J. Surv. Stat. Methodol. 7 (2019).
    """
    with np.errstate(divide="ignore", invalid="ignore"):
        size = cells.column(M)
        shares = cells.column(Y) / size
        left = 1 - cells.fractions
        variances = (left * _squares(cells, shares)).sum(axis=1) / size**2
        independent, consistent = (
            (left * cells.sums[:, :, place]).sum(axis=1) / size**2
            for place in (INDEPENDENT, CONSISTENT)
        )
        cautious = independent + prior.rho0 * (consistent - independent)
        informative = np.minimum(
            _kish(cells, UNSATISFIED, UNSATISFIED_SQUARES),
            _kish(cells, SATISFIED, SATISFIED_SQUARES),
        )
        is_seen = (variances > 0) & (shares > 0) & (shares < 1)
        trust = np.where(is_seen, informative / (informative + prior.d0), 0.0)
        estimated = np.where(is_seen, variances / (shares * (1 - shares)), 0.0)
        n_effective = 1 / (trust * estimated + (1 - trust) * cautious)
    met = (cells.sums[:, :, N] > 0).sum(axis=1)
    return Precisions(
        shares, variances, n_effective, cells.column(N) - met, cells.column(RESPONDENTS)
    )


def _squares(cells: Cells, shares: Floats) -> Floats:
    """Return the squared residuals of each part in each stratum, as one term of `pooled_ratio`."""
    share, sums, n = shares[:, np.newaxis], cells.sums, cells.sampled
    squares = sums[:, :, YY] - 2 * share * sums[:, :, YM] + share**2 * sums[:, :, MM]
    scale = sums[:, :, YY] + share**2 * sums[:, :, MM]
    residual = sums[:, :, Y] - share * sums[:, :, M]
    # A stratum with a single unit is centred at the overall share.
    several = np.where(n > 1, (squares - residual**2 / np.maximum(n, 1)) * n / (n - 1), squares)
    found: Floats = np.where(several <= ROUNDING * scale, 0.0, several)
    return found


def _kish(cells: Cells, total: int, squares: int) -> Floats:
    found: Floats = cells.column(total) ** 2 / cells.column(squares)
    return np.nan_to_num(found, nan=0.0)
