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

_START_SECONDS = 60.0
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
    """A running server, and how long its first answer took."""

    process: subprocess.Popen[bytes]
    port: int
    start_seconds: float

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


def start(arguments: tuple[str, ...], data: Path, path: str = "/") -> Server:
    """Start a server on a free port and wait until it answers a path; raise DidNotStart."""
    port = _free_port()
    environment = environment_of(data) | {"HAILONG_HOST": "127.0.0.1", "HAILONG_PORT": str(port)}
    began = perf_counter()
    log = data.with_name(f"{data.name}.log")
    with log.open("ab") as output:
        process = subprocess.Popen(
            [sys.executable, *arguments], env=environment, stdout=output, stderr=output
        )
    while not _answers(port, path):
        if process.poll() is not None or perf_counter() - began > _START_SECONDS:
            process.kill()
            raise DidNotStart(log.read_text("utf-8", errors="replace"))
        sleep(_LOOK_SECONDS)
    return Server(process, port, perf_counter() - began)


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
