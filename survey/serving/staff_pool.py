"""The threads in which staff pages are made: they may wait, and only a few may wait for them."""

from collections.abc import Callable
from concurrent.futures import Future
from queue import Full, Queue
from threading import Thread
from typing import TypeVar

from survey.limits import MOST_WAITING_STAFF, STAFF_THREADS

T = TypeVar("T")

_Work = Callable[[], None]


class PoolFull(Exception):
    """As many calls wait for a thread as may."""


class StaffPool:
    """Some threads and a bounded queue of calls.

    Threads of the kind that the end of the program does not wait for: a page that never gets
    ready must not keep the server from stopping.
    """

    def __init__(
        self, threads: int = STAFF_THREADS, most_waiting: int = MOST_WAITING_STAFF
    ) -> None:
        self._queue: Queue[_Work] = Queue(most_waiting)
        for number in range(threads):
            Thread(target=self._work, name=f"staff-{number}", daemon=True).start()

    def submit(self, function: Callable[[], T]) -> Future[T]:
        """Return the future of a call; raise PoolFull when too many wait."""
        future: Future[T] = Future()

        def work() -> None:
            if not future.set_running_or_notify_cancel():
                return
            try:
                future.set_result(function())
            except BaseException as error:
                future.set_exception(error)

        try:
            self._queue.put_nowait(work)
        except Full:
            raise PoolFull from None
        return future

    def _work(self) -> None:
        while True:
            self._queue.get()()
