"""Names of service points that look alike, and names that lost their letters."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from dataclasses import replace
from itertools import pairwise

from tests.analysis.programs import encodings
from tests.analysis.programs.damages.damage import Damage, Does, is_any, is_text, is_typed
from tests.analysis.programs.files import POINT, File

_ALIKE: dict[str, Callable[[str], str]] = {
    "with a tone on another letter": lambda name: name.replace("Hòa", "Hoà"),
    "with letters and marks apart": lambda name: unicodedata.normalize("NFD", name),
    "in capitals": str.upper,
    "with double spaces": lambda name: f" {name.replace(' ', '  ')}",
    "with no-break spaces": lambda name: name.replace(" ", "\N{NO-BREAK SPACE}"),
    "with a hidden character at the end": lambda name: f"{name}\N{ZERO WIDTH SPACE}",
    "with a control character inside": lambda name: f"{name[:2]}\x07{name[2:]}",
    "with a hidden character inside": lambda name: f"{name[:2]}\ufeff{name[2:]}",
}
_BROKEN: dict[str, Callable[[str], str]] = {
    "with question marks for letters": lambda name: name.replace("ầ", "?").replace("ộ", "?"),
    "with replacement characters": lambda name: name.replace("ầ", "\ufffd").replace("ộ", "\ufffd"),
    "of UTF-8 taken for Windows-1252": encodings.mojibake,
    "in TCVN3": encodings.tcvn3,
    "in VNI": encodings.vni,
}


def _alike(change: Callable[[str], str]) -> Does:
    """Return what writes every second name in another way; whoever reads takes both for one."""

    def does(file: File, number: int) -> File:
        index, spellings = file.column(POINT), dict(file.spellings)
        for position, row in enumerate(file.rows):
            if row.person is None:
                continue
            cell = row.cells[index]
            if (position + number) % 2:
                cell = change(cell)
                file = file.with_row(position, row.with_cell(index, cell))
            spellings[_printed(cell)] = row.person.point
        return replace(file, spellings=spellings)

    return does


def _printed(cell: str) -> str:
    """Return a name as it is printed: composed, what is seen of it, single spaces."""
    seen = cell.translate(dict.fromkeys(map(ord, "\N{ZERO WIDTH SPACE}\ufeff\x07")))
    return unicodedata.normalize("NFC", " ".join(seen.split()))


def _broken(change: Callable[[str], str]) -> Does:
    """Return what no reading mends, so that it has to be told of."""

    def does(file: File, _number: int) -> File:
        index = file.column(POINT)
        for position, row in enumerate(file.rows):
            cell = change(row.cells[index])
            person = row.person and replace(row.person, point=cell)
            file = file.with_row(position, replace(row.with_cell(index, cell), person=person))
        return replace(file, doubted=file.doubted | {POINT}).refusable()

    return does


def _written_once(file: File, _number: int) -> File:
    """Return the file by points, each written above its rows alone, if this leaves enough empty."""
    index = file.column(POINT)
    rows = sorted(file.rows, key=lambda row: row.cells[index])
    again = [one.cells[index] == other.cells[index] for one, other in pairwise(rows)]
    if sum(again) < max(3, len(rows) - sum(again)):
        return file
    for position, is_again in enumerate(again, start=1):
        if is_again:
            rows[position] = rows[position].with_cell(index, "")
    return replace(file, rows=tuple(rows)).refused()


_OF_TEXT = "with a control character inside"
DAMAGES = {
    **{
        f"points {name}": Damage(_alike(change), is_text if name == _OF_TEXT else is_any)
        for name, change in _ALIKE.items()
    },
    **{f"points {name}": Damage(_broken(change), is_any) for name, change in _BROKEN.items()},
    "points written once for several rows": Damage(_written_once, is_typed),
}
