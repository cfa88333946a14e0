"""``report.json``: the report for programs, its numbers unrounded.

What may not be shown is null, and every key is there.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date
from typing import Protocol

from analysis.caveats import Caveat
from analysis.disclosure.thresholds import ShownShare
from analysis.estimates import Estimate, Interval
from analysis.estimators.control_charts import FUNNEL_LEVELS
from analysis.estimators.shares import METHOD
from analysis.indices.months import Slope
from analysis.report.findings.facts import Fact
from analysis.report.findings.formulas import FormulaFigure, IndexFormulas
from analysis.report.findings.months import Alarm, Monitoring, MonthlyTrend, WatchedMonth
from analysis.report.findings.priorities import Priority
from analysis.report.findings.units import ComparedUnit, UnitComparisons
from analysis.report.model import SCHEMA, Coverage, Entry, Group, Population, Report
from analysis.report.words import Words
from questionnaires.model import Wording

POSITION = 3
MEDIA_TYPE = "application/json"
Value = dict[str, object]
_INTERVAL = ("confidence_level", "low", "high", "method")


class Titled(Protocol):
    """A finding that has a name."""

    @property
    def id(self) -> str:
        """What programs call it."""

    @property
    def title(self) -> Wording:
        """What people call it."""


def write(report: Report, language: str) -> bytes:
    """Return the report as JSON in UTF-8; `language` is that of titles and caveats."""
    words = Words(language)
    value = _head(report, words) | {
        "indices": [_entry(entry, words) for entry in report.indices],
        "factors": [_entry(entry, words) for entry in report.factors],
        "items": [_entry(entry, words) for entry in report.items],
        "comparisons": [_units(found, words) for found in report.findings_of(UnitComparisons)],
        "monitoring": [_months(found, words) for found in report.findings_of(Monitoring)],
        "trends": [_trend(found, words) for found in report.findings_of(MonthlyTrend)],
        **{
            name: [_group(group, words.group(name, group.id), words) for group in groups]
            for name, groups in report.lists.items()
        },
        "facts": [_fact(fact, words) for fact in report.findings_of(Fact)],
        "formulas": [_formulas(found, words) for found in report.findings_of(IndexFormulas)],
        "priorities": [_priority(found, words) for found in report.findings_of(Priority)],
        "provenance": _provenance(report),
    }
    return (json.dumps(value, ensure_ascii=False, indent=2, allow_nan=False) + "\n").encode()


def _head(report: Report, words: Words) -> Value:
    questionnaire, plan = report.questionnaire, report.plan
    return {
        "schema": SCHEMA,
        "is_made_up": report.is_made_up,
        "caveats": _caveats(report.caveats, words),
        "questionnaire": {
            **_picked(questionnaire, "id", "version", "sha256"),
            "title": questionnaire.title.in_language(words.language).text,
        },
        "plan": plan
        and {
            **_picked(plan, "id", "sha256"),
            "title": plan.title.in_language(words.language).text,
            "document": plan.document,
            "begins": _day(plan.begins),
            "ends": _day(plan.ends),
        },
        "period": {
            "begins": _day(report.period.begins),
            "ends": _day(report.period.ends),
            "first_day": _day(report.first_day),
            "last_day": _day(report.last_day),
        },
        "respondents": report.responses,
        "answers": report.answers,
        **_coverage(report.coverage),
    }


def _provenance(report: Report) -> Value:
    return {
        "source": report.source.name,
        "sha256": report.source.sha256,
        "software": report.software,
        "methods": {
            "interval": METHOD,
            "verdict": "one-sided 95 % bounds of the interval",
            "clusters": "respondent",
            "strata": list(report.strata),
            "weights": _weights(report.population),
        },
    }


def _weights(population: Population | None) -> Value | None:
    """Return how responses were weighted, so that each weight can be checked."""
    if population is None:
        return None
    counts = population.counts
    return {
        "name": "cases_per_response",
        "source": counts.name,
        "sha256": counts.sha256,
        "is_made_up": counts.is_made_up,
        "columns": list(counts.columns),
        "months": list(population.months),
        "cells": [
            {
                "of": [dict(zip(counts.columns, cell.names, strict=True)) for cell in group.cells],
                **_picked(group, "cases", "responses", "weight"),
            }
            for group in population.groups
        ],
    }


def _entry(entry: Entry, words: Words) -> Value:
    lower = entry.sensitivity
    value = _named(entry, words) | {
        "formula": entry.formula,
        **_estimate(entry.estimate),
        **_coverage(entry.coverage),
        "unweighted": entry.unweighted,
        "silent_lower": lower and {"points": lower.difference, "estimate": lower.estimate},
        "end": _end(entry.end),
        "caveats": _caveats(entry.caveats, words),
    }
    return value if entry.target is None else value | _decision(entry)


def _decision(entry: Entry) -> Value:
    decision = entry.decision
    return {
        **_picked(entry, "target", "target_source"),
        "verdict": decision.verdict.value if decision else None,
        **_picked(decision, "deciding_bound", "p_value", "more_needed"),
    }


def _group(group: Group, title: str, words: Words) -> Value:
    return {
        "id": group.id,
        "title": title,
        "respondents": group.responses,
        **_coverage(group.coverage),
        "indices": [_entry(entry, words) for entry in group.indices],
        "caveats": _caveats(group.caveats, words),
    }


def _units(found: UnitComparisons, words: Words) -> Value:
    return _named(found, words) | {
        "level": "service_point",
        "methods": {
            "test": "score_test_shrunken_design_effect",
            "claims": "holm_setting_aside",
            "screening": "benjamini_hochberg",
            "funnel": "score_limits",
        },
        "funnel": {"centre": found.centre, "levels": list(FUNNEL_LEVELS)},
        "units": [_unit(unit, words) for unit in found.units],
        "caveats": _caveats(found.caveats, words),
    }


def _unit(unit: ComparedUnit, words: Words) -> Value:
    found = unit.standing
    return {
        "id": found.unit,
        **_estimate(unit.estimate),
        "standing": found.standing.value,
        "n_effective_of_test": found.n_effective,
        **_picked(found, "difference", "p_value", "p_claim", "p_screening"),
        "compared_with": list(found.rest),
        "caveats": _caveats((*unit.estimate.caveats, *found.caveats), words),
    }


def _months(found: Monitoring, words: Words) -> Value:
    baseline = found.baseline
    return _named(found, words) | {
        "methods": {
            "picture": "p_prime_chart_3",
            "alarm": found.method.value if found.method else None,
        },
        "baseline": {
            "estimate": baseline.share if baseline else None,
            **_picked(baseline, "design_effect"),
            "months": [month.month for month in found.months if month.is_baseline],
        },
        "months": [_month(month) for month in found.months],
        "alarms": [_alarm(alarm) for alarm in found.alarms],
        "caveats": _caveats(found.caveats, words),
    }


def _month(month: WatchedMonth) -> Value:
    return {
        "id": month.month,
        "estimate": month.share,
        "answers": month.answers,
        "n_effective_of_test": month.n_effective,
        "is_baseline": month.is_baseline,
        "limits": None if month.lower is None else {"low": month.lower, "high": month.upper},
        "is_outside": month.is_outside,
        "alarm": month.alarm.value if month.alarm else None,
    }


def _alarm(alarm: Alarm) -> Value:
    return {
        "direction": alarm.direction.value,
        **_picked(alarm, "begins", "ends", "is_standing"),
    }


def _trend(found: MonthlyTrend, words: Words) -> Value:
    """Return the trend of an index, for a step of one month."""
    trend = found.trend
    return _named(found, words) | {
        "months": list(found.months),
        **_picked(trend, "widened"),
        "logit_trend": _slope(trend.logit if trend else None, "log_odds"),
        "logit_trend_at_level": _slope(trend.at_level if trend else None, "share"),
        "linear_contrast": _slope(trend.linear if trend else None, "share"),
        "caveats": _caveats(found.caveats, words),
    }


def _slope(slope: Slope | None, scale: str) -> Value | None:
    if slope is None:
        return None
    return {
        "scale": scale,
        "estimate": slope.comparison.difference,
        "standard_error": slope.comparison.standard_error,
        "interval": _interval(slope.interval),
        "degrees_of_freedom": slope.comparison.degrees_of_freedom,
        "p_value": slope.comparison.p_value,
    }


def _fact(fact: Fact, words: Words) -> Value:
    answers = [
        {
            "value": answer.value,
            "label": answer.label.in_language(words.language).text,
            "count": answer.count,
            "share": answer.share.value if answer.share and answer.count is not None else None,
            "end": _end(answer.share) if answer.count is None else None,
        }
        for answer in fact.answers
    ]
    return _named(fact, words) | {
        **_picked(fact, "is_conditional", "asked", "answered"),
        "answers": answers or None,
        "caveats": _caveats(fact.caveats, words),
    }


def _formulas(found: IndexFormulas, words: Words) -> Value:
    figures = [_figure(figure, words) for figure in found.figures]
    return _named(found, words) | {"target": found.target, "figures": figures}


def _figure(figure: FormulaFigure, words: Words) -> Value:
    return {
        **_picked(figure, "formula", "is_own"),
        **_estimate(figure.estimate),
        "verdict": figure.verdict.value if figure.verdict else None,
        "deciding_bound": figure.deciding_bound,
        "caveats": _caveats(figure.caveats, words),
    }


def _priority(found: Priority, words: Words) -> Value:
    return _named(found, words) | {
        **_estimate(found.estimate),
        "not_satisfied": found.not_satisfied,
        "association": {
            "measure": "spearman_rank_correlation",
            "with": "mean_of_other_items",
            "estimate": found.correlation,
            "interval": _interval(found.correlation_interval),
            "respondents": found.persons,
        },
        "caveats": _caveats(found.caveats, words),
    }


def _picked(value: object, *names: str) -> Value:
    """Return fields under their own names; all null where there is no value."""
    return {name: getattr(value, name) if value is not None else None for name in names}


def _named(found: Titled, words: Words) -> Value:
    return {"id": found.id, "title": found.title.in_language(words.language).text}


def _estimate(estimate: Estimate | None) -> Value:
    return {
        **_picked(estimate, "estimate", "standard_error"),
        "interval": _interval(estimate.interval if estimate else None),
        **_picked(estimate, "respondents", "answers", "n_effective", "design_effect"),
    }


def _interval(interval: Interval | None) -> Value | None:
    return None if interval is None else _picked(interval, *_INTERVAL)


def _coverage(coverage: Coverage | None) -> Value:
    return {**_picked(coverage, "cases"), "coverage": coverage.share if coverage else None}


def _end(end: ShownShare | None) -> Value | None:
    """Return the end of the scale that stands for a share."""
    return None if end is None else {"sign": end.sign, "value": end.value}


def _caveats(caveats: Sequence[Caveat], words: Words) -> list[Value]:
    """Return doubts by code and in words."""
    return [{"code": caveat.code.value, "text": words.caveat(caveat)} for caveat in caveats]


def _day(value: date | None) -> str | None:
    return None if value is None else value.isoformat()
