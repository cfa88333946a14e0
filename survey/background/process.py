"""The background process as the serving process sees it: started for one task, asked, gone."""

import logging
import pickle
import subprocess
import sys
from contextlib import suppress
from threading import Event, Timer

from survey.background.priority import CREATION_FLAGS
from survey.domain.errors import TaskFailed, TaskTooLong

_log = logging.getLogger(__name__)


class Process:
    """One process for one task."""

    def __init__(self) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-m", "survey.background.worker"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            creationflags=CREATION_FLAGS,
        )
        if self._process.stdin is None or self._process.stdout is None:
            raise TypeError("pipes were asked for")
        self._stdin, self._stdout = self._process.stdin, self._process.stdout
        self._is_given_up = Event()

    def do(self, seconds: float, name: str, message: bytes) -> object:
        """Return what a task returns; raise TaskFailed or, after so many seconds, TaskTooLong."""
        is_late = Event()

        def give_up() -> None:
            is_late.set()
            self.kill()

        timer = Timer(seconds, give_up)
        timer.start()
        try:
            is_done, value = self._answer(message)
        except (EOFError, OSError, pickle.UnpicklingError):
            if not self._is_given_up.is_set():
                _log.error("%s: the background process ended", name)
            is_done, value = False, ""
        finally:
            timer.cancel()
            self._end()
        if is_done:
            return value
        raise TaskTooLong(seconds) if is_late.is_set() else TaskFailed(str(value))

    def kill(self) -> None:
        """Let what it does fail, which is no fault then."""
        self._is_given_up.set()
        self._process.kill()

    def _answer(self, message: bytes) -> tuple[bool, object]:
        pickle.dump((sys.path, message), self._stdin)
        self._stdin.flush()
        is_done, value = pickle.load(self._stdout)  # noqa: S301 - of our own process
        return is_done, value

    def _end(self) -> None:
        self._process.kill()
        self._process.wait()
        for pipe in (self._stdin, self._stdout):
            with suppress(OSError):  # something was still to be sent
                pipe.close()
