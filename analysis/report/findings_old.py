"""What a report finds beside its indices: the same answers under other formulas, and priorities."""

from __future__ import annotations

from dataclasses import dataclass

from analysis.caveats import Caveat
from analysis.estimates import Estimate, Interval, Verdict
from questionnaires.model import Wording


@dataclass(frozen=True)
class Figure:
    """An index under one formula.

    Attributes
    ----------
    formula : str
        Its name, a key of `analysis.indices.means.FORMULAS`.
    is_own : bool
        Whether it is the formula that the plan names for the index.
    estimate : Estimate or None
        None when it may not be shown; a caveat then says why.
    verdict : Verdict or None
        What the figure proves about the index's target, read as one of this formula; None where
        there is no target or nothing may be shown.
    deciding_bound : float or None
        The one-sided 95 % bound on the target's side of the estimate; None without an interval.
    caveats : tuple of Caveat
    """

    formula: str
    is_own: bool
    estimate: Estimate | None
    verdict: Verdict | None
    deciding_bound: float | None
    caveats: tuple[Caveat, ...]


@dataclass(frozen=True)
class IndexFormulas:
    """An index under each formula.

    Attributes
    ----------
    id, title : str, Wording
    target : float or None
        Of the index, as a proportion.
    figures : tuple of Figure
    """

    id: str
    title: Wording
    target: float | None
    figures: tuple[Figure, ...]


@dataclass(frozen=True)
class Priority:
    """An item as something to improve.

    Attributes
    ----------
    id, title : str, Wording
    estimate : Estimate or None
        Its share of satisfied answers; None when it may not be shown, as all the following.
    not_satisfied : int or None
        Persons whose valid answer is not one of the satisfied ones.
    correlation : float or None
        Spearman's, of the item's mark with the mean of the person's other marks.
    correlation_interval : Interval or None
    persons : int or None
        Whom the correlation rests on.
    caveats : tuple of Caveat
    """

    id: str
    title: Wording
    estimate: Estimate | None
    not_satisfied: int | None
    correlation: float | None
    correlation_interval: Interval | None
    persons: int | None
    caveats: tuple[Caveat, ...]
