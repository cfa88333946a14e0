"""The one connection of a process that writes."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from time import monotonic
from typing import cast

from sqlalchemy import Connection

from survey.domain.errors import StoreBusy, StoreFull
from survey.store.driver import sqlite3
from survey.store.marks import leave_mark
from survey.store.refusals import named_refusals

# Who waited for less has the whole patience of the connection still before him.
_HARDLY_WAITED_SECONDS = 0.1


class WritingConnection:
    """A connection that is opened when it is needed, and anew after anything that went wrong."""

    def __init__(self, connect: Callable[[], Connection]) -> None:
        self._connect = connect
        self._connection: Connection | None = None
        self._patience = self._set_patience = 0

    @contextmanager
    def transaction(self, since: float) -> Iterator[Connection]:
        """Give the database to somebody who has waited since a moment; keep at the end what he did.

        Raises StoreBusy when somebody else has it for longer than one waits, StoreFull and
        StoreDamaged; then nothing is kept.
        """
        try:
            with named_refusals():
                connection = self._opened()
                self._wait_from(since)
                with connection.begin():
                    changes = _driver(connection).total_changes
                    yield connection
                    _check_is_whole(connection)
                    if connection.in_transaction() and _driver(connection).total_changes > changes:
                        leave_mark(_driver(connection))
        except StoreBusy:
            raise
        except BaseException:
            self.close()
            raise

    def close(self) -> None:
        """Give the connection back; what was not kept is gone."""
        connection, self._connection = self._connection, None
        if connection is not None:
            # Whatever state it is in, nobody uses it again.
            with suppress(Exception):
                connection.invalidate()
                connection.close()

    def _opened(self) -> Connection:
        if self._connection is None:
            self._connection = self._connect()
            found = _driver(self._connection).execute("PRAGMA busy_timeout").fetchone()
            self._patience = self._set_patience = found[0]
        return self._connection

    def _wait_from(self, since: float) -> None:
        # Nobody waits longer because others waited before him for the same lock.
        waited = monotonic() - since
        left = self._patience
        if waited > _HARDLY_WAITED_SECONDS:
            left = max(0, self._patience - int(min(waited, 3600) * 1000))
        if left != self._set_patience and self._connection is not None:
            _driver(self._connection).execute(f"PRAGMA busy_timeout={left}")
            self._set_patience = left


def _check_is_whole(connection: Connection) -> None:
    # SQLite itself undoes a transaction for which the disk has no place, and the statement that
    # was told so may be forgotten.
    if connection.in_transaction() and not _driver(connection).in_transaction:
        raise StoreFull("the database has undone the transaction")


def _driver(connection: Connection) -> sqlite3.Connection:
    return cast("sqlite3.Connection", connection.connection.dbapi_connection)
