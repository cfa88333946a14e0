"""P values of many tests at once."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from analysis.estimators.tables import Floats

METHODS = ("holm", "bonferroni", "hochberg", "BH", "BY", "none")
_STEP_UP = frozenset({"hochberg", "BH", "BY"})


def adjust_p_values(p_values: ArrayLike, method: str = "holm") -> Floats:
    """Return p values that hold for many tests at once, in the order in which they were given.

    Parameters
    ----------
    p_values : array_like of float, shape (n,)
        Within [0, 1]; NaN where no test was possible: it stays NaN and does not count.
    method : {"holm", "bonferroni", "hochberg", "BH", "BY", "none"}
        ``holm`` for claims: at most so likely is a single false one among them. ``BH`` for
        screening: at most this part of what is picked out is false, on average. ``hochberg`` and
        ``BH`` ask for tests that do not contradict each other, ``BY`` does not.

    Returns
    -------
    ndarray of float, shape (n,)
        Within [0, 1], and never below the p value itself.

    Raises
    ------
    ValueError
        If the method is not known or a p value lies outside [0, 1].

    References
    ----------
    .. [1] S. Holm, Scand. J. Stat. 6 (1979), 65-70.
    .. [2] Y. Hochberg, Biometrika 75 (1988), 800-802.
    .. [3] Y. Benjamini, Y. Hochberg, J. R. Stat. Soc. B 57 (1995), 289-300.
    .. [4] Y. Benjamini, D. Yekutieli, Ann. Stat. 29 (2001), 1165-1188.
    """
    given = np.atleast_1d(np.asarray(p_values, dtype=np.float64))
    if method not in METHODS:
        raise ValueError(f"method must be one of {', '.join(METHODS)}: {method!r}")
    wrong = given[(given < 0) | (given > 1)]
    if wrong.size:
        raise ValueError(f"p_values must lie within [0, 1]: {wrong[0]}")
    adjusted = np.full_like(given, np.nan)
    places = np.flatnonzero(~np.isnan(given))
    ranked = places[np.argsort(given[places], kind="stable")]
    adjusted[ranked] = np.minimum(1.0, _stepped(given[ranked], method))
    return adjusted


def _stepped(rising: Floats, method: str) -> Floats:
    """Return the adjusted values of p values that rise."""
    n = len(rising)
    ranks = np.arange(1, n + 1, dtype=np.float64)
    scaled: Floats = rising * _factors(method, n, ranks)
    if method in _STEP_UP:
        return np.minimum.accumulate(scaled[::-1])[::-1]
    return np.maximum.accumulate(scaled)


def _factors(method: str, n: int, ranks: Floats) -> Floats:
    harmonic = float(np.sum(1 / ranks))
    descending = n + 1 - ranks
    return {
        "holm": descending,
        "bonferroni": np.full(n, float(n)),
        "hochberg": descending,
        "BH": n / ranks,
        "BY": harmonic * n / ranks,
        "none": np.ones(n),
    }[method]
