"""Waiting for another thread's result without holding up whoever else is served.

On the loop of the server each call of the application runs as a *call aside*: while it waits, the
loop goes on with the others. Anywhere else (a pool, a command, another WSGI server, a test) the
same code simply waits in its thread.
"""

from asyncio import Future as LoopFuture
from asyncio import get_running_loop
from collections import deque
from collections.abc import Callable
from concurrent.futures import Future
from contextlib import suppress
from typing import Any, ParamSpec, TypeVar, cast

from greenlet import getcurrent, greenlet

P = ParamSpec("P")
T = TypeVar("T")

# What a greenlet of ours has and one of somebody else's has not.
_MARK = "is_call_aside"


def result_of(future: Future[T]) -> T:
    """Return what a future brings, or raise what it failed with, when it is there."""
    here = getcurrent()
    if getattr(here, _MARK, False) and not future.done():
        here.parent.switch(future)
    return future.result()


class CallsAside:
    """The calls of one loop that may wait beside each other; to be made on that loop."""

    def __init__(self) -> None:
        self._loop = get_running_loop()
        self._done: deque[LoopFuture[None]] = deque()
        self._is_woken = False

    async def run(self, function: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Return what a function returns; while it waits by `result_of`, other calls go on."""
        call = greenlet(function, getcurrent())
        setattr(call, _MARK, True)
        given = call.switch(*args, **kwargs)
        while not call.dead:
            try:
                await self._end_of(given)
            except BaseException as error:  # a cancelled call is told so where it waits
                given = call.throw(error)
            else:
                given = call.switch()
        return cast("T", given)

    def _end_of(self, future: Future[Any]) -> LoopFuture[None]:
        awaited = self._loop.create_future()
        future.add_done_callback(lambda _: self._wake(awaited))
        return awaited

    def _wake(self, awaited: LoopFuture[None]) -> None:
        # In any thread. One call wakes the loop for all that are done by then: waking it for each
        # of five hundred that one commit has kept would cost more than the commit.
        self._done.append(awaited)
        if not self._is_woken:
            self._is_woken = True
            with suppress(RuntimeError):  # the loop is closed: nobody waits any more
                self._loop.call_soon_threadsafe(self._go_on)

    def _go_on(self) -> None:
        # First, for what is done from now on asks for another call.
        self._is_woken = False
        while self._done:
            awaited = self._done.popleft()
            if not awaited.done():
                awaited.set_result(None)
