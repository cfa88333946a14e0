"""Several estimates from one sample, with the covariances between them.

Domains of one sample share its strata, and their people or sessions may overlap (a counter and its
own office): what one has, the other may have too. So the residuals of all are kept side by side.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import nan

import numpy as np
from numpy.typing import NDArray

from analysis.estimators.tables import Floats, Rows, Stratum, require_codes, stratify

Mask = NDArray[np.bool_]


@dataclass(frozen=True)
class Design:
    """How the rows of a sample were drawn.

    Attributes
    ----------
    rows : Rows
        All n rows.
    codes : ndarray of int, shape (n,)
        The stratum of each row, an index of `populations`.
    populations : sequence of float or None, length H
        Primary units of each stratum; None when unknown.

    Raises
    ------
    ValueError
        If the codes do not fit the rows or the populations.
    """

    rows: Rows
    codes: NDArray[np.int64]
    populations: Sequence[float | None]

    def __post_init__(self) -> None:
        require_codes(self.codes, len(self.rows.y), len(self.populations))

    @property
    def units(self) -> NDArray[np.int64]:
        """The primary unit of each row, counted from 0; shape (n,)."""
        psus = self.rows.psus
        if psus is None:
            return np.arange(len(self.codes), dtype=np.int64)
        units: NDArray[np.int64] = np.unique(psus, return_inverse=True)[1].astype(np.int64)
        return units

    def degrees_of_freedom(self, inside: Mask | None = None) -> int:
        """Return primary units less strata, of those that meet a domain (None: of all)."""
        chosen = np.ones(len(self.codes), dtype=np.bool_) if inside is None else inside
        return len(np.unique(self.units[chosen])) - len(np.unique(self.codes[chosen]))


@dataclass(frozen=True)
class Shares:
    """Shares of several domains of one sample.

    Attributes
    ----------
    estimates : ndarray of float, shape (k,)
        NaN where nobody gave a valid answer.
    covariance : ndarray of float, shape (k, k)
        Linearised; the squared standard errors are on its diagonal.
    degrees_of_freedom : int
        Primary units less strata of the whole sample.
    """

    estimates: Floats
    covariance: Floats
    degrees_of_freedom: int


def domain_shares(design: Design, domains: Sequence[Mask]) -> Shares:
    """Return the shares of domains, which may overlap, with their covariances.

    Parameters
    ----------
    design : Design
    domains : sequence of ndarray of bool, shape (n,)
        Which rows belong to each of the k domains.

    References
    ----------
    .. [1] D. A. Binder, Int. Stat. Rev. 51 (1983), 279-292.
    """
    rows = design.rows
    estimates, residuals = [], []
    for domain in domains:
        y, m = (column * rows.row_weights * domain for column in (rows.y, rows.m))
        size = float(m.sum())
        share = float(y.sum()) / size if size else nan
        estimates.append(share)
        residuals.append((y - share * m) / size if size else np.full_like(y, nan))
    covariance = linearised_covariance(design, np.array(residuals))
    return Shares(np.array(estimates), covariance, design.degrees_of_freedom())


def linearised_covariance(design: Design, influences: Floats) -> Floats:
    """Return the covariance of estimates from what each row adds to each of them.

    Parameters
    ----------
    design : Design
        A stratum with one unit is centred at 0, as the influences of all rows together are.
    influences : ndarray of float, shape (k, n)
        Linearised values, weights included.

    Returns
    -------
    ndarray of float, shape (k, k)
    """
    unit = design.units
    totals = np.array([np.bincount(unit, row) for row in influences])
    stratum_of_unit = np.zeros(totals.shape[1], dtype=np.int64)
    stratum_of_unit[unit] = design.codes
    matrix = np.zeros((len(influences), len(influences)))
    strata = stratify(design.rows, design.codes, design.populations)
    for code, stratum in enumerate(strata):
        part = totals[:, stratum_of_unit == code]
        matrix += _scale(stratum) * (_centred(part) @ _centred(part).T)
    return matrix


def _scale(stratum: Stratum) -> float:
    n = stratum.sampled
    return (1 - stratum.fraction) * (n / (n - 1) if n > 1 else 1)


def _centred(part: Floats) -> Floats:
    return part - part.mean(axis=1, keepdims=True) if part.shape[1] > 1 else part
