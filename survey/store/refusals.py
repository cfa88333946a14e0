"""What the refusals of the database mean, by the kind that SQLite gives them."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.exc import DBAPIError

from survey.domain.errors import StoreBusy, StoreDamaged, StoreFull, SurveyError
from survey.store.driver import sqlite3

_BUSY = (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED)
_NO_PLACE = (
    sqlite3.SQLITE_FULL,
    sqlite3.SQLITE_READONLY,
    sqlite3.SQLITE_IOERR,
    sqlite3.SQLITE_CANTOPEN,
)
_DAMAGED = (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB)

# What either way of speaking to the database raises.
DATABASE_ERRORS = (DBAPIError, sqlite3.Error)


@contextmanager
def named_refusals() -> Iterator[None]:
    """Raise a refusal of the database by its name; other faults of the program stay what they are.

    Raises StoreBusy, StoreFull and StoreDamaged.
    """
    try:
        yield
    except DATABASE_ERRORS as error:
        named = name_of(error)
        if named is None:
            raise
        raise named from None


def name_of(error: Exception) -> SurveyError | None:
    """Return the name of a refusal of the database, or None for anything else."""
    cause = error.orig if isinstance(error, DBAPIError) else error
    # The lowest byte is the kind of the refusal, the others its details.
    kind = getattr(cause, "sqlite_errorcode", 0) & 0xFF
    if kind in _BUSY:
        return StoreBusy("somebody else holds the database")
    if kind in _NO_PLACE:
        return StoreFull("the disk does not take it")
    if kind in _DAMAGED:
        return StoreDamaged("the file is not a sound database")
    return None
