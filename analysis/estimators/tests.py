"""Comparisons: parts of a sample against the rest, several p values at once, rank correlation."""

from __future__ import annotations

from dataclasses import dataclass
from math import atanh, inf, isnan, nan, sqrt, tanh

import numpy as np
from numpy.typing import ArrayLike

from analysis.estimates import Interval
from analysis.estimators.distributions import normal_quantile, require_level, t_tail
from analysis.estimators.rows import Floats

METHODS = ("holm", "bonferroni", "hochberg", "BH", "BY", "none")
_STEP_UP = frozenset({"hochberg", "BH", "BY"})
RANK_INTERVAL = "fisher_z_bonett_wright"
LEAST_FOR_RANK_INTERVAL = 4


@dataclass(frozen=True)
class Comparison:
    """A difference of shares or of log odds, and its two-sided t test.

    The statistic is infinite for a difference without error, 0 when both are 0, and NaN when
    unknown, as the p value then is.
    """

    difference: float
    standard_error: float
    statistic: float
    degrees_of_freedom: float
    p_value: float

    def __str__(self) -> str:
        return f"{self.difference:+.4f} (p = {self.p_value:.4g})"


def t_comparison(difference: float, standard_error: float, degrees_of_freedom: float) -> Comparison:
    """Return the two-sided t test of a difference; without any error it is certain."""
    if standard_error > 0:
        statistic = difference / standard_error
        p_value = 2 * t_tail(abs(statistic), degrees_of_freedom)
    elif isnan(difference) or isnan(standard_error):
        statistic = p_value = nan
    elif difference == 0:
        statistic, p_value = 0.0, 1.0
    else:
        statistic, p_value = (inf if difference > 0 else -inf), 0.0
    return Comparison(difference, standard_error, statistic, degrees_of_freedom, p_value)


def adjust_p_values(p_values: ArrayLike, method: str = "holm") -> Floats:
    """Return p values that hold for many tests at once, in the order in which they were given.

    ``holm`` is for claims: at most so likely is a single false one among them. ``BH`` is for
    screening: at most this part of what is picked out is false, on average. ``hochberg`` and ``BH``
    ask for tests that do not contradict each other, ``BY`` does not. NaN, where no test was
    possible, stays NaN and does not count.

    Sources: S. Holm, Scand. J. Stat. 6 (1979), 65-70; Y. Hochberg, Biometrika 75 (1988), 800-802;
    Y. Benjamini, Y. Hochberg, J. R. Stat. Soc. B 57 (1995), 289-300; Y. Benjamini, D. Yekutieli,
    Ann. Stat. 29 (2001), 1165-1188.
    """
    given = np.atleast_1d(np.asarray(p_values, dtype=np.float64))
    if method not in METHODS:
        raise ValueError(f"method must be one of {', '.join(METHODS)}: {method!r}")
    wrong = given[(given < 0) | (given > 1)]
    if wrong.size:
        raise ValueError(f"p_values must lie within [0, 1]: {wrong[0]}")
    adjusted = np.full_like(given, np.nan)
    tested = np.flatnonzero(~np.isnan(given))
    rising = tested[np.argsort(given[tested], kind="stable")]
    adjusted[rising] = np.minimum(1.0, _stepped(given[rising], method))
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


def spearman(table: Floats) -> float | None:
    """Return Spearman's rank correlation of two ratings, ties at their middle rank.

    The table, of shape (r, c), counts the persons with each pair of ratings, both ascending. None
    when one of the ratings does not vary.

    Sources: C. Spearman, Am. J. Psychol. 15 (1904), 72-101; M. G. Kendall, Biometrika 33 (1945),
    239-251.
    """
    rows, columns = table.sum(axis=1), table.sum(axis=0)
    a, b = _centred_ranks(rows), _centred_ranks(columns)
    spread = float((rows * a) @ a) * float((columns * b) @ b)
    if spread <= 0:
        return None
    return max(-1.0, min(1.0, float(a @ table @ b) / sqrt(spread)))


def _centred_ranks(counts: Floats) -> Floats:
    """Return the middle rank of each rating less the mean rank; 0 where nobody gave it."""
    ranks: Floats = np.cumsum(counts) - counts / 2 - counts.sum() / 2
    return ranks * (counts > 0)


def spearman_interval(
    correlation: float, n: int, confidence_level: float = 0.95
) -> Interval | None:
    """Return Fisher's interval of a correlation among `n` persons, by Bonett and Wright.

    It takes persons as independent and the sample as large; with many ties it is approximate. None
    below four persons, and at -1 and 1, where it would be a point.

    Source: D. G. Bonett, T. A. Wright, Psychometrika 65 (2000), 23-28.
    """
    require_level(confidence_level)
    if n < LEAST_FOR_RANK_INTERVAL or abs(correlation) >= 1:
        return None
    middle = atanh(correlation)
    half = normal_quantile(confidence_level) * sqrt((1 + correlation**2 / 2) / (n - 3))
    return Interval(tanh(middle - half), tanh(middle + half), confidence_level, RANK_INTERVAL)
