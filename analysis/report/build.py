"""Responses and a plan -> the report as a value."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from importlib.metadata import version

import numpy as np

from analysis.caveats import Caveat, CaveatCode
from analysis.indices.satisfaction import satisfaction_rows
from analysis.report.findings import all_findings
from analysis.report.findings.basis import Basis
from analysis.report.findings.cases import covered
from analysis.report.findings.estimates import (
    entries,
    factor_shares,
    group_lists,
    index_shares,
    item_shares,
)
from analysis.report.findings.small_population import item_entries
from analysis.report.hiding import shown_lists
from analysis.report.lists import lists_of
from analysis.report.model import Group, Headlines, Period, Report, Source
from analysis.report.sample.groups import Sample, sample_of
from analysis.report.sample.weighting import weighted_to_cases
from analysis.responses import MISSING, Mask, Responses
from questionnaires.model import Plan


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
        All that there are; those outside `period` are left out here.
    plan : Plan or None
        Its indices, targets and sampling groups; without one there is one index, ``all``.
    source : Source
        Where the responses came from; with its case counts, responses are weighted to them.
    period : Period or None
        The days to report on; None for all. Responses without a date belong to no period.
    caveats : sequence of Caveat
        What is already known to be doubtful, such as columns that were not read.

    Returns
    -------
    Report

    Raises
    ------
    UnfitCases
        If the case counts contradict the responses or do not cover the period.
    """
    asked = period or Period()
    chosen = _chosen(responses, asked)
    questionnaire = responses.questionnaire
    indices = index_shares(questionnaire, plan)
    named = lists_of(chosen)
    shown = shown_lists(chosen, [share.items for share in indices], named)
    sample, population = sample_of(chosen, plan.strata if plan else ()), None
    if source.cases is not None:
        weighted = weighted_to_cases(chosen, source.cases, asked)
        sample, population = weighted.sample, weighted.population
    known_days = chosen.days[~np.isnat(chosen.days)]
    items = item_entries(item_shares(questionnaire), sample)
    lists = group_lists(indices, sample, named, shown)
    report = Report(
        questionnaire=questionnaire,
        plan=plan,
        source=source,
        period=asked,
        first_day=known_days.min().item() if len(known_days) else None,
        last_day=known_days.max().item() if len(known_days) else None,
        responses=len(chosen),
        answers=_valid_answers(chosen),
        indices=entries(indices, sample),
        factors=entries(factor_shares(questionnaire), sample),
        items=items,
        **lists,
        findings=all_findings(Basis(sample, indices, items, named, lists)),
        caveats=(
            *_caveats(responses, sample, plan),
            *_of_modes(lists["modes"]),
            *_of_period(asked, plan),
            *caveats,
        ),
        strata=sample.columns,
        software=f"hailong {version('hailong')}",
        is_made_up=responses.is_made_up,
        population=population,
    )
    return report if population is None else covered(report, sample)


def build_headlines(responses: Responses, plan: Plan | None, period: Period) -> Headlines:
    """Return the indices of a period alone, at a small part of a report's cost.

    Parameters
    ----------
    responses : Responses
        All that there are; those outside `period` are left out here.
    plan : Plan or None
    period : Period

    Returns
    -------
    Headlines
    """
    chosen = _chosen(responses, period)
    sample = sample_of(chosen, plan.strata if plan else ())
    indices = entries(index_shares(responses.questionnaire, plan), sample)
    modes = lists_of(chosen)["modes"]
    answered = np.unique(modes.codes[modes.codes != MISSING]).tolist()
    return Headlines(len(chosen), indices, tuple(modes.names[place] for place in answered))


def _chosen(responses: Responses, period: Period) -> Responses:
    return responses if period.is_open else responses.selected(_within(responses, period))


def _within(responses: Responses, period: Period) -> Mask:
    chosen = ~np.isnat(responses.days)
    if period.begins is not None:
        chosen &= responses.days >= np.datetime64(period.begins)
    if period.ends is not None:
        chosen &= responses.days <= np.datetime64(period.ends)
    return chosen


def _valid_answers(responses: Responses) -> int:
    questionnaire = responses.questionnaire
    every = [item.id for item in questionnaire.items]
    return int(satisfaction_rows(responses.answers, questionnaire, every).m.sum())


def _caveats(responses: Responses, sample: Sample, plan: Plan | None) -> list[Caveat]:
    """Return the doubts of the whole, the one that no size of sample removes first."""
    found = [Caveat(CaveatCode.MADE_UP)] if responses.is_made_up else []
    found.append(Caveat(CaveatCode.SELF_SELECTED))
    found += [] if sample.populations is not None else [Caveat(CaveatCode.NO_CASES)]
    found += sample.caveats
    undated = int(np.isnat(responses.days).sum())
    # A file without dates has no months; a few without dates among others are missed in them.
    if 0 < undated < len(responses):
        found.append(Caveat(CaveatCode.NO_DATE, {"responses": undated}))
    if plan is not None:
        found += _outside(sample.responses, plan.begins, plan.ends)
    return found


def _of_modes(modes: Sequence[Group]) -> list[Caveat]:
    names = ", ".join(group.id for group in modes)
    return [Caveat(CaveatCode.MODES_TOGETHER, {"modes": names})] if len(modes) > 1 else []


def _of_period(period: Period, plan: Plan | None) -> list[Caveat]:
    """Return the doubt of a period that overlaps with those that others publish."""
    is_plans = plan is not None and (period.begins, period.ends) == (plan.begins, plan.ends)
    if period.is_open or is_plans or period.is_calendar:
        return []
    return [Caveat(CaveatCode.PERIOD_NOT_FIXED)]


def _outside(responses: Responses, begins: date, ends: date) -> list[Caveat]:
    dated = int((~np.isnat(responses.days)).sum())
    outside = dated - int(_within(responses, Period(begins, ends)).sum())
    values: dict[str, float | str] = {
        "responses": outside,
        "begins": begins.isoformat(),
        "ends": ends.isoformat(),
    }
    return [Caveat(CaveatCode.OUTSIDE_PLAN, values)] if outside else []
