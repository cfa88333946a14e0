"""Commands in processes of their own, forked from one that has read the program already.

Reading the program takes two seconds of a processor, and the tests of faults start it again and
again. A fork is killed, bound and asked to end like every other process.
"""

import atexit
import json
import os
import runpy
import select
import shutil
import socket
import subprocess
import sys
import tempfile
import traceback
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from functools import cache
from importlib import import_module
from pathlib import Path

ROOT = Path(__file__).parents[2]
READ_BEFORE = (
    "survey.app",
    *(f"survey.commands.{name}" for name in ("serve", "posters", "report")),
)
# A library's threads would not survive the fork.
ONE_THREAD = {"OPENBLAS_NUM_THREADS": "1", "PYTHONUNBUFFERED": "1"}


@dataclass(frozen=True)
class Command:
    """A module to be run as a program, and what surrounds it."""

    module: str
    arguments: tuple[str, ...]
    folder: str
    environment: Mapping[str, str]
    output: str  # files to which it is added
    errors: str


class Origin:
    """The process that is forked from; `under` is a program that starts it and sees all of it."""

    def __init__(self, under: Sequence[str] = ()) -> None:
        self._folder = tempfile.mkdtemp()
        self.path = str(Path(self._folder) / "forks")
        self._process = subprocess.Popen(
            [*under, sys.executable, "-m", "tests.faults.forked", self.path],
            cwd=ROOT,
            env=os.environ | ONE_THREAD,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
        )
        assert self._process.stdout is not None
        assert self._process.stdout.readline(), "there is nothing to fork from"

    def close(self) -> None:
        """End it; what was forked from it must have ended."""
        self._process.communicate()
        shutil.rmtree(self._folder)


@cache
def usual_origin() -> Origin:
    """Return the one that most commands of a run are forked from."""
    origin = Origin()
    atexit.register(origin.close)
    return origin


class Forked:
    """A command that runs as the leader of a process group: as much of `Popen` as tests need."""

    def __init__(self, command: Command, origin: Origin) -> None:
        self.returncode: int | None = None
        self._watcher = socket.socket(socket.AF_UNIX)
        self._watcher.connect(origin.path)
        self._told = self._watcher.makefile("rw")
        self._told.write(json.dumps(asdict(command)) + "\n")
        self._told.flush()
        self.pid = int(self._told.readline())

    def poll(self) -> int | None:
        """Return how it ended, or None while it runs."""
        if self.returncode is None and select.select([self._watcher], [], [], 0)[0]:
            self.returncode = int(self._told.readline())
            self._told.close()
            self._watcher.close()
        return self.returncode

    def wait(self, timeout: float | None = None) -> int:
        """Return how it ended; raise TimeoutExpired when it did not in so many seconds."""
        if self.returncode is None:
            select.select([self._watcher], [], [], timeout)
        ended = self.poll()
        if ended is None:
            raise subprocess.TimeoutExpired(str(self.pid), timeout or 0)
        return ended


def _serve_forks(path: str) -> None:
    """Fork for each that connects, until whoever started this is gone."""
    for module in READ_BEFORE:
        import_module(module)
    watchers = 0
    with socket.create_server(path, family=socket.AF_UNIX, backlog=64) as listener:
        print("ready")  # noqa: T201 - whoever waits for it reads this
        while listener in select.select([listener, sys.stdin], [], [])[0]:
            asked, _ = listener.accept()
            if os.fork() == 0:
                listener.close()
                _watch(asked)
            asked.close()
            watchers += 1
            while watchers and os.waitpid(-1, os.WNOHANG)[0]:
                watchers -= 1


def _watch(asked: socket.socket) -> None:
    """Fork the command, which tells its number, and tell in the end how it ended."""
    told = asked.makefile("rw")
    command = Command(**json.loads(told.readline()))
    process = os.fork()
    if process == 0:
        # Whoever knows its number may kill all of its group at once.
        os.setsid()
        told.write(f"{os.getpid()}\n")
        told.close()
        asked.close()
        _become(command)
    _, status = os.waitpid(process, 0)
    told.write(f"{os.waitstatus_to_exitcode(status)}\n")
    told.flush()
    os._exit(0)


def _become(command: Command) -> None:
    os.chdir(command.folder)
    os.environ.clear()
    os.environ.update(command.environment)
    tempfile.tempdir = None
    adding = os.O_WRONLY | os.O_APPEND | os.O_CREAT
    os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
    os.dup2(os.open(command.output, adding), 1)
    os.dup2(os.open(command.errors, adding), 2)
    sys.argv = [command.module, *command.arguments]
    code = 0
    try:
        runpy.run_module(command.module, run_name="__main__", alter_sys=True)
    except SystemExit as end:
        code = end.code if isinstance(end.code, int) else int(end.code is not None)
    except BaseException:
        traceback.print_exc()
        code = 1
    os._exit(code)


if __name__ == "__main__":
    _serve_forks(sys.argv[1])
