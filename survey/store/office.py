"""The one office of a database."""

from sqlalchemy import Connection, insert, select, update

from survey.domain.places import Office
from survey.store.tables import OFFICE


def find_office(connection: Connection) -> Office | None:
    """Return the office, or None before it is set up."""
    row = connection.execute(select(OFFICE)).one_or_none()
    if row is None:
        return None
    values = dict(row._mapping)
    del values["id"]
    return Office(**values)


def put_office(connection: Connection, office: Office) -> None:
    """Store the office in place of what was known of it."""
    values = vars(office)
    changed = connection.execute(update(OFFICE).values(values))
    if not changed.rowcount:
        connection.execute(insert(OFFICE).values(id=1, **values))
