"""A plan's verdict speaks of the plan's period: there is none on responses of other days."""

from __future__ import annotations

from dataclasses import replace

from analysis.report.findings.formulas import IndexFormulas
from analysis.report.model import Entry, Group, Headlines, Report, is_outside_plan


def with_verdicts_of_plan(report: Report) -> Report:
    """Return the report without the verdicts that are not the plan's; its targets stay."""
    if not is_outside_plan(report):
        return report
    findings = tuple(
        _formulas(found) if isinstance(found, IndexFormulas) else found for found in report.findings
    )
    return replace(
        report,
        indices=_entries(report.indices),
        service_points=_groups(report.service_points),
        fields=_groups(report.fields),
        modes=_groups(report.modes),
        months=_groups(report.months),
        quarters=_groups(report.quarters),
        findings=findings,
    )


def headlines_with_verdicts_of_plan(headlines: Headlines) -> Headlines:
    """Return the headlines without the verdicts that are not the plan's; its targets stay."""
    if not is_outside_plan(headlines):
        return headlines
    return replace(headlines, indices=_entries(headlines.indices))


def _entries(entries: tuple[Entry, ...]) -> tuple[Entry, ...]:
    return tuple(replace(entry, decision=None) for entry in entries)


def _groups(groups: tuple[Group, ...]) -> tuple[Group, ...]:
    return tuple(replace(group, indices=_entries(group.indices)) for group in groups)


def _formulas(found: IndexFormulas) -> IndexFormulas:
    figures = tuple(replace(each, verdict=None, deciding_bound=None) for each in found.figures)
    return replace(found, figures=figures)
