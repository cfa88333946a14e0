"""Heavy work of staff, done where citizens do not feel it: PDFs and reports.

A *task* is a function at the top of a module and plain values, so that another process can be told
of it by name. It changes nothing that is stored: only the serving process writes.
"""

from collections.abc import Callable, Hashable
from typing import Protocol, TypeVar

T = TypeVar("T")


class Background(Protocol):
    """Where tasks are done."""

    def result(self, patience: float, task: Callable[..., T], *arguments: Hashable) -> T:
        """Return what a task returns, waiting for it at most `patience` seconds.

        Raises StillWorking, BackgroundFull, TaskFailed and TaskTooLong.
        """

    def close(self) -> None:
        """Give up what is being done and what waits."""


class RunHere:
    """Does each task at once, in the process that asks: for commands and tests."""

    def result(self, patience: float, task: Callable[..., T], *arguments: Hashable) -> T:  # noqa: ARG002
        """Return what the task returns."""
        return task(*arguments)

    def close(self) -> None:
        """Do nothing: nothing waits here."""
