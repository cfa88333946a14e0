"""Strata: the moments of a domain inside each sampling group, with the group's own size.

Estimators take a sequence of `Stratum`. A domain (a counter, a month) keeps every stratum's number
of sampled units: leaving rows out instead would change the standard error.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from math import inf

import numpy as np
from numpy.typing import NDArray

from analysis.moments import Moments, Rows, moments_by_cell


@dataclass(frozen=True)
class Stratum:
    """One sampling group as an estimator sees it.

    Attributes
    ----------
    moments : Moments
        Of the part of the domain that lies in this stratum.
    sampled : int
        Primary units drawn in the whole stratum; 0 for a stratum that nobody answered in.
    population : float or None
        Primary units that there are in the whole stratum; None when unknown or without limit.

    Raises
    ------
    ValueError
        If more units were sampled than there are, or the domain holds more than were sampled.

    References
    ----------
    .. [1] C.-E. Särndal, B. Swensson, J. Wretman, Model Assisted Survey Sampling (1992).
    """

    moments: Moments
    sampled: int
    population: float | None = None

    def __post_init__(self) -> None:
        if self.moments.n > self.sampled:
            raise ValueError(
                f"moments.n must not exceed sampled; {self.moments.n} exceeds {self.sampled}"
            )
        if self.population is not None and not self.sampled <= self.population:
            raise ValueError(
                "sampled must not exceed population; "
                f"{self.sampled} units were sampled of {self.population:g}"
            )
        if self.population == inf:
            raise ValueError("population must be finite, or None without limit: inf")

    @property
    def fraction(self) -> float:
        """Share of the population that was sampled, 0 when the population has no limit."""
        return self.sampled / self.population if self.population else 0.0

    def expanded(self) -> Stratum:
        """Return the stratum with each unit standing for ``population / sampled`` cases.

        Raises
        ------
        ValueError
            If the population is unknown.
        """
        if self.population is None:
            raise ValueError("population must be known to weight by it: None")
        weight = self.population / self.sampled if self.sampled else 0.0
        return replace(self, moments=self.moments.weighted(weight))


def single_stratum(moments: Moments, population: float | None = None) -> tuple[Stratum, ...]:
    """Return the one stratum of a sample that is itself the whole domain."""
    return (Stratum(moments, moments.n, population),)


def stratify(
    rows: Rows,
    codes: NDArray[np.int64],
    populations: Sequence[float | None],
    domain: NDArray[np.bool_] | None = None,
) -> tuple[Stratum, ...]:
    """Return the strata of a sample, with the moments of a domain.

    Parameters
    ----------
    rows : Rows
        All n rows of the sample, in the domain or not.
    codes : ndarray of int, shape (n,)
        The stratum of each row, an index of `populations`.
    populations : sequence of float or None, length H
        Primary units of each stratum; None when unknown.
    domain : ndarray of bool, shape (n,), or None
        Which rows belong to the domain; None for all.

    Returns
    -------
    tuple of Stratum, length H

    Raises
    ------
    ValueError
        If a stratum has more sampled units than there are, or the codes do not fit the rows or
        the populations.
    """
    require_codes(codes, len(rows.y), len(populations))
    whole = moments_by_cell(rows, codes, len(populations))
    if domain is None:
        parts = whole
    else:
        parts = moments_by_cell(rows.select(domain), codes[domain], len(populations))
    return tuple(
        Stratum(part, full.n, population)
        for part, full, population in zip(parts, whole, populations, strict=True)
    )


def require_codes(codes: NDArray[np.int64], rows: int, strata: int) -> None:
    """Raise ValueError unless there is one code a row, each that of a stratum."""
    if codes.shape != (rows,):
        raise ValueError(f"codes must be one a row, {rows}: {codes.shape}")
    wrong = np.flatnonzero((codes < 0) | (codes >= strata))
    if wrong.size:
        raise ValueError(
            f"codes must be from 0 to {strata - 1}, an index of populations; "
            f"row {wrong[0]} has {codes[wrong[0]]}"
        )
