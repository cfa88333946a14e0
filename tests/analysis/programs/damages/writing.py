"""Separators, quotation marks, encodings, and rows of other lengths than the headings."""

from __future__ import annotations

import csv
from collections.abc import Callable
from dataclasses import replace

from tests.analysis.programs import encodings
from tests.analysis.programs.damages.damage import Damage, Does, is_text, is_vietnamese
from tests.analysis.programs.files import File

_SEPARATORS = {
    "commas": ",",
    "semicolons": ";",
    "tabs": "\t",
    "bars": "|",
}
_ENCODINGS = ("utf-8-sig", "utf-16", "utf-16-le")


def _separated(separator: str) -> Does:
    return lambda file, _number: replace(file, separator=separator)


def _told_to_excel(file: File, _number: int) -> File:
    if file.above:
        return file
    return replace(file, above=(f"sep={file.separator}",), counts_above=False)


def _short_rows(file: File, number: int) -> File:
    for position, row in enumerate(file.rows):
        cells = list(row.cells)
        while (position + number) % 2 and cells and not cells[-1]:
            cells.pop()
        file = file.with_row(position, replace(row, cells=tuple(cells)))
    return file


def _long_rows(file: File, number: int) -> File:
    for position, row in enumerate(file.rows):
        cells = (*row.cells, *[""] * ((position + number) % 3))
        file = file.with_row(position, replace(row, cells=cells))
    return file.refusable()


def _filtered(file: File, number: int) -> File:
    return replace(file, hidden=frozenset({number % len(file.rows)}))


def _few_quotes(file: File, _number: int) -> File:
    return replace(file, quoting=csv.QUOTE_MINIMAL)


def _encoded(encoding: str) -> Does:
    return lambda file, _number: replace(file, encoding=encoding, marks="").refusable()


def _all_of_it(change: Callable[[str], str], encoding: str = "utf-8") -> Does:
    def does(file: File, _number: int) -> File:
        rows = tuple(replace(row, cells=tuple(map(change, row.cells))) for row in file.rows)
        headings = tuple(map(change, file.headings))
        changed = replace(file, rows=rows, headings=headings, encoding=encoding, marks="")
        return changed.refusable()

    return does


def _is_vietnamese_text(file: File) -> bool:
    return is_text(file) and is_vietnamese(file)


DAMAGES = {
    **{
        f"columns separated by {name}": Damage(_separated(separator), is_text)
        for name, separator in _SEPARATORS.items()
    },
    "a line that tells Excel the separator": Damage(_told_to_excel, is_text),
    "short rows": Damage(_short_rows, is_text),
    "long rows of empty cells": Damage(_long_rows, is_text),
    "rows that a filter hides": Damage(_filtered, lambda file: file.suffix == ".xlsx"),
    "few quotation marks": Damage(_few_quotes, is_text),
    **{f"written in {encoding}": Damage(_encoded(encoding), is_text) for encoding in _ENCODINGS},
    "all of it in TCVN3": Damage(_all_of_it(encodings.tcvn3, "latin-1"), _is_vietnamese_text),
    "all of it in TCVN3 taken for Latin-1": Damage(
        _all_of_it(encodings.tcvn3), _is_vietnamese_text
    ),
    "all of it in VNI": Damage(_all_of_it(encodings.vni, "latin-1"), _is_vietnamese_text),
    "all of it in VNI taken for Latin-1": Damage(_all_of_it(encodings.vni), _is_vietnamese_text),
    "all of it in UTF-8 taken for Windows-1252": Damage(
        _all_of_it(encodings.mojibake), _is_vietnamese_text
    ),
}
