"""Responses and a plan -> the report as a value."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from importlib.metadata import version

import numpy as np

from analysis.case_counts import CaseCounts
from analysis.caveats import Caveat, CaveatCode
from analysis.disclosure.thresholds import LEAST
from analysis.indices.satisfaction import satisfaction_rows
from analysis.reading.faults import UnfitCases
from analysis.report.findings import all_findings
from analysis.report.findings.basis import INDICES_WEIGHTED, Basis, with_coverage
from analysis.report.findings.compared import (
    ComparedReport,
    Others,
    compared,
    compared_indices,
    definitions_of,
    wanted_references,
)
from analysis.report.findings.not_asked import with_not_asked
from analysis.report.findings.rounding import without_noise
from analysis.report.findings.versions import caveats_of_versions
from analysis.report.model import (
    Entry,
    Group,
    NonresponseSensitivity,
    Period,
    Report,
    Source,
)
from analysis.report.plan_verdicts import with_verdicts_of_plan
from analysis.report.sample.case_cells import case_cells, period_counted
from analysis.report.sample.earlier import Earlier
from analysis.report.sample.weighting import sample_of_report, weighted_to_cases
from analysis.responses import Mask, Responses
from questionnaires.model import Plan
from questionnaires.pooling import can_be_pooled


class MonthCut(ValueError):
    """A period that cuts a month, where of the responses no more than the month is known."""


class NoCases(ValueError):
    """A report without case counts, where its coverage is needed."""


def build_report(
    responses: Responses,
    plan: Plan | None,
    source: Source,
    period: Period | None = None,
    caveats: Sequence[Caveat] = (),
) -> Report:
    """Return the report of the responses of a period.

    Parameters
    ----------
    responses : Responses
        All that there are. Those outside `period` are left out; of the months before it, and a year
        before, it is said how the indices differ.
    plan : Plan or None
        Its indices, targets and sampling groups; without one there is one index, ``all``.
    source : Source
        Where the responses came from; with its cases, responses are weighted to them, and with its
        counted ones they are told beside them.
    period : Period or None
        The days to report on; None for all. Responses without a date belong to no period.
    caveats : sequence of Caveat
        What is already known to be doubtful, such as columns that were not read.

    Returns
    -------
    Report

    Raises
    ------
    MonthCut
        If the period cuts a month and no more than months are known of the responses.
    UnfitCases
        If the case counts contradict the responses or do not cover the period.
    """
    period = period or Period()
    sample = sample_of_report(_chosen(responses, period), plan, source.cases, period)
    others = _others(responses, plan, source, period)
    return _report(responses, source, period, caveats, Basis(sample, plan, others=others))


def build_report_beside(
    reports: Sequence[Report],
    responses: Responses,
    plan: Plan | None,
    source: Source,
    period: Period,
) -> Report:
    """Return the report of a period that is published beside others: what they tell counts.

    Parameters
    ----------
    reports : sequence of Report
        All that readers have of the months of `responses`; and of other months those that the new
        one is held against.
    responses : Responses
        Those of all months of `reports`, and of all months of the plan that are over.
    plan : Plan or None
    source : Source
        As for `build_report`, but to its cases the indices of all responses alone are weighted: any
        other weighted figure is an equation more on what few people answered. Its counted ones are
        of the same cases.
    period : Period
        Whole months.

    Returns
    -------
    Report

    Raises
    ------
    UnfitCases
        If the case counts contradict the responses or do not cover the period.
    SubtractedReports
        If an earlier report of the same period is of a few people more or fewer.
    """
    chosen = _chosen(responses, period)
    every = Earlier(responses, tuple(reports), period, plan)
    earlier = replace(every, reports=tuple(r for r in reports if _speaks_of(every, r)))
    earlier.refuse_subtraction(len(chosen))
    sample = sample_of_report(chosen, plan, None, period)
    weighted = None if source.cases is None else weighted_to_cases(chosen, source.cases, period)
    others = Others(wanted_references(period, plan), tuple(map(compared, reports)))
    return _report(responses, source, period, (), Basis(sample, plan, earlier, others, weighted))


def _speaks_of(earlier: Earlier, report: Report) -> bool:
    """Return whether a report is of some of these people: nobody answers two questionnaires."""
    asked = earlier.responses.questionnaire
    return bool(earlier.of_period(report.period)) and can_be_pooled(report.questionnaire, asked)


def _others(responses: Responses, plan: Plan | None, source: Source, period: Period) -> Others:
    """Return what the same responses say of the times that the report is held against."""
    wanted = wanted_references(period, plan)
    times = [Period(months.begins, months.ends) for months in wanted.values()]
    found = (_then(responses, plan, source, time) for time in times)
    return Others(wanted, tuple(report for report in found if report))


def _then(
    responses: Responses, plan: Plan | None, source: Source, period: Period
) -> ComparedReport | None:
    """Return what the responses of another time say; None of too few, or of unknown cases."""
    chosen = _chosen(responses, period)
    if len(chosen) < LEAST:
        return None
    try:
        sample = sample_of_report(chosen, plan, source.cases, period)
    except UnfitCases:
        return None
    basis = Basis(sample, plan)
    definitions = definitions_of(responses.questionnaire, plan, basis.items)
    indices = compared_indices(basis.indices, definitions)
    return ComparedReport(source.name, period, sample.population is not None, indices)


def _report(
    responses: Responses,
    source: Source,
    period: Period,
    caveats: Sequence[Caveat],
    basis: Basis,
) -> Report:
    chosen, plan = basis.drawn.responses, basis.plan
    groups = _lists(basis, source.counted, period)
    withheld = (Caveat(CaveatCode.PLAIN_WITHHELD),) if basis.withholds_unweighted else ()
    first_day, last_day = _first_and_last_day(chosen)
    report = Report(
        questionnaire=responses.questionnaire,
        plan=plan,
        source=source,
        period=period,
        first_day=first_day,
        last_day=last_day,
        responses=len(chosen),
        answers=_valid_answers(chosen) if len(chosen) >= LEAST else None,
        indices=basis.indices,
        factors=basis.factors,
        items=basis.items,
        **groups,
        findings=all_findings(basis),
        caveats=(*_caveats(responses, basis, source, period, caveats), *caveats, *withheld),
        strata=(basis.weighted or basis.sample).columns,
        software=f"hailong {version('hailong')}",
        is_made_up=responses.is_made_up,
        population=basis.population,
    )
    return without_noise(with_verdicts_of_plan(with_not_asked(report)))


def of_probability_sample(report: Report) -> Report:
    """Return the report as that of people drawn by lot, not of those who chose themselves."""
    by_lot = Caveat(CaveatCode.DRAWN_BY_LOT)
    caveats = (by_lot if c.code is CaveatCode.SELF_SELECTED else c for c in report.caveats)
    return replace(report, caveats=tuple(caveats))


def with_sensitivity(report: Report, points: float) -> Report:
    """Return the report with each index as it would be if nonrespondents were less satisfied.

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


