"""Receiving bodies: each with a deadline, all together within bounds, and none in a thread."""

from asyncio import Timeout, get_running_loop, timeout

from survey.limits import BODY_SECONDS, MOST_WAITING_BODIES, MOST_WAITING_BYTES
from survey.serving.exchange import Exchange, ExchangeClosed


class BodyLate(Exception):
    """A body was not there in time, or was dropped for others."""


class BodyCut(Exception):
    """The sender hung up before the end of the body; nobody is there to be answered."""


class WaitingBodies:
    """The bodies that are on their way; to be used on one loop."""

    def __init__(
        self,
        most: int = MOST_WAITING_BODIES,
        most_bytes: int = MOST_WAITING_BYTES,
        seconds: float = BODY_SECONDS,
    ) -> None:
        self._most = most
        self._most_bytes = most_bytes
        self._seconds = seconds
        # In the order in which they began; each with the bytes that it may come to take.
        self._deadlines: dict[Timeout, int] = {}
        self._bytes = 0

    async def receive(self, exchange: Exchange, length: int) -> bytes:
        """Return a body of a known length; raise BodyLate or BodyCut when it does not come."""
        try:
            async with timeout(self._seconds) as deadline:
                self._begin(deadline, length)
                try:
                    body = await exchange()
                finally:
                    self._end(deadline)
        except TimeoutError:
            raise BodyLate from None
        except ExchangeClosed:
            raise BodyCut from None
        if len(body) != length:
            raise BodyCut
        return body

    def drop_all(self) -> None:
        """Wait for none of them any longer."""
        for deadline in tuple(self._deadlines):
            self._drop(deadline)

    def _begin(self, deadline: Timeout, length: int) -> None:
        self._deadlines[deadline] = length
        self._bytes += length
        while len(self._deadlines) > self._most or self._bytes > self._most_bytes:
            self._drop(next(iter(self._deadlines)))

    def _drop(self, deadline: Timeout) -> None:
        self._end(deadline)
        if not deadline.expired():
            deadline.reschedule(get_running_loop().time())

    def _end(self, deadline: Timeout) -> None:
        self._bytes -= self._deadlines.pop(deadline, 0)
