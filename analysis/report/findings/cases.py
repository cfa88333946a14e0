"""What the case counts say beside each figure: how many answered, and what if the others differ."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from analysis.case_counts import MONTH
from analysis.caveats import Caveat, CaveatCode
from analysis.report.findings.estimates import Share, factor_shares, index_shares, item_shares
from analysis.report.model import Coverage, Entry, Group, NonresponseSensitivity, Report
from analysis.report.sample.groups import Sample
from analysis.responses import FIELD, SERVICE_POINT
from analysis.texts import folded


class NoCases(ValueError):
    """Something was asked of a report that only case counts tell."""


def covered(report: Report, sample: Sample) -> Report:
    """Return a report with case counts with the coverage beside each figure, and the plain share.

    Parameters
    ----------
    report : Report
        One with a population.
    sample : Sample
        Its responses, weighted.
    """
    if report.population is None:
        raise NoCases("report must have case counts: population is None")
    asked, population = report.questionnaire, report.population
    is_withheld = _holds_back(report)

    def entries(found: Sequence[Entry], shares: Sequence[Share]) -> tuple[Entry, ...]:
        return tuple(
            replace(
                _covered(entry, population.cases),
                unweighted=None if is_withheld else sample.plain_share(share.items),
            )
            for entry, share in zip(found, shares, strict=True)
        )

    return replace(
        report,
        indices=entries(report.indices, index_shares(asked, report.plan)),
        factors=entries(report.factors, factor_shares(asked)),
        items=entries(report.items, item_shares(asked)),
        service_points=covered_groups(report.service_points, population.cases_by(SERVICE_POINT)),
        fields=covered_groups(report.fields, population.cases_by(FIELD)),
        months=covered_groups(report.months, population.cases_by(MONTH)),
        caveats=(*report.caveats, *([Caveat(CaveatCode.PLAIN_WITHHELD)] if is_withheld else [])),
    )


def _holds_back(report: Report) -> bool:
    """Say whether a group does not show its share: two equations of the whole would tell it."""
    groups = [group for groups in report.lists.values() for group in groups]
    return not all(group.is_exact for group in groups)


def covered_groups(groups: Sequence[Group], cases: Mapping[str, int] | None) -> tuple[Group, ...]:
    """Return groups with their coverage; `cases` has folded names, and is None if not known."""
    if cases is None:
        return tuple(groups)
    return tuple(_covered_group(group, cases[folded(group.id)]) for group in groups)


def _covered_group(group: Group, cases: int) -> Group:
    indices = tuple(_covered(entry, cases) for entry in group.indices)
    return replace(group, indices=indices, coverage=Coverage(group.responses, cases))


def _covered(entry: Entry, cases: int) -> Entry:
    """Return an entry with its coverage; that of an entry that is held back is not told."""
    if entry.estimate is None:
        return entry
    return replace(entry, coverage=Coverage(entry.estimate.respondents, cases))


def with_sensitivity(report: Report, points: float) -> Report:
    """Return the report with each index as it would be if the silent were less satisfied.

    ``R - (1 - c) d``, where c is the share of cases that answered and d the difference between
    those who did and those who did not.

    Parameters
    ----------
    report : Report
        One with case counts.
    points : float
        The difference as a proportion, above 0 and at most 1: 0.1 for ten percentage points.

    Raises
    ------
    NoCases
        If the report has no case counts.
    ValueError
        If `points` is outside its range.
    """
    if not 0 < points <= 1:
        raise ValueError(f"points must lie above 0 and not above 1: {points}")
    if report.population is None:
        raise NoCases("report must have case counts: population is None")
    return replace(report, indices=tuple(_if_lower(entry, points) for entry in report.indices))


def _if_lower(entry: Entry, points: float) -> Entry:
    share = entry.estimate.estimate if entry.estimate else None
    if share is None or entry.coverage is None or entry.coverage.share is None:
        return entry
    if share < points:
        caveat = Caveat(CaveatCode.SILENT_BELOW_NOBODY, {"points": points})
        return replace(entry, caveats=(*entry.caveats, caveat))
    lower = share - (1 - entry.coverage.share) * points
    return replace(entry, sensitivity=NonresponseSensitivity(points, lower))
