"""``report.csv``: one row for each estimate, for those who go on in a spreadsheet."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator

from analysis.report.csv_comparisons import comparison_rows
from analysis.report.csv_values import Row, estimate_cells
from analysis.report.findings.formulas import Figure, IndexFormulas
from analysis.report.model import Coverage, Entry, Report
from analysis.report.words import Words
from analysis.texts import guarded

COLUMNS = (
    "level",
    "part",
    "part_name",
    "id",
    "title",
    "formula",
    "estimate",
    "end",
    "standard_error",
    "confidence_level",
    "low",
    "high",
    "method",
    "respondents",
    "answers",
    "n_effective",
    "design_effect",
    "unweighted",
    "cases",
    "coverage",
    "silent_lower",
    "target",
    "verdict",
    "deciding_bound",
    "p_value",
    "difference",
    "standing",
    "p_claim",
    "p_screening",
    "more_needed",
    "caveats",
    "questionnaire",
    "plan",
    "first_day",
    "last_day",
    "made_up",
)
_PARTS = {
    "service_points": "service_point",
    "fields": "field",
    "modes": "mode",
    "months": "month",
    "quarters": "quarter",
}


def report_csv(report: Report, language: str) -> bytes:
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
        writer.writerow({name: _cell(value) for name, value in {**row, **shared}.items()})
    return text.getvalue().encode("utf-8-sig")


def _rows(report: Report, words: Words) -> Iterator[Row]:
    levels = {"index": report.indices, "factor": report.factors, "item": report.items}
    for level, entries in levels.items():
        for entry in entries:
            yield {"level": level, "part": "all"} | _row(entry, words)
    for name, groups in report.lists.items():
        for group in groups:
            for entry in group.indices:
                named: Row = {"level": "index", "part": _PARTS[name], "part_name": group.id}
                # Where nothing of an index may be shown, the number of responses still is.
                shown = {"respondents": group.responses} | _coverage(group.coverage)
                yield named | shown | _row(entry, words)
    for index in report.findings_of(IndexFormulas):
        for figure in index.figures:
            yield {"level": "formula", "part": "all"} | _formula_row(index, figure, words)
    yield from comparison_rows(report, words)


def _row(entry: Entry, words: Words) -> Row:
    row: Row = {
        "id": entry.id,
        "title": entry.title.in_language(words.language).text,
        "formula": entry.formula,
        "target": entry.target,
        "end": f"{entry.end.sign} {entry.end.value}" if entry.end else None,
        "caveats": " ".join(words.caveat(caveat) for caveat in entry.caveats),
        "unweighted": entry.unweighted,
        "silent_lower": entry.sensitivity.estimate if entry.sensitivity else None,
    }
    return row | estimate_cells(entry.estimate) | _coverage(entry.coverage) | _decision(entry)


def _coverage(coverage: Coverage | None) -> Row:
    return {} if coverage is None else {"cases": coverage.cases, "coverage": coverage.share}


def _formula_row(index: IndexFormulas, figure: Figure, words: Words) -> Row:
    row: Row = {
        "id": index.id,
        "title": index.title.in_language(words.language).text,
        "formula": figure.formula,
        "target": index.target,
        "verdict": figure.verdict.value if figure.verdict else None,
        "deciding_bound": figure.deciding_bound,
        "caveats": " ".join(words.caveat(caveat) for caveat in figure.caveats),
    }
    return row | estimate_cells(figure.estimate)


def _decision(entry: Entry) -> Row:
    decision = entry.decision
    if decision is None:
        return {}
    return {
        "verdict": decision.verdict.value,
        "deciding_bound": decision.deciding_bound,
        "p_value": decision.p_value,
        "more_needed": decision.more_needed,
    }


def _cell(value: object) -> object:
    return guarded(value) if isinstance(value, str) else value
