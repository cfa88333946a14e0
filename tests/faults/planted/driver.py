"""Faults in the database driver, below everything that is ours."""

import re
from collections.abc import Callable
from typing import Any

from survey.store.driver import sqlite3

ASKED = re.compile(r"(PRAGMA\s+synchronous\s*=\s*)(FULL|2)\b", re.IGNORECASE)


def plant_synchronous(level: str) -> None:
    """Make each new connection take another level of `synchronous` than the one asked for."""

    class Cursor(sqlite3.Cursor):
        """A cursor that does not do what it is told."""

        def execute(self, sql: str, *arguments: Any) -> "Cursor":
            super().execute(ASKED.sub(rf"\g<1>{level}", sql), *arguments)
            return self

    replace_connections(connection_of(Cursor))


def connection_of(cursor_class: type[sqlite3.Cursor]) -> type[sqlite3.Connection]:
    """Return a class of connections that do everything through cursors of a class."""

    class Connection(sqlite3.Connection):
        """A connection with the planted cursors."""

        def cursor(self, *_: Any) -> Any:
            return super().cursor(cursor_class)

        def execute(self, sql: str, *arguments: Any) -> Any:
            return self.cursor().execute(sql, *arguments)

        def executescript(self, sql: str) -> Any:
            cursor = self.cursor()
            for statement in sql.split(";"):
                cursor.execute(statement)
            return cursor

    return Connection


def replace_connections(connection_class: type[sqlite3.Connection]) -> None:
    """Make the driver give connections of a class."""
    connect: Callable[..., sqlite3.Connection] = sqlite3.connect

    def planted_connect(*arguments: Any, **named: Any) -> sqlite3.Connection:
        return connect(*arguments, **{**named, "factory": connection_class})

    sqlite3.connect = planted_connect  # type: ignore[assignment]  # planted
