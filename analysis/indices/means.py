"""The named formulas beside the pooled share, each with its own interval.

``FORMULAS["mean_of_maximum"](marks)`` is an `Estimate`. The same answers give another figure under
each formula, so that a figure whose formula is not named can be compared with nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from types import MappingProxyType

import numpy as np
from numpy.typing import NDArray

from analysis.caveats import Caveat, CaveatCode
from analysis.estimates import Estimate, Interval
from analysis.estimators.distributions import require_level, t_quantile
from analysis.estimators.intervals import wilson_bounds
from analysis.estimators.linearisation import Linearised, sum_of_ratios
from analysis.estimators.shares import LEAST_FOR_INTERVAL
from analysis.estimators.tables import Rows
from analysis.indices.formulas import pooled_share
from analysis.indices.marks import Marks

Floats = NDArray[np.float64]


def pooled_share_of_marks(marks: Marks, confidence_level: float = 0.95) -> Estimate:
    """Return `analysis.indices.formulas.pooled_share` of the marks (F5; F1 for a single item)."""
    return pooled_share(marks.strata(marks.rows()), confidence_level)


def wholly_satisfied(marks: Marks, confidence_level: float = 0.95) -> Estimate:
    """Return the share of persons all of whose valid answers are satisfied (F6).

    Parameters
    ----------
    marks : Marks
        A person without a valid answer does not count; one with blanks is judged by the rest.
    confidence_level : float
        Nominal two-sided coverage of the interval, between 0 and 1.

    Returns
    -------
    Estimate
        With the default interval; `answers` are persons here.
    """
    given = marks.rows()
    rows = Rows((given.y == given.m) & (given.m > 0), given.m > 0)
    found = pooled_share(marks.strata(rows), confidence_level)
    return replace(found, formula="wholly_satisfied")


def mean_of_maximum(marks: Marks, confidence_level: float = 0.95) -> Estimate:
    """Return the mean place on the scale as a part of the highest, all answers alike (F2).

    On five levels it begins at 0.2, and "satisfied" from everybody gives exactly 0.8.

    Parameters
    ----------
    marks : Marks
    confidence_level : float
        Nominal two-sided coverage of the interval, between 0 and 1.

    Returns
    -------
    Estimate
        With a t interval of the standard error linearised over respondents; it may leave [0, 1].
    """
    places = marks.places.sum(axis=0, dtype=np.float64)
    return _pooled_mean(marks, places, marks.levels, "mean_of_maximum", confidence_level)


def mean_rescaled(marks: Marks, confidence_level: float = 0.95) -> Estimate:
    """Return the mean of answers counted 0 for the worst to 1 for the best place, evenly (F3).

    Parameters and result are those of `mean_of_maximum`.
    """
    places = marks.places.sum(axis=0, dtype=np.float64) - marks.valid.sum(axis=0)
    return _pooled_mean(marks, places, marks.levels - 1, "mean_rescaled", confidence_level)


def mean_of_items(marks: Marks, confidence_level: float = 0.95) -> Estimate:
    """Return the plain mean of the items' shares of satisfied answers (F4 over items).

    An item counts alike however many answered it; one without an answer is left out, with a caveat.
    Parameters and interval are those of `mean_of_maximum`.
    """
    return _mean_of_shares(marks, np.ones(len(marks.items)), "mean_of_items", confidence_level)


def mean_of_factors(marks: Marks, confidence_level: float = 0.95) -> Estimate:
    """Return the plain mean of the factors, each the plain mean of its items' shares (F4).

    What `mean_of_items` says of items holds here of items and factors.
    """
    answered = marks.valid.any(axis=1)
    counted = [marks.factors[place] for place in np.flatnonzero(answered)]
    of_factor = [counted.count(factor) for factor in marks.factors]
    parts = 1 / np.maximum(np.array(of_factor, np.float64), 1)
    return _mean_of_shares(marks, parts, "mean_of_factors", confidence_level)


def interval_at(found: Estimate, confidence_level: float) -> Interval | None:
    """Return the interval of an estimate at another level; None where it has none."""
    require_level(confidence_level)
    given = found.interval
    if given is None or found.estimate is None or given.low == given.high:
        return given and replace(given, confidence_level=confidence_level)
    quantile = t_quantile(confidence_level, found.degrees_of_freedom or 0)
    if found.n_effective is not None:
        low, high = wilson_bounds(found.estimate, found.n_effective, quantile)
    else:
        half = quantile * (found.standard_error or 0.0)
        low, high = found.estimate - half, found.estimate + half
    return Interval(low, high, confidence_level, given.method)


Formula = Callable[[Marks, float], Estimate]
# In the order of a report: shares of answers and persons, plain means of them, means of codes.
FORMULAS: Mapping[str, Formula] = MappingProxyType(
    {
        "pooled_share": pooled_share_of_marks,
        "wholly_satisfied": wholly_satisfied,
        "mean_of_items": mean_of_items,
        "mean_of_factors": mean_of_factors,
        "mean_of_maximum": mean_of_maximum,
        "mean_rescaled": mean_rescaled,
    }
)


def _pooled_mean(
    marks: Marks, places: Floats, best: int, name: str, confidence_level: float
) -> Estimate:
    require_level(confidence_level)
    valid = marks.valid.sum(axis=0, dtype=np.float64)
    if not valid.any():
        return _nobody(name)
    # Whole numbers are divided last: answers that agree then leave a deviation of exactly 0.
    found = sum_of_ratios(places[np.newaxis], valid[np.newaxis], (1 / best,), marks.design)
    return _estimate(marks, found, name, confidence_level, Caveat(CaveatCode.MEAN_OF_CODES))


def _mean_of_shares(marks: Marks, parts: Floats, name: str, confidence_level: float) -> Estimate:
    require_level(confidence_level)
    answered = marks.valid.any(axis=1)
    if not answered.any():
        return _nobody(name)
    y, m = marks.satisfied[answered], marks.valid[answered]
    kept = parts[answered] / parts[answered].sum()
    found = sum_of_ratios(y, m, kept.tolist(), marks.design)
    estimate = _estimate(marks, found, name, confidence_level, Caveat(CaveatCode.MEAN_OF_SHARES))
    absent = int(np.count_nonzero(~answered))
    if not absent:
        return estimate
    left_out = Caveat(CaveatCode.ITEMS_LEFT_OUT, {"items": absent})
    return replace(estimate, caveats=(*estimate.caveats, left_out))


def _estimate(
    marks: Marks, found: Linearised, name: str, confidence_level: float, kind: Caveat
) -> Estimate:
    respondents = int(np.count_nonzero(marks.valid.any(axis=0)))
    doubt = _certainty_caveat(found, respondents)
    is_silent = doubt is not None and doubt.code is not CaveatCode.FULL_COUNT
    interval = None if is_silent else found.interval(confidence_level)
    doubts = (kind, doubt, _lonely(marks), _beyond(interval))
    return Estimate(
        estimate=found.estimate,
        standard_error=None if interval is None else found.standard_error,
        interval=interval,
        respondents=respondents,
        answers=int(np.count_nonzero(marks.valid)),
        n_effective=None,
        design_effect=None,
        degrees_of_freedom=found.degrees_of_freedom,
        formula=name,
        caveats=tuple(caveat for caveat in doubts if caveat is not None),
    )


def _certainty_caveat(found: Linearised, respondents: int) -> Caveat | None:
    """Say why no error, or an error of 0, is shown."""
    if respondents < LEAST_FOR_INTERVAL:
        return Caveat(CaveatCode.ONE_RESPONDENT)
    if not found.has_interval:
        return Caveat(CaveatCode.NO_DEGREES_OF_FREEDOM)
    if found.is_full_count:
        return Caveat(CaveatCode.FULL_COUNT)
    # A symmetric interval of no width would claim certainty.
    return None if found.variance else Caveat(CaveatCode.NO_SPREAD)


def _lonely(marks: Marks) -> Caveat | None:
    """Say how many sampling groups have one respondent, who shows no spread."""
    design = marks.design
    sampled = np.bincount(design.codes, minlength=len(design.populations)).tolist()
    pairs = zip(sampled, design.populations, strict=True)
    lonely = sum(count == 1 and population != 1 for count, population in pairs)
    return Caveat(CaveatCode.LONELY_STRATUM, {"strata": lonely}) if lonely else None


def _beyond(interval: Interval | None) -> Caveat | None:
    if interval is None or (interval.low >= 0 and interval.high <= 1):
        return None
    return Caveat(CaveatCode.BEYOND_SCALE)


def _nobody(name: str) -> Estimate:
    caveats = (Caveat(CaveatCode.NO_ANSWERS),)
    return Estimate(None, None, None, 0, 0, None, None, None, name, caveats)
