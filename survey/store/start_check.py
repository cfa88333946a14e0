"""Whether a file is whole, as far as a start has time to look."""

from time import monotonic
from typing import cast

from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from survey.domain.errors import StoreDamaged
from survey.store.driver import sqlite3
from survey.store.engine import Store

# How many steps of SQLite, each a page or less, lie between two looks at the clock.
_STEPS = 1000


def refuse_damaged(store: Store, seconds: float) -> None:
    """Raise StoreDamaged when a page is broken that is met within so many seconds."""
    deadline = monotonic() + seconds
    with store.reading() as connection:
        driver = cast("sqlite3.Connection", connection.connection.dbapi_connection)
        driver.set_progress_handler(lambda: monotonic() > deadline, _STEPS)
        try:
            said = connection.execute(text("PRAGMA quick_check(1)")).scalar_one()
        except DBAPIError as error:
            if getattr(error.orig, "sqlite_errorcode", 0) != sqlite3.SQLITE_INTERRUPT:
                raise
            return
        finally:
            driver.set_progress_handler(None, _STEPS)
    if said != "ok":
        raise StoreDamaged("a page of the file is broken")
