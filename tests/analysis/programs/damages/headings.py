"""Headings with numbers, hidden characters and titles above them."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from dataclasses import replace

from tests.analysis.programs.damages.damage import (
    Damage,
    Does,
    is_in_words,
    is_sheet,
    is_text,
    is_typed,
)
from tests.analysis.programs.files import File


def _all(change: Callable[[str], str]) -> Does:
    return lambda file, _number: replace(file, headings=tuple(map(change, file.headings)))


def _numbered(before: str) -> Does:
    """Return what writes a number, in its place of `before`, before each question's heading."""

    def does(file: File, _number: int) -> File:
        headings = list(file.headings)
        for number, index in enumerate(file.questions.values(), start=1):
            headings[index] = before.format(number) + headings[index]
        return replace(file, headings=tuple(headings))

    return does


def _two_marks(file: File, _number: int) -> File:
    return replace(file, marks="\ufeff\ufeff", encoding="utf-8")


def _above(*lines: str) -> Does:
    return lambda file, _number: replace(file, above=(*lines, *file.above)).refusable()


def _above_turned(legend: str) -> Does:
    """Return what writes above that the numbers mean others, where there are any."""

    def does(file: File, _number: int) -> File:
        above = replace(file, above=(legend, *file.above)).refusable()
        cells = [row.cells[index] for row in file.rows for index in file.questions.values()]
        has_numbers = any(cell.strip().isdecimal() for cell in cells)
        return replace(above, may_be_read=file.may_be_read and not has_numbers)

    return does


def _column_twice(file: File, _number: int) -> File:
    index = file.column("signs")
    lower = file.lower_headings
    return replace(
        file,
        roles=(*file.roles, "again"),
        headings=(*file.headings, file.headings[index]),
        lower_headings=(*lower, lower[index]) if lower else (),
        rows=tuple(replace(row, cells=(*row.cells, row.cells[index])) for row in file.rows),
    ).refused()


def _is_without_grid(file: File) -> bool:
    """Return whether the headings of questions are their wording alone."""
    return is_in_words(file) and not file.has("email") and not file.lower_headings


DAMAGES = {
    "hidden characters in headings": Damage(
        _all(lambda text: f"{text[:2]}\N{ZERO WIDTH SPACE}{text[2:]}\ufeff"), is_text
    ),
    "no-break spaces in headings": Damage(
        _all(lambda text: text.replace(" ", "\N{NO-BREAK SPACE}")), is_text
    ),
    "headings in capitals": Damage(_all(str.upper), is_sheet),
    "headings with letters and marks apart": Damage(
        _all(lambda text: unicodedata.normalize("NFD", text)), is_text
    ),
    "numbers before headings": Damage(_numbered("{}. "), _is_without_grid),
    "numbers of chapters before headings": Damage(_numbered("1.{}. "), _is_without_grid),
    "Roman numbers before headings": Damage(_numbered("I.{}. "), _is_without_grid),
    "“Câu” before headings": Damage(_numbered("Câu {}: "), _is_without_grid),
    "two byte order marks": Damage(_two_marks, is_text),
    "a title above the headings": Damage(_above("BẢNG TỔNG HỢP Ý KIẾN"), is_typed),
    "a title and an empty line above": Damage(_above("Quý I năm 2026", ""), is_typed),
    "a legend that turns the scale": Damage(
        _above_turned("Thang điểm: 1: Rất hài lòng, 5: Rất không hài lòng"), is_typed
    ),
    "a question's column twice": Damage(_column_twice, is_sheet),
}