def _chosen(responses: Responses, period: Period) -> Responses:
    if responses.is_by_month and not period.is_whole_months:
        raise MonthCut(f"of the responses the months are known alone: {period} cuts one")
    return responses if period.is_open else responses.selected(are_within(responses, period))


def are_within(responses: Responses, period: Period) -> Mask:
    """Return which responses have a day that belongs to a period, shape (n,)."""
    chosen = ~np.isnat(responses.days)
    if period.begins is not None:
        chosen &= responses.first_days >= np.datetime64(period.begins)
    if period.ends is not None:
        chosen &= responses.last_days <= np.datetime64(period.ends)
    return chosen


def _first_and_last_day(responses: Responses) -> tuple[date | None, date | None]:
    dated = responses.selected(~np.isnat(responses.days))
    if not len(dated):
        return None, None
    return dated.first_days.min().item(), dated.last_days.max().item()


def _valid_answers(responses: Responses) -> int:
    questionnaire = responses.questionnaire
    every = [item.id for item in questionnaire.items]
    return int(satisfaction_rows(responses.answers, questionnaire, every).m.sum())


def _lists(
    basis: Basis, counted: CaseCounts | None, period: Period
) -> dict[str, tuple[Group, ...]]:
    if counted is None:
        return basis.groups
    whole = period_counted(basis.sample.responses, counted, period)
    case_cells(basis.sample.responses, counted, whole)  # raises UnfitCases
    return with_coverage(basis.groups, counted)


