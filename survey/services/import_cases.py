"""Files of case counts: looked through, taken whole or not at all, taken back whole."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

from analysis.reading.faults import Fault
from survey.domain.case_counts import (
    CaseCell,
    CaseImport,
    Replaced,
    Shortfall,
    checked,
    counts_in_force,
    fingerprint,
    replaced,
    shortfalls,
    sums_by_month,
)
from survey.domain.errors import CountsMoved, UnknownImport
from survey.services.followed_plans import judged_plans
from survey.services.read_case_file import ReadFile
from survey.services.survey import Survey
from survey.store import case_counts, places, responses
from survey.store.engine import Transaction


@dataclass(frozen=True)
class Examined:
    """Counts beside what is stored: whether they may be taken, and what would come of it.

    With `faults` nothing may be taken. In `unlikely_months` nobody answered, and no plan is of
    them: the year may be wrong. `names` are those of the service points by their number.
    """

    counts: Mapping[CaseCell, int]
    faults: tuple[Fault, ...] = ()
    replaced: tuple[Replaced, ...] = ()
    shortfalls: tuple[Shortfall, ...] = ()
    unlikely_months: tuple[date, ...] = ()
    names: Mapping[int, str] = field(default_factory=dict)

    @property
    def changes(self) -> tuple[Replaced, ...]:
        """The counts in force that would be others."""
        return tuple(one for one in self.replaced if one.is_changed)

    @property
    def is_known(self) -> bool:
        """Whether all of it is in force already."""
        return len(self.replaced) == len(self.counts) and not self.changes

    @property
    def sums(self) -> dict[date, tuple[int, int]]:
        """For each month how many service points are counted, and how many cases."""
        return sums_by_month(self.counts)

    @property
    def cases(self) -> int:
        """How many cases there are in all."""
        return sum(self.counts.values())

    @property
    def mark(self) -> str:
        """The same for as long as taking it would change the same: what somebody agreed to."""
        return fingerprint(self.counts, self.replaced)


def examine_file(survey: Survey, read: ReadFile) -> Examined:
    """Return what a file says, beside what is stored, or all that is wrong; nothing is changed."""
    with survey.store.reading() as connection:
        found = checked(read.rows, places.all_points(connection), survey.today())
        if read.faults or found.faults:
            faults = sorted((*read.faults, *found.faults), key=lambda fault: fault.rows)
            return Examined(found.counts, tuple(faults))
        return _beside_stored(survey, connection, found.counts)


def examine_counts(survey: Survey, counts: Mapping[CaseCell, int]) -> Examined:
    """Return what counts that were examined before say now; raise CountsMoved if they cannot be."""
    with survey.store.reading() as connection:
        return _examined(connection, survey, counts)


def import_cases(
    survey: Survey,
    counts: Mapping[CaseCell, int],
    made_by: str,
    mark: str,
    *,
    is_made_up: bool = False,
) -> CaseImport:
    """Store all counts of a file; `mark` is that of what was shown and agreed to.

    Raises CountsMoved, and changes nothing, where it would not do what was agreed to.
    """
    with survey.store.writing() as connection:
        if _examined(connection, survey, counts).mark != mark:
            raise CountsMoved
        return case_counts.add_import(
            connection, counts, survey.today(), made_by, is_made_up=is_made_up
        )


def undo_import(survey: Survey, number: int, undone_by: str) -> None:
    """Let the counts of an import count no more; it is kept, marked. Raises UnknownImport.

    Done again, it changes nothing.
    """
    with survey.store.writing() as connection:
        known = {one.number for one in case_counts.all_imports(connection)}
        if number not in known:
            raise UnknownImport
        case_counts.mark_undone(connection, number, survey.today(), undone_by)


def case_imports(survey: Survey) -> tuple[CaseImport, ...]:
    """Return every import, the latest first."""
    with survey.store.reading() as connection:
        return case_counts.all_imports(connection)[::-1]


def _examined(connection: Transaction, survey: Survey, counts: Mapping[CaseCell, int]) -> Examined:
    known = {point.id for point in places.all_points(connection)}
    first_of_this = survey.today().replace(day=1)
    if not counts or any(
        cell.service_point not in known or cell.month >= first_of_this for cell in counts
    ):
        raise CountsMoved
    return _beside_stored(survey, connection, counts)


def _beside_stored(
    survey: Survey, connection: Transaction, counts: Mapping[CaseCell, int]
) -> Examined:
    in_force = counts_in_force(case_counts.all_imports(connection))
    months = {cell.month for cell in counts}
    answered = responses_by_cell(connection, months)
    plans = [plan.months for plan in judged_plans(survey)]
    known = {cell.month for cell in answered}
    known |= {month for month in months if any(month in plan for plan in plans)}
    return Examined(
        counts,
        replaced=replaced(counts, in_force),
        shortfalls=shortfalls(counts, answered),
        unlikely_months=tuple(sorted(months - known)),
        names={point.id: point.name for point in places.all_points(connection)},
    )


def responses_by_cell(connection: Transaction, months: Iterable[date]) -> dict[CaseCell, int]:
    """Return how many responses each service point has in some months; none: left out."""
    return {
        CaseCell(point, month): count
        for month in months
        for point, count in responses.count_by_point(connection, month, _last_day(month)).items()
    }


def _last_day(month: date) -> date:
    return (month + timedelta(days=31)).replace(day=1) - timedelta(days=1)
