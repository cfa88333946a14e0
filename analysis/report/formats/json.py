"""``report.json``: the report for programs, its numbers in full where that tells nothing withheld.

What may not be shown is null, and every key is there.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from datetime import date

from analysis.account import Account, RowsLeftOut
from analysis.caveats import Caveat, CaveatCode
from analysis.disclosure.thresholds import ShownShare
from analysis.estimates import Estimate, Interval, Verdict
from analysis.estimators.bounds import METHOD
from analysis.estimators.control_charts import FUNNEL_LEVELS
from analysis.indices.months import Trend
from analysis.letterhead import BLANK, Letterhead
from analysis.mapping import ColumnMapping, MappedCell, MappedColumn
from analysis.report.findings.changes import Change
from analysis.report.findings.compared import definitions_of
from analysis.report.findings.facts import Fact, FactAnswer
from analysis.report.findings.formulas import FormulaFigure, IndexFormulas
from analysis.report.findings.levels import ItemLevels
from analysis.report.findings.months import (
    ALARM,
    Alarm,
    Monitoring,
    MonthlyTrend,
    WatchedMonth,
)
from analysis.report.findings.priorities import Priority
from analysis.report.findings.rounding import marks_of, rounded
from analysis.report.findings.units import ComparedUnit, UnitComparisons
from analysis.report.model import SCHEMA, Coverage, Entry, Group, Population, Report, WeightGroup
from analysis.report.stored import fingerprint
from analysis.report.words import Words
from questionnaires.model import Wording
from questionnaires.partly_asked import items_not_asked

POSITION = 4
MEDIA_TYPE = "application/json"
Value = dict[str, object]


def write(report: Report, language: str, _letterhead: Letterhead = BLANK) -> bytes:
    """Return the report as JSON in UTF-8; `language` is that of titles and caveats."""
    words = Words(language)
    written: Mapping[type, Callable[..., object]] = _WRITTEN | {
        Wording: lambda wording: wording.in_language(language).text,
        Caveat: lambda caveat: {"code": caveat.code.name.lower(), "text": words.caveat(caveat)},
    }
    value = {
        **_head(report),
        "indices": [_index(entry, report) for entry in report.indices],
        **_picked(report, "factors", "items"),
        "changes": report.findings_of(Change),
        "comparisons": report.findings_of(UnitComparisons),
        "monitoring": report.findings_of(Monitoring),
        "trends": report.findings_of(MonthlyTrend),
        **{
            name: [_group(group, words.group(name, group.id, report)) for group in groups]
            for name, groups in report.lists.items()
        },
        "levels": report.findings_of(ItemLevels),
        "facts": report.findings_of(Fact),
        "formulas": report.findings_of(IndexFormulas),
        "priorities": report.findings_of(Priority),
        "provenance": _provenance(report),
    }
    plain = json.dumps(value, allow_nan=False, default=lambda each: written[type(each)](each))
    marks, values = marks_of(report), json.loads(plain)
    if marks is not None:
        values = rounded("", values, marks)
    return f"{json.dumps(values, ensure_ascii=False, indent=2)}\n".encode()


def _index(entry: Entry, report: Report) -> Value:
    """Return an index with a hash of what it is made of: figures of one hash may be compared."""
    definitions = definitions_of(report.questionnaire, report.plan, report.items)
    return {**_entry(entry), "definition_sha256": definitions.get(entry.id)}


def _head(report: Report) -> Value:
    return {
        "schema": SCHEMA,
        **_picked(report, "is_made_up", "caveats"),
        "questionnaire": {
            **_picked(report.questionnaire, "id", "version", "sha256", "title"),
            "not_asked": [item.id for item in items_not_asked(report.questionnaire)],
        },
        "plan": report.plan
        and _picked(report.plan, "id", "sha256", "title", "document", "begins", "ends"),
        "period": {
            **_picked(report.period, "begins", "ends"),
            **_picked(report, "first_day", "last_day"),
        },
        "respondents": report.responses,
        "answers": report.answers,
        **_coverage(report.coverage),
    }


def _provenance(report: Report) -> Value:
    return {
        "source": report.source.name,
        "sha256": report.sha256_of_answers,
        **_picked(report.source, "mapping"),
        "rows": report.source.account,
        "software": report.software,
        "fingerprint": fingerprint(report),
        "methods": {
            "interval": METHOD,
            "verdict": "one-sided 95 % bounds of the interval",
            "clusters": "respondent",
            "strata": report.strata,
            "weights": report.population and _weights(report.population, report),
        },
    }


def _weights(population: Population, report: Report) -> Value:
    """Return how responses were weighted, so that each weight can be checked."""
    counts = population.counts

    def cell(group: WeightGroup) -> Value:
        of = [dict(zip(counts.columns, cell.names, strict=True)) for cell in group.cells]
        return {"of": of, **_picked(group, "cases", "responses", "weight")}

    return {
        "name": "cases_per_response",
        "of": "indices" if report.weights_indices_alone else "everything",
        "source": counts.name,
        "counted": {"rows": len(counts.rows), "cases": counts.cases},
        **_picked(counts, "sha256", "is_made_up", "columns"),
        **_picked(population, "months", "largest_over_mean"),
        "cells": [cell(group) for group in population.groups],
    }


def _entry(entry: Entry) -> Value:
    lower = entry.sensitivity
    value = {
        **_picked(entry, "id", "title", "formula"),
        **_estimate(entry.estimate),
        **_coverage(entry.coverage),
        "unweighted": entry.unweighted,
        "silent_lower": lower and {"points": lower.difference, "estimate": lower.estimate},
        **_picked(entry, "end", "caveats"),
    }
    if entry.target is None:
        return value
    return {
        **value,
        **_picked(entry, "target", "target_source"),
        **_picked(entry.decision, "verdict", "deciding_bound", "p_value"),
        "more_needed": entry.more_needed,
        "is_too_near": entry.is_too_near or None,
        "why_none_needed": _why_none_needed(entry),
    }


def _why_none_needed(entry: Entry) -> str | None:
    """Return why no number is needed, or none can be told: an empty place is no verdict."""
    if entry.more_needed is not None:
        return None
    if entry.decision and entry.decision.verdict in (Verdict.MET, Verdict.NOT_MET):
        return "decided"
    codes = (CaveatCode.EQUALS_TARGET, CaveatCode.CASES_RUN_OUT)
    named = [caveat.code.name.lower() for caveat in entry.caveats if caveat.code in codes]
    if entry.is_too_near or named:
        return "too_near" if entry.is_too_near else named[0]
    has_share = entry.estimate is not None and entry.estimate.interval is not None
    return "not_judged" if has_share and entry.decision is None else "no_interval"


def _group(group: Group, title: str) -> Value:
    return {
        "id": group.id,
        "title": title,
        "respondents": group.responses,
        **_coverage(group.coverage),
        **_picked(group, "indices", "caveats"),
    }


def _units(found: UnitComparisons) -> Value:
    return {
        **_picked(found, "id", "title"),
        "level": "service_point",
        "methods": {
            "test": "mover_one_more_person",
            "claims": "holm_setting_aside",
            "screening": "benjamini_hochberg",
            "funnel": "score_limits",
        },
        "funnel": {"centre": found.centre, "levels": FUNNEL_LEVELS},
        **_picked(found, "units", "caveats"),
    }


def _unit(unit: ComparedUnit) -> Value:
    test = unit.test
    return {
        "id": unit.unit,
        **_estimate(unit.entry.estimate),
        "end": unit.entry.end,
        "standing": unit.standing,
        "n_effective_of_funnel": test.n_effective if test else None,
        **_picked(test, "difference", "p_value", "p_claim", "p_screening"),
        "difference_interval": test.interval if test else None,
        "compared_with": unit.rest,
        "caveats": unit.caveats,
    }


def _months(found: Monitoring) -> Value:
    return {
        **_picked(found, "id", "title"),
        "methods": {"picture": "p_prime_chart_3", "alarm": ALARM if found.limit else None},
        "baseline": {
            "estimate": found.baseline,
            "months": [month.month for month in found.months if month.is_baseline],
        },
        "alarm_limit": found.limit,
        **_picked(found, "months", "alarms", "caveats"),
    }


def _month(month: WatchedMonth) -> Value:
    return {
        "id": month.month,
        "estimate": month.share,
        "answers": month.answers,
        "is_baseline": month.is_baseline,
        "limits": None if month.lower is None else {"low": month.lower, "high": month.upper},
        **_picked(month, "is_outside", "alarm", "is_told"),
    }


def _trend(found: MonthlyTrend) -> Value:
    """Return the trend of an index, for a step of one month."""
    return {
        **_picked(found, "id", "title", "months", "course"),
        "method": "linear_trend",
        "slope": found.trend and _slope(found.trend),
        "caveats": found.caveats,
    }


def _slope(trend: Trend) -> Value:
    return {"estimate": trend.slope, **_picked(trend, "interval", "p_value")}


def _fact(fact: Fact) -> Value:
    return {
        **_picked(fact, "id", "title", "is_conditional", "asked", "answered"),
        "answers": fact.answers or None,
        "caveats": fact.caveats,
    }


def _answer(answer: FactAnswer) -> Value:
    is_counted = answer.count is not None
    return {
        **_picked(answer, "value", "label", "count"),
        "share": answer.share.value if answer.share and is_counted else None,
        **_picked(answer, "interval"),
        "end": None if is_counted else answer.share,
    }


def _levels(item: ItemLevels) -> Value:
    return {
        **_picked(item, "id", "title", "answered", "satisfied"),
        "levels": [
            {
                **_picked(level, "value", "label", "is_satisfied", "count"),
                "share": item.share_of(level.count),
            }
            for level in item.levels
        ]
        or None,
        "caveats": item.caveats,
    }


def _change(change: Change) -> Value:
    return {
        **_picked(change, "id", "title", "reference"),
        "compared_with": {
            "begins": change.period.begins,
            "ends": change.period.ends,
            "source": change.name or None,
            "estimate": change.earlier,
        },
        **_picked(change, "difference", "interval", "movement", "caveats"),
    }


def _figure(figure: FormulaFigure) -> Value:
    return {
        **_picked(figure, "formula", "is_own"),
        **_estimate(figure.estimate),
        **_picked(figure, "verdict", "deciding_bound", "caveats"),
    }


def _priority(found: Priority) -> Value:
    return {
        **_picked(found, "id", "title"),
        **_estimate(found.estimate),
        **_picked(found, "not_satisfied", "stands_out"),
        "association": {
            "measure": "spearman_rank_correlation",
            "with": "mean_of_other_items",
            "estimate": found.correlation,
            "interval": found.correlation_interval,
            "respondents": found.persons,
        },
        "caveats": found.caveats,
    }


def _estimate(estimate: Estimate | None) -> Value:
    counts = ("respondents", "answers", "n_effective", "design_effect")
    return _picked(estimate, "estimate", "standard_error", "interval", *counts)


def _coverage(coverage: Coverage | None) -> Value:
    return {**_picked(coverage, "cases"), "coverage": coverage.share if coverage else None}


def _picked(value: object, *names: str) -> Value:
    """Return fields under their own names; all null where there is no value."""
    return {name: getattr(value, name) if value is not None else None for name in names}


# What each value in a report is written as.
_WRITTEN: dict[type, Callable[..., object]] = {
    Account: lambda account: _picked(account, "responses", "left_out"),
    Alarm: lambda alarm: _picked(alarm, "direction", "begins", "ends", "is_standing"),
    ComparedUnit: _unit,
    ColumnMapping: lambda mapping: _picked(
        mapping, "name", "sha256", "sheet", "columns", "answers", "not_asked", "confirmed"
    ),
    Change: _change,
    Entry: _entry,
    Fact: _fact,
    FactAnswer: _answer,
    FormulaFigure: _figure,
    IndexFormulas: lambda found: _picked(found, "id", "title", "target", "figures"),
    ItemLevels: _levels,
    Interval: lambda found: _picked(found, "confidence_level", "low", "high", "method"),
    MappedCell: lambda each: _picked(each, "question", "cell", "answer"),
    MappedColumn: lambda each: _picked(each, "heading", "holds"),
    Monitoring: _months,
    MonthlyTrend: _trend,
    Priority: _priority,
    RowsLeftOut: lambda each: {
        "reason": each.reason.name.lower(),
        **_picked(each, "count", "rows"),
    },
    ShownShare: lambda share: _picked(share, "sign", "value"),
    UnitComparisons: _units,
    WatchedMonth: _month,
    date: date.isoformat,
}
