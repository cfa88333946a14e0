"""The items as things to improve, those that most people are not satisfied with first."""

from __future__ import annotations

from collections.abc import Sequence

from analysis.indices.marks import Marks
from analysis.indices.priorities import Association, associations
from analysis.report.findings.estimates import LEAST_TO_SHOW, few_responses
from analysis.report.findings_old import Priority
from analysis.report.model import Entry


def priorities(items: Sequence[Entry], marks: Marks) -> tuple[Priority, ...]:
    """Return the items in order of people not satisfied; those that few answered come last."""
    pairs = zip(items, associations(marks), strict=True)
    found = [_priority(entry, association) for entry, association in pairs]
    # Nobody's number is below none, so that what is hidden takes no place among what is not.
    return tuple(sorted(found, key=lambda p: 1 if p.not_satisfied is None else -p.not_satisfied))


def _priority(entry: Entry, found: Association) -> Priority:
    estimate = entry.estimate
    if estimate is None or estimate.respondents < LEAST_TO_SHOW:
        hidden = (few_responses(),)
        return Priority(entry.id, entry.title, None, None, None, None, None, hidden)
    is_told = found.persons >= LEAST_TO_SHOW
    return Priority(
        id=entry.id,
        title=entry.title,
        estimate=estimate,
        not_satisfied=found.not_satisfied,
        correlation=found.correlation if is_told else None,
        correlation_interval=found.interval if is_told else None,
        persons=found.persons if is_told else None,
        caveats=(*estimate.caveats, *(found.caveats if is_told else (few_responses(),))),
    )
