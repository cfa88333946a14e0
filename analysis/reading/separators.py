"""Which sign separates the columns: the one with which the headings are understood."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from pathlib import Path
from typing import Protocol

from analysis.reading.encoding import opened
from analysis.reading.faults import Fault, FaultyData, Message
from analysis.reading.headings import Columns

SEPARATORS = (",", ";", "\t")


class Headings(Protocol):
    """Knows the headings of one kind of file."""

    def columns(self, headings: Sequence[str]) -> Columns:
        """Return what the columns with these headings hold."""
        ...


def separator_and_columns(path: Path, headings: Headings) -> tuple[str, Columns]:
    """Return the separator of a file with what its columns hold.

    Raises
    ------
    FaultyData
        If two separators explain the first row equally well.
    """
    found = [(sign, headings.columns(_first_row(path, sign))) for sign in SEPARATORS]
    # Where no heading is understood, the more cells the likelier: its faults are then the best.
    best = max(found, key=lambda pair: (pair[1].recognised, len(pair[1].headings)))
    rivals = {columns.headings for _, columns in found if columns.recognised == best[1].recognised}
    if best[1].recognised and len(rivals) > 1:
        raise FaultyData(path.name, [Fault.of(Message.SEPARATOR, rows=[1])])
    return best


def _first_row(path: Path, separator: str) -> list[str]:
    with opened(path) as file:
        try:
            return next(csv.reader(file, delimiter=separator, strict=True), [])
        except csv.Error:
            return []
