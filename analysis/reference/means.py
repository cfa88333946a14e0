"""Means by linearisation: of any measured value, and of several criteria that count alike."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt

import numpy as np
from numpy.typing import ArrayLike

from analysis.estimates import Interval
from analysis.estimators.covariance import Design, linearised_covariance
from analysis.estimators.distributions import t_quantile
from analysis.estimators.tables import Floats, Rows


@dataclass(frozen=True)
class Linearised:
    """A number with its standard error.

    Attributes
    ----------
    estimate, standard_error : float
        In the unit of what was measured.
    degrees_of_freedom : int
        Primary units less strata.
    """

    estimate: float
    standard_error: float
    degrees_of_freedom: int

    def interval(self, confidence_level: float = 0.95) -> Interval:
        """Return the symmetric t interval; for a share it may leave [0, 1].

        Raises
        ------
        ValueError
            Without degrees of freedom, or if the level does not lie between 0 and 1.
        """
        if self.degrees_of_freedom < 1:
            raise ValueError(f"degrees_of_freedom must be above 0: {self.degrees_of_freedom}")
        half = t_quantile(confidence_level, self.degrees_of_freedom) * self.standard_error
        return Interval(self.estimate - half, self.estimate + half, confidence_level, "t")


def weighted_mean(values: ArrayLike, design: Design) -> Linearised:
    """Return the weighted mean of a measured value.

    Parameters
    ----------
    values : array_like of float, shape (n,)
        One a row of the design, in any unit; finite.
    design : Design
        With the weights of its rows.

    Raises
    ------
    ValueError
        If shapes differ, a value is not finite, or all weights are 0.

    References
    ----------
    .. [1] C.-E. Särndal, B. Swensson, J. Wretman, Model Assisted Survey Sampling (1992).
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
    """The plain mean of the shares of several criteria.

    Attributes
    ----------
    mean : Linearised
    criteria : tuple of float
        Share of each criterion.
    """

    mean: Linearised
    criteria: tuple[float, ...]


def mean_of_criteria(criteria: Sequence[Rows], design: Design) -> MeanOfCriteria:
    """Return the mean of shares, each criterion counting alike however many answered it.

    Parameters
    ----------
    criteria : sequence of Rows, length k
        Answers to each criterion by all n respondents of the design; weights are the design's.
    design : Design

    Raises
    ------
    ValueError
        If there is no criterion, or one without a valid answer.
    """
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
    return Linearised(estimate, sqrt(variance), design.degrees_of_freedom())
