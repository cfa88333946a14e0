"""A plan's verdict speaks of the plan's whole period, and is given once, when that is over.

There is none on responses of other days, and none where no response has a date. On a part of the
period there is none yet: whoever looked each month until the target is met would find it met by
chance in many a year that it is not.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from analysis.caveats import Caveat, CaveatCode
from analysis.report.findings.formulas import IndexFormulas
from analysis.report.model import Entry, Report, is_outside_plan, is_undated, with_indices

Change = Callable[[Entry], Entry]


def with_verdicts_of_plan(report: Report) -> Report:
    """Return the report without the verdicts that are not the plan's; its targets stay."""
    if report.plan is None or not (is_outside_plan(report) or is_undated(report)):
        return report
    return _changed(report, _unjudged)


def with_no_verdict_yet(report: Report) -> Report:
    """Return the report of a part of the plan's period: no verdict, and what one would take.

    Estimates, intervals and targets stay, and so does how many more answers would decide. A report
    without a plan, or of other days than the plan's, is returned as it is.
    """
    if report.plan is None or is_outside_plan(report) or is_undated(report):
        return report
    plan = report.plan.months
    days = {"begins": plan.begins.isoformat(), "ends": plan.ends.isoformat()}
    caveats = (*report.caveats, Caveat(CaveatCode.PLAN_NOT_OVER, days))
    return replace(_changed(report, _not_yet_judged), caveats=caveats)


def _unjudged(entry: Entry) -> Entry:
    return replace(entry, decision=None)


def _not_yet_judged(entry: Entry) -> Entry:
    needed = entry.decision.more_needed if entry.decision else None
    return replace(entry, decision=None, needed_to_decide=needed)


def _changed(report: Report, change: Change) -> Report:
    findings = tuple(
        _formulas(found) if isinstance(found, IndexFormulas) else found for found in report.findings
    )
    changed = with_indices(report, lambda entries: tuple(map(change, entries)))
    return replace(changed, findings=findings)


def _formulas(found: IndexFormulas) -> IndexFormulas:
    figures = tuple(replace(each, verdict=None, deciding_bound=None) for each in found.figures)
    return replace(found, figures=figures)
