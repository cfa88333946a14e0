"""Doubts that hold for many rows of a report: said once, with where."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from analysis.caveats import Caveat, CaveatCode
from analysis.report.findings.formulas import IndexFormulas
from analysis.report.model import Report

# From here on a doubt is no longer said in each row.
_MANY = 3
# They say in a row why a figure is missing there, or are what the words of a formula say.
_ELSEWHERE = frozenset(
    {
        CaveatCode.FEW_RESPONSES,
        CaveatCode.NOT_ASKED,
        CaveatCode.HIDDEN_TO_PROTECT_OTHERS,
        CaveatCode.DISCLOSIVE_WITH_EARLIER_REPORTS,
        CaveatCode.MASKED_END,
        CaveatCode.MEAN_OF_CODES,
        CaveatCode.MEAN_OF_SHARES,
        CaveatCode.PART_OF_PLAN,
    }
)


@dataclass
class Repeated:
    """A doubt of many rows: how many in each table, and the values that it has there."""

    rows: Counter[str] = field(default_factory=Counter)
    caveats: list[Caveat] = field(default_factory=list)


def repeated(report: Report) -> Mapping[CaveatCode, Repeated]:
    """Return the doubts that stand in many rows, with their rows by the name of the table."""
    found: dict[CaveatCode, Repeated] = {}
    for table, caveats in _rows(report):
        for caveat in caveats:
            of_code = found.setdefault(caveat.code, Repeated())
            of_code.rows[table] += 1
            of_code.caveats.append(caveat)
    return {
        code: of_code
        for code, of_code in found.items()
        if code not in _ELSEWHERE and of_code.rows.total() >= _MANY
    }


def _rows(report: Report) -> Iterator[tuple[str, tuple[Caveat, ...]]]:
    for entry in (*report.factors, *report.items):
        yield "criteria", entry.caveats
    for index in report.findings_of(IndexFormulas):
        for figure in index.figures:
            yield "formulas", figure.caveats
    for name, groups in report.lists.items():
        if name == "quarters" and len(groups) == 1:
            # It has no row of its own: it says what all months say.
            continue
        for group in groups:
            for entry in group.indices:
                yield name, entry.caveats
