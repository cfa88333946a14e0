"""Responses: today's in the inbox, those of closed days among the sealed ones."""

from collections.abc import Iterable, Iterator
from datetime import date
from functools import cache

from sqlalchemy import (
    Connection,
    LargeBinary,
    Row,
    Select,
    Table,
    bindparam,
    delete,
    func,
    insert,
    select,
    union_all,
)
from sqlalchemy.dialects import sqlite
from sqlalchemy.dialects.sqlite import insert as insert_or_ignore

from survey.domain.modes import Mode
from survey.domain.responses import Response
from survey.store.tables import DAY_SEAL, INBOX, RESPONSE

_BATCH = 1000

# Statements of the writer are compiled once for each number of rows: by powers of two, so few.
_DIALECT = sqlite.dialect()
_MOST_ROWS = 64
_COLUMNS = tuple(INBOX.c.keys())


def has_response(connection: Connection, key: bytes) -> bool:
    """Whether the response of this key is kept, sealed or not."""
    return any(
        connection.execute(select(table.c.key).where(table.c.key == key)).first() is not None
        for table in (INBOX, RESPONSE)
    )


def stored_keys(connection: Connection, keys: Iterable[bytes]) -> set[bytes]:
    """Return those of the keys whose responses are kept, sealed or not."""
    asked = sorted(keys)
    # A key asked twice is no other question, and few lengths are few statements to compile.
    asked += asked[-1:] * (_power_of_two(len(asked)) - len(asked))
    found = connection.exec_driver_sql(_looking_up(len(asked)), (*asked, *asked))
    return {row[0] for row in found}


def add_new_to_inbox(connection: Connection, responses: Iterable[Response]) -> None:
    """Store responses whose keys are not stored yet, in the order of these keys.

    A key that is there already would be an error.
    """
    rows = [_row(one) for one in sorted(responses, key=lambda one: one.key)]
    while rows:
        # As one statement: between two of them this thread would have to wait for its turn.
        number = min(1 << (len(rows).bit_length() - 1), _MOST_ROWS)
        values = [value for row in rows[:number] for value in row]
        connection.exec_driver_sql(_adding(number), tuple(values))
        del rows[:number]


def add_to_inbox(connection: Connection, response: Response) -> bool:
    """Store a response unless the inbox has one of the same key; tell whether it is new."""
    statement = insert_or_ignore(INBOX).values(vars(response)).on_conflict_do_nothing()
    return connection.execute(statement).rowcount == 1


def add_all_to_inbox(connection: Connection, responses: Iterable[Response]) -> None:
    """Store responses that have new random keys, in the order of these keys."""
    rows = [vars(one) for one in sorted(responses, key=lambda one: one.key)]
    if rows:
        # A key that is there already would be an error, and nothing is stored.
        connection.execute(insert(INBOX), rows)


def last_sealed_day(connection: Connection) -> date | None:
    """Return the last day that takes no more responses, or None before the first one."""
    day: date | None = connection.execute(select(func.max(DAY_SEAL.c.day))).scalar_one()
    return day


def count_inbox_before(connection: Connection, day: date) -> dict[date, int]:
    """Return the days before `day` that have unsealed responses, and how many each."""
    query = (
        select(INBOX.c.day, func.count())
        .where(INBOX.c.day < day)
        .group_by(INBOX.c.day)
        .order_by(INBOX.c.day)
    )
    return {row[0]: row[1] for row in connection.execute(query)}


def seal_day(connection: Connection, day: date) -> None:
    """Move the responses of one day among the sealed ones, in the order of their random keys."""
    of_day = select(INBOX).where(INBOX.c.day == day).order_by(INBOX.c.key)
    connection.execute(insert(RESPONSE).from_select(list(INBOX.c), of_day))
    connection.execute(delete(INBOX).where(INBOX.c.day == day))
    # A day can come back to the inbox only through a database put together by hand.
    seal = insert_or_ignore(DAY_SEAL).values(day=day).on_conflict_do_nothing()
    connection.execute(seal)


def read_responses(
    connection: Connection, begins: date | None = None, ends: date | None = None
) -> Iterator[Response]:
    """Give the responses of a period, both days included, in the order of their random keys."""
    both = union_all(*(_period(table, begins, ends) for table in (RESPONSE, INBOX))).subquery()
    query = select(both).order_by(both.c.key).execution_options(yield_per=_BATCH)
    for row in connection.execute(query):
        yield _response(row)


def first_day(connection: Connection) -> date | None:
    """Return the day of the earliest response, or None before there is one."""
    days = (
        connection.execute(select(func.min(table.c.day))).scalar() for table in (RESPONSE, INBOX)
    )
    return min((day for day in days if day is not None), default=None)


def count_by_point(connection: Connection, begins: date, ends: date) -> dict[int, int]:
    """Return how many responses each service point has in a period; none: left out."""
    both = union_all(*(_period(table, begins, ends) for table in (RESPONSE, INBOX))).subquery()
    query = select(both.c.service_point, func.count()).group_by(both.c.service_point)
    return {row[0]: row[1] for row in connection.execute(query)}


def _power_of_two(least: int) -> int:
    return 1 << (least - 1).bit_length()


@cache
def _looking_up(number: int) -> str:
    keys = [bindparam(None, type_=LargeBinary) for _ in range(2 * number)]
    of_table = (
        select(table.c.key).where(table.c.key.in_(keys[start : start + number]))
        for table, start in ((INBOX, 0), (RESPONSE, number))
    )
    return str(union_all(*of_table).compile(dialect=_DIALECT))


@cache
def _adding(number: int) -> str:
    row = dict.fromkeys(INBOX.c.keys())
    return str(insert(INBOX).values([row] * number).compile(dialect=_DIALECT))


def _row(response: Response) -> tuple[object, ...]:
    values = vars(response) | {"day": response.day.isoformat()}
    return tuple(values[name] for name in _COLUMNS)


def _period(table: Table, begins: date | None, ends: date | None) -> Select[tuple[object, ...]]:
    query = select(table)
    if begins is not None:
        query = query.where(table.c.day >= begins)
    if ends is not None:
        query = query.where(table.c.day <= ends)
    return query


def _response(row: Row[tuple[object, ...]]) -> Response:
    values = dict(row._mapping)
    return Response(**values | {"mode": Mode(values["mode"])})
