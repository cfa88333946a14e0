"""Tasks in their order: one is done at a time, few wait, and the same one is done once."""

import pickle
import time
from collections.abc import Callable, Hashable
from concurrent.futures import Future
from contextlib import suppress
from dataclasses import dataclass, field
from queue import Empty, SimpleQueue
from threading import Lock, Thread
from typing import Any, TypeVar

from survey.background.process import Process
from survey.domain.errors import BackgroundFull, StillWorking, SurveyError, TaskFailed
from survey.limits import (
    MOST_KEPT_TASKS,
    MOST_WAITING_TASKS,
    PICKED_UP_SECONDS,
    TASK_KEPT_SECONDS,
    TASK_SECONDS,
)

T = TypeVar("T")

_JOIN_SECONDS = 5.0


@dataclass(frozen=True)
class Bounds:
    """What tasks may take; see `survey.limits`."""

    most_waiting: int = MOST_WAITING_TASKS
    seconds: float = TASK_SECONDS
    kept_seconds: float = TASK_KEPT_SECONDS
    picked_up_seconds: float = PICKED_UP_SECONDS


@dataclass(frozen=True)
class _Call:
    """A task with its values; two that are equal are one."""

    task: Callable[..., Any]
    arguments: tuple[Hashable, ...]


@dataclass(eq=False)
class _Job:
    """A call that somebody asked for.

    `is_owed` when somebody could not wait for it, `kept_until` what time what it returned is kept.
    """

    call: _Call
    message: bytes
    future: Future[Any] = field(default_factory=Future)
    is_owed: bool = False
    kept_until: float | None = None


class BackgroundProcess:
    """Does tasks one after the other, each in a process of lower priority that ends with it.

    A process that went on would keep the libraries of every kind of task in memory at once, and
    what a task left behind.
    """

    def __init__(self, bounds: Bounds | None = None) -> None:
        self._bounds = bounds or Bounds()
        self._lock = Lock()
        self._jobs: dict[_Call, _Job] = {}
        self._queue: SimpleQueue[_Job | None] = SimpleQueue()
        self._thread: Thread | None = None
        self._process: Process | None = None
        self._is_closed = False

    def result(self, patience: float, task: Callable[..., T], *arguments: Hashable) -> T:
        """Return what a task returns, waiting for it at most `patience` seconds.

        Asked for again while it is done, or soon after, it is not done again. Raises StillWorking,
        BackgroundFull, TaskFailed and TaskTooLong.
        """
        job = self._job(_Call(task, arguments), pickle.dumps((task, arguments)))
        try:
            value: T = job.future.result(patience)
        except TimeoutError:
            job.is_owed = True
            raise StillWorking from None
        except TaskFailed:
            # Told once; who asks again wants it tried again.
            self._keep(job, 0)
            raise
        self._keep(job, self._bounds.picked_up_seconds if job.is_owed else 0)
        return value

    def close(self) -> None:
        """Give up what is being done and what waits; whoever waits is told."""
        with self._lock:
            self._is_closed = True
            thread = self._thread
            if self._process is not None:
                self._process.kill()
        self._queue.put(None)
        if thread is not None:
            thread.join(_JOIN_SECONDS)

    def _job(self, call: _Call, message: bytes) -> _Job:
        with self._lock:
            self._forget_old()
            known = self._jobs.get(call)
            if known is not None:
                return known
            unfinished = sum(job.kept_until is None for job in self._jobs.values())
            if self._is_closed or unfinished > self._bounds.most_waiting:
                raise BackgroundFull
            job = self._jobs[call] = _Job(call, message)
            self._queue.put(job)
            if self._thread is None:
                self._thread = Thread(target=self._work, name="background", daemon=True)
                self._thread.start()
        return job

    def _keep(self, job: _Job, seconds: float) -> None:
        """Keep what a job returned for so many seconds more, and no longer than before."""
        until = time.monotonic() + seconds
        with self._lock:
            job.kept_until = min(until, job.kept_until or until)
            self._forget_old()

    def _forget_old(self) -> None:
        done = [job for job in self._jobs.values() if job.kept_until is not None]
        now = time.monotonic()
        for place, job in enumerate(sorted(done, key=_kept_until, reverse=True)):
            if (place >= MOST_KEPT_TASKS or _kept_until(job) <= now) and (
                self._jobs.get(job.call) is job
            ):
                del self._jobs[job.call]

    def _work(self) -> None:
        while (job := self._queue.get()) is not None:
            try:
                value = self._do(job)
            except SurveyError as error:
                job.future.set_exception(error)
            else:
                job.future.set_result(value)
            self._keep(job, self._bounds.kept_seconds)
        with suppress(Empty):
            while True:
                given_up = self._queue.get_nowait()
                if given_up is not None:
                    given_up.future.set_exception(TaskFailed())

    def _do(self, job: _Job) -> object:
        with self._lock:
            if self._is_closed:
                raise TaskFailed
            process = self._process = _started()
        return process.do(self._bounds.seconds, job.call.task.__name__, job.message)


def _kept_until(job: _Job) -> float:
    return job.kept_until or 0.0


def _started() -> Process:
    try:
        return Process()
    except OSError:
        raise TaskFailed from None
