"""One server and one copy at a time: locks that the operating system drops when a holder dies."""

import os
from contextlib import suppress
from pathlib import Path

from survey.domain.errors import (
    AlreadyCopying,
    AlreadyRunning,
    NoRights,
    StoreFull,
    StoreMissing,
    SurveyError,
)
from survey.store.driver import sqlite3

_SERVING = "serving.lock"
_COPYING = "copying.lock"

# What the names of files end in that hold a lock and nothing else, whoever may read them.
EMPTY_FILES = (".lock", ".lock-journal")


_OURS: set["ServingLock"] = set()


class ServingLock:
    """A right to a database, held until it is released or the process ends."""

    def __init__(self, lock: Path, connection: sqlite3.Connection) -> None:
        self.lock = lock.absolute()
        self._connection = connection
        _OURS.add(self)

    def release(self) -> None:
        """Let another server have it."""
        _OURS.discard(self)
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
    return take_lock_of_folder(database.parent)


def take_lock_of_folder(folder: Path) -> ServingLock:
    """Return the same lock where there may be no database yet."""
    return _take(folder / _SERVING, 0, AlreadyRunning("another server serves this data"))


def take_copying_lock(database: Path, patience: float = 0) -> ServingLock:
    """Return the right to make a copy of a database; raise AlreadyCopying while another is made."""
    return _take(database.parent / _COPYING, patience, AlreadyCopying("another copy is being made"))


def _take(lock: Path, patience: float, taken: SurveyError) -> ServingLock:
    _make_private(lock)
    try:
        connection = sqlite3.connect(
            lock, timeout=patience, isolation_level=None, check_same_thread=False
        )
    except sqlite3.OperationalError:
        raise _why_not(lock) from None
    try:
        connection.execute("BEGIN EXCLUSIVE")
    except sqlite3.OperationalError as error:
        connection.close()
        if error.sqlite_errorcode & 0xFF == sqlite3.SQLITE_BUSY:
            raise taken from None
        raise _why_not(lock) from None
    return ServingLock(lock, connection)


def _make_private(lock: Path) -> None:
    # Whoever can read it can lock it. Only one that is new: closing it would drop locks on it.
    with suppress(OSError):
        os.close(os.open(lock, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))


def is_served_elsewhere(database: Path) -> bool:
    """Whether a server has the lock of a database that is not this process."""
    lock = database.absolute().with_name(_SERVING)
    return lock not in {one.lock for one in _OURS} and is_served(database)


def _why_not(lock: Path) -> SurveyError:
    # SQLite says the same of a folder without rights and of a disk that takes nothing.
    try:
        os.close(os.open(lock, os.O_CREAT | os.O_RDWR, 0o600))
    except (PermissionError, FileNotFoundError, NotADirectoryError, IsADirectoryError):
        return NoRights(str(lock.parent))
    except OSError:
        pass
    return StoreFull("the disk does not take it")


def is_served(database: Path) -> bool:
    """Whether a server has the lock of a database; the lock itself is left alone."""
    lock = database.with_name(_SERVING)
    if not lock.exists():
        return False
    connection = sqlite3.connect(f"{lock.absolute().as_uri()}?mode=ro", timeout=0, uri=True)
    try:
        connection.execute("SELECT count(*) FROM sqlite_schema")
    except sqlite3.OperationalError as error:
        if error.sqlite_errorcode & 0xFF == sqlite3.SQLITE_BUSY:
            return True
        raise
    finally:
        connection.close()
    return False
