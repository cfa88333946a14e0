"""Several estimates from one sample, with the covariances between them.

Domains of one sample share its strata, and their people or sessions may overlap (a counter and its
own office): what one has, the other may have too. So the residuals of all are kept side by side.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import nan

import numpy as np

from analysis.estimators.linearisation import Design, Linearised
from analysis.estimators.rows import Floats, Mask
from analysis.estimators.strata import stratify


@dataclass(frozen=True)
class DomainShares:
    """Shares of k domains of one sample, and their linearised covariances."""

    # Shape (k,); NaN where nobody gave a valid answer.
    estimates: Floats
    # Shape (k, k).
    covariance: Floats
    # Primary units less strata of the whole sample.
    degrees_of_freedom: int


def domain_shares(design: Design, domains: Sequence[Mask]) -> DomainShares:
    """Return the shares of domains, which may overlap, with their covariances.

    Source: D. A. Binder, Int. Stat. Rev. 51 (1983), 279-292.
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
    return DomainShares(np.array(estimates), covariance, design.degrees_of_freedom())


def linearised_covariance(design: Design, influences: Floats) -> Floats:
    """Return the covariance of k estimates from what each of n rows adds to them, shape (k, n).

    A stratum with one unit is centred at 0, as the influences of all rows together are.
    """
    unit = design.units
    totals = np.array([np.bincount(unit, row) for row in influences])
    stratum_of_unit = np.zeros(totals.shape[1], dtype=np.int64)
    stratum_of_unit[unit] = design.codes
    matrix = np.zeros((len(influences), len(influences)))
    strata = stratify(design.rows, design.codes, design.populations)
    for code, stratum in enumerate(strata):
        part, n = totals[:, stratum_of_unit == code], stratum.sampled
        if n > 1:
            part = part - part.mean(axis=1, keepdims=True)
        matrix += (1 - stratum.fraction) * (n / max(1, n - 1)) * (part @ part.T)
    return matrix


def linearised(estimate: float, influence: Floats, design: Design) -> Linearised:
    """Return an estimate with the error that follows from what each row adds to it."""
    variance = float(linearised_covariance(design, influence[np.newaxis])[0, 0])
    return Linearised(estimate, variance, design.degrees_of_freedom())
