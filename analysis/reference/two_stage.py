"""A share when sessions are drawn first and respondents inside them second, both from few."""

from __future__ import annotations

from math import sqrt

import numpy as np
from numpy.typing import ArrayLike, NDArray

from analysis.estimators.covariance import Design, linearised_covariance
from analysis.estimators.tables import Floats, stratify
from analysis.reference.means import Linearised


def two_stage_share(design: Design, people: ArrayLike) -> Linearised:
    """Return the pooled share with the error of both stages.

    Everybody is weighted by the sessions and the people that stand behind: the weights of the
    design's rows are not used.

    Parameters
    ----------
    design : Design
        Its primary units are the sessions, its populations the sessions of each stratum.
    people : array_like of float, shape (n,)
        People in the session of each respondent; not fewer than its respondents.

    Raises
    ------
    ValueError
        If a population is unknown, more were drawn than there are, or nobody answered.

    References
    ----------
    .. [1] W. G. Cochran, Sampling Techniques (1977).
    """
    if None in design.populations:
        raise ValueError(f"populations must be known at the first stage: {design.populations}")
    unit = design.units
    drawn = np.bincount(unit)[unit]
    there = _people(people, drawn)
    strata = stratify(design.rows, design.codes, design.populations)
    first = np.array([stratum.fraction for stratum in strata])[design.codes]
    weights = there / drawn / first
    y, m = design.rows.y, design.rows.m
    size = float(weights @ m)
    if not size > 0:
        raise ValueError(f"m must hold valid answers: {m.sum():g}")
    share = float(weights @ y) / size
    influence = weights * (y - share * m) / size
    between = float(linearised_covariance(design, influence[np.newaxis])[0, 0])
    second = first * (1 - drawn / there)
    within = float((second * _spread(influence, unit, drawn)).sum())
    return Linearised(share, sqrt(between + within), design.degrees_of_freedom())


def _people(people: ArrayLike, drawn: NDArray[np.int64]) -> Floats:
    there = np.asarray(people, dtype=np.float64)
    if there.shape != drawn.shape:
        raise ValueError(f"people must have the shape {drawn.shape}: {there.shape}")
    short = np.flatnonzero(~(there >= drawn))
    if short.size:
        row = int(short[0])
        raise ValueError(
            "people must not be fewer than the respondents of the session; "
            f"row {row} has {there[row]:g} for {drawn[row]}"
        )
    return there


def _spread(influence: Floats, unit: NDArray[np.int64], drawn: NDArray[np.int64]) -> Floats:
    """Return each respondent's part of the variance inside the session, centred at 0 if alone."""
    means = (np.bincount(unit, influence) / np.bincount(unit))[unit]
    alone = drawn == 1
    centred: Floats = influence - np.where(alone, 0.0, means)
    return centred**2 * np.where(alone, 1.0, drawn / np.maximum(1, drawn - 1))
