"""Days and the clock: the last day on which it was believed, and days that lie in the future."""

from collections.abc import Iterator
from datetime import date

from sqlalchemy import (
    Column,
    Connection,
    Date,
    Table,
    delete,
    func,
    insert,
    literal,
    select,
    update,
)
from sqlalchemy.dialects.sqlite import insert as insert_or_ignore

from survey.domain.believable_clock import KnownDay
from survey.store.tables import (
    CLOCK_DAY,
    COUNTED_VISIT,
    DAY_COUNT,
    DAY_SEAL,
    INBOX,
    METADATA,
    PUBLICATION,
    RESPONSE,
)

# Days of answers and of the clock have rules of their own, and what was published is never changed;
# all others are of the office.
_WITH_RULES = (INBOX, RESPONSE, DAY_COUNT, DAY_SEAL, CLOCK_DAY, COUNTED_VISIT, PUBLICATION)


def known_day(connection: Connection) -> KnownDay | None:
    """Return the last day on which the clock was believed, or None before the first one."""
    row = connection.execute(select(CLOCK_DAY.c.day, CLOCK_DAY.c.is_doubted)).one_or_none()
    return None if row is None else KnownDay(row.day, row.is_doubted)


def keep_known_day(connection: Connection, known: KnownDay) -> None:
    """Keep the day in place of the one before."""
    connection.execute(delete(CLOCK_DAY))
    connection.execute(insert(CLOCK_DAY).values(id=1, day=known.day, is_doubted=known.is_doubted))


def days_after(connection: Connection, today: date) -> list[date]:
    """Return the days after today that are sealed or have responses in the inbox."""
    sealed = select(DAY_SEAL.c.day).where(DAY_SEAL.c.day > today)
    waiting = select(INBOX.c.day).where(INBOX.c.day > today)
    return sorted(connection.scalars(sealed.union(waiting)))


def sealed_counts(connection: Connection, since: date) -> dict[date, int]:
    """Return how many sealed responses each day from `since` on has; none: left out."""
    query = (
        select(DAY_COUNT.c.day, func.sum(DAY_COUNT.c.responses))
        .where(DAY_COUNT.c.day >= since)
        .group_by(DAY_COUNT.c.day)
    )
    return {row[0]: row[1] for row in connection.execute(query)}


def sealed_days(connection: Connection, since: date) -> list[date]:
    """Return the sealed days from `since` on, with responses or without."""
    return list(connection.scalars(select(DAY_SEAL.c.day).where(DAY_SEAL.c.day >= since)))


def closed_months(connection: Connection, since: date) -> dict[date, int]:
    """Return how many closed responses each month has, those with a comment alone among them."""
    query = (
        select(RESPONSE.c.month, func.count())
        .where(RESPONSE.c.month >= since)
        .group_by(RESPONSE.c.month)
    )
    return {row[0]: row[1] for row in connection.execute(query)}


def move_month(connection: Connection, month: date, to: date) -> None:
    """Give all sealed responses of a month another one."""
    connection.execute(update(RESPONSE).where(RESPONSE.c.month == month).values(month=to))


def move_day(connection: Connection, day: date, to: date, *, is_over: bool) -> None:
    """Give what is in the inbox of a day another one, which is sealed when it was and is over."""
    connection.execute(update(INBOX).where(INBOX.c.day == day).values(day=to))
    was_sealed = connection.execute(delete(DAY_SEAL).where(DAY_SEAL.c.day == day)).rowcount
    if was_sealed and is_over:
        connection.execute(insert_or_ignore(DAY_SEAL).values(day=to).on_conflict_do_nothing())


def move_counts(connection: Connection, day: date, to: date) -> None:
    """Count the sealed responses of a day among those of another one."""
    if day == to:
        return
    of_day = DAY_COUNT.c.day == day
    moved = select(literal(to), DAY_COUNT.c.service_point, DAY_COUNT.c.responses).where(of_day)
    count = insert_or_ignore(DAY_COUNT).from_select(list(DAY_COUNT.c.keys()), moved)
    sum_of_both = DAY_COUNT.c.responses + count.excluded.responses
    connection.execute(count.on_conflict_do_update(set_={"responses": sum_of_both}))
    connection.execute(delete(DAY_COUNT).where(of_day))


def count_office_days_after(connection: Connection, today: date) -> int:
    """Return how many days of the office itself lie after today: printed, closed, signed on."""
    return sum(
        connection.execute(select(func.count()).where(column > today)).scalar_one()
        for _, column in _office_days()
    )


def move_office_days(connection: Connection, today: date, to: date) -> None:
    """Give all days of the office itself that lie after today another one."""
    for table, column in _office_days():
        connection.execute(update(table).where(column > today).values({column: to}))


def _office_days() -> Iterator[tuple[Table, Column[date]]]:
    for table in METADATA.sorted_tables:
        if table not in _WITH_RULES:
            yield from ((table, column) for column in table.c if isinstance(column.type, Date))
