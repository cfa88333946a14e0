"""How many cases each service point had in each month, as files of the office say.

A count is never written over: a corrected one comes with a further import and is in force instead,
and when that import is undone the earlier one is again.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from difflib import get_close_matches
from hashlib import sha256

from analysis.names import folded
from analysis.reading.faults import Fault, Message
from questionnaires.months import Months
from survey.domain.places import ServicePoint

# Alike enough to be a slip of the pen: "Quầy 01" for "Quầy 1", "Lao động" without its marks.
_ALIKE = 0.6


@dataclass(frozen=True, order=True)
class CaseCell:
    """One service point in one month, called by its first day."""

    service_point: int
    month: date


@dataclass(frozen=True)
class CaseImport:
    """One file of counts, taken whole or not at all.

    `made_by` and `undone_by` are names of staff; `undone_on` is None while the import counts.
    """

    number: int
    made_on: date
    made_by: str
    is_made_up: bool = False
    undone_on: date | None = None
    undone_by: str = ""
    counts: Mapping[CaseCell, int] = field(default_factory=dict, repr=False)

    @property
    def is_undone(self) -> bool:
        """Whether somebody took it back."""
        return self.undone_on is not None

    @property
    def cases(self) -> int:
        """How many cases it counts in all."""
        return sum(self.counts.values())

    @property
    def months(self) -> tuple[date, ...]:
        """The months that it counts, in order."""
        return tuple(sorted({cell.month for cell in self.counts}))


@dataclass(frozen=True)
class FileCount:
    """One row of a file: what it calls the service point, the month and the cases."""

    row: int  # as a spreadsheet counts them: the heading is row 1
    name: str
    month: date | None  # None where what stands there is none
    cases: int


@dataclass(frozen=True)
class Replaced:
    """A count of an earlier import that another one takes the place of."""

    cell: CaseCell
    before: int
    after: int

    @property
    def is_changed(self) -> bool:
        """Whether they differ."""
        return self.before != self.after


@dataclass(frozen=True)
class Shortfall:
    """Fewer cases than responses: one of the two is wrong, or a case had several forms."""

    cell: CaseCell
    cases: int
    responses: int


@dataclass(frozen=True)
class CheckedFile:
    """The counts of a file, or what is wrong with it; with faults nothing of it may be taken."""

    counts: Mapping[CaseCell, int]
    faults: tuple[Fault, ...]


def checked(rows: Iterable[FileCount], points: Iterable[ServicePoint], today: date) -> CheckedFile:
    """Return the counts of a file's rows by service point and month.

    Several rows of one service point and month, as a file by fields has, are added up.
    """
    known = {folded(point.name): point for point in points}
    counts: dict[CaseCell, int] = {}
    unknown: dict[str, list[int]] = {}
    early: dict[date, list[int]] = {}
    for row in rows:
        point = known.get(folded(row.name))
        if point is None:
            unknown.setdefault(row.name, []).append(row.row)
        if row.month is None:
            continue
        if row.month >= today.replace(day=1):
            early.setdefault(row.month, []).append(row.row)
        if point is not None:
            cell = CaseCell(point.id, row.month)
            counts[cell] = counts.get(cell, 0) + row.cases
    faults = [_unknown(name, numbers, known) for name, numbers in unknown.items()]
    faults += [
        Fault.of(Message.MONTH_NOT_OVER, rows=numbers, month=f"{month:%m/%Y}")
        for month, numbers in early.items()
    ]
    return CheckedFile(counts, tuple(sorted(faults, key=lambda fault: fault.rows)))


def _unknown(name: str, rows: list[int], known: Mapping[str, ServicePoint]) -> Fault:
    near = _nearest(folded(name), known)
    if near is None:
        return Fault.of(Message.UNKNOWN_POINT, rows=rows, value=name)
    return Fault.of(Message.NEAR_POINT, rows=rows, value=name, near=known[near].name)


def _nearest(name: str, known: Iterable[str]) -> str | None:
    """Return the name that is written out in full elsewhere, or else the one most alike."""
    names = list(known)
    longer = [one for one in names if one.startswith(name)]
    return next(iter(longer or get_close_matches(name, names, n=1, cutoff=_ALIKE)), None)


def counts_in_force(imports: Iterable[CaseImport]) -> dict[CaseCell, int]:
    """Return the count of each cell: that of the last import that has it and was not undone."""
    counts: dict[CaseCell, int] = {}
    for one in sorted(imports, key=lambda one: one.number):
        if not one.is_undone:
            counts.update(one.counts)
    return counts


def in_use(one: CaseImport, imports: Iterable[CaseImport]) -> frozenset[CaseCell]:
    """Return the cells of which the count in force is that of one import."""
    if one.is_undone:
        return frozenset()
    later = [other.counts for other in imports if not other.is_undone and other.number > one.number]
    return frozenset(cell for cell in one.counts if not any(cell in counts for counts in later))


def replaced(
    counts: Mapping[CaseCell, int], in_force: Mapping[CaseCell, int]
) -> tuple[Replaced, ...]:
    """Return the counts in force that further ones would take the place of, in order."""
    both = sorted(counts.keys() & in_force.keys(), key=lambda cell: (cell.month, cell))
    return tuple(Replaced(cell, in_force[cell], counts[cell]) for cell in both)


def shortfalls(
    counts: Mapping[CaseCell, int], responses: Mapping[CaseCell, int]
) -> tuple[Shortfall, ...]:
    """Return the cells that have fewer cases than responses, in order."""
    both = sorted(counts.keys() & responses.keys(), key=lambda cell: (cell.month, cell))
    found = (Shortfall(cell, counts[cell], responses[cell]) for cell in both)
    return tuple(one for one in found if one.cases < one.responses)


def sums_by_month(counts: Mapping[CaseCell, int]) -> dict[date, tuple[int, int]]:
    """Return for each month, in order, how many service points are counted and how many cases."""
    sums: dict[date, tuple[int, int]] = {}
    for cell in sorted(counts, key=lambda cell: cell.month):
        points, cases = sums.get(cell.month, (0, 0))
        sums[cell.month] = (points + 1, cases + counts[cell])
    return sums


def of_months(counts: Mapping[CaseCell, int], period: Months) -> dict[CaseCell, int]:
    """Return the counts of the months of a period."""
    return {cell: cases for cell, cases in counts.items() if cell.month in period}


def as_text(counts: Mapping[CaseCell, int]) -> str:
    """Return counts as one word a cell, in order: the same counts always give the same text."""
    return " ".join(
        f"{cell.service_point}.{cell.month:%Y-%m}.{counts[cell]}" for cell in sorted(counts)
    )


def counts_in(text: str) -> dict[CaseCell, int]:
    """Return the counts of such a text; raise ValueError for any other."""
    counts: dict[CaseCell, int] = {}
    for word in text.split(" "):
        point, month, cases = word.split(".")
        counts[CaseCell(int(point), date.fromisoformat(f"{month}-01"))] = int(cases)
    if as_text(counts) != text:
        raise ValueError("not a text of case counts")
    return counts


def fingerprint(counts: Mapping[CaseCell, int], before: Iterable[Replaced] = ()) -> str:
    """Return a hash of counts, and of those that they would take the place of."""
    written = [as_text(counts), *(f"{one.cell} {one.before}" for one in before)]
    return sha256("\n".join(written).encode()).hexdigest()
