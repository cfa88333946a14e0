"""How many cases there were: the population that responses are weighted to."""

from __future__ import annotations

from dataclasses import dataclass

from analysis.columns import FIELD, SERVICE_POINT
from analysis.names import folded

MONTH = "month"
# From the widest to the narrowest; a file of case counts names some of them.
COLUMNS = (SERVICE_POINT, FIELD, MONTH)


@dataclass(frozen=True)
class CaseRow:
    """The cases of one cell: its names in the order of the columns, a month as ``2026-03``."""

    names: tuple[str, ...]
    cases: int  # Not below 0.
    row: int  # Of the file; the heading is row 1.


@dataclass(frozen=True)
class CaseCounts:
    """The case counts of a file.

    Attributes
    ----------
    name, sha256 : str
        Of the file.
    columns : tuple of str
        Those of `COLUMNS` that the file has, in their order; ``month`` never alone.
    rows : tuple of CaseRow
        No two of the same cell, and at least one.
    is_made_up : bool
        Whether the counts were invented for a demonstration.
    """

    name: str
    sha256: str
    columns: tuple[str, ...]
    rows: tuple[CaseRow, ...]
    is_made_up: bool = False

    @property
    def cases(self) -> int:
        """How many cases the file counts in all."""
        return sum(row.cases for row in self.rows)

    def cases_by(self, column: str) -> dict[str, int]:
        """Return the cases under each name of a column, as first written, in their order."""
        level = self.columns.index(column)
        names: dict[str, str] = {}
        cases: dict[str, int] = {}
        for row in self.rows:
            name = names.setdefault(folded(row.names[level]), row.names[level])
            cases[name] = cases.get(name, 0) + row.cases
        return cases

    @property
    def has_months(self) -> bool:
        """Whether each count belongs to a month."""
        return MONTH in self.columns
