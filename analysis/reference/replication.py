"""The error of a share by leaving out one primary unit after another."""

from __future__ import annotations

from collections.abc import Sequence
from math import sqrt

import numpy as np
from numpy.typing import NDArray

from analysis.estimators.covariance import Design
from analysis.estimators.tables import Floats
from analysis.reference.means import Linearised


def jackknife_share(design: Design, *, around_estimate: bool = False) -> Linearised:
    """Return the pooled share with its delete-one jackknife error.

    Parameters
    ----------
    design : Design
        At least two primary units in each stratum.
    around_estimate : bool
        Whether squares are taken around the estimate instead of the mean of the replicates.

    Raises
    ------
    ValueError
        If a stratum has a single unit or more than there are, or without one unit no valid answer
        is left.

    References
    ----------
    .. [1] K. M. Wolter, Introduction to Variance Estimation (2007).
    """
    unit, weights = design.units, design.rows.row_weights
    answers = (design.rows.y, design.rows.m)
    y, m = (np.bincount(unit, weights * part).astype(np.float64) for part in answers)
    stratum = np.zeros(len(y), dtype=np.int64)
    stratum[unit] = design.codes
    n = np.bincount(stratum).astype(np.float64)
    fractions = _fractions(n, design.populations)
    lonely = int((n == 1).sum())
    if lonely:
        raise ValueError(f"each stratum must have at least 2 primary units; {lonely} have 1")
    size = n[stratum]
    replicates = _without_each(y, stratum, size), _without_each(m, stratum, size)
    if not (replicates[1] > 0).all():
        raise ValueError("valid answers must be left without any one unit; they are in one only")
    shares = replicates[0] / replicates[1]
    share = float(y.sum() / m.sum())
    around = share if around_estimate else shares.mean()
    scale = (size - 1) / size * (1 - fractions[stratum])
    variance = float((scale * (shares - around) ** 2).sum())
    return Linearised(share, sqrt(variance), design.degrees_of_freedom())


def _without_each(totals: Floats, stratum: NDArray[np.int64], size: Floats) -> Floats:
    """Return the overall sum without each unit, the rest of its stratum standing in for it."""
    own = np.bincount(stratum, totals)[stratum]
    without: Floats = totals.sum() - own + (own - totals) * size / (size - 1)
    return without


def _fractions(n: Floats, populations: Sequence[float | None]) -> Floats:
    pairs = list(zip(n.tolist(), populations, strict=False))
    for count, size in pairs:
        if size is not None and not count <= size:
            raise ValueError(
                f"sampled must not exceed population; {count:g} units were sampled of {size:g}"
            )
    return np.array([count / size if size else 0.0 for count, size in pairs])
