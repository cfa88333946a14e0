"""The one office of a database."""

from sqlalchemy import Connection, insert, select, update

from survey.domain.places import Office
from survey.store.tables import FOLLOWED_PLAN, OFFICE


def find_office(connection: Connection) -> Office | None:
    """Return the office, or None before it is set up."""
    row = connection.execute(select(OFFICE)).one_or_none()
    if row is None:
        return None
    values = dict(row._mapping)
    del values["id"]
    return Office(**values)


def put_office(connection: Connection, office: Office) -> None:
    """Store the office in place of what was known of it, and which plan it follows from now on."""
    values = vars(office)
    changed = connection.execute(update(OFFICE).values(values))
    if not changed.rowcount:
        connection.execute(insert(OFFICE).values(id=1, **values))
    if office.plan not in followed_plans(connection)[-1:]:
        connection.execute(insert(FOLLOWED_PLAN).values(plan=office.plan))


def followed_plans(connection: Connection) -> tuple[str, ...]:
    """Return the names of the plans that were followed, in order; one may come back."""
    query = select(FOLLOWED_PLAN.c.plan).order_by(FOLLOWED_PLAN.c.number)
    return tuple(connection.execute(query).scalars())
