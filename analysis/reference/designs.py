"""Other designs (a stratum of one unit, the jackknife, two stages) and other means."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

import numpy as np
from numpy.typing import ArrayLike, NDArray

from analysis.estimators.linearisation import Design, Linearised
from analysis.estimators.rows import Floats, Rows
from analysis.estimators.shares import Ratio, pooled_ratio
from analysis.estimators.strata import Stratum, stratify
from analysis.reference.covariance import linearised


class LonelyPolicy(StrEnum):
    """How the variance counts a stratum with one unit.

    ``adjust``, ours, centres it at the overall share and overstates rather than hides it;
    ``average`` gives it the mean part of the other strata; ``remove`` and ``certainty`` give it
    none, which hides error; ``fail`` refuses.
    """

    ADJUST = "adjust"
    AVERAGE = "average"
    REMOVE = "remove"
    CERTAINTY = "certainty"
    FAIL = "fail"


def ratio_with_lonely(strata: Sequence[Stratum], policy: LonelyPolicy) -> Ratio | None:
    """Return the pooled share, its lonely strata treated by `policy`; None without valid answers.

    Source: T. Lumley, Complex Surveys (2010).
    """
    ratio = pooled_ratio(strata)
    if ratio is None or policy is LonelyPolicy.ADJUST:
        return ratio
    parts = ratio.shares
    met, left = parts.meets[0], 1 - parts.fractions[0]
    lonely = met & (parts.parts.sampled == 1) & (left > 0)
    if policy is LonelyPolicy.FAIL and lonely.any():
        raise ValueError(
            f"each stratum must have at least 2 sampled units; {lonely.sum()} of {met.sum()} have 1"
        )
    spread = parts.spread[0].copy()
    spread[lonely] = 0.0
    if policy is LonelyPolicy.AVERAGE and lonely.any():
        others = met & ~lonely
        if not others.any():
            raise ValueError("average needs a stratum with at least 2 sampled units: 0 have")
        spread[lonely] = (left * spread)[others].mean() / left[lonely]
    return ratio.with_spread(spread)


def jackknife_share(design: Design, *, around_estimate: bool = False) -> Linearised:
    """Return the pooled share with its delete-one jackknife error; two units a stratum or more.

    Squares are taken around the mean of the replicates, or around the estimate.

    Source: K. M. Wolter, Introduction to Variance Estimation (2007).
    """
    unit, weights = design.units, design.rows.row_weights
    answers = (design.rows.y, design.rows.m)
    y, m = (np.bincount(unit, weights * part).astype(np.float64) for part in answers)
    stratum = np.zeros(len(y), dtype=np.int64)
    stratum[unit] = design.codes
    strata = stratify(design.rows, design.codes, design.populations)
    if lonely := sum(each.sampled == 1 for each in strata):
        raise ValueError(f"each stratum must have at least 2 primary units; {lonely} have 1")
    size = np.array([each.sampled for each in strata], dtype=np.float64)[stratum]
    replicates = _without_each(y, stratum, size), _without_each(m, stratum, size)
    if not (replicates[1] > 0).all():
        raise ValueError("valid answers must be left without any one unit; they are in one only")
    shares = replicates[0] / replicates[1]
    share = float(y.sum() / m.sum())
    around = share if around_estimate else shares.mean()
    left = np.array([1 - each.fraction for each in strata])[stratum]
    scale = (size - 1) / size * left
    variance = float((scale * (shares - around) ** 2).sum())
    return Linearised(share, variance, design.degrees_of_freedom())


def _without_each(totals: Floats, stratum: NDArray[np.int64], size: Floats) -> Floats:
    """Return the overall sum without each unit, the rest of its stratum standing in for it."""
    own = np.bincount(stratum, totals)[stratum]
    without: Floats = totals.sum() - own + (own - totals) * size / (size - 1)
    return without


def two_stage_share(design: Design, people: ArrayLike) -> Linearised:
    """Return the pooled share with the error of both stages.

    The primary units of the design are the sessions, its populations the sessions of each stratum;
    `people` are those in the session of each respondent. Everybody is weighted by the sessions and
    the people that stand behind: the weights of the design's rows are not used.

    Source: W. G. Cochran, Sampling Techniques (1977).
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
    between = linearised(share, influence, design)
    second = first * (1 - drawn / there)
    within = float((second * _spread(influence, unit, drawn)).sum())
    return replace(between, variance=between.variance + within)


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
