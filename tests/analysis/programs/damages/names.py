"""Names of service points that look alike, and names that lost their letters."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from dataclasses import replace

from tests.analysis.programs.damages.damage import Damage, Does, is_any
from tests.analysis.programs.files import POINT, File

_ALIKE: dict[str, Callable[[str], str]] = {
    "with a tone on another letter": lambda name: name.replace("Hòa", "Hoà"),
    "with letters and marks apart": lambda name: unicodedata.normalize("NFD", name),
    "in capitals": str.upper,
    "with double spaces": lambda name: f" {name.replace(' ', '  ')}",
    "with no-break spaces": lambda name: name.replace(" ", "\N{NO-BREAK SPACE}"),
    "with a hidden character at the end": lambda name: f"{name}\N{ZERO WIDTH SPACE}",
    "with a hidden character inside": lambda name: f"{name[:2]}\ufeff{name[2:]}",
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
    seen = cell.replace("\N{ZERO WIDTH SPACE}", "").replace("\ufeff", "")
    return unicodedata.normalize("NFC", " ".join(seen.split()))


DAMAGES = {f"points {name}": Damage(_alike(change), is_any) for name, change in _ALIKE.items()}
