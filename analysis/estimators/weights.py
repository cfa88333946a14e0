"""How uneven weights are, what that costs, and cutting off the largest."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from analysis.caveats import Caveat, CaveatCode
from analysis.estimators.rows import Floats, counts_of

# One person may stand for at most so many times the mean: the interval leaves room for one more
# who stands for as many as anybody.
MOST_OVER_MEAN = 3


def require_weights(weights: ArrayLike) -> Floats:
    """Return weights as numbers; ValueError if one is below 0 or none, or all are 0."""
    column = counts_of("weights", weights)
    if not column.sum() > 0:
        raise ValueError(f"weights must add up to more than 0: {column.sum():g}")
    return column


@dataclass(frozen=True)
class EffectiveSample:
    """Respondents with equal weights that are worth as much, and rows over them."""

    n_effective: float
    design_effect: float


def kish_effective_sample(weights: ArrayLike) -> EffectiveSample:
    """Return Kish's effective sample size, ``(sum w)^2 / sum w^2``, whatever the weights' scale.

    Source: L. Kish, Survey Sampling (1965).
    """
    column = require_weights(weights)
    # Divided first, so that neither huge nor tiny weights leave the range of numbers.
    scaled = column / column.max()
    effective = float(scaled.sum() ** 2 / (scaled**2).sum())
    return EffectiveSample(effective, column.size / effective)


def largest_over_mean(weights: ArrayLike) -> float:
    """Return how many times the mean the largest weight is, at least 1."""
    column = require_weights(weights)
    return float(column.max() / column.mean())


def uneven_weights(weights: Floats) -> tuple[Caveat, ...]:
    """Return the doubt where the largest of the weights exceeds three times the mean, or none."""
    if not weights.any() or (times := largest_over_mean(weights)) <= MOST_OVER_MEAN:
        return ()
    return (Caveat(CaveatCode.UNEVEN_WEIGHTS, {"times": round(times, 1)}),)


def trim_weights(
    weights: ArrayLike, upper: float, lower: float = 0.0, *, strict: bool = True
) -> Floats:
    """Return weights within bounds, the sum kept: what is cut off is shared out evenly.

    Parameters
    ----------
    weights : array_like of float, shape (n,)
        Not below 0.
    upper, lower : float
        Bounds of a weight; the mean weight must lie between them.
    strict : bool
        Whether to go on until no weight is outside. Otherwise what is shared out may lift others
        over the bound again.

    Raises
    ------
    ValueError
        If a weight is not valid, or the bounds leave no room for the sum.
    """
    column = require_weights(weights)
    mean = float(column.mean())
    if not lower <= mean <= upper:
        raise ValueError(
            f"upper and lower must hold the mean weight {mean:g} between them: {lower:g}, {upper:g}"
        )
    # What is shared out only ever pushes one way, so each pass brings another weight to its bound.
    for _ in range(column.size if strict else 1):
        column = _trim_once(column, lower, upper)
    # What is still outside is outside by rounding.
    return np.clip(column, lower, upper) if strict else column


def _trim_once(column: Floats, lower: float, upper: float) -> Floats:
    cut = np.clip(column, lower, upper)
    excess = float((column - cut).sum())
    room = (column > lower) & (column < upper)
    if not room.any():
        room = (cut < upper) if excess > 0 else (cut > lower)
    share = excess / max(1, int(room.sum()))
    return np.where(room, cut + share, cut)
