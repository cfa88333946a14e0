"""Service points."""

from datetime import date

from sqlalchemy import Connection, Row, insert, select, update

from survey.domain.places import ServicePoint
from survey.store.tables import SERVICE_POINT


def all_points(connection: Connection) -> tuple[ServicePoint, ...]:
    """Return every service point, in the order in which they were added."""
    rows = connection.execute(select(SERVICE_POINT).order_by(SERVICE_POINT.c.id))
    return tuple(_point(row) for row in rows)


def find_point(connection: Connection, point_id: int) -> ServicePoint | None:
    """Return the service point of this number, or None."""
    query = select(SERVICE_POINT).where(SERVICE_POINT.c.id == point_id)
    row = connection.execute(query).one_or_none()
    return None if row is None else _point(row)


def add_point(connection: Connection, name: str, field: str, place: str) -> ServicePoint:
    """Store a new service point, open from now on."""
    values = {"name": name, "field": field, "place": place, "closed_on": None}
    row = connection.execute(insert(SERVICE_POINT).values(values).returning(SERVICE_POINT)).one()
    return _point(row)


def put_point(connection: Connection, point: ServicePoint) -> None:
    """Store what is now known of a service point."""
    values = {"name": point.name, "field": point.field, "place": point.place}
    connection.execute(update(SERVICE_POINT).where(SERVICE_POINT.c.id == point.id).values(values))


def set_closed_on(connection: Connection, point_id: int, day: date | None) -> None:
    """Store since when a service point is closed; None opens it."""
    connection.execute(
        update(SERVICE_POINT).where(SERVICE_POINT.c.id == point_id).values(closed_on=day)
    )


def _point(row: Row[tuple[object, ...]]) -> ServicePoint:
    # By name and one by one: the directory reads hundreds of them, up to once a second.
    return ServicePoint(row.id, row.name, row.field, row.place, row.closed_on)
