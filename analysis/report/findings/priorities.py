"""The items as things to improve, those that most people are not satisfied with first."""

from __future__ import annotations

from dataclasses import dataclass

from analysis.caveats import Caveat
from analysis.disclosure.thresholds import LEAST
from analysis.estimates import Estimate, Interval
from analysis.indices.priorities import Association, associations
from analysis.report.findings.basis import Basis
from analysis.report.findings.estimates import FEW_RESPONSES
from analysis.report.model import Entry
from questionnaires.model import Wording


@dataclass(frozen=True)
class Priority:
    """An item as something to improve; what may not be shown is None, and a caveat says why."""

    id: str
    title: Wording
    estimate: Estimate | None
    not_satisfied: int | None  # persons whose valid answer is not one of the satisfied ones
    correlation: float | None  # Spearman's, of the rating with the mean of the person's other ones
    correlation_interval: Interval | None
    persons: int | None  # whom the correlation rests on
    caveats: tuple[Caveat, ...]


def find(basis: Basis) -> list[Priority]:
    """Return the items in order of people not satisfied; those that few answered come last."""
    pairs = zip(basis.items, associations(basis.sample.marks), strict=True)
    priorities = [_priority(entry, association) for entry, association in pairs]
    # Nobody's number is below none, so that what is hidden takes no place among what is not.
    return sorted(priorities, key=lambda p: 1 if p.not_satisfied is None else -p.not_satisfied)


def _priority(entry: Entry, association: Association) -> Priority:
    estimate = entry.estimate
    if estimate is None or estimate.respondents < LEAST:
        few = (FEW_RESPONSES,)
        return Priority(entry.id, entry.title, None, None, None, None, None, few)
    is_shown = association.persons >= LEAST
    return Priority(
        id=entry.id,
        title=entry.title,
        estimate=estimate,
        not_satisfied=association.not_satisfied,
        correlation=association.correlation if is_shown else None,
        correlation_interval=association.interval if is_shown else None,
        persons=association.persons if is_shown else None,
        caveats=(*estimate.caveats, *(association.caveats if is_shown else (FEW_RESPONSES,))),
    )
