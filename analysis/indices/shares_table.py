"""Pooled shares of very many domains at once: the figures of `pooled_share`, as columns.

For kept sums of each service point, month and item. It takes a fraction of a second for all of
them, whatever the number of respondents, and gives what `pooled_share` and `decide` give.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import astuple, dataclass, fields

import numpy as np
from numpy.typing import ArrayLike, NDArray

from analysis.estimates import Verdict
from analysis.estimators.distributions import require_level, require_target, t_quantiles, t_tails
from analysis.estimators.ratio import ROUNDING
from analysis.estimators.shrunken import DEFAULT_PRIOR, Prior
from analysis.estimators.tables import Floats, Moments, PooledAnswers
from analysis.indices.formulas import LEAST_FOR_INTERVAL
from analysis.indices.verdicts import LEAST_FOR_VERDICT

COLUMNS = tuple(field.name for field in fields(Moments))
Mask = NDArray[np.bool_]
_VERDICTS = (Verdict.TOO_FEW, Verdict.MET, Verdict.NOT_MET, Verdict.UNDECIDED)


def sums_of(moments: Sequence[Moments]) -> Floats:
    """Return moments as rows of an array, shape (number of moments, 14), in the order `COLUMNS`."""
    return np.array([astuple(each) for each in moments], np.float64).reshape(-1, len(COLUMNS))


@dataclass(frozen=True)
class SharesTable:
    """Pooled shares of d domains; what cannot be said is NaN.

    Attributes
    ----------
    estimate, standard_error, n_effective, degrees_of_freedom : ndarray of float, shape (d,)
        As in `analysis.estimates.Estimate`; `n_effective` is infinite in a full count.
    respondents, answers : ndarray of int, shape (d,)
    """

    estimate: Floats
    standard_error: Floats
    n_effective: Floats
    degrees_of_freedom: Floats
    respondents: NDArray[np.int64]
    answers: NDArray[np.int64]

    def interval(self, confidence_level: float = 0.95) -> tuple[Floats, Floats]:
        """Return the ends of the default interval, both of shape (d,); NaN where there is none.

        Raises
        ------
        ValueError
            If the level is not between 0 and 1.
        """
        require_level(confidence_level)
        share = self.estimate
        shift = t_quantiles(confidence_level, self.degrees_of_freedom) ** 2 / self.n_effective
        shift = np.where(np.isinf(self.n_effective), 0.0, shift)
        middle, half = share + shift / 2, np.sqrt(shift * share * (1 - share) + shift**2 / 4)
        low = np.maximum(0.0, np.minimum(share, (middle - half) / (1 + shift)))
        high = np.minimum(1.0, np.maximum(share, (middle + half) / (1 + shift)))
        return low, high

    def verdicts(self, target: float, alpha: float = 0.05) -> tuple[Verdict, ...]:
        """Return the verdict on each share, as `analysis.decide` gives it.

        Raises
        ------
        ValueError
            If `target` is not between 0 and 1, or `alpha` not between 0 and 0.5.
        """
        require_target(target)
        if not 0 < alpha < 0.5:
            raise ValueError(f"alpha must lie between 0 and 0.5: {alpha}")
        low, high = self.interval(1 - 2 * alpha)
        is_few = self.respondents < LEAST_FOR_VERDICT
        reasons = [is_few, low >= target, high < target]
        # The first that holds; if none does there is not enough evidence.
        place = np.select(reasons, [0, 1, 2], 3)
        return tuple(_VERDICTS[each] for each in place.tolist())

    def p_values(self, target: float) -> Floats:
        """Return the one-sided p value of each, on the target's side of the share; NaN without."""
        require_target(target)
        distance = np.abs(self.estimate - target)
        error = np.sqrt(target * (1 - target) / self.n_effective)
        sure = np.where(np.isnan(self.n_effective), np.nan, 0.0)
        with np.errstate(divide="ignore", invalid="ignore"):
            tails = t_tails(distance / error, self.degrees_of_freedom)
        return np.where(error > 0, tails, sure)


def shares_table(
    sums: ArrayLike,
    sampled: ArrayLike,
    populations: ArrayLike | None = None,
    prior: Prior = DEFAULT_PRIOR,
) -> SharesTable:
    """Return the pooled shares of many domains.

    Parameters
    ----------
    sums : array_like of float, shape (d, h, 14)
        Moments of each domain in each stratum, as `sums_of` orders them.
    sampled : array_like of float, shape (h,) or (d, h)
        Primary units drawn in each whole stratum.
    populations : array_like of float, shape as `sampled`, or None
        Primary units that there are in each; NaN, or None for all, where unknown.
    prior : Prior
        Of the shrunken design effect.

    Returns
    -------
    SharesTable

    Raises
    ------
    PooledAnswers
        If sums are totals of answers, without their respondents.
    ValueError
        If shapes do not fit, more units were sampled than there are, or a share is above 1.
    """
    given = np.asarray(sums, np.float64)
    if given.ndim != 3 or given.shape[2] != len(COLUMNS):
        raise ValueError(f"sums must have the shape (d, h, {len(COLUMNS)}): {given.shape}")
    drawn = np.broadcast_to(np.asarray(sampled, np.float64), given.shape[:2])
    fractions = _fractions(drawn, populations, given.shape[:2])
    parts = dict(zip(COLUMNS, np.moveaxis(given, 2, 0), strict=True))
    total = {name: column.sum(axis=1) for name, column in parts.items()}
    _require_sums(parts, total, drawn)
    with np.errstate(divide="ignore", invalid="ignore"):
        share = total["y"] / total["m"]
        return _shares(parts, total, share, (drawn, fractions, prior))


