"""The named formulas beside the pooled share, each with its own interval.

``FORMULAS["mean_of_maximum"](ratings, 0.95)`` is an `Estimate`. The same answers give another
figure under each formula, so that a figure whose formula is not named can be compared with nothing.
A mean of codes or of shares has a t interval of the standard error linearised over respondents,
which may leave [0, 1].
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from types import MappingProxyType

import numpy as np

from analysis.caveats import Caveat, CaveatCode
from analysis.estimates import Estimate
from analysis.estimators.distributions import require_level
from analysis.estimators.linearisation import Design, Linearised, sum_of_ratios
from analysis.estimators.rows import Floats, Rows
from analysis.indices.formulas import certainty, nobody, pooled_share
from analysis.indices.ratings import Ratings


def pooled_share_of_ratings(ratings: Ratings, confidence_level: float = 0.95) -> Estimate:
    """Return `analysis.indices.formulas.pooled_share` of the ratings (F5; F1 for a single item)."""
    return pooled_share(ratings.strata(ratings.rows), confidence_level)


def wholly_satisfied(ratings: Ratings, confidence_level: float = 0.95) -> Estimate:
    """Return the share of persons all of whose valid answers are satisfied (F6).

    A person without a valid answer does not count; one with blanks is judged by the rest. It has
    the default interval, and its `answers` are persons.
    """
    given = ratings.rows
    rows = Rows((given.y == given.m) & (given.m > 0), given.m > 0, items=1)
    estimate = pooled_share(ratings.strata(rows), confidence_level)
    return replace(estimate, formula="wholly_satisfied")


def mean_of_maximum(ratings: Ratings, confidence_level: float = 0.95) -> Estimate:
    """Return the mean position on the scale as a part of the highest, all answers alike (F2).

    On five levels it begins at 0.2, and "satisfied" from everybody gives exactly 0.8.
    """
    positions = ratings.positions.sum(axis=0, dtype=np.float64)
    return _pooled_mean(ratings, positions, ratings.levels, "mean_of_maximum", confidence_level)


def mean_rescaled(ratings: Ratings, confidence_level: float = 0.95) -> Estimate:
    """Return the mean of answers counted evenly from 0 for the worst to 1 for the best (F3)."""
    positions = ratings.positions.sum(axis=0, dtype=np.float64) - ratings.valid.sum(axis=0)
    return _pooled_mean(ratings, positions, ratings.levels - 1, "mean_rescaled", confidence_level)


def mean_of_items(ratings: Ratings, confidence_level: float = 0.95) -> Estimate:
    """Return the plain mean of the items' shares of satisfied answers (F4 over items).

    An item counts alike however many answered it; one without an answer is left out, with a caveat.
    """
    return _mean_of_shares(ratings, np.ones(len(ratings.items)), "mean_of_items", confidence_level)


def mean_of_factors(ratings: Ratings, confidence_level: float = 0.95) -> Estimate:
    """Return the plain mean of the factors, each the plain mean of its items' shares (F4).

    What `mean_of_items` says of items holds here of items and factors.
    """
    answered = ratings.valid.any(axis=1)
    counted = [ratings.factors[index] for index in np.flatnonzero(answered)]
    of_factor = [counted.count(factor) for factor in ratings.factors]
    parts = 1 / np.maximum(np.array(of_factor, np.float64), 1)
    return _mean_of_shares(ratings, parts, "mean_of_factors", confidence_level)


# Those that have the default interval, which holds for every population.
SHARES = frozenset({"pooled_share", "wholly_satisfied"})

# In the order of a report: shares of answers and persons, plain means of them, means of codes.
FORMULAS: Mapping[str, Callable[[Ratings, float], Estimate]] = MappingProxyType(
    {
        "pooled_share": pooled_share_of_ratings,
        "wholly_satisfied": wholly_satisfied,
        "mean_of_items": mean_of_items,
        "mean_of_factors": mean_of_factors,
        "mean_of_maximum": mean_of_maximum,
        "mean_rescaled": mean_rescaled,
    }
)


def _pooled_mean(
    ratings: Ratings, positions: Floats, best: int, name: str, confidence_level: float
) -> Estimate:
    require_level(confidence_level)
    valid = ratings.valid.sum(axis=0, dtype=np.float64)
    if not valid.any():
        return nobody(name)
    # Whole numbers are divided last: answers that agree then leave a deviation of exactly 0.
    mean = sum_of_ratios(positions[np.newaxis], valid[np.newaxis], (1 / best,), ratings.design)
    return _estimate(ratings, mean, name, confidence_level, CaveatCode.MEAN_OF_CODES)


def _mean_of_shares(
    ratings: Ratings, parts: Floats, name: str, confidence_level: float
) -> Estimate:
    require_level(confidence_level)
    answered = ratings.valid.any(axis=1)
    if not answered.any():
        return nobody(name)
    kept = parts[answered] / parts[answered].sum()
    y, m = ratings.satisfied[answered], ratings.valid[answered]
    mean = sum_of_ratios(y, m, kept.tolist(), ratings.design)
    estimate = _estimate(ratings, mean, name, confidence_level, CaveatCode.MEAN_OF_SHARES)
    absent = int(np.count_nonzero(~answered))
    if not absent:
        return estimate
    left_out = Caveat(CaveatCode.ITEMS_LEFT_OUT, {"items": absent})
    return replace(estimate, caveats=(*estimate.caveats, left_out))


def _estimate(
    ratings: Ratings, mean: Linearised, name: str, confidence_level: float, kind: CaveatCode
) -> Estimate:
    caveats = [Caveat(kind)]
    respondents = int(np.count_nonzero(ratings.valid.any(axis=0)))
    # A symmetric interval of no width would claim certainty.
    code = certainty(mean, respondents, CaveatCode.NO_SPREAD)
    interval = None
    if code in (None, CaveatCode.FULL_COUNT):
        interval = mean.interval(confidence_level)
    if code is not None:
        caveats.append(Caveat(code))
    if lonely := _lonely_strata(ratings.design):
        caveats.append(Caveat(CaveatCode.LONELY_STRATUM, {"strata": lonely}))
    if interval is not None and not 0 <= interval.low <= interval.high <= 1:
        caveats.append(Caveat(CaveatCode.BEYOND_SCALE))
    return Estimate(
        estimate=mean.estimate,
        standard_error=None if interval is None else mean.standard_error,
        interval=interval,
        respondents=respondents,
        answers=int(np.count_nonzero(ratings.valid)),
        n_effective=None,
        design_effect=None,
        degrees_of_freedom=mean.degrees_of_freedom,
        formula=name,
        caveats=tuple(caveats),
    )


def _lonely_strata(design: Design) -> int:
    """Return how many sampling groups have one respondent, who shows no spread."""
    sampled = np.bincount(design.codes, minlength=len(design.populations)).tolist()
    pairs = zip(sampled, design.populations, strict=True)
    return sum(count == 1 and population != 1 for count, population in pairs)
