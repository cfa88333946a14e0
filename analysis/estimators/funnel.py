"""The limits of a funnel plot: how far chance takes a share, by how much it rests on."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from analysis.estimators.distributions import normal_quantile
from analysis.estimators.tables import Floats

# One in twenty of units that are alike lies outside the first, one in five hundred the second.
LEVELS = (0.95, 0.998)


def limits(centre: float, sizes: ArrayLike, level: float) -> tuple[Floats, Floats]:
    """Return the shares between which so many of the units lie by chance.

    The score form, ``centre -+ z sqrt(centre (1 - centre) / size)``: the error is the one that a
    unit would have if its true share were the centre.

    Parameters
    ----------
    centre : float
        Share of all units together, 0-1.
    sizes : array_like of float, shape (k,)
        Effective numbers of answers, above 0.
    level : float
        Part of the units between the limits, between 0 and 1.

    Returns
    -------
    tuple of ndarray of float, each of shape (k,)
        Lower and upper limits, cut at 0 and 1.

    Raises
    ------
    ValueError
        If an argument is outside its range.

    References
    ----------
    .. [1] D. J. Spiegelhalter, Stat. Med. 24 (2005), 1185-1202.
    """
    given = np.asarray(sizes, dtype=np.float64)
    if not 0 <= centre <= 1:
        raise ValueError(f"centre must lie within [0, 1]: {centre}")
    if not (given > 0).all():
        raise ValueError(f"sizes must be above 0: {given.min()}")
    half = normal_quantile(level) * np.sqrt(centre * (1 - centre) / given)
    return np.maximum(0.0, centre - half), np.minimum(1.0, centre + half)


def is_outside(centre: float, size: float, share: float, level: float = LEVELS[0]) -> bool:
    """Whether a unit lies outside the limits; arguments as in `limits`."""
    low, high = limits(centre, [size], level)
    return not low[0] <= share <= high[0]
