"""Receiving bodies: each with a deadline, all together within bounds, and none in a thread."""

from asyncio import CancelledError, Task, TimerHandle, current_task, get_running_loop
from dataclasses import dataclass
from typing import Any

from survey.limits import (
    BODY_SECONDS,
    MOST_SMALL_PIECES,
    MOST_WAITING_BODIES,
    MOST_WAITING_BYTES,
    SMALL_PIECE_BYTES,
)
from survey.serving.exchange import Exchange, ExchangeClosed


class BodyLate(Exception):
    """A body was not there in time, or was dropped for others."""


class BodyCut(Exception):
    """The sender hung up before the end of the body; nobody is there to be answered."""


@dataclass(eq=False, slots=True)
class _Waiting:
    """One body that is on its way, and the bytes that it may come to take."""

    task: Task[Any]
    begun: float
    length: int
    is_dropped: bool = False


class WaitingBodies:
    """The bodies that are on their way; to be made and used on one loop."""

    def __init__(
        self,
        most: int = MOST_WAITING_BODIES,
        most_bytes: int = MOST_WAITING_BYTES,
        seconds: float = BODY_SECONDS,
    ) -> None:
        self._most = most
        self._most_bytes = most_bytes
        self._seconds = seconds
        self._loop = get_running_loop()
        # In the order in which they began, so that one timer serves them all.
        self._waiting: dict[_Waiting, None] = {}
        self._bytes = 0
        self._timer: TimerHandle | None = None

    async def receive(self, exchange: Exchange, length: int) -> bytes:
        """Return a body of a known length; raise BodyLate or BodyCut when it does not come."""
        task = current_task()
        assert task is not None  # noqa: S101 - a coroutine runs in one
        waiting = _Waiting(task, self._loop.time(), length)
        self._begin(waiting)
        try:
            body = await _joined(exchange, length)
        except CancelledError:
            if not waiting.is_dropped:
                raise
            task.uncancel()
            raise BodyLate from None
        except ExchangeClosed:
            raise BodyCut from None
        finally:
            self._end(waiting)
        if len(body) != length:
            raise BodyCut
        return body

    def drop_all(self) -> None:
        """Wait for none of them any longer."""
        for waiting in tuple(self._waiting):
            self._drop(waiting)

    def _begin(self, waiting: _Waiting) -> None:
        self._waiting[waiting] = None
        self._bytes += waiting.length
        while len(self._waiting) > self._most or self._bytes > self._most_bytes:
            self._drop(next(iter(self._waiting)))
        if self._timer is None:
            self._timer = self._loop.call_later(self._seconds, self._drop_late)

    def _drop_late(self) -> None:
        """Drop what has been on its way too long, and look again when the next one will have."""
        self._timer = None
        now = self._loop.time()
        while self._waiting:
            oldest = next(iter(self._waiting))
            remaining = oldest.begun + self._seconds - now
            if remaining > 0:
                self._timer = self._loop.call_later(remaining, self._drop_late)
                return
            self._drop(oldest)

    def _drop(self, waiting: _Waiting) -> None:
        self._end(waiting)
        waiting.is_dropped = True
        waiting.task.cancel()

    def _end(self, waiting: _Waiting) -> None:
        if waiting in self._waiting:
            del self._waiting[waiting]
            self._bytes -= waiting.length


async def _joined(exchange: Exchange, length: int) -> bytes:
    """Return the pieces of a body as one; raise BodyLate when they are absurdly small.

    Asked for the whole body, granian would keep 4 KB for each piece until the last one is there.
    """
    joined, pieces = bytearray(), 0
    most = MOST_SMALL_PIECES + length // SMALL_PIECE_BYTES
    async for piece in exchange:
        joined += piece
        pieces += 1
        if pieces > most:
            raise BodyLate
        if len(joined) >= length:
            break  # to ask for the end as well would take another turn of the loop
    return bytes(joined)
