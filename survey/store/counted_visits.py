"""Which visits were counted: a set of its own, which leads to no response."""

from collections.abc import Iterable
from datetime import date
from functools import cache

from sqlalchemy import Connection, LargeBinary, bindparam, delete, select

from survey.domain.visits import CountedVisit
from survey.store.many_rows import DIALECT, add_rows, lay_anew
from survey.store.tables import COUNTED_VISIT


def is_counted(connection: Connection, key: bytes) -> bool:
    """Whether a response of the visit with this key was stored."""
    return bool(counted_keys(connection, {key}))


def counted_keys(connection: Connection, keys: Iterable[bytes]) -> set[bytes]:
    """Return those of the keys whose visits were counted."""
    asked = sorted(keys)
    # A key asked twice is no other question, and few lengths are few statements to compile.
    asked += asked[-1:] * (_power_of_two(len(asked)) - len(asked))
    return {row[0] for row in connection.exec_driver_sql(_looking_up(len(asked)), tuple(asked))}


def add_counted(connection: Connection, visits: Iterable[CountedVisit]) -> None:
    """Store that visits were counted; each is an error that is there already."""
    rows = sorted((visit.key, visit.last_month.isoformat()) for visit in visits)
    add_rows(connection, COUNTED_VISIT, rows)


def forget_counted(connection: Connection, first_month: date) -> None:
    """Forget the visits whose last month is an earlier one, and in which order the others came."""
    connection.execute(delete(COUNTED_VISIT).where(COUNTED_VISIT.c.last_month < first_month))
    lay_anew(connection, COUNTED_VISIT)


def _power_of_two(least: int) -> int:
    return 1 << (least - 1).bit_length()


@cache
def _looking_up(number: int) -> str:
    keys = [bindparam(None, type_=LargeBinary) for _ in range(number)]
    found = select(COUNTED_VISIT.c.key).where(COUNTED_VISIT.c.key.in_(keys))
    return str(found.compile(dialect=DIALECT))
