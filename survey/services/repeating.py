"""A thread that looks again and again whether there is something to do, until it is stopped."""

from abc import ABC, abstractmethod
from threading import Event, Thread

_JOIN_SECONDS = 5.0


class Repeating(ABC):
    """Looks first after some seconds, and then after as many as are given, as long as it runs."""

    def __init__(self, name: str, first_seconds: float, check_seconds: float) -> None:
        self._seconds = (first_seconds, check_seconds)
        self._stopped = Event()
        self._thread = Thread(target=self._run, name=name, daemon=True)

    def start(self) -> None:
        """Begin to look."""
        self._thread.start()

    def stop(self) -> None:
        """Begin nothing more."""
        self._stopped.set()

    def join(self, seconds: float | None = _JOIN_SECONDS) -> None:
        """Wait until what was begun is done or given up; None: for as long as it takes."""
        self._thread.join(seconds)

    def _run(self) -> None:
        pause, check = self._seconds
        while not self._stopped.wait(pause):
            pause = check
            self._look()

    @abstractmethod
    def _look(self) -> None:
        """Do what is to be done."""