def _caveats(
    responses: Responses,
    basis: Basis,
    source: Source,
    period: Period,
    known: Sequence[Caveat],
) -> Iterator[Caveat]:
    """Yield the doubts of the whole, the one that no size of sample removes first."""
    if responses.is_made_up:
        yield Caveat(CaveatCode.MADE_UP)
    yield Caveat(CaveatCode.SELF_SELECTED)
    if basis.population is None and source.counted is None:
        yield Caveat(CaveatCode.NO_CASES)
    if source.counted is not None:
        yield from _of_counts(source.counted, basis.sample.responses, period)
    yield from (*basis.sample.caveats, *_of_weights(basis))
    yield from caveats_of_versions(responses.questionnaire)
    if not any(each.code is CaveatCode.UNDATED_ROWS for each in known):
        yield from _undated(responses)
    if basis.plan is not None:
        yield from _not_of_plan(basis.sample.responses, basis.plan)
    modes = [group.id for group in basis.groups["modes"]]
    if len(modes) > 1:
        yield Caveat(CaveatCode.MODES_TOGETHER, {"modes": ", ".join(modes)})
    if _overlaps(period, basis.plan):
        yield Caveat(CaveatCode.PERIOD_NOT_FIXED)


def _of_counts(counted: CaseCounts, responses: Responses, period: Period) -> Iterator[Caveat]:
    """Yield the doubts of case counts that give coverage alone."""
    if counted.is_made_up:
        yield Caveat(CaveatCode.CASES_MADE_UP)
    first = period_counted(responses, counted, period).begins
    if first is not None and first != period.begins:
        yield Caveat(CaveatCode.CASES_COUNTED_FROM, {"month": f"{first:%m/%Y}"})


def _of_weights(basis: Basis) -> Iterator[Caveat]:
    """Yield the doubts of weights that the indices of all responses alone have."""
    if basis.weighted is None:
        return
    yield INDICES_WEIGHTED
    # What the counts are is said of those that stand beside the responses.
    of_counts = {CaveatCode.CASES_MADE_UP, CaveatCode.CASES_WITHOUT_MONTHS}
    yield from (each for each in basis.weighted.caveats if each.code not in of_counts)


def _undated(responses: Responses) -> Iterator[Caveat]:
    """Yield how many responses have no date, unless none has one: then there are no months."""
    undated = int(np.isnat(responses.days).sum())
    if 0 < undated < len(responses):
        yield Caveat(CaveatCode.NO_DATE, {"responses": undated})


def _not_of_plan(responses: Responses, plan: Plan) -> Iterator[Caveat]:
    """Yield how many responses are not of the plan's days, or that no day is known."""
    days = {"begins": plan.begins.isoformat(), "ends": plan.ends.isoformat()}
    if len(responses) and not responses.is_dated:
        yield Caveat(CaveatCode.UNDATED_FOR_PLAN, days)
    if outside := _outside(responses, plan):
        yield Caveat(CaveatCode.OUTSIDE_PLAN, {"responses": outside, **days})


def _outside(responses: Responses, plan: Plan) -> int:
    """Return how many responses have a day outside the plan's."""
    dated = int((~np.isnat(responses.days)).sum())
    return dated - int(are_within(responses, Period(plan.begins, plan.ends)).sum())


def _overlaps(period: Period, plan: Plan | None) -> bool:
    """Return whether a period may overlap with those that others publish."""
    is_plans = plan is not None and (period.begins, period.ends) == (plan.begins, plan.ends)
    return not (period.is_open or is_plans or period.is_calendar)
