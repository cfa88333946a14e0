"""``report-data.csv``: a row for each estimate, for programs.

Numbers are in full where that tells nothing withheld.
Cells are separated by commas and numbers have a decimal point, whatever the report's language.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from itertools import chain

from analysis.disclosure.thresholds import ShownShare
from analysis.estimates import Estimate, Interval
from analysis.indices.months import Trend
from analysis.letterhead import BLANK, Letterhead
from analysis.report.findings.changes import Change
from analysis.report.findings.facts import Fact
from analysis.report.findings.formulas import IndexFormulas
from analysis.report.findings.levels import ItemLevels
from analysis.report.findings.months import Monitoring, MonthlyTrend
from analysis.report.findings.priorities import Priority
from analysis.report.findings.rounding import marks_of, rounded
from analysis.report.findings.units import UnitComparisons
from analysis.report.model import Coverage, Entry, Report
from analysis.report.stored import fingerprint
from analysis.report.words import Words
from analysis.texts import guarded
from questionnaires.model import Wording

POSITION = 3
MEDIA_TYPE = "text/csv"
FILE = "report-data.csv"
_COUNTS = ("respondents", "answers", "n_effective", "design_effect")
_ESTIMATE = ("estimate", "standard_error", *_COUNTS)
_INTERVAL = ("confidence_level", "low", "high", "method")
COLUMNS = (
    *("level", "part", "part_name", "id", "title", "formula", "estimate", "end", "standard_error"),
    *_INTERVAL,
    *_COUNTS,
    *("unweighted", "cases", "coverage", "silent_lower", "target", "verdict", "deciding_bound"),
    *("p_value", "difference", "difference_low", "difference_high", "standing"),
    *("p_claim", "p_screening", "more_needed", "is_too_near"),
    *("asked", "count", "correlation", "correlation_low", "correlation_high", "caveats"),
    *("questionnaire", "plan", "first_day", "last_day", "made_up", "fingerprint"),
)
Row = dict[str, object]
# Of a criterion; nothing where that is withheld.
_STANDINGS: dict[bool | None, str] = {True: "stands_out", False: "does_not_stand_out"}


def write(report: Report, language: str, _letterhead: Letterhead = BLANK) -> bytes:
    """Return the report as CSV in UTF-8, without a byte order mark."""
    text, words = io.StringIO(newline=""), Words(language)
    writer = csv.DictWriter(text, COLUMNS, restval="")
    writer.writeheader()
    for row in rows(report):
        writer.writerow({name: _cell(value, words) for name, value in row.items()})
    return text.getvalue().encode()


def rows(report: Report) -> Iterator[Row]:
    """Yield a row for each estimate, its numbers as far as they may be told."""
    shared: Row = {
        "questionnaire": report.questionnaire.name,
        "plan": report.plan.id if report.plan else "",
        "first_day": report.first_day,
        "last_day": report.last_day,
        "made_up": int(report.is_made_up),
        "fingerprint": fingerprint(report),
    }
    marks = marks_of(report)
    for row in _rows(report):
        cells = row | shared
        if marks is not None:
            cells = {name: rounded(name, value, marks) for name, value in cells.items()}
        yield cells


def _rows(report: Report) -> Iterator[Row]:
    levels = {"index": report.indices, "factor": report.factors, "item": report.items}
    for level, entries in levels.items():
        for entry in entries:
            yield {"level": level, "part": "all"} | _entry(entry)
    for name, groups in report.lists.items():
        for group in groups:
            for entry in group.indices:
                named: Row = {"level": "index", "part": name.removesuffix("s")}
                named["part_name"] = group.id
                # Where nothing of an index may be shown, the number of responses still is.
                shown = {"respondents": group.responses} | _coverage(group.coverage)
                yield named | shown | _entry(entry)
    yield from chain.from_iterable(map(_formulas, report.findings_of(IndexFormulas)))
    yield from chain.from_iterable(map(_units, report.findings_of(UnitComparisons)))
    yield from chain.from_iterable(map(_months, report.findings_of(Monitoring)))
    yield from chain.from_iterable(map(_trends, report.findings_of(MonthlyTrend)))
    yield from chain.from_iterable(map(_facts, report.findings_of(Fact)))
    yield from map(_priority, report.findings_of(Priority))
    yield from chain.from_iterable(map(_levels, report.findings_of(ItemLevels)))
    yield from map(_change, report.findings_of(Change))


def _entry(entry: Entry) -> Row:
    return {
        **_picked(entry, "id", "title", "formula", "target", "end", "caveats", "unweighted"),
        "silent_lower": entry.sensitivity.estimate if entry.sensitivity else None,
        **_estimate(entry.estimate),
        **_coverage(entry.coverage),
        **_picked(entry.decision, "verdict", "deciding_bound", "p_value"),
        "more_needed": entry.more_needed,
        "is_too_near": int(entry.is_too_near) or None,
    }


def _formulas(index: IndexFormulas) -> Iterator[Row]:
    for figure in index.figures:
        yield {
            "level": "formula",
            "part": "all",
            **_picked(index, "id", "title", "target"),
            **_picked(figure, "formula", "verdict", "deciding_bound", "caveats"),
            **_estimate(figure.estimate),
        }


def _units(found: UnitComparisons) -> Iterator[Row]:
    named = {"level": "comparison", "part": "service_point"} | _picked(found, "id", "title")
    if not found.units:
        yield named | {"caveats": found.caveats}
    for unit in found.units:
        yield {
            **named,
            **_estimate(unit.entry.estimate),
            "end": unit.entry.end,
            "part_name": unit.unit,
            "formula": unit.entry.formula,
            "standing": unit.standing,
            **_picked(unit.test, "difference", "p_value", "p_claim", "p_screening"),
            **_difference_ends(unit.test.interval if unit.test else None),
            "caveats": unit.caveats,
        }


def _difference_ends(interval: Interval | None) -> Row:
    return {"difference_low": interval.low, "difference_high": interval.high} if interval else {}


def _months(found: Monitoring) -> Iterator[Row]:
    named = {"level": "monitoring", "part": "month"} | _picked(found, "id", "title", "caveats")
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
            "standing": month.alarm,
        }


def _trends(found: MonthlyTrend) -> Iterator[Row]:
    yield {
        "level": "trend",
        "part": "month",
        "formula": "linear_trend",
        **_picked(found, "id", "title", "caveats"),
        "standing": found.course,
        **_slope(found.trend),
    }


def _facts(fact: Fact) -> Iterator[Row]:
    named = {"level": "fact"} | _picked(fact, "id", "title")
    yield named | {"part": "all", "respondents": fact.answered} | _picked(fact, "asked", "caveats")
    for answer in fact.answers:
        is_counted, share = answer.count is not None, answer.share
        yield named | {
            "part": "answer",
            "part_name": answer.value,
            "estimate": share.value if share and is_counted else None,
            "end": None if is_counted else share,
            "count": answer.count,
            **_picked(answer.interval, *_INTERVAL),
        }


def _priority(found: Priority) -> Row:
    interval = found.correlation_interval
    ends: Row = (
        {"correlation_low": interval.low, "correlation_high": interval.high} if interval else {}
    )
    return {
        "level": "priority",
        "part": "all",
        **_picked(found, "id", "title", "correlation", "caveats"),
        **_estimate(found.estimate),
        "count": found.not_satisfied,
        "standing": _STANDINGS.get(found.stands_out),
        **ends,
    }


def _levels(item: ItemLevels) -> Iterator[Row]:
    named = {"level": "level"} | _picked(item, "id", "title")
    yield named | {"part": "all", "respondents": item.answered} | _picked(item, "caveats")
    for level in item.levels:
        yield named | {
            "part": "answer",
            "part_name": level.value,
            "estimate": item.share_of(level.count),
            "count": level.count,
        }


def _change(found: Change) -> Row:
    """Return a difference; its estimate is that of the other time, which names the part."""
    begins, ends = found.period.begins, found.period.ends
    return {
        "level": "change",
        "part": found.reference.value.lower(),
        "part_name": f"{begins}/{ends}" if begins and ends else found.name,
        **_picked(found, "id", "title", "difference", "caveats"),
        **_difference_ends(found.interval),
        "estimate": found.earlier,
        "standing": found.movement,
    }


def _slope(trend: Trend | None) -> Row:
    if trend is None:
        return {}
    change: Row = {"estimate": trend.slope, "p_value": trend.p_value}
    return change | _picked(trend.interval, *_INTERVAL)


def _estimate(found: Estimate | None) -> Row:
    return _picked(found, *_ESTIMATE) | _picked(found and found.interval, *_INTERVAL)


def _coverage(coverage: Coverage | None) -> Row:
    return {} if coverage is None else {"cases": coverage.cases, "coverage": coverage.share}


def _picked(value: object, *names: str) -> Row:
    """Return fields that have columns of the same names; nothing where there is no value."""
    return {} if value is None else {name: getattr(value, name) for name in names}


def _cell(value: object, words: Words) -> object:
    if isinstance(value, Wording):
        value = value.in_language(words.language).text
    elif isinstance(value, ShownShare):
        value = f"{value.sign} {value.value}"
    elif isinstance(value, tuple):
        value = " ".join(words.caveat(caveat) for caveat in value)
    return guarded(value) if isinstance(value, str) else value
