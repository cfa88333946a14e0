"""What moved: each index beside that of another time, as far as both reports show it.

Everything here follows from figures that are shown with their intervals, so it tells nothing more.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from enum import StrEnum

from analysis.caveats import Caveat, CaveatCode
from analysis.estimates import Interval
from analysis.estimators.differences import difference_interval
from analysis.report.findings.basis import Basis
from analysis.report.findings.compared import (
    ComparedReport,
    Reference,
    compared,
    compared_indices,
    definitions_of,
)
from analysis.report.model import Entry, Period, Report
from questionnaires.model import Wording
from questionnaires.months import Months


class Movement(StrEnum):
    """What the answers prove about a difference: of another sign only by chance, 5 in 100."""

    LOWER = "LOWER"
    UNDECIDED = "UNDECIDED"
    HIGHER = "HIGHER"


@dataclass(frozen=True)
class Change:
    """An index beside that of another time.

    Attributes
    ----------
    id, title : str, Wording
        Of the index.
    reference : Reference
    period : Period
        The other time; open where it is not known.
    name : str
        Of the other report's source; empty where there is no such report.
    earlier : float or None
        The index then, as a proportion; None where it is not shown.
    difference : float or None
        The index now less that of then; None where they cannot be held against each other.
    interval : Interval or None
        Of the difference.
    movement : Movement or None
        None without a difference.
    caveats : tuple of Caveat
        Why there is no difference.
    """

    id: str
    title: Wording
    reference: Reference
    period: Period
    name: str
    earlier: float | None = None
    difference: float | None = None
    interval: Interval | None = None
    movement: Movement | None = None
    caveats: tuple[Caveat, ...] = ()


def find(basis: Basis) -> Iterator[Change]:
    """Yield each index beside that of each time that the report is held against."""
    asked, others = basis.sample.responses.questionnaire, basis.others
    definitions = definitions_of(asked, basis.plan, basis.items)
    is_weighted = basis.population is not None
    own = ComparedReport("", Period(), is_weighted, compared_indices(basis.indices, definitions))
    known = {reference: others.of(months) for reference, months in others.wanted.items()}
    for entry in basis.indices:
        for reference, months in others.wanted.items():
            report = known[reference]
            if report is None:
                yield _nothing(entry, reference, months, _why_nothing(basis))
            else:
                yield _change(entry, own, reference, report)


def held_against(report: Report, given: Iterable[ComparedReport]) -> Report:
    """Return a report with each index beside that of each report of other people."""
    own = compared(report)
    changes = (
        _change(entry, own, Reference.GIVEN, each)
        for each in given
        for entry in report.indices
        if entry.is_asked
    )
    return replace(report, findings=(*report.findings, *changes))


def _why_nothing(basis: Basis) -> CaveatCode:
    """Return why there is nothing of another time to compare with."""
    if basis.earlier is not None:
        return CaveatCode.NOTHING_THEN
    is_weighted = basis.sample.population is not None
    return CaveatCode.CASES_UNKNOWN_THEN if is_weighted else CaveatCode.TOO_FEW_THEN


def _nothing(entry: Entry, reference: Reference, months: Months, code: CaveatCode) -> Change:
    days = {"begins": months.begins.isoformat(), "ends": months.ends.isoformat()}
    caveats = (Caveat(code, days),)
    period = Period(months.begins, months.ends)
    return Change(entry.id, entry.title, reference, period, "", caveats=caveats)


def _change(
    entry: Entry, own: ComparedReport, reference: Reference, other: ComparedReport
) -> Change:
    now, then = own.indices[entry.id], other.indices.get(entry.id)
    share = then.share if then else None
    named = Change(entry.id, entry.title, reference, other.period, other.name, share)
    if then is None or then.definition != now.definition:
        return replace(named, caveats=(Caveat(CaveatCode.ASKED_OTHERWISE_THEN),))
    if other.is_weighted != own.is_weighted:
        return replace(named, caveats=(Caveat(CaveatCode.WEIGHTED_OTHERWISE_THEN),))
    if not (now.interval and then.interval and now.share is not None and share is not None):
        return replace(named, caveats=(Caveat(CaveatCode.NO_FIGURE_TO_COMPARE),))
    found = difference_interval(now.share, now.interval, share, then.interval)
    # An earlier report keeps ten digits of its shares.
    difference = round(now.share - share, 10)
    return replace(named, difference=difference, interval=found, movement=_movement(found))


def _movement(found: Interval) -> Movement:
    if found.low > 0:
        return Movement.HIGHER
    return Movement.LOWER if found.high < 0 else Movement.UNDECIDED
