"""The two threads that hash passwords, and nothing else does.

A hash takes a tenth of a second and 32 MB on purpose. Whatever is guessed, no more than two are
made at once, at a lower priority than whatever citizens wait for, and few requests wait for one.
"""

from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass
from threading import Condition, Thread
from typing import Any, TypeVar

from survey.domain.errors import SignInBusy
from survey.limits import HASHING_THREADS, MOST_STRANGERS_WAITING, MOST_WAITING_FOR_HASHING
from survey.services.guess_budgets import Rank
from survey.services.thread_priority import lower_priority
from survey.services.waiting_room import WaitingRoom
from survey.waiting import result_of

T = TypeVar("T")

RETRY_SECONDS = 5
_IDLE_SECONDS = 10.0


@dataclass(frozen=True)
class _Task:
    work: Callable[[], Any]
    future: Future[Any]

    def run(self) -> None:
        try:
            self.future.set_result(self.work())
        except BaseException as error:
            self.future.set_exception(error)


class HashingPool:
    """Threads that start when they are needed and end when nobody signs in for a while."""

    def __init__(self, threads: int = HASHING_THREADS) -> None:
        self._most_threads = threads
        self._threads = 0
        self._free = 0
        self._changed = Condition()
        self._room: WaitingRoom[_Task] = WaitingRoom(
            MOST_WAITING_FOR_HASHING, MOST_STRANGERS_WAITING
        )

    def run(self, rank: Rank, work: Callable[[], T]) -> T:
        """Return what a piece of work returns; raise SignInBusy when more urgent ones wait."""
        task = _Task(work, Future())
        with self._changed:
            leaves = self._room.enter(rank, task)
            self._call_a_thread()
        if leaves is not None:
            leaves.future.set_exception(SignInBusy(RETRY_SECONDS))
        result: T = result_of(task.future)
        return result

    def _call_a_thread(self) -> None:
        self._changed.notify()
        if len(self._room) > self._free and self._threads < self._most_threads:
            self._threads += 1
            Thread(target=self._work, name="hashing", daemon=True).start()

    def _work(self) -> None:
        lower_priority()
        while (task := self._next()) is not None:
            task.run()

    def _next(self) -> _Task | None:
        with self._changed:
            task = self._room.call_next()
            if task is None:
                self._free += 1
                self._changed.wait(_IDLE_SECONDS)
                self._free -= 1
                task = self._room.call_next()
            if task is None:
                self._threads -= 1
            return task
