"""Responses: today's in the inbox, those of closed days among the sealed ones."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager
from datetime import date, timedelta

from sqlalchemy import (
    Connection,
    Row,
    Select,
    Table,
    delete,
    func,
    insert,
    select,
    union_all,
)
from sqlalchemy.dialects.sqlite import insert as insert_or_ignore

from survey.domain.modes import Mode
from survey.domain.responses import Response, by_content
from survey.store.many_rows import add_rows, lay_anew
from survey.store.tables import DAY_SEAL, INBOX, RESPONSE

_PIECE = 1000
# The first and the last day; None: without a bound.
Period = tuple[date | None, date | None]

_COLUMNS = tuple(INBOX.c.keys())


def add_all_to_inbox(connection: Connection, responses: Iterable[Response]) -> None:
    """Store responses that have new random keys, in the order of these keys.

    A key that is there already would be an error.
    """
    rows = [_row(one) for one in sorted(responses, key=lambda one: one.key)]
    add_rows(connection, INBOX, rows)


def add_to_inbox(connection: Connection, response: Response) -> bool:
    """Store a response unless the inbox has one of the same key; tell whether it is new."""
    statement = insert_or_ignore(INBOX).values(vars(response)).on_conflict_do_nothing()
    return connection.execute(statement).rowcount == 1


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
    # A clock that was ahead, and was put right, can close a day that it had closed before.
    seal = insert_or_ignore(DAY_SEAL).values(day=day).on_conflict_do_nothing()
    connection.execute(seal)


def forget_order_in_inbox(connection: Connection) -> None:
    """Forget in which order the responses of today came, and that those of other days were here."""
    lay_anew(connection, INBOX)


def read_responses(
    connection: Connection, begins: date | None = None, ends: date | None = None
) -> Iterator[Response]:
    """Give the responses of a period, both days included, in the order of their random keys."""
    return iter(_piece(connection, (begins, ends)))


Reading = Callable[[], AbstractContextManager[Connection]]


def read_by_content(
    reading: Reading, begins: date | None = None, ends: date | None = None
) -> Iterator[Response]:
    """Give the same in an order that follows from what they say, and so tells nothing else.

    Month by month, for all of them would fill the memory, and in pieces: who takes long must not
    keep the log from being emptied. What comes in meanwhile may be among them or not.
    """
    with reading() as connection:
        months = _answered_months(connection, (begins, ends))
    for month in months:
        last = (month + timedelta(days=31)).replace(day=1) - timedelta(days=1)
        period = max(month, begins or month), min(last, ends or last)
        yield from sorted(_read_in_pieces(reading, period), key=by_content)


def _answered_months(connection: Connection, period: Period) -> list[date]:
    both = union_all(*(_period(table, *period) for table in (RESPONSE, INBOX))).subquery()
    month = func.date(both.c.day, "start of month")
    found = connection.execute(select(month).distinct().order_by(month)).scalars()
    return [date.fromisoformat(first) for first in found]


def _read_in_pieces(reading: Reading, period: Period) -> Iterator[Response]:
    after = b""
    while True:
        with reading() as connection:
            piece = _piece(connection, period, after, _PIECE)
        yield from piece
        if len(piece) < _PIECE:
            return
        after = piece[-1].key


def _piece(
    connection: Connection, period: Period, after: bytes = b"", most: int | None = None
) -> list[Response]:
    both = (_period(table, *period).where(table.c.key > after) for table in (RESPONSE, INBOX))
    query = union_all(*both).order_by("key").limit(most)
    return [_response(row) for row in connection.execute(query)]


def answered_questionnaires(connection: Connection) -> set[str]:
    """Return the names of the questionnaires that have responses."""
    both = union_all(*(select(table.c.questionnaire) for table in (RESPONSE, INBOX))).subquery()
    return set(connection.execute(select(both.c.questionnaire).distinct()).scalars())


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


def count_by_month(connection: Connection) -> dict[date, int]:
    """Return how many responses came in each month, by its first day."""
    both = union_all(*(_period(table, None, None) for table in (RESPONSE, INBOX))).subquery()
    month = func.date(both.c.day, "start of month")
    query = select(month, func.count()).group_by(month).order_by(month)
    return {date.fromisoformat(row[0]): row[1] for row in connection.execute(query)}


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
