"""Zones, days of upload, and days that spreadsheets rewrote."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from tests.analysis.programs.damages.damage import Damage, Does, is_text, is_typed_text
from tests.analysis.programs.files import DAY, File

_TO_UTC = timedelta(hours=-7)
# The year, the others of which cannot be of a survey.
_YEAR, _IMPOSSIBLE = "2026", ("206",)


def _utc(file: File, _number: int) -> File:
    return file.with_cells(DAY, lambda each, _cell: f"{each.moment + _TO_UTC:%Y-%m-%dT%H:%M:%SZ}")


def _written(pattern: str) -> Does:
    return lambda file, _number: file.with_cells(
        DAY, lambda each, _cell: format(each.moment, pattern)
    ).refusable()


def _year(year: str) -> Does:
    def does(file: File, number: int) -> File:
        index = number % len(file.rows)
        row = file.rows[index]
        cell = row.cells[file.column(DAY)]
        wrong = replace(row.with_cell(file.column(DAY), cell.replace(_YEAR, year)), is_told=True)
        return file.with_row(index, wrong).refused() if _YEAR in cell else file

    return does


def _is_text_without_ids(file: File) -> bool:
    return is_text(file) and not file.has("id")


DAMAGES = {
    "moments in UTC": Damage(_utc, _is_text_without_ids),
    "years of two digits": Damage(_written("%d/%m/%y"), is_typed_text),
    "names of months": Damage(_written("%d-%b-%y"), is_typed_text),
    **{f"the year {year} once": Damage(_year(year), _is_text_without_ids) for year in _IMPOSSIBLE},
}
