"""Enrolled tablets; of their keys only hashes."""

from datetime import date

from sqlalchemy import Connection, delete, insert, select

from survey.domain.tablets import Tablet
from survey.store.tables import TABLET


def all_tablets(connection: Connection) -> tuple[Tablet, ...]:
    """Return every enrolled tablet, by code and then in the order in which they were enrolled."""
    rows = connection.execute(select(TABLET).order_by(TABLET.c.code, TABLET.c.id))
    return tuple(Tablet(**row._mapping) for row in rows)


def add_tablet(
    connection: Connection, code: str, name: str, key_hash: bytes, today: date
) -> Tablet:
    """Store a tablet that has just been enrolled."""
    statement = insert(TABLET).values(code=code, name=name, key_hash=key_hash, enrolled_on=today)
    return Tablet(**connection.execute(statement.returning(TABLET)).one()._mapping)


def remove_tablet(connection: Connection, code: str, tablet_id: int) -> None:
    """Forget a tablet of a code."""
    connection.execute(delete(TABLET).where(TABLET.c.code == code, TABLET.c.id == tablet_id))
