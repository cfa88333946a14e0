"""The rows of ``report.csv`` for comparisons, months under watch and trends."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from analysis.caveats import Caveat
from analysis.indices.months import Slope
from analysis.report.csv_values import Row, estimate_cells
from analysis.report.findings.months import Monitoring, MonthlyTrend
from analysis.report.findings.units import UnitComparisons
from analysis.report.model import Report
from analysis.report.words import Words
from questionnaires.model import Wording


def comparison_rows(report: Report, words: Words) -> Iterator[Row]:
    """Return a row for each service point compared, each month watched and each trend."""
    for found in report.findings_of(UnitComparisons):
        yield from _units(found, words)
    for watched in report.findings_of(Monitoring):
        yield from _months(watched, words)
    for trend in report.findings_of(MonthlyTrend):
        yield from _trends(trend, words)


def _units(found: UnitComparisons, words: Words) -> Iterator[Row]:
    named = _named("comparison", "service_point", found.id, found.title, words)
    if not found.units:
        yield named | {"caveats": _said(found.caveats, words)}
    for unit in found.units:
        standing = unit.standing
        yield (
            named
            | estimate_cells(unit.estimate)
            | {
                "part_name": standing.unit,
                "formula": unit.estimate.formula,
                "difference": standing.difference,
                "standing": standing.standing.value,
                "p_value": standing.p_value,
                "p_claim": standing.p_claim,
                "p_screening": standing.p_screening,
                "caveats": _said((*unit.estimate.caveats, *standing.caveats), words),
            }
        )


def _months(found: Monitoring, words: Words) -> Iterator[Row]:
    named = _named("monitoring", "month", found.id, found.title, words)
    doubts = {"caveats": _said(found.caveats, words)}
    if not found.months:
        yield named | doubts
    for month in found.months:
        yield (
            named
            | doubts
            | {
                "part_name": month.month,
                "estimate": month.share,
                "low": month.lower,
                "high": month.upper,
                "method": "p_prime_chart_3",
                "answers": month.answers,
                "n_effective": month.n_effective,
                "standing": month.alarm.value if month.alarm else "",
            }
        )


def _trends(found: MonthlyTrend, words: Words) -> Iterator[Row]:
    named = _named("trend", "month", found.id, found.title, words)
    doubts = {"caveats": _said(found.caveats, words)}
    trend = found.trend
    slopes = {
        "logit_trend": trend.logit if trend else None,
        "linear_contrast": trend.linear if trend else None,
    }
    if not any(slopes.values()):
        yield named | doubts
    for formula, slope in slopes.items():
        if slope is not None:
            yield named | doubts | {"formula": formula} | _slope(slope)


def _slope(slope: Slope) -> Row:
    interval = slope.interval
    return {
        "estimate": slope.comparison.difference,
        "standard_error": slope.comparison.standard_error,
        "confidence_level": interval.confidence_level,
        "low": interval.low,
        "high": interval.high,
        "method": interval.method,
        "p_value": slope.comparison.p_value,
    }


def _named(level: str, part: str, name: str, title: Wording, words: Words) -> Row:
    return {
        "level": level,
        "part": part,
        "id": name,
        "title": title.in_language(words.language).text,
    }


def _said(caveats: Sequence[Caveat], words: Words) -> str:
    return " ".join(words.caveat(caveat) for caveat in caveats)
