"""The index month by month, and how far each month lies from the usual level.

Each month is measured in its own standard errors, so that busy and quiet months count alike.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from analysis.caveats import Caveat, CaveatCode
from analysis.estimators.tables import Floats

LEAST_MONTHS = 24


@dataclass(frozen=True)
class MonthlyShare:
    """The index of one month.

    Attributes
    ----------
    month : str
        Such as ``2026-03``; months are in order when their names are.
    share : float
        Within [0, 1].
    answers : float
        Valid answers, above 0.
    design_effect : float
        ``answers / n_effective``, above 0.

    Raises
    ------
    ValueError
        If a number is outside its range.
    """

    month: str
    share: float
    answers: float
    design_effect: float

    def __post_init__(self) -> None:
        if not 0 <= self.share <= 1:
            raise ValueError(f"share must lie within [0, 1]; in {self.month} it is {self.share}")
        for name in ("answers", "design_effect"):
            value = getattr(self, name)
            if not (np.isfinite(value) and value > 0):
                raise ValueError(f"{name} must be above 0; in {self.month} it is {value}")


@dataclass(frozen=True)
class Baseline:
    """What the months to come are held against.

    Attributes
    ----------
    share : float
        Index in normal times, 0-1.
    design_effect : float
        Mean over the months, by answers.
    months : int
    caveats : tuple of Caveat
        That the history is short, below 24 months.
    """

    share: float
    design_effect: float
    months: int
    caveats: tuple[Caveat, ...] = ()


def baseline_of(history: Sequence[MonthlyShare]) -> Baseline:
    """Return the pooled index and design effect of a history.

    Raises
    ------
    ValueError
        If there is no month or the months are out of order.
    """
    _require_order(history)
    answers = np.array([month.answers for month in history])
    shares = np.array([month.share for month in history])
    effects = np.array([month.design_effect for month in history])
    values: dict[str, float | str] = {"months": len(history), "least": LEAST_MONTHS}
    short = (Caveat(CaveatCode.SHORT_HISTORY, values),) if len(history) < LEAST_MONTHS else ()
    return Baseline(
        share=float(np.average(shares, weights=answers)),
        design_effect=float(np.average(effects, weights=answers)),
        months=len(history),
        caveats=short,
    )


def standardised(history: Sequence[MonthlyShare], baseline: float) -> Floats:
    """Return how many standard errors each month lies from the baseline.

    Parameters
    ----------
    history : sequence of MonthlyShare, length n
        In order.
    baseline : float
        Between 0 and 1.

    Returns
    -------
    ndarray of float, shape (n,)

    Raises
    ------
    ValueError
        If there is no month, the months are out of order, or the baseline is outside its range.
    """
    shares = np.array([month.share for month in history])
    values: Floats = (shares - baseline) / monthly_errors(history, baseline)
    return values


def monthly_errors(history: Sequence[MonthlyShare], baseline: float) -> Floats:
    """Return the standard error of each month if its true index were the baseline."""
    _require_order(history)
    if not 0 < baseline < 1:
        raise ValueError(f"baseline must lie between 0 and 1: {baseline}")
    per_answer = np.array([month.design_effect / month.answers for month in history])
    errors: Floats = np.sqrt(baseline * (1 - baseline) * per_answer)
    return errors


def _require_order(history: Sequence[MonthlyShare]) -> None:
    if not history:
        raise ValueError("history must hold at least one month")
    for before, after in pairwise(history):
        if not before.month < after.month:
            raise ValueError(f"months must be in order; {after.month} follows {before.month}")
