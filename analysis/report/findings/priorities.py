"""The items as things to improve, those that most people are not satisfied with first."""

from __future__ import annotations

from dataclasses import dataclass, replace
from math import inf

from analysis.caveats import Caveat, CaveatCode
from analysis.disclosure.thresholds import LEAST
from analysis.estimates import Estimate, Interval
from analysis.indices.priorities import Association, associations, foremost
from analysis.report.findings.basis import Basis
from analysis.report.model import Entry
from questionnaires.model import Wording

_FEW_TOGETHER = Caveat(CaveatCode.FEW_TOGETHER, {"least": LEAST})


@dataclass(frozen=True)
class Priority:
    """An item as something to improve; what may not be shown is None, and a caveat says why."""

    id: str
    title: Wording
    caveats: tuple[Caveat, ...]
    estimate: Estimate | None = None
    not_satisfied: int | None = None  # persons whose valid answer is not one of the satisfied ones
    correlation: float | None = None  # Spearman's, with the mean of the person's other ratings
    correlation_interval: Interval | None = None
    persons: int | None = None  # whom the correlation rests on
    # Whether it may be the one that leaves most people unsatisfied, as no more than half may; None
    # where it may not be told.
    stands_out: bool | None = False


def find(basis: Basis) -> list[Priority]:
    """Return the items in order of people not satisfied; those that few answered come last.

    Persons count alike. Where no figure without weights may be told the order is that of the
    weighted shares, and nothing else is.
    """
    if basis.withholds_unweighted:
        return sorted(map(_weighted_alone, basis.items), key=_share)
    ratings = basis.sample.ratings
    priorities = [
        _priority(item, association)
        for item, association in zip(basis.items, associations(ratings), strict=True)
    ]
    compared = [item.id for item in priorities if item.not_satisfied is not None]
    first = foremost(ratings, compared)
    if 2 * len(first) <= len(compared):
        priorities = [replace(item, stands_out=item.id in first) for item in priorities]
    # Nobody's number is below none, so that what is suppressed does not stand among what is not.
    return sorted(priorities, key=lambda p: 1 if p.not_satisfied is None else -p.not_satisfied)


def _priority(item: Entry, association: Association) -> Priority:
    estimate = item.estimate
    if estimate is None or not estimate.respondents:
        return Priority(item.id, item.title, item.caveats)
    is_shown = association.persons >= LEAST
    return Priority(
        item.id,
        item.title,
        (*estimate.caveats, *(association.caveats if is_shown else (_FEW_TOGETHER,))),
        estimate,
        association.not_satisfied,
        association.correlation if is_shown else None,
        association.interval if is_shown else None,
        association.persons if is_shown else None,
    )


def _weighted_alone(item: Entry) -> Priority:
    if item.estimate is None or not item.estimate.respondents:
        return Priority(item.id, item.title, item.caveats)
    caveats = (*item.estimate.caveats, Caveat(CaveatCode.PLAIN_WITHHELD))
    return Priority(item.id, item.title, caveats, item.estimate, stands_out=None)


def _share(item: Priority) -> float:
    share = item.estimate.estimate if item.estimate else None
    return inf if share is None else share
