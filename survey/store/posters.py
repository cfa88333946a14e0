"""Posters and their codes."""

from collections.abc import Mapping
from datetime import UTC, date, datetime

from sqlalchemy import Connection, Row, bindparam, insert, select, update

from survey.domain.modes import Mode
from survey.domain.places import Poster
from survey.store.tables import POSTER


def all_posters(connection: Connection) -> tuple[Poster, ...]:
    """Return every poster that ever was, by service point and then by code."""
    rows = connection.execute(select(POSTER).order_by(POSTER.c.service_point, POSTER.c.code))
    return tuple(_poster(row) for row in rows)


def find_poster(connection: Connection, code: str) -> Poster | None:
    """Return the poster of this code, or None."""
    row = connection.execute(select(POSTER).where(POSTER.c.code == code)).one_or_none()
    return None if row is None else _poster(row)


def posters_of(connection: Connection, point_id: int) -> tuple[Poster, ...]:
    """Return the posters of a service point, those in use first."""
    query = (
        select(POSTER)
        .where(POSTER.c.service_point == point_id)
        .order_by(POSTER.c.withdrawn_on.is_not(None), POSTER.c.code)
    )
    return tuple(_poster(row) for row in connection.execute(query))


def add_poster(connection: Connection, poster: Poster) -> None:
    """Store a new poster."""
    connection.execute(insert(POSTER).values(_values(poster)))


def set_printed_on(connection: Connection, days: Mapping[str, date]) -> None:
    """Store when the posters of some codes were last printed."""
    query = update(POSTER).where(POSTER.c.code == bindparam("of_code"))
    values = [{"of_code": code, "printed_on": day} for code, day in days.items()]
    connection.execute(query.values(printed_on=bindparam("printed_on")), values)


def change_poster(connection: Connection, poster: Poster) -> None:
    """Store what is known of a poster by now."""
    query = update(POSTER).where(POSTER.c.code == poster.code)
    connection.execute(query.values(_values(poster)))


def _poster(row: Row[tuple[object, ...]]) -> Poster:
    # By name and one by one: the directory reads hundreds of them, up to once a second.
    until = None if row.answers_until is None else datetime.fromtimestamp(row.answers_until, UTC)
    return Poster(
        row.code, row.service_point, Mode(row.mode), row.printed_on, row.withdrawn_on, until,
        row.misuse,
    )  # fmt: skip


def _values(poster: Poster) -> dict[str, object]:
    until = poster.answers_until
    return vars(poster) | {"answers_until": None if until is None else int(until.timestamp())}
