"""Servers as processes: started, waited for, looked at, stopped."""

import http.client
import os
import random
import socket
import subprocess
import sys
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter, sleep
from types import TracebackType

from survey.bench.machine import memory_of

_START_SECONDS = 180.0
_STOP_SECONDS = 10.0
_LOOK_SECONDS = 0.01
APP = ("-m", "survey.cli", "serve")


def program(name: str) -> tuple[str, ...]:
    """Return the arguments of the interpreter that start one of the programs of the bench."""
    return ("-m", "survey.bench.programs", name)


def environment_of(data: Path) -> dict[str, str]:
    """Return the environment of a command that works on a folder."""
    return os.environ | {"HAILONG_DATA": str(data)}


class DidNotStart(Exception):
    """A server ended at its start or did not answer; the message is what it printed."""


@dataclass(frozen=True)
class Server:
    """A server that was started, as a process and what it prints."""

    process: subprocess.Popen[bytes]
    port: int
    log: Path
    began: float

    def first_answer(self, path: str = "/") -> float:
        """Wait until a path is answered, and return the seconds since the start.

        Raises DidNotStart.
        """
        while not _answers(self.port, path):
            waited = perf_counter() - self.began
            if self.process.poll() is not None or waited > _START_SECONDS:
                raise DidNotStart(self.log.read_text("utf-8", errors="replace"))
            sleep(_LOOK_SECONDS)
        return perf_counter() - self.began

    @property
    def memory(self) -> int | None:
        """The bytes of all its processes; None where nobody tells."""
        return memory_of(self.process.pid)

    def kill(self) -> None:
        """End it without a warning, as a power cut would."""
        self.process.kill()
        self.process.wait()

    def __enter__(self) -> "Server":
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.process.terminate()
        try:
            self.process.wait(_STOP_SECONDS)
        except subprocess.TimeoutExpired:
            self.kill()


def start(arguments: tuple[str, ...], data: Path) -> Server:
    """Start a server on a free port; it does not answer yet."""
    port = _free_port()
    log = data.with_name(f"server-{port}.log")
    environment = environment_of(data) | {"HAILONG_HOST": "127.0.0.1", "HAILONG_PORT": str(port)}
    began = perf_counter()
    with log.open("ab") as output:
        process = subprocess.Popen(
            [sys.executable, *arguments], env=environment, stdout=output, stderr=output
        )
    return Server(process, port, log, began)


def _free_port() -> int:
    # Below those that the clients take, thousands of which come and go here.
    while True:
        with socket.socket() as probe, suppress(OSError):
            port = random.randrange(20_000, 30_000)
            probe.bind(("127.0.0.1", port))
            return port


def _answers(port: int, path: str) -> bool:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=_START_SECONDS)
    try:
        connection.request("GET", path)
        return connection.getresponse().status == 200
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()
