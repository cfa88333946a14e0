"""``report.json``: the report for programs, its numbers unrounded."""

from __future__ import annotations

import json
from datetime import date

from analysis.estimators.shares import METHOD
from analysis.report.findings.facts import Fact
from analysis.report.findings.formulas import IndexFormulas
from analysis.report.findings.months import Monitoring, MonthlyTrend
from analysis.report.findings.priorities import Priority
from analysis.report.findings.units import UnitComparisons
from analysis.report.json_cases import coverage_value, silent_value, weights_value
from analysis.report.json_comparisons import comparisons_value, monitoring_value, trend_value
from analysis.report.json_findings import formulas_value, priority_value
from analysis.report.json_values import Value, caveat_values, end_value, estimate_value
from analysis.report.model import SCHEMA, Entry, Group, Report
from analysis.report.words import Words


def report_json(report: Report, language: str) -> bytes:
    """Return the report as JSON in UTF-8; `language` is that of titles and caveats."""
    words = Words(language)
    questionnaire = report.questionnaire
    value: Value = {
        "schema": SCHEMA,
        "is_made_up": report.is_made_up,
        "caveats": caveat_values(report.caveats, words),
        "questionnaire": {
            "id": questionnaire.id,
            "version": questionnaire.version,
            "sha256": questionnaire.sha256,
            "title": questionnaire.title.in_language(language).text,
        },
        "plan": _plan(report, words),
        "period": {
            "begins": _day(report.period.begins),
            "ends": _day(report.period.ends),
            "first_day": _day(report.first_day),
            "last_day": _day(report.last_day),
        },
        "respondents": report.responses,
        "answers": report.answers,
        **coverage_value(report.coverage),
        "indices": [_entry(entry, words) for entry in report.indices],
        "factors": [_entry(entry, words) for entry in report.factors],
        "items": [_entry(entry, words) for entry in report.items],
        "comparisons": [
            comparisons_value(found, words) for found in report.findings_of(UnitComparisons)
        ],
        "monitoring": [monitoring_value(found, words) for found in report.findings_of(Monitoring)],
        "trends": [trend_value(found, words) for found in report.findings_of(MonthlyTrend)],
        **{
            name: [_group(group, words.group(name, group.id), words) for group in groups]
            for name, groups in report.lists.items()
        },
        "facts": [_fact(fact, words) for fact in report.findings_of(Fact)],
        "formulas": [formulas_value(found, words) for found in report.findings_of(IndexFormulas)],
        "priorities": [priority_value(found, words) for found in report.findings_of(Priority)],
        "provenance": {
            "source": report.source.name,
            "sha256": report.source.sha256,
            "software": report.software,
            "methods": {
                "interval": METHOD,
                "verdict": "one-sided 95 % bounds of the interval",
                "clusters": "respondent",
                "strata": list(report.strata),
                "weights": weights_value(report.population),
            },
        },
    }
    return (json.dumps(value, ensure_ascii=False, indent=2, allow_nan=False) + "\n").encode()


def _plan(report: Report, words: Words) -> Value | None:
    plan = report.plan
    if plan is None:
        return None
    return {
        "id": plan.id,
        "sha256": plan.sha256,
        "title": plan.title.in_language(words.language).text,
        "document": plan.document,
        "begins": _day(plan.begins),
        "ends": _day(plan.ends),
    }


def _entry(entry: Entry, words: Words) -> Value:
    value: Value = {
        "id": entry.id,
        "title": entry.title.in_language(words.language).text,
        "formula": entry.formula,
        **estimate_value(entry.estimate),
        **coverage_value(entry.coverage),
        "unweighted": entry.unweighted,
        "silent_lower": silent_value(entry.sensitivity),
        "end": end_value(entry.end),
        "caveats": caveat_values(entry.caveats, words),
    }
    return value if entry.target is None else value | _decision(entry)


def _decision(entry: Entry) -> Value:
    decision = entry.decision
    return {
        "target": entry.target,
        "target_source": entry.target_source,
        "verdict": decision.verdict.value if decision else None,
        "deciding_bound": decision.deciding_bound if decision else None,
        "p_value": decision.p_value if decision else None,
        "more_needed": decision.more_needed if decision else None,
    }


def _group(group: Group, title: str, words: Words) -> Value:
    return {
        "id": group.id,
        "title": title,
        "respondents": group.responses,
        **coverage_value(group.coverage),
        "indices": [_entry(entry, words) for entry in group.indices],
        "caveats": caveat_values(group.caveats, words),
    }


def _fact(fact: Fact, words: Words) -> Value:
    return {
        "id": fact.id,
        "title": fact.title.in_language(words.language).text,
        "is_conditional": fact.is_conditional,
        "asked": fact.asked,
        "answered": fact.answered,
        "answers": [
            {
                "value": answer.value,
                "label": answer.label.in_language(words.language).text,
                "count": answer.count,
                "share": answer.share.value if answer.share and answer.count is not None else None,
                "end": end_value(answer.share) if answer.count is None else None,
            }
            for answer in fact.answers
        ]
        or None,
        "caveats": caveat_values(fact.caveats, words),
    }


def _day(value: date | None) -> str | None:
    return None if value is None else value.isoformat()
