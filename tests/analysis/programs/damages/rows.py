"""Rows that are nobody's, and responses that do not count or count once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from tests.analysis.programs.damages.damage import (
    Damage,
    is_sheet,
    is_typed,
)
from tests.analysis.programs.files import POINT, File, Row


def _empty_row(file: File, number: int) -> File:
    return _with_nobody(file, number, ("",) * len(file.roles))


def _with_nobody(file: File, number: int, cells: tuple[str, ...]) -> File:
    index = number % (len(file.rows) + 1)
    return replace(file, rows=(*file.rows[:index], Row(cells, None), *file.rows[index:]))


def _totals(file: File, _number: int) -> File:
    sums = dict.fromkeys(file.questions, str(4 * len(file.rows) + 1))
    return _below(file, sums | {POINT: "Tổng cộng"}).refusable()


def _averages(file: File, _number: int) -> File:
    averages = dict.fromkeys(file.questions, "3,75")
    return _below(file, averages | {POINT: "Trung bình"}).refusable()


def _below(file: File, cells: Mapping[str, str]) -> File:
    """Return the file with a row of nobody below the others, which has to be told of."""
    row = tuple(cells.get(role, "") for role in file.roles)
    return replace(file, rows=(*file.rows, Row(row, None, is_told=True)))


def _approved(file: File, number: int) -> File:
    index = number % len(file.rows)
    status = "Approved" if file.words else "validation_status_approved"
    return file.with_row(index, file.rows[index].with_cell(file.column("status"), status))


def _two_alike(file: File, number: int) -> File:
    return replace(file, rows=(*file.rows, file.rows[number % len(file.rows)]))


def _has_status(file: File) -> bool:
    return file.has("status")


def _tells_responses(file: File) -> bool:
    """Return whether the program gives each response a number or a moment of its own."""
    return file.has("id") or file.has("email")


def _tells_no_responses(file: File) -> bool:
    return not _tells_responses(file) and not file.has("number")


DAMAGES = {
    "an empty row": Damage(_empty_row, is_sheet),
    "a row of totals": Damage(_totals, is_typed),
    "a row of averages": Damage(_averages, is_typed),
    "a response that was approved": Damage(_approved, _has_status),
    "two people of one day who answered alike": Damage(_two_alike, _tells_no_responses),
}
