"""The background process as the serving process sees it: started on need, asked, given up."""

import logging
import pickle
import subprocess
import sys
from contextlib import suppress
from threading import Event, Timer

from survey.background.frames import read_frame, write_frame
from survey.background.priority import CREATION_FLAGS
from survey.domain.errors import TaskFailed, TaskTooLong

_log = logging.getLogger(__name__)


class Process:
    """One process that does one task at a time; after a failure it is gone."""

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
        with suppress(OSError):  # it died at once: the first task will tell
            write_frame(self._stdin, pickle.dumps(sys.path))

    @property
    def is_alive(self) -> bool:
        """Whether it can be given a task."""
        return self._process.poll() is None

    def do(self, seconds: float, name: str, message: bytes) -> object:
        """Return what a task returns; raise TaskFailed or, after so many seconds, TaskTooLong."""
        is_late = Event()

        def give_up() -> None:
            is_late.set()
            self.kill()

        timer = Timer(seconds, give_up)
        timer.start()
        try:
            write_frame(self._stdin, message)
            is_done, value = pickle.loads(read_frame(self._stdout))  # noqa: S301 - of our own
        except (EOFError, OSError):
            is_done = None
        finally:
            timer.cancel()
        if is_done and not is_late.is_set():
            return value
        # What a task that failed leaves behind, such as a full memory, the next must not meet.
        self.end()
        if is_done is None:
            _log.error("%s: the background process ended", name)
        raise TaskTooLong(seconds) if is_late.is_set() else TaskFailed

    def end(self) -> None:
        """End it at once."""
        self._process.kill()
        self._process.wait()
        for pipe in (self._stdin, self._stdout):
            with suppress(OSError):  # something was still to be sent
                pipe.close()

    def kill(self) -> None:
        """Let what it does fail."""
        self._process.kill()
