"""What belongs to a database: its keys, the day of its last good copy, its last publication."""

from datetime import date

from sqlalchemy import Connection, select
from sqlalchemy.dialects.sqlite import insert

from survey.store.tables import INSTALLATION


def keys_of(connection: Connection) -> str | None:
    """Return the fingerprint of the keys; None before they were seen beside it."""
    found: str | None = connection.execute(
        select(INSTALLATION.c.key_fingerprint)
    ).scalar_one_or_none()
    return found


def put_keys(connection: Connection, fingerprint: str | None) -> None:
    """Store which keys are those of the database; None: the next that are seen."""
    _put(connection, key_fingerprint=fingerprint)


def copied_on(connection: Connection) -> date | None:
    """Return the day of the last good copy; None before there was one."""
    found: date | None = connection.execute(select(INSTALLATION.c.copied_on)).scalar_one_or_none()
    return found


def put_copied_on(connection: Connection, day: date) -> None:
    """Store the day of a good copy."""
    _put(connection, copied_on=day)


def last_publication(connection: Connection) -> str:
    """Return the hash of the record of what was published last; empty before there is one."""
    query = select(INSTALLATION.c.last_publication)
    return connection.execute(query).scalar_one_or_none() or ""


def put_last_publication(connection: Connection, record_sha256: str) -> None:
    """Store the hash of the record of what was published last."""
    _put(connection, last_publication=record_sha256)


def _put(connection: Connection, **values: str | date | None) -> None:
    statement = insert(INSTALLATION).values(id=1, **values)
    connection.execute(statement.on_conflict_do_update(index_elements=["id"], set_=values))
