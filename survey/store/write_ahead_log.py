"""The write-ahead log beside a database file: how long it is, and how it is emptied.

SQLite before 3.51.3 can lose commits when one connection carries the log over into the file at the
very moment at which another one begins the log anew. So only the writer does it, between its own
commits and while nobody else may commit.
"""

from collections.abc import Callable
from pathlib import Path

from survey.store.driver import sqlite3

# Whoever opens a page reads for a few milliseconds; so long the writer waits for him.
_PATIENCE_MS = 50

Connect = Callable[[], sqlite3.Connection]


def log_of(database: Path) -> Path:
    """Return where the log of a database lies."""
    return database.with_name(database.name + "-wal")


class WriteAheadLog:
    """The log of one database, seen by the one thread that looks after it."""

    def __init__(self, database: Path, connect: Connect) -> None:
        self._path = log_of(database)
        self._connect = connect
        self._connection: sqlite3.Connection | None = None

    def size(self) -> int:
        """Return how many bytes it has; what was carried over is cut off at the next commit."""
        # Never by opening it: closing a file drops SQLite's locks of this process on it.
        try:
            return self._path.stat().st_size
        except FileNotFoundError:
            return 0

    def carry_over(self) -> bool:
        """Write into the database what the log has, as far as no reader is still before it.

        Call it only while the writing connection has the database for itself.
        """
        return self._run("PASSIVE")

    def empty(self) -> bool:
        """Carry everything over and leave an empty file; tell whether no reader prevented it.

        This takes SQLite's right to write while it lasts, which is not long.
        """
        if self.size() == 0:
            return True
        return self._run("TRUNCATE", _PATIENCE_MS)

    def close(self) -> None:
        """Give back the connection."""
        if self._connection is not None:
            self._connection.close()
            self._connection = None

    def _run(self, way: str, patience_ms: int = 0) -> bool:
        if self._connection is None:
            self._connection = self._connect()
        self._connection.execute(f"PRAGMA busy_timeout={patience_ms}")
        was_hindered, _, _ = self._connection.execute(f"PRAGMA wal_checkpoint({way})").fetchone()
        return not was_hindered
