"""The cases that a report's responses stand for."""

from __future__ import annotations

from dataclasses import dataclass

from analysis.case_counts import CaseCounts, CaseRow
from analysis.texts import folded


@dataclass(frozen=True)
class WeightGroup:
    """Cells that are weighted as one.

    Attributes
    ----------
    cells : tuple of CaseRow
    responses : int
    """

    cells: tuple[CaseRow, ...]
    responses: int

    @property
    def cases(self) -> int:
        """Cases of all its cells."""
        return sum(cell.cases for cell in self.cells)

    @property
    def weight(self) -> float | None:
        """Cases that a response stands for; None where nobody answered."""
        return self.cases / self.responses if self.responses else None


@dataclass(frozen=True)
class Population:
    """All cases of a report's period.

    Attributes
    ----------
    counts : CaseCounts
        The file that they are from.
    groups : tuple of WeightGroup
        The sampling groups, in their order.
    """

    counts: CaseCounts
    groups: tuple[WeightGroup, ...]

    @property
    def cases(self) -> int:
        """How many there are."""
        return sum(group.cases for group in self.groups)

    @property
    def months(self) -> tuple[str, ...]:
        """The months that they are of, in order; none where the file names none."""
        if not self.counts.has_months:
            return ()
        return tuple(sorted({cell.names[-1] for group in self.groups for cell in group.cells}))

    def cases_by(self, column: str) -> dict[str, int] | None:
        """Return the cases under each folded name of a column; None where the file has it not."""
        if column not in self.counts.columns:
            return None
        place = self.counts.columns.index(column)
        found: dict[str, int] = {}
        for group in self.groups:
            for cell in group.cells:
                name = folded(cell.names[place])
                found[name] = found.get(name, 0) + cell.cases
        return found
