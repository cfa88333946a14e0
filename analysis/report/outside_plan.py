"""A plan's verdict speaks of the plan's period: there is none on responses of other days."""

from __future__ import annotations

from dataclasses import replace

from analysis.report.findings.formulas import IndexFormulas
from analysis.report.model import Entry, Group, Report


def is_outside_plan(report: Report) -> bool:
    """Return whether all responses with a date lie before the plan's period, or after it."""
    plan, first, last = report.plan, report.first_day, report.last_day
    if plan is None or first is None or last is None:
        return False
    return last < plan.begins or first > plan.ends


def with_verdicts_of_plan(report: Report) -> Report:
    """Return the report as people read it: without a verdict where none is the plan's."""
    if not is_outside_plan(report):
        return report
    findings = tuple(
        _formulas(found) if isinstance(found, IndexFormulas) else found for found in report.findings
    )
    return replace(
        report,
        indices=tuple(map(_entry, report.indices)),
        service_points=tuple(map(_group, report.service_points)),
        fields=tuple(map(_group, report.fields)),
        modes=tuple(map(_group, report.modes)),
        months=tuple(map(_group, report.months)),
        quarters=tuple(map(_group, report.quarters)),
        findings=findings,
    )


def _entry(entry: Entry) -> Entry:
    return replace(entry, decision=None)


def _group(group: Group) -> Group:
    return replace(group, indices=tuple(map(_entry, group.indices)))


def _formulas(found: IndexFormulas) -> IndexFormulas:
    figures = tuple(replace(each, verdict=None, deciding_bound=None) for each in found.figures)
    return replace(found, target=None, figures=figures)
