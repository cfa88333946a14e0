"""Programs of the bench as processes: each ends with the bench, however that one ends."""

import os
import random
import socket
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from threading import Thread
from time import perf_counter, sleep
from typing import IO
from urllib.request import urlopen

_START_SECONDS = 180.0
_PROCESSES = Path("/proc")


class DidNotStart(Exception):
    """A server ended at its start or did not answer; the message is what it printed."""


@contextmanager
def running(
    module: str,
    *arguments: str,
    output: IO[bytes] | None = None,
    environment: Mapping[str, str] | None = None,
) -> Iterator[subprocess.Popen[bytes]]:
    """Run a module as a program for the length of a block; it has to call `end_with_parent`.

    Without a file for its output, what it prints is read from its `stdout`.
    """
    with subprocess.Popen(
        [sys.executable, "-m", module, *arguments],
        stdin=subprocess.PIPE,
        stdout=output or subprocess.PIPE,
        stderr=output,
        env=environment,
    ) as process:
        try:
            yield process
        finally:
            process.kill()


def end_with_parent() -> None:
    """Let this process end when the pipe that it was started with does."""
    Thread(target=_end_with_the_pipe, daemon=True).start()


def _end_with_the_pipe() -> None:
    os.read(sys.stdin.fileno(), 1)
    os._exit(0)


@dataclass(frozen=True)
class Server:
    """A server that was started, as a process and what it prints."""

    process: subprocess.Popen[bytes]
    port: int
    log: Path
    began: float

    def first_answer(self, path: str = "/") -> float:
        """Return the seconds from the start to the first answer, or raise DidNotStart."""
        while True:
            waited = perf_counter() - self.began
            with suppress(OSError):
                urlopen(f"http://127.0.0.1:{self.port}{path}", timeout=_START_SECONDS).close()
                return waited
            if self.process.poll() is not None or waited > _START_SECONDS:
                raise DidNotStart(self.log.read_text("utf-8", errors="replace"))
            sleep(0.01)

    def memory(self) -> tuple[float, float]:
        """Return the megabytes of its process and of those beside it; Linux alone tells."""
        try:
            alone, *others = map(_proportional, _family(self.process.pid))
        except OSError:  # one of them has just ended, or this is another system
            return 0.0, 0.0
        return alone, sum(others)


@contextmanager
def served(program: str, data: Path) -> Iterator[Server]:
    """Serve one of the programs on a free port; it does not answer yet, and is killed at last.

    What was promised is on the disk even when a server is given no time to end.
    """
    port = free_port()
    log = data.with_name(f"server-{port}.log")
    address = {"HAILONG_HOST": "127.0.0.1", "HAILONG_PORT": str(port)}
    began, environment = perf_counter(), environment_of(data) | address
    with (
        log.open("ab") as output,
        running(
            "survey.bench.programs", program, output=output, environment=environment
        ) as process,
    ):
        yield Server(process, port, log, began)


def environment_of(data: Path) -> dict[str, str]:
    """Return the environment of a command that works on a folder."""
    return os.environ | {"HAILONG_DATA": str(data)}


def free_port() -> int:
    """Return a port of this machine that nobody listens on.

    It lies below those that clients are given, thousands of which come and go here: none of them
    takes it before a server does, or between the end of one server and the start of the next.
    """
    while True:
        with socket.socket() as probe, suppress(OSError):
            port = random.randrange(20_000, 30_000)
            probe.bind(("127.0.0.1", port))
            return port


def _family(process_id: int) -> list[int]:
    family = [process_id]
    for one in family:
        for task in (_PROCESSES / str(one) / "task").iterdir():
            family += map(int, (task / "children").read_text("ascii").split())
    return family


def _proportional(process_id: int) -> float:
    """Return the megabytes of a process; those that it shares are divided."""
    lines = (_PROCESSES / str(process_id) / "smaps_rollup").read_text("ascii").splitlines()
    return next(int(line.split()[1]) * 1024 / 1e6 for line in lines if line.startswith("Pss:"))
