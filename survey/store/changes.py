"""Telling whether others have changed the database, without reading what it holds."""

from dataclasses import dataclass

from sqlalchemy import Connection


@dataclass(frozen=True)
class Sight:
    """What a connection had seen of the commits of all others; its own do not count.

    Two are equal when none of them has committed in between.
    """

    connection: object  # the driver's: numbers of two connections say nothing to each other
    data_version: int


def sight(connection: Connection) -> Sight:
    """Return what this connection sees now."""
    version = connection.exec_driver_sql("PRAGMA data_version").scalar_one()
    return Sight(connection.connection.dbapi_connection, version)
