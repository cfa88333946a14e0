"""Responses: those of open days in the inbox, those of closed days among the sealed ones."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager
from datetime import date

from sqlalchemy import (
    ColumnElement,
    CompoundSelect,
    Connection,
    Date,
    Row,
    delete,
    func,
    insert,
    literal,
    select,
    union_all,
)
from sqlalchemy.dialects.sqlite import insert as insert_or_ignore

from questionnaires.months import Months
from survey.domain.modes import Mode
from survey.domain.responses import KeptResponse, Response, by_content
from survey.store.many_rows import add_rows, lay_anew
from survey.store.tables import DAY_COUNT, DAY_SEAL, INBOX, RESPONSE, is_marked

_PIECE = 1000
# The first day of the first month and the last day of the last; None: without a bound.
Period = tuple[date | None, date | None]

_COLUMNS = tuple(INBOX.c.keys())
_is_marked_unsealed, _is_marked = is_marked(INBOX), is_marked(RESPONSE)
_unsealed_month: ColumnElement[date] = func.date(INBOX.c.day, "start of month", type_=Date)
# A row of the inbox as it will be kept.
_UNSEALED = select(
    _unsealed_month.label("month"), *(INBOX.c[name] for name in list(RESPONSE.c.keys())[1:])
)


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
    """Return the days before `day` of which something is unsealed, and how many responses each."""
    query = (
        select(INBOX.c.day, func.count().filter(_is_marked_unsealed))
        .where(INBOX.c.day < day)
        .group_by(INBOX.c.day)
        .order_by(INBOX.c.day)
    )
    return {row[0]: row[1] for row in connection.execute(query)}


def seal_day(connection: Connection, day: date) -> None:
    """Move the responses of one day among the sealed ones, and keep of the day how many they are.

    As they lie then, the file tells which were moved together: `forget_order` has to follow.
    """
    is_of_day = INBOX.c.day == day
    connection.execute(
        insert(RESPONSE).from_select(list(RESPONSE.c.keys()), _UNSEALED.where(is_of_day))
    )
    counted = select(INBOX.c.day, INBOX.c.service_point, func.count())
    count = insert_or_ignore(DAY_COUNT).from_select(
        list(DAY_COUNT.c.keys()),
        counted.where(is_of_day, _is_marked_unsealed).group_by(INBOX.c.service_point),
    )
    # A clock that was ahead, and was put right, can close a day that it had closed before.
    sum_of_both = DAY_COUNT.c.responses + count.excluded.responses
    connection.execute(count.on_conflict_do_update(set_={"responses": sum_of_both}))
    connection.execute(delete(INBOX).where(is_of_day))
    seal = insert_or_ignore(DAY_SEAL).values(day=day).on_conflict_do_nothing()
    connection.execute(seal)


def forget_order(connection: Connection) -> None:
    """Forget in which order responses came: those of today, and of a month those of each day."""
    for table in (INBOX, RESPONSE):
        lay_anew(connection, table)


def read_inbox(connection: Connection) -> Iterator[Response]:
    """Give the responses of days that are not closed yet, in the order of their random keys."""
    for row in connection.execute(select(INBOX).order_by(INBOX.c.key)):
        values = dict(row._mapping)
        yield Response(**values | {"mode": Mode(values["mode"])})


def read_responses(connection: Connection) -> Iterator[KeptResponse]:
    """Give all responses as they are or will be kept, by month in the order of random keys."""
    for month in _months(connection, (None, None)):
        yield from _piece(connection, month, is_sealed=False)


Reading = Callable[[], AbstractContextManager[Connection]]


def read_by_content(
    reading: Reading,
    begins: date | None = None,
    ends: date | None = None,
    *,
    is_sealed: bool = False,
) -> Iterator[KeptResponse]:
    """Give the responses of whole months in an order that follows from what they say.

    So it tells nothing else. `is_sealed`: without those of open days. Month by month, for all of
    them would fill the memory, and in pieces: who takes long must not keep the log from being
    emptied. What comes in meanwhile may be among them or not. Comments alone are not among them.
    """
    with reading() as connection:
        months = _months(connection, (begins, ends))
    for month in months:
        read = _read_in_pieces(reading, month, is_sealed=is_sealed)
        yield from sorted((each for each in read if each.is_marked), key=by_content)


def _read_in_pieces(reading: Reading, month: date, *, is_sealed: bool) -> Iterator[KeptResponse]:
    after = b""
    while True:
        with reading() as connection:
            piece = _piece(connection, month, after, _PIECE, is_sealed=is_sealed)
        yield from piece
        if len(piece) < _PIECE:
            return
        after = piece[-1].key


def _piece(
    connection: Connection,
    month: date,
    after: bytes = b"",
    most: int | None = None,
    *,
    is_sealed: bool,
) -> list[KeptResponse]:
    sealed = select(RESPONSE).where(RESPONSE.c.month == month, RESPONSE.c.key > after)
    unsealed = _UNSEALED.where(_unsealed_month == month, INBOX.c.key > after)
    query = union_all(*((sealed,) if is_sealed else (sealed, unsealed)))
    return [_kept(row) for row in connection.execute(query.order_by("key").limit(most))]


def _months(connection: Connection, period: Period) -> list[date]:
    """Return the months of a period that have responses, in order."""
    months = {*_sealed_months(connection), *connection.scalars(select(_unsealed_month).distinct())}
    begins, ends = period
    return sorted(
        month
        for month in months
        if (begins is None or begins <= month) and (ends is None or month <= ends)
    )


def _sealed_months(connection: Connection) -> Iterator[date]:
    # One look at the beginning of each: a list of all different ones would read every row.
    first, month = select(func.min(RESPONSE.c.month)), date.min
    while found := connection.execute(first.where(RESPONSE.c.month > month)).scalar_one():
        month = found
        yield month


def answered_questionnaires(connection: Connection, months: Iterable[date]) -> set[str]:
    """Return the names of the questionnaires of closed responses of months, by their first days."""
    is_of_months = RESPONSE.c.month.in_(tuple(months))
    query = select(RESPONSE.c.questionnaire).where(is_of_months, _is_marked).distinct()
    return set(connection.execute(query).scalars())


def count_by_point(connection: Connection, begins: date, ends: date) -> dict[int, int]:
    """Return how many responses each service point has in a period; none: left out.

    Both days belong to it.
    """
    both = _counts().subquery()
    query = (
        select(both.c.service_point, func.sum(both.c.responses))
        .where(both.c.day >= begins, both.c.day <= ends)
        .group_by(both.c.service_point)
    )
    return {row[0]: row[1] for row in connection.execute(query)}


def count_sealed(connection: Connection, months: Months) -> dict[tuple[int, Mode], int]:
    """Return how many responses of closed days each service point has in each mode."""
    query = (
        select(RESPONSE.c.service_point, RESPONSE.c.mode, func.count())
        .where(RESPONSE.c.month.between(months.begins, months.ends), _is_marked)
        .group_by(RESPONSE.c.service_point, RESPONSE.c.mode)
    )
    return {(row[0], Mode(row[1])): row[2] for row in connection.execute(query)}


def count_by_month(connection: Connection) -> dict[date, int]:
    """Return how many responses came in each month, by its first day."""
    both = _counts().subquery()
    month = func.date(both.c.day, "start of month", type_=Date)
    query = select(month, func.sum(both.c.responses)).group_by(month).order_by(month)
    return {row[0]: row[1] for row in connection.execute(query)}


def count_of_day(connection: Connection, day: date) -> int:
    """Return how many responses a day has, sealed or not."""
    both = _counts().subquery()
    query = select(func.total(both.c.responses)).where(both.c.day == day)
    return int(connection.execute(query).scalar_one())


def _counts() -> CompoundSelect[tuple[date, int, int]]:
    """Return the responses of each day and service point: of closed days, and in the inbox."""
    return union_all(
        select(DAY_COUNT.c.day, DAY_COUNT.c.service_point, DAY_COUNT.c.responses),
        select(INBOX.c.day, INBOX.c.service_point, literal(1)).where(_is_marked_unsealed),
    )


def _row(response: Response) -> tuple[object, ...]:
    values = vars(response) | {"day": response.day.isoformat()}
    return tuple(values[name] for name in _COLUMNS)


def _kept(row: Row[tuple[object, ...]]) -> KeptResponse:
    values = dict(row._mapping)
    return KeptResponse(**values | {"mode": Mode(values["mode"])})