def _shares(
    parts: dict[str, Floats],
    total: dict[str, Floats],
    share: Floats,
    design: tuple[Floats, Floats, Prior],
) -> SharesTable:
    drawn, fractions, prior = design
    left = np.where(parts["n"] > 0, 1 - fractions, 0.0)
    variance = (left * _squares(parts, share[:, np.newaxis], drawn)).sum(axis=1) / total["m"] ** 2
    independent = (left * parts["independent"]).sum(axis=1) / total["m"] ** 2
    consistent = (left * parts["consistent"]).sum(axis=1) / total["m"] ** 2
    believed = independent + prior.rho0 * (consistent - independent)
    informative = _informative(total)
    is_seen = (variance > 0) & (share > 0) & (share < 1)
    trust = np.where(is_seen, informative / (informative + prior.d0), 0.0)
    estimated = np.where(is_seen, variance / (share * (1 - share)), 0.0)
    n_effective = 1 / (trust * estimated + (1 - trust) * believed)
    degrees = total["n"] - (parts["n"] > 0).sum(axis=1)
    shows = _shows_error(parts, total, fractions, degrees)
    return SharesTable(
        estimate=share,
        standard_error=np.where(shows, np.sqrt(variance), np.nan),
        n_effective=np.where(shows, n_effective, np.nan),
        degrees_of_freedom=degrees,
        respondents=total["respondents"].astype(np.int64),
        answers=total["answers"].astype(np.int64),
    )


def _fractions(drawn: Floats, populations: ArrayLike | None, shape: tuple[int, ...]) -> Floats:
    if populations is None:
        return np.zeros(shape)
    there = np.broadcast_to(np.asarray(populations, np.float64), shape)
    wrong = np.argwhere(drawn > there)
    if wrong.size:
        place = tuple(wrong[0].tolist())
        raise ValueError(
            "sampled must not exceed population; "
            f"{drawn[place]:g} units were sampled of {there[place]:g}"
        )
    known = np.where(np.isnan(there), np.inf, np.maximum(there, 1.0))
    fractions: Floats = drawn / known
    return fractions


def _require_sums(parts: dict[str, Floats], total: dict[str, Floats], drawn: Floats) -> None:
    over = np.argwhere(parts["n"] > drawn)
    if over.size:
        place = tuple(over[0].tolist())
        found = f"{parts['n'][place]:g} exceeds {drawn[place]:g}"
        raise ValueError(f"moments.n must not exceed sampled; {found}")
    above = np.flatnonzero(total["y"] > total["m"])
    if above.size:
        ratio = total["y"][above[0]] / total["m"][above[0]]
        raise ValueError(f"y must not exceed m in a share; y / m is {ratio} in domain {above[0]}")
    pooled = np.flatnonzero(total["mm"] * total["n"] < total["m"] ** 2 * (1 - 1e-9))
    if pooled.size:
        raise PooledAnswers(f"sums of domain {pooled[0]} must be over respondents")


def _squares(parts: dict[str, Floats], share: Floats, drawn: Floats) -> Floats:
    """Return the sum of squared residuals of each stratum, centred, as if drawn without limit."""
    ends = parts["yy"] + share**2 * parts["mm"]
    squares = ends - 2 * share * parts["ym"]
    several = drawn > 1
    n = np.where(several, drawn, 2.0)
    centred = (squares - (parts["y"] - share * parts["m"]) ** 2 / n) * n / (n - 1)
    squares = np.where(several, centred, squares)
    cleaned: Floats = np.where(squares <= ROUNDING * ends, 0.0, squares)
    return cleaned


def _informative(total: dict[str, Floats]) -> Floats:
    fewer: Floats = np.minimum(
        total["unsatisfied"] ** 2 / total["unsatisfied_squares"],
        total["satisfied"] ** 2 / total["satisfied_squares"],
    )
    return np.nan_to_num(fewer, nan=0.0)


def _shows_error(
    parts: dict[str, Floats], total: dict[str, Floats], fractions: Floats, degrees: Floats
) -> Mask:
    """Return which domains show their error; see `analysis.indices.formulas.has_interval`."""
    met = parts["n"] > 0
    is_full_count = ((fractions == 1) | ~met).all(axis=1)
    tells = ((parts["respondents"] > 0) & (fractions < 1)).any(axis=1) & (degrees > 0)
    shows: Mask = (total["respondents"] >= LEAST_FOR_INTERVAL) & (is_full_count | tells)
    return shows
