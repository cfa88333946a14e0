"""A plan's verdict speaks of the plan's whole period, and is given once, when that is over.

There is none on responses of other days, and none where no response has a date. A file is judged as
it is, with a doubt where it is of a part of the period. What is published has no verdict on a part
of it yet: whoever looked each month until the target is met would find it met by
chance in many a year that it is not. Whoever chooses a plan when he has seen figures of its months
can do the same, so then a doubt stands beside each verdict.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from analysis.caveats import Caveat, CaveatCode
from analysis.report.findings.formulas import IndexFormulas
from analysis.report.model import Entry, Report, is_outside_plan, is_undated, with_indices
from questionnaires.model import Plan
from questionnaires.months import Months, months_around

Change = Callable[[Entry], Entry]


def with_verdicts_of_plan(report: Report) -> Report:
    """Return the report without the verdicts that are not the plan's; its targets stay."""
    if report.plan is None:
        return report
    if is_outside_plan(report) or is_undated(report):
        return _changed(report, _unjudged)
    return _of_part(report, report.plan) if _has_part(report, report.plan) else report


def with_no_verdict_yet(report: Report) -> Report:
    """Return the report of a part of the plan's period: no verdict, and what one would take.

    Estimates, intervals and targets stay, and so does how many more answers would decide. A report
    without a plan, or of other days than the plan's, is returned as it is.
    """
    if report.plan is None or is_outside_plan(report) or is_undated(report):
        return report
    doubt = _of_months(CaveatCode.PLAN_NOT_OVER, report.plan.months)
    caveats = (*report.caveats, doubt)
    return replace(_changed(report, _not_yet_judged), caveats=caveats)


def with_plan_chosen_late(report: Report, known: Months) -> Report:
    """Return the report with the doubt that its plan was chosen when figures were published.

    They are of some months of the plan, from the first to the last of `known`.
    """
    return _beside_verdicts(report, _of_months(CaveatCode.PLAN_CHOSEN_LATE, known))


def _has_part(report: Report, plan: Plan) -> bool:
    """Return whether a report lacks days of the plan; open sides reach to months of responses."""
    first, last = report.first_day, report.last_day
    months = plan.months if first is None or last is None else months_around(first, last)
    begins, ends = report.period.begins or months.begins, report.period.ends or months.ends
    return begins > plan.begins or ends < plan.ends


def _of_part(report: Report, plan: Plan) -> Report:
    """Return the report with the doubt beside each verdict that it is of a part of the plan."""
    return _beside_verdicts(report, _of_months(CaveatCode.PART_OF_PLAN, plan))


def _of_months(code: CaveatCode, months: Plan | Months) -> Caveat:
    return Caveat(code, {"begins": months.begins.isoformat(), "ends": months.ends.isoformat()})


def _beside_verdicts(report: Report, doubt: Caveat) -> Report:
    """Return the report with a doubt beside each verdict, those of the formulas too."""
    indices = (
        replace(entry, caveats=(*entry.caveats, doubt)) if entry.decision else entry
        for entry in report.indices
    )

    def doubted(found: IndexFormulas) -> IndexFormulas:
        figures = (
            replace(each, caveats=(*each.caveats, doubt)) if each.verdict else each
            for each in found.figures
        )
        return replace(found, figures=tuple(figures))

    return _with_formulas(replace(report, indices=tuple(indices)), doubted)


def _unjudged(entry: Entry) -> Entry:
    if entry.decision is None:
        return entry
    # What a verdict would take is not asked for where there cannot be one.
    of_estimate = entry.estimate.caveats if entry.estimate else ()
    doubts = set(entry.decision.caveats) - set(of_estimate)
    kept = tuple(caveat for caveat in entry.caveats if caveat not in doubts)
    return replace(entry, decision=None, caveats=kept)


def _not_yet_judged(entry: Entry) -> Entry:
    needed = entry.decision.more_needed if entry.decision else None
    caveats = _of_whole(entry.caveats)
    return replace(entry, decision=None, needed_to_decide=needed, caveats=caveats)


def _of_whole(caveats: tuple[Caveat, ...]) -> tuple[Caveat, ...]:
    return tuple(c for c in caveats if c.code is not CaveatCode.PART_OF_PLAN)


def _changed(report: Report, change: Change) -> Report:
    changed = with_indices(report, lambda entries: tuple(map(change, entries)))
    return _with_formulas(changed, _unjudged_formulas)


def _with_formulas(report: Report, change: Callable[[IndexFormulas], IndexFormulas]) -> Report:
    findings = (
        change(found) if isinstance(found, IndexFormulas) else found for found in report.findings
    )
    return replace(report, findings=tuple(findings))


def _unjudged_formulas(found: IndexFormulas) -> IndexFormulas:
    figures = (
        replace(each, verdict=None, deciding_bound=None, caveats=_of_whole(each.caveats))
        for each in found.figures
    )
    return replace(found, figures=tuple(figures))
