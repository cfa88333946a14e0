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
from typing import Any, NamedTuple, ParamSpec, TypeVar, cast

from greenlet import GreenletExit, getcurrent, greenlet

P = ParamSpec("P")
T = TypeVar("T")

# What a greenlet of ours has and one of somebody else's has not.
_MARK = "is_call_aside"

# A greenlet that has nothing to do is kept for the next call: making one takes ten times as long
# as using it again. It holds 20 KB.
_MOST_RESTING = 128


def is_aside() -> bool:
    """Tell whether this is a call aside, beside which the loop has others to serve."""
    return getattr(getcurrent(), _MARK, False)


def result_of(future: Future[T]) -> T:
    """Return what a future brings, or raise what it failed with, when it is there."""
    if is_aside() and not future.done():
        getcurrent().parent.switch(future)
    return future.result()


def when_free(act: Callable[[], object]) -> None:
    """Do something once the loop has served whom it has in hand; anywhere else at once."""
    if is_aside():
        get_running_loop().call_soon(act)
    else:
        act()


class CallsAside:
    """The calls of one loop that may wait beside each other; to be made on that loop."""

    def __init__(self) -> None:
        self._loop = get_running_loop()
        self._resting: list[Any] = []
        self._done: deque[LoopFuture[None]] = deque()
        self._is_woken = False

    async def run(self, function: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Return what a function returns; while it waits by `result_of`, other calls go on."""
        worker = self._resting.pop() if self._resting else _new_worker()
        worker.gr_context = None  # nothing that another call has set in its context
        given = worker.switch(function, args, kwargs)
        while isinstance(given, Future):
            try:
                await self._end_of(given)
            except BaseException as error:  # a cancelled call is told so where it waits
                given = worker.throw(error)
            else:
                given = worker.switch()
        if len(self._resting) < _MOST_RESTING:
            self._resting.append(worker)
        if given.error is not None:
            raise given.error
        return cast("T", given.value)

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


class _Outcome(NamedTuple):
    """How a call ended."""

    value: Any = None
    error: BaseException | None = None


def _new_worker() -> Any:
    worker = greenlet(_work, getcurrent())
    setattr(worker, _MARK, True)
    worker.switch()
    return worker


def _work() -> None:
    """Make one call after the other; where one waits, `result_of` hands out its future."""
    loop = getcurrent().parent
    outcome = None
    while True:
        function, args, kwargs = loop.switch(outcome)
        try:
            outcome = _Outcome(function(*args, **kwargs))
        except GreenletExit:  # nobody holds this greenlet any more
            raise
        except BaseException as error:
            outcome = _Outcome(error=error)
        # What a request brought is not kept while this greenlet rests.
        function = args = kwargs = None
