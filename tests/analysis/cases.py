"""Made-up case counts, and responses by service point and month to go with them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from analysis.case_counts import COLUMNS, CaseCounts, CaseRow
from analysis.responses import Responses, labelled, unpacked
from tests.analysis.forms import SMALL

Cell = tuple[str, ...]


def make_counts(
    cases: Mapping[Cell, int], columns: Sequence[str] = ("service_point",), *, made_up: bool = False
) -> CaseCounts:
    """Return counts as if read from a file with one row a cell, in this order."""
    assert [name for name in COLUMNS if name in columns] == list(columns)
    rows = tuple(CaseRow(cell, n, row) for row, (cell, n) in enumerate(cases.items(), start=2))
    return CaseCounts("cases.csv", "ab" * 32, tuple(columns), rows, made_up)


def make_answered(
    cells: Sequence[Cell],
    packed: Sequence[str],
    columns: Sequence[str] = ("service_point",),
) -> Responses:
    """Return one response for each cell; a month becomes its second day."""
    names = dict(zip(columns, zip(*cells, strict=True), strict=True)) if cells else {}
    months = names.pop("month", [None] * len(cells))
    days = [None if month is None else f"{month}-02" for month in months]
    return Responses(
        questionnaire=SMALL,
        answers=unpacked([f"{each:-<5}" for each in packed], SMALL),
        labels={name: labelled(list(column)) for name, column in names.items()},
        days=np.array(days, "datetime64[D]"),
    )
