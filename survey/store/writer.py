"""What the one thread that writes does, for one who waits or for many at once.

Responses that wait together are stored together: one transaction, one flush of the disk, and each
is acknowledged after it. Anybody else is given the connection for a turn. The write-ahead log is
carried over and emptied here too, between two transactions.
"""

import logging
from collections.abc import Callable, Iterable, Sequence
from math import inf
from time import monotonic

from sqlalchemy import Connection

from survey.domain.errors import NotStored, SurveyError
from survey.limits import LONG_LOG_BYTES
from survey.store.driver import sqlite3
from survey.store.groups import NewResponse, store_group
from survey.store.work import Emptying, Turn, Work, refuse
from survey.store.write_ahead_log import WriteAheadLog
from survey.store.writing_connection import WritingConnection

_log = logging.getLogger(__name__)

# A log that somebody who reads kept from being emptied is tried again so often.
EMPTY_AGAIN_SECONDS = 1.0


class Writer:
    """The owner of the writing connection; only one thread ever calls it."""

    def __init__(
        self,
        connect: Callable[[], Connection],
        log: WriteAheadLog,
        after_turns: Iterable[Callable[[], None]] = (),
    ) -> None:
        self._connection = WritingConnection(connect)
        self._log = log
        self._after_turns = after_turns
        self._long_log = LONG_LOG_BYTES
        self._empty_at = inf

    def patience(self) -> float | None:
        """Return after how many seconds there is something to do although nobody asks."""
        return None if self._empty_at == inf else max(0.0, self._empty_at - monotonic())

    def do(self, works: Sequence[Work]) -> None:
        """Do one work, or store all of many responses."""
        first = works[0]
        match first:
            case Turn():
                self._give(first)
            case Emptying():
                first.done.set_result(self._empty())
            case _:
                self._store([one for one in works if isinstance(one, NewResponse)])

    def look_after_log(self) -> None:
        """Carry the log over when it is long, and empty it when that is owed."""
        size = self._log.size()
        if size < LONG_LOG_BYTES:
            self._long_log = LONG_LOG_BYTES
        elif size >= self._long_log:
            # What a reader keeps it from now is tried again when as much has come once more.
            self._long_log = size + LONG_LOG_BYTES
            self._carry_over()
        if monotonic() >= self._empty_at:
            self._empty()

    def leave_empty_log(self) -> None:
        """Empty the log for the last time: what it has is the order in which answers came."""
        if not self._empty():
            _log.warning("the journal is left full, as somebody uses it; the next start empties it")

    def close(self) -> None:
        """Give back the connections."""
        self._connection.close()
        self._log.close()

    def _store(self, group: Sequence[NewResponse]) -> None:
        try:
            with self._connection.transaction(group[0].since) as connection:
                outcomes = store_group(connection, group)
        except Exception as error:
            for one in group:
                refuse(one, _own(error))
            return
        for one, outcome in zip(group, outcomes, strict=True):
            if isinstance(outcome, bool):
                one.stored.set_result(outcome)
            else:
                refuse(one, outcome)

    def _give(self, turn: Turn) -> None:
        try:
            with self._connection.transaction(turn.since) as connection:
                turn.given.set_result(connection)
                if not turn.ended.result():
                    connection.rollback()
        except Exception as error:
            refuse(turn, error)
        # Before anything else is written: what was changed must be seen in the next transaction.
        for tell in self._after_turns:
            tell()
        if not turn.kept.done():
            turn.kept.set_result(None)

    def _empty(self) -> bool:
        is_empty = self._carry_over() and self._log_does(self._log.empty)
        self._empty_at = inf if is_empty else monotonic() + EMPTY_AGAIN_SECONDS
        return is_empty

    def _carry_over(self) -> bool:
        # While nobody else may commit. Who has the database now is not waited for.
        try:
            with self._connection.transaction(since=-inf):
                return self._log_does(self._log.carry_over)
        except SurveyError:
            return False

    def _log_does(self, act: Callable[[], bool]) -> bool:
        # Nothing that was acknowledged depends on it, so it may fail and is tried again.
        try:
            return act()
        except sqlite3.Error:
            return False


def _own(error: Exception) -> Exception:
    # One exception raised in many threads would gather the places of all of them.
    return type(error)(*error.args) if isinstance(error, NotStored) else error
