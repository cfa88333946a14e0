"""``report.csv``: a row for each estimate, for those who go on in a spreadsheet."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence
from itertools import chain

from analysis.caveats import Caveat
from analysis.estimates import Estimate, Interval
from analysis.indices.months import Slope
from analysis.report.findings.formulas import IndexFormulas
from analysis.report.findings.months import Monitoring, MonthlyTrend
from analysis.report.findings.units import UnitComparisons
from analysis.report.model import Coverage, Entry, Report
from analysis.report.words import Words
from analysis.texts import guarded
from questionnaires.model import Wording

POSITION = 2
MEDIA_TYPE = "text/csv"
_COUNTS = ("respondents", "answers", "n_effective", "design_effect")
_ESTIMATE = ("estimate", "standard_error", *_COUNTS)
_INTERVAL = ("confidence_level", "low", "high", "method")
COLUMNS = (
    *("level", "part", "part_name", "id", "title", "formula", "estimate", "end", "standard_error"),
    *_INTERVAL,
    *_COUNTS,
    *("unweighted", "cases", "coverage", "silent_lower", "target", "verdict", "deciding_bound"),
    *("p_value", "difference", "standing", "p_claim", "p_screening", "more_needed", "caveats"),
    *("questionnaire", "plan", "first_day", "last_day", "made_up"),
)
_PARTS = {
    "service_points": "service_point",
    "fields": "field",
    "modes": "mode",
    "months": "month",
    "quarters": "quarter",
}
Row = dict[str, object]


def write(report: Report, language: str) -> bytes:
    """Return the report as CSV in UTF-8 with the mark by which Excel knows it."""
    text = io.StringIO(newline="")
    writer = csv.DictWriter(text, COLUMNS, restval="")
    writer.writeheader()
    shared: Row = {
        "questionnaire": report.questionnaire.name,
        "plan": report.plan.id if report.plan else "",
        "first_day": report.first_day,
        "last_day": report.last_day,
        "made_up": int(report.is_made_up),
    }
    for row in _rows(report, Words(language)):
        writer.writerow({name: _cell(value) for name, value in (row | shared).items()})
    return text.getvalue().encode("utf-8-sig")


def _rows(report: Report, words: Words) -> Iterator[Row]:
    levels = {"index": report.indices, "factor": report.factors, "item": report.items}
    for level, entries in levels.items():
        for entry in entries:
            yield {"level": level, "part": "all"} | _entry(entry, words)
    for name, groups in report.lists.items():
        for group in groups:
            for entry in group.indices:
                named: Row = {"level": "index", "part": _PARTS[name], "part_name": group.id}
                # Where nothing of an index may be shown, the number of responses still is.
                shown = {"respondents": group.responses} | _coverage(group.coverage)
                yield named | shown | _entry(entry, words)
    for index in report.findings_of(IndexFormulas):
        yield from _formulas(index, words)
    yield from chain.from_iterable(_units(c, words) for c in report.findings_of(UnitComparisons))
    yield from chain.from_iterable(_months(m, words) for m in report.findings_of(Monitoring))
    yield from chain.from_iterable(_trends(t, words) for t in report.findings_of(MonthlyTrend))


def _entry(entry: Entry, words: Words) -> Row:
    row = _named(entry.id, entry.title, words) | {
        "formula": entry.formula,
        "target": entry.target,
        "end": f"{entry.end.sign} {entry.end.value}" if entry.end else None,
        "caveats": _caveats(entry.caveats, words),
        "unweighted": entry.unweighted,
        "silent_lower": entry.sensitivity.estimate if entry.sensitivity else None,
    }
    return row | _estimate(entry.estimate) | _coverage(entry.coverage) | _decision(entry)


def _decision(entry: Entry) -> Row:
    decision = entry.decision
    if decision is None:
        return {}
    picked = _picked(decision, "deciding_bound", "p_value", "more_needed")
    return {"verdict": decision.verdict.value} | picked


def _formulas(index: IndexFormulas, words: Words) -> Iterator[Row]:
    named = {"level": "formula", "part": "all"} | _named(index.id, index.title, words)
    for figure in index.figures:
        yield (
            named
            | {
                "formula": figure.formula,
                "target": index.target,
                "verdict": figure.verdict.value if figure.verdict else None,
                "deciding_bound": figure.deciding_bound,
                "caveats": _caveats(figure.caveats, words),
            }
            | _estimate(figure.estimate)
        )


def _units(found: UnitComparisons, words: Words) -> Iterator[Row]:
    named = {"level": "comparison", "part": "service_point"} | _named(found.id, found.title, words)
    if not found.units:
        yield named | {"caveats": _caveats(found.caveats, words)}
    for unit in found.units:
        standing = unit.standing
        yield (
            named
            | _estimate(unit.estimate)
            | {
                "part_name": standing.unit,
                "formula": unit.estimate.formula,
                "standing": standing.standing.value,
                **_picked(standing, "difference", "p_value", "p_claim", "p_screening"),
                "caveats": _caveats((*unit.estimate.caveats, *standing.caveats), words),
            }
        )


def _months(found: Monitoring, words: Words) -> Iterator[Row]:
    named = {"level": "monitoring", "part": "month"} | _named(found.id, found.title, words)
    named["caveats"] = _caveats(found.caveats, words)
    if not found.months:
        yield named
    for month in found.months:
        yield named | {
            "part_name": month.month,
            "estimate": month.share,
            "low": month.lower,
            "high": month.upper,
            "method": "p_prime_chart_3",
            "answers": month.answers,
            "n_effective": month.n_effective,
            "standing": month.alarm.value if month.alarm else "",
        }


def _trends(found: MonthlyTrend, words: Words) -> Iterator[Row]:
    named = {"level": "trend", "part": "month"} | _named(found.id, found.title, words)
    named["caveats"] = _caveats(found.caveats, words)
    trend = found.trend
    slopes = {
        "logit_trend": trend.logit if trend else None,
        "linear_contrast": trend.linear if trend else None,
    }
    if not any(slopes.values()):
        yield named
    for formula, slope in slopes.items():
        if slope is not None:
            yield named | {"formula": formula} | _slope(slope)


def _slope(slope: Slope) -> Row:
    return {
        "estimate": slope.comparison.difference,
        "standard_error": slope.comparison.standard_error,
        "p_value": slope.comparison.p_value,
    } | _interval(slope.interval)


def _picked(value: object, *names: str) -> Row:
    """Return fields that have columns of the same names."""
    return {name: getattr(value, name) for name in names}


def _named(name: str, title: Wording, words: Words) -> Row:
    return {"id": name, "title": title.in_language(words.language).text}


def _estimate(found: Estimate | None) -> Row:
    """Return an estimate; nothing where nothing may be shown."""
    return {} if found is None else _picked(found, *_ESTIMATE) | _interval(found.interval)


def _interval(interval: Interval | None) -> Row:
    return {} if interval is None else _picked(interval, *_INTERVAL)


def _coverage(coverage: Coverage | None) -> Row:
    return {} if coverage is None else {"cases": coverage.cases, "coverage": coverage.share}


def _caveats(caveats: Sequence[Caveat], words: Words) -> str:
    return " ".join(words.caveat(caveat) for caveat in caveats)


def _cell(value: object) -> object:
    return guarded(value) if isinstance(value, str) else value
