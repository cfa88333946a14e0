"""Imports of case counts: they are added and marked as undone, never changed."""

from collections.abc import Mapping
from datetime import date

from sqlalchemy import Connection, func, insert, select, update

from survey.domain.case_counts import CaseCell, CaseImport
from survey.store.tables import CASE_COUNT, CASE_IMPORT


def add_import(
    connection: Connection,
    counts: Mapping[CaseCell, int],
    day: date,
    made_by: str,
    *,
    is_made_up: bool = False,
) -> CaseImport:
    """Store the counts of a file under the next number."""
    last = connection.execute(select(func.max(CASE_IMPORT.c.number))).scalar_one() or 0
    added = CaseImport(last + 1, day, made_by, is_made_up, counts=counts)
    values = {name: value for name, value in vars(added).items() if name != "counts"}
    connection.execute(insert(CASE_IMPORT).values(values))
    rows = [
        {"import_number": added.number, **vars(cell), "cases": cases}
        for cell, cases in counts.items()
    ]
    connection.execute(insert(CASE_COUNT), rows)
    return added


def all_imports(connection: Connection) -> tuple[CaseImport, ...]:
    """Return every import with its counts, the first one first."""
    counts: dict[int, dict[CaseCell, int]] = {}
    for number, point, month, cases in connection.execute(select(CASE_COUNT)):
        counts.setdefault(number, {})[CaseCell(point, month)] = cases
    rows = connection.execute(select(CASE_IMPORT).order_by(CASE_IMPORT.c.number))
    return tuple(CaseImport(**row._mapping, counts=counts[row.number]) for row in rows)


def mark_undone(connection: Connection, number: int, day: date, undone_by: str) -> bool:
    """Store that an import was taken back; tell whether there was one that was not."""
    statement = (
        update(CASE_IMPORT)
        .where(CASE_IMPORT.c.number == number, CASE_IMPORT.c.undone_on.is_(None))
        .values(undone_on=day, undone_by=undone_by)
    )
    return connection.execute(statement).rowcount == 1
