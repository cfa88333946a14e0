"""One server a database: a lock that the operating system drops when its holder dies."""

from pathlib import Path

from survey.domain.errors import AlreadyRunning, NoRights, StoreMissing
from survey.store.driver import sqlite3

_LOCK = "serving.lock"


class ServingLock:
    """The right to serve one database, held until it is released or the process ends."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def release(self) -> None:
        """Let another server have it."""
        self._connection.close()

    def __enter__(self) -> None:
        """Hold it while something is served."""

    def __exit__(self, *_: object) -> None:
        self.release()


def take_serving_lock(database: Path) -> ServingLock:
    """Return the lock of a database; raise AlreadyRunning while somebody else has it.

    SQLite's own lock on a file beside the database: it works alike on every operating system, and
    nothing is left of it after kill -9.
    """
    try:
        if not database.is_file():
            raise StoreMissing("there is no database at this place")
    except PermissionError:
        raise NoRights(str(database.parent)) from None
    try:
        connection = sqlite3.connect(
            database.parent / _LOCK, timeout=0, isolation_level=None, check_same_thread=False
        )
    except sqlite3.OperationalError:
        raise NoRights(str(database.parent)) from None
    try:
        connection.execute("BEGIN EXCLUSIVE")
    except sqlite3.OperationalError as error:
        connection.close()
        if error.sqlite_errorcode & 0xFF == sqlite3.SQLITE_BUSY:
            raise AlreadyRunning("another server serves this data") from None
        raise NoRights(str(database.parent)) from None
    return ServingLock(connection)
