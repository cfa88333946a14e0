"""Differences and trends of shares, from the bounds of all: Zou and Donner's MOVER.

A share lies above another when their difference exceeds the root of the sum of the squared
distances from the higher share to its lower bound and from the lower share to its upper bound, each
of half the error. So few dissatisfied people, who may be missing in one sample, cannot make a
difference that the bounds do not have. A trend is a difference of many shares, each distance
multiplied by what the share counts for.

Source: G. Y. Zou, A. Donner, Stat. Med. 27 (2008), 1693-1702.
"""

# ruff: noqa: PLC0415 (scipy is imported late on purpose)

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property
from math import hypot

import numpy as np

from analysis.estimates import Interval
from analysis.estimators.bounds import CountedShares
from analysis.estimators.distributions import require_level
from analysis.estimators.rows import Floats

METHOD = "mover_one_more_person"
# Normal quantiles between which p values are looked for: they lie between 1e-15 and 0.998.
_LEAST, _START, _MOST = 0.0025, 1.96, 8.0
_MOST_STEPS = 20
_CLOSE = 1e-7

Distance = Callable[[Floats], Floats]


@dataclass(frozen=True, eq=False)
class Differences:
    """k differences, each with its interval and its two-sided p value; NaN where unknown.

    Each is worked out when it is first asked for: p values take many times as long as an interval.
    """

    differences: Floats
    # How far above 0 each must lie for an error to exceed it, and how far below.
    rises: Distance
    falls: Distance
    level: float

    @cached_property
    def low(self) -> Floats:
        """The lower ends of the intervals, shape (k,)."""
        low: Floats = self.differences - self.rises(self._half)
        return low

    @cached_property
    def high(self) -> Floats:
        """The upper ends of the intervals, shape (k,)."""
        high: Floats = self.differences + self.falls(self._half)
        return high

    @cached_property
    def p_values(self) -> Floats:
        """The errors at which the intervals end at 0, both sides together; shape (k,)."""

        def towards(alpha: Floats) -> Floats:
            return np.where(self.differences > 0, self.rises(alpha), self.falls(alpha))

        return _p_values(np.abs(self.differences), towards)

    @property
    def _half(self) -> Floats:
        return np.full(len(self.differences), (1 - self.level) / 2)


def differences(
    ones: CountedShares, others: CountedShares, confidence_level: float = 0.95
) -> Differences:
    """Return each share less another of other people.

    The interval holds 0 just when the p value exceeds one less the level.
    """
    require_level(confidence_level)
    found = ones.shares - others.shares
    return Differences(found, _beyond(ones, others), _beyond(others, ones), confidence_level)


def _beyond(higher: CountedShares, lower: CountedShares) -> Distance:
    """Return the distance that each share must lie above the other to exceed it."""

    def distance(alpha: Floats) -> Floats:
        above, below = higher.satisfied.distances(alpha), lower.unsatisfied.distances(alpha)
        return np.hypot(above, below)

    return distance


def difference_interval(
    share: float, interval: Interval, other: float, other_interval: Interval
) -> Interval:
    """Return the interval of a share less another of other people, from those of both.

    It is that of `differences`, whose ends come from the same bounds; so two reports can be held
    against each other by what they print.

    Parameters
    ----------
    share, other : float
        Proportions, each within its interval.
    interval, other_interval : Interval
        At the same confidence level.

    Returns
    -------
    Interval
        Differences of proportions, within [-1, 1]; it holds 0 where the shares may be the same.

    Raises
    ------
    ValueError
        If the confidence levels differ.

    References
    ----------
    .. [1] G. Y. Zou, A. Donner, Stat. Med. 27 (2008), 1693-1702.
    """
    level = interval.confidence_level
    if other_interval.confidence_level != level:
        raise ValueError(
            f"intervals must have one confidence level: {level}, {other_interval.confidence_level}"
        )
    below = hypot(share - interval.low, other_interval.high - other)
    above = hypot(interval.high - share, other - other_interval.low)
    return Interval(share - other - below, share - other + above, level, METHOD)


def weighted_sums(
    shares: CountedShares, weights: Floats, confidence_level: float = 0.95
) -> Differences:
    """Return weighted sums of shares of other people, such as the slopes of straight lines.

    Weights of the shape (k, n) add up to 0 in each row; of the k n shares the first n are for the
    first row. The interval holds 0 just when the p value exceeds one less the level.
    """
    require_level(confidence_level)
    found = (weights * shares.shares.reshape(weights.shape)).sum(axis=1)
    distances = _lower(shares, weights), _lower(shares, -weights)
    return Differences(found, *distances, confidence_level)


def slope_weights(times: Sequence[float], sizes: Floats | None = None) -> Floats:
    """Return the weights whose sum of shares is the least squares slope over rising times.

    Each share counts by its size; None is 1 for all.
    """
    given = np.asarray(times, dtype=np.float64)
    if given.size < 2:
        raise ValueError(f"times must be at least two for a trend: {given.size}")
    if not (np.diff(given) > 0).all():
        raise ValueError(f"times must rise: {given.tolist()}")
    counted = np.ones_like(given) if sizes is None else sizes
    weighed = counted * (given - np.average(given, weights=counted))
    weights: Floats = weighed / (weighed @ given)
    return weights


def _lower(shares: CountedShares, weights: Floats) -> Distance:
    """Return the distance from each weighted sum to its lower bound."""
    added, taken = (np.flatnonzero(sign * weights.ravel() > 0) for sign in (1, -1))
    below, above = shares.satisfied.at(added), shares.unsatisfied.at(taken)

    def distance(alpha: Floats) -> Floats:
        each = np.repeat(alpha, weights.shape[1])
        distances = np.zeros(weights.size)
        distances[added] = below.distances(each[added])
        distances[taken] = above.distances(each[taken])
        squares = (weights * distances.reshape(weights.shape)) ** 2
        lengths: Floats = np.sqrt(squares.sum(axis=1))
        return lengths

    return distance


def _p_values(goals: Floats, distance: Distance) -> Floats:
    """Return twice the error at which each distance is the goal, by the secant method.

    The distance is nearly a straight line over the normal quantile of the error.
    """
    from scipy.special import ndtr

    before = np.full_like(goals, _START)
    at_before = distance(ndtr(-before))
    with np.errstate(divide="ignore", invalid="ignore"):
        quantiles = np.clip(before * goals / at_before, _LEAST, _MOST)
        steps = 0
        while (np.abs(quantiles - before) > _CLOSE).any() and steps < _MOST_STEPS:
            at = distance(ndtr(-np.nan_to_num(quantiles, nan=_START)))
            steep = (at - at_before) / (quantiles - before)
            after = np.clip(quantiles + (goals - at) / steep, _LEAST, _MOST)
            after = np.where(np.isfinite(steep) & (steep > 0), after, quantiles)
            before, at_before, quantiles = quantiles, at, after
            steps += 1
    values = np.where(quantiles <= _LEAST, 1.0, 2 * ndtr(-quantiles))
    return np.where(np.isnan(goals), np.nan, values)
