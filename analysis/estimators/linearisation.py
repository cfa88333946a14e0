"""How respondents were drawn, and the variance of a weighted sum of ratios over them.

A mean of codes is one ratio, a plain mean of items as many ratios as items; both are smooth
functions of sums over respondents, so one formula gives the error of both.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import fsum, sqrt

import numpy as np
from numpy.typing import NDArray

from analysis.caveats import Caveat
from analysis.estimates import Interval
from analysis.estimators.distributions import require_level, t_quantile
from analysis.estimators.rows import (
    Codes,
    Floats,
    Mask,
    Rows,
)
from analysis.estimators.shares import ROUNDING
from analysis.estimators.strata import require_codes

# Respondents looked at together: few enough that they stay near the processor.
_NEAR = 16384


@dataclass(frozen=True)
class Design:
    """How the rows of a sample were drawn."""

    rows: Rows
    # The stratum of each of the n rows, an index of `populations`.
    codes: Codes
    # Primary units of each stratum; None when unknown or without limit.
    populations: Sequence[float | None]
    # Cases that each respondent of a stratum stands for, beside the weight of the row.
    weights: Sequence[float] | None = None
    # What is doubtful about the weights of the rows.
    caveats: tuple[Caveat, ...] = ()

    def __post_init__(self) -> None:
        require_codes(self.codes, len(self.rows), len(self.populations))

    @property
    def units(self) -> Codes:
        """The primary unit of each row, counted from 0; shape (n,)."""
        return self.rows.units

    @property
    def stratum_weights(self) -> Floats:
        """The weight of each stratum, 1 where none were given."""
        return np.ones(len(self.populations)) if self.weights is None else np.array(self.weights)

    def degrees_of_freedom(self, inside: Mask | None = None) -> int:
        """Return primary units less strata, of those that meet a domain (None: of all)."""
        chosen = np.ones(len(self.codes), dtype=np.bool_) if inside is None else inside
        return len(np.unique(self.units[chosen])) - len(np.unique(self.codes[chosen]))


@dataclass(frozen=True)
class Linearised:
    """An estimate, in the unit of what was measured, with what is needed for its interval."""

    estimate: float
    # Finite population correction included.
    variance: float
    # Primary units, answering here or not, less strata that have any.
    degrees_of_freedom: int
    # A full count, or degrees of freedom and a stratum not counted in full that has an answer.
    has_interval: bool = True
    is_full_count: bool = False

    @property
    def standard_error(self) -> float:
        """Root of the variance."""
        return sqrt(self.variance)

    def interval(self, confidence_level: float = 0.95) -> Interval:
        """Return the symmetric t interval; it is not cut at the ends of the scale."""
        require_level(confidence_level)
        half = 0.0
        if self.variance:
            if self.degrees_of_freedom < 1:
                raise ValueError(f"degrees_of_freedom must be above 0: {self.degrees_of_freedom}")
            half = t_quantile(confidence_level, self.degrees_of_freedom) * self.standard_error
        return Interval(self.estimate - half, self.estimate + half, confidence_level, "t")


def sum_of_ratios(
    y: NDArray[np.generic],
    m: NDArray[np.generic],
    parts: Sequence[float],
    design: Design,
) -> Linearised:
    """Return ``sum_j c_j * (sum_i w_i y_ji / sum_i w_i m_ji)`` with its linearised variance.

    The variance is that of the sum of ``w_i z_i``, ``z_i = sum_j c_j (y_ji - R_j m_ji) / M_j`` with
    the weighted ``R_j`` and ``M_j``, respondents drawn at random within their strata; a stratum of
    a single respondent is centred at 0. `y` and `m` have the shape (k, n), `parts` are the k
    factors c; row weights and clusters of the design play no part. Raises ValueError if a row of
    `m` adds up to 0, or a stratum has more respondents than there are.

    Sources: R. S. Woodruff, J. Amer. Stat. Assoc. 66 (1971), 411-414; D. A. Binder, Int. Stat. Rev.
    51 (1983), 279-292.
    """
    weights, codes = design.stratum_weights, design.codes
    sizes = _totals(m, design)
    if not (sizes > 0).all():
        raise ValueError(f"each row of m must add up to more than 0: {sizes.tolist()}")
    ratios = _totals(y, design) / sizes
    z, scale = _deviations(y, m, np.asarray(parts) / sizes, ratios)
    sampled = np.bincount(codes, minlength=len(weights))
    answering = np.bincount(codes[m.any(axis=0)], minlength=len(weights))
    fractions = _fractions(answering, sampled, design.populations)
    met = sampled > 0
    degrees = int(sampled.sum() - met.sum())
    is_full_count = bool((fractions[met] == 1).all())
    tells = degrees > 0 and bool(((answering > 0) & (fractions < 1)).any())
    variances = weights**2 * _variances(z, scale, codes, sampled)
    return Linearised(
        estimate=fsum(np.asarray(parts) * ratios),
        variance=float(((1 - fractions) * variances).sum()),
        degrees_of_freedom=degrees,
        has_interval=is_full_count or tells,
        is_full_count=is_full_count,
    )


def _totals(columns: NDArray[np.generic], design: Design) -> Floats:
    """Return the weighted sum of each row; sums of whole numbers within a group are exact."""
    if design.weights is None and columns.dtype == np.bool_:
        return np.asarray(np.count_nonzero(columns, axis=1), np.float64)
    if design.weights is None:
        sums: Floats = columns.sum(axis=1, dtype=np.float64)
        return sums
    weights = design.stratum_weights
    by_group = (np.bincount(design.codes, row, len(weights)) for row in columns)
    return np.array([fsum(weights * sums) for sums in by_group])


def _deviations(
    y: NDArray[np.generic], m: NDArray[np.generic], factors: Floats, ratios: Floats
) -> tuple[Floats, Floats]:
    """Return z of each respondent, and the size of what it is the difference of.

    Rounding of deviations that are 0 is known from a variance by that size. One item
    after another: all at once, as floats, would take eight times the memory of the answers.
    """
    z, scale = np.zeros(y.shape[1]), np.zeros(y.shape[1])
    for first in range(0, y.shape[1], _NEAR):
        part = slice(first, first + _NEAR)
        for above, below, factor, ratio in zip(
            y[:, part], m[:, part], factors, ratios, strict=True
        ):
            up, down = factor * above.astype(np.float64), factor * ratio * below.astype(np.float64)
            z[part] += up - down
            scale[part] += up + down
    return z, scale


def _fractions(
    answering: NDArray[np.int64],
    sampled: NDArray[np.int64],
    populations: Sequence[float | None],
) -> Floats:
    """Return the share of each stratum that answered; a blank is as unknown as nobody."""
    for count, population in zip(sampled.tolist(), populations, strict=True):
        if population is not None and count > population:
            raise ValueError(
                "sampled must not exceed population; "
                f"{count} respondents were sampled of {population:g}"
            )
    pairs = zip(answering.tolist(), populations, strict=True)
    return np.array([count / population if population else 0.0 for count, population in pairs])


def _variances(
    z: Floats, scale: Floats, codes: NDArray[np.int64], sampled: NDArray[np.int64]
) -> Floats:
    """Return the variance of the sum of z in each group, before the population correction."""
    count = len(sampled)
    squares = np.bincount(codes, z * z, count)
    floor = ROUNDING * np.bincount(codes, scale * scale, count)
    several = sampled > 1
    n = np.where(several, sampled, 2)
    centred = squares - np.bincount(codes, z, count) ** 2 / n
    variances = np.where(several, centred * n / (n - 1), squares)
    cleaned: Floats = np.where(variances <= floor, 0.0, variances)
    return cleaned
