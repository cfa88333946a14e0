"""How strongly two marks go together: Spearman's rank correlation, from a table of counts."""

from __future__ import annotations

from math import atanh, sqrt, tanh

import numpy as np
from numpy.typing import NDArray

from analysis.estimates import Interval
from analysis.estimators.distributions import normal_quantile, require_level

METHOD = "fisher_z_bonett_wright"
LEAST_FOR_INTERVAL = 4


def spearman(table: NDArray[np.float64]) -> float | None:
    """Return Spearman's rank correlation of two marks, ties at their middle rank.

    Parameters
    ----------
    table : ndarray of float, shape (r, c)
        How many persons gave each pair of marks, both in ascending order; not below 0.

    Returns
    -------
    float or None
        Within [-1, 1]; None when one of the marks does not vary.

    References
    ----------
    .. [1] C. Spearman, Am. J. Psychol. 15 (1904), 72-101.
    .. [2] M. G. Kendall, Biometrika 33 (1945), 239-251.
    """
    rows, columns = table.sum(axis=1), table.sum(axis=0)
    a, b = _centred_ranks(rows), _centred_ranks(columns)
    spread = float((rows * a) @ a) * float((columns * b) @ b)
    if spread <= 0:
        return None
    return max(-1.0, min(1.0, float(a @ table @ b) / sqrt(spread)))


def _centred_ranks(counts: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return the middle rank of each mark less the mean rank; 0 where nobody gave it."""
    ranks: NDArray[np.float64] = np.cumsum(counts) - counts / 2 - counts.sum() / 2
    return ranks * (counts > 0)


def spearman_interval(
    correlation: float, n: int, confidence_level: float = 0.95
) -> Interval | None:
    """Return Fisher's interval with the variance of Bonett and Wright.

    It takes persons as independent and the sample as large; with many ties it is approximate.

    Parameters
    ----------
    correlation : float
        Spearman's, within [-1, 1].
    n : int
        Persons.
    confidence_level : float
        Nominal two-sided coverage, between 0 and 1.

    Returns
    -------
    Interval or None
        Within [-1, 1]; None below four persons, and at -1 and 1, where it would be a point.

    References
    ----------
    .. [1] D. G. Bonett, T. A. Wright, Psychometrika 65 (2000), 23-28.
    """
    require_level(confidence_level)
    if n < LEAST_FOR_INTERVAL or abs(correlation) >= 1:
        return None
    middle = atanh(correlation)
    half = normal_quantile(confidence_level) * sqrt((1 + correlation**2 / 2) / (n - 3))
    return Interval(tanh(middle - half), tanh(middle + half), confidence_level, METHOD)
