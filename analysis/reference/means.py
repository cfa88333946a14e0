"""Means by linearisation: of any measured value, and of several criteria that count alike."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from analysis.estimators.linearisation import Design, Linearised
from analysis.estimators.tables import Floats, Rows
from analysis.reference.covariance import linearised_covariance


def weighted_mean(values: ArrayLike, design: Design) -> Linearised:
    """Return the weighted mean of a measured value, one a row of the design.

    Source: C.-E. Särndal, B. Swensson, J. Wretman, Model Assisted Survey Sampling (1992).
    """
    column, weights = np.asarray(values, dtype=np.float64), design.rows.row_weights
    if column.shape != weights.shape:
        raise ValueError(f"values must have the shape {weights.shape}: {column.shape}")
    if wrong := int((~np.isfinite(column)).sum()):
        raise ValueError(f"values must be finite; {wrong} of {column.size} are not")
    total = float(weights.sum())
    if not total > 0:
        raise ValueError(f"weights must add up to more than 0: {total:g}")
    mean = float(weights @ column) / total
    return linearised(mean, weights * (column - mean) / total, design)


@dataclass(frozen=True)
class MeanOfCriteria:
    """The plain mean of the shares of several criteria."""

    mean: Linearised
    # Share of each.
    criteria: tuple[float, ...]


def mean_of_criteria(criteria: Sequence[Rows], design: Design) -> MeanOfCriteria:
    """Return the mean of shares, each criterion counting alike however many answered it."""
    if not criteria:
        raise ValueError("criteria must not be empty: 0")
    weights = design.rows.row_weights
    shares, influence = [], np.zeros_like(weights)
    for number, rows in enumerate(criteria):
        size = float(weights @ rows.m)
        if not size > 0:
            raise ValueError(f"criteria must have valid answers; number {number} has {size:g}")
        share = float(weights @ rows.y) / size
        shares.append(share)
        influence += weights * (rows.y - share * rows.m) / size
    mean = linearised(float(np.mean(shares)), influence / len(shares), design)
    return MeanOfCriteria(mean, tuple(shares))


def linearised(estimate: float, influence: Floats, design: Design) -> Linearised:
    """Return an estimate with the error that follows from what each row adds to it."""
    variance = float(linearised_covariance(design, influence[np.newaxis])[0, 0])
    return Linearised(estimate, variance, design.degrees_of_freedom())
