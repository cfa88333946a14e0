"""The keys ``comparisons``, ``monitoring`` and ``trends`` of ``report.json``."""

from __future__ import annotations

from analysis.estimators.control_charts import FUNNEL_LEVELS
from analysis.indices.months import Slope
from analysis.report.findings.months import Alarm, Monitoring, MonthlyTrend, WatchedMonth
from analysis.report.findings.units import ComparedUnit, UnitComparisons
from analysis.report.json_values import Value, caveat_values, estimate_value, interval_value
from analysis.report.words import Words


def comparisons_value(found: UnitComparisons, words: Words) -> Value:
    """Return the service points of an index against the rest."""
    return {
        "id": found.id,
        "title": found.title.in_language(words.language).text,
        "level": "service_point",
        "methods": {
            "test": "score_test_shrunken_design_effect",
            "claims": "holm_setting_aside",
            "screening": "benjamini_hochberg",
            "funnel": "score_limits",
        },
        "funnel": {"centre": found.centre, "levels": list(FUNNEL_LEVELS)},
        "units": [_unit(unit, words) for unit in found.units],
        "caveats": caveat_values(found.caveats, words),
    }


def _unit(unit: ComparedUnit, words: Words) -> Value:
    found = unit.standing
    return {
        "id": found.unit,
        **estimate_value(unit.estimate),
        "standing": found.standing.value,
        "n_effective_of_test": found.n_effective,
        "difference": found.difference,
        "p_value": found.p_value,
        "p_claim": found.p_claim,
        "p_screening": found.p_screening,
        "compared_with": list(found.rest),
        "caveats": caveat_values((*unit.estimate.caveats, *found.caveats), words),
    }


def monitoring_value(found: Monitoring, words: Words) -> Value:
    """Return the months of an index under watch."""
    baseline = found.baseline
    return {
        "id": found.id,
        "title": found.title.in_language(words.language).text,
        "methods": {
            "picture": "p_prime_chart_3",
            "alarm": found.method.value if found.method else None,
        },
        "baseline": {
            "estimate": baseline.share if baseline else None,
            "design_effect": baseline.design_effect if baseline else None,
            "months": [month.month for month in found.months if month.is_baseline],
        },
        "months": [_month(month) for month in found.months],
        "alarms": [_alarm(alarm) for alarm in found.alarms],
        "caveats": caveat_values(found.caveats, words),
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
        "begins": alarm.begins,
        "ends": alarm.ends,
        "is_standing": alarm.is_standing,
    }


def trend_value(found: MonthlyTrend, words: Words) -> Value:
    """Return the trend of an index, for a step of one month."""
    trend = found.trend
    return {
        "id": found.id,
        "title": found.title.in_language(words.language).text,
        "months": list(found.months),
        "widened": trend.widened if trend else None,
        "logit_trend": _slope(trend.logit if trend else None, "log_odds"),
        "logit_trend_at_level": _slope(trend.at_level if trend else None, "share"),
        "linear_contrast": _slope(trend.linear if trend else None, "share"),
        "caveats": caveat_values(found.caveats, words),
    }


def _slope(slope: Slope | None, scale: str) -> Value | None:
    if slope is None:
        return None
    return {
        "scale": scale,
        "estimate": slope.comparison.difference,
        "standard_error": slope.comparison.standard_error,
        "interval": interval_value(slope.interval),
        "degrees_of_freedom": slope.comparison.degrees_of_freedom,
        "p_value": slope.comparison.p_value,
    }
