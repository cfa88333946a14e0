"""A real server in a process group of its own, so that a test can kill all of it at once."""

import http.client
import os
import signal
import socket
import subprocess
import sys
import time
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from survey.bench.processes import free_port
from tests.faults.forked import ROOT, Command, Forked, Origin, usual_origin

HAILONG = (str(Path(sys.executable).with_name("hailong")),)
START_SECONDS = 300
STOP_SECONDS = 60

Process = Forked | subprocess.Popen[bytes]


def kill(process: Process) -> None:
    """Kill -9 a process and all that it began."""
    with suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait(STOP_SECONDS)


def planted(fault: str) -> str:
    """Return the program in which a fault of `tests.faults.planted` is built in."""
    return f"tests.faults.planted.{fault}"


@dataclass(frozen=True)
class Installation:
    """One installation: a folder that holds everything it may write, and the program it runs.

    With a `command` that is run from its beginning, which takes longer than a fork; an `origin` of
    its own is forked from instead of the usual one.
    """

    folder: Path
    program: str = "survey.cli"
    settings: dict[str, str] = field(default_factory=dict)
    command: tuple[str, ...] = ()
    working_folder: Path = ROOT
    origin: Origin | None = None

    @property
    def data(self) -> Path:
        """Where the database and the keys lie, unless a setting says otherwise."""
        return Path(self.settings.get("HAILONG_DATA", self.folder / "data"))

    @property
    def output(self) -> Path:
        """Where everything that the server prints is collected."""
        return self.folder / "log" / "output.txt"

    def run(self, *arguments: str, seconds: float = 120) -> subprocess.CompletedProcess[str]:
        """Run one command to its end and return what it printed."""
        output, errors = (self._empty_file(name) for name in ("stdout.txt", "stderr.txt"))
        process = self._begin(arguments, output, errors)
        try:
            code = process.wait(seconds)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            raise
        said = (file.read_text("utf-8", errors="replace") for file in (output, errors))
        return subprocess.CompletedProcess(arguments, code, *said)

    def begin(self, *arguments: str) -> Process:
        """Begin one command without waiting for it."""
        return self._begin(arguments, self.output, self.output)

    def start(self, *arguments: str, port: int | None = None) -> "Server":
        """Start `serve` (or another serving command) and wait until it answers."""
        server = self.launch(*arguments, port=port)
        try:
            server.wait_until_it_answers()
        except BaseException:
            server.kill()
            raise
        return server

    def launch(self, *arguments: str, port: int | None = None) -> "Server":
        """Start `serve` (or another serving command) without waiting for it."""
        chosen = port or free_port()
        arguments = (*(arguments or ("serve",)), "--port", str(chosen))
        return Server(self._begin(arguments, self.output, self.output), chosen, self.output)

    def _begin(self, arguments: tuple[str, ...], output: Path, errors: Path) -> Process:
        environment = self._environment()
        if not self.command:
            files = str(output), str(errors)
            folder = str(self.working_folder)
            command = Command(self.program, arguments, folder, environment, *files)
            return Forked(command, self.origin or usual_origin())
        with output.open("ab") as said, errors.open("ab") as refused:
            return subprocess.Popen(
                [*self.command, *arguments],
                cwd=self.working_folder,
                env=environment,
                stdin=subprocess.DEVNULL,
                stdout=said,
                stderr=refused,
                start_new_session=True,
            )

    def _empty_file(self, name: str) -> Path:
        path = self.folder / "log" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"")
        return path

    def _environment(self) -> dict[str, str]:
        for name in ("home", "tmp", "log"):
            (self.folder / name).mkdir(parents=True, exist_ok=True)
        inherited = {
            name: value for name, value in os.environ.items() if not name.startswith("HAILONG_")
        }
        return inherited | {
            "HOME": str(self.folder / "home"),
            "TMPDIR": str(self.folder / "tmp"),
            "PYTHONUNBUFFERED": "1",
            "HAILONG_DATA": str(self.data),
            **self.settings,
        }


@dataclass(frozen=True)
class Server:
    """A running server: the leader of a process group, and the port that it answers on."""

    process: Process
    port: int
    output: Path

    @property
    def address(self) -> str:
        """Return the address of the server on this machine."""
        return f"http://127.0.0.1:{self.port}"

    def wait_until_it_answers(self) -> None:
        """Return when a page comes back; fail with what was printed when the server ends."""
        deadline = time.monotonic() + START_SECONDS
        while not self._answers():
            if self.process.poll() is not None:
                raise AssertionError(f"the server ended at its start:\n{self.printed()}")
            if time.monotonic() > deadline:
                raise AssertionError(f"no answer after {START_SECONDS} s:\n{self.printed()}")
            time.sleep(0.02)

    def wait_until_printed(self, words: str) -> str:
        """Return everything printed once these words are part of it."""
        deadline = time.monotonic() + START_SECONDS
        while words not in self.printed():
            if time.monotonic() > deadline:
                raise AssertionError(f"{words!r} is not in:\n{self.printed()}")
            time.sleep(0.05)
        return self.printed()

    def kill(self) -> None:
        """Kill -9 the whole process group: the worker must not live on and hold the port."""
        self._signal(signal.SIGKILL)
        self.process.wait(STOP_SECONDS)
        self.wait_until_nobody_listens()

    def wait_until_nobody_listens(self) -> None:
        """Return when another server may have the port."""
        deadline = time.monotonic() + STOP_SECONDS
        while time.monotonic() < deadline:
            try:
                socket.create_connection(("127.0.0.1", self.port), timeout=1).close()
            except OSError:
                return
            time.sleep(0.01)
        raise AssertionError(f"port {self.port} is still held after {STOP_SECONDS} s")

    def stop(self) -> int:
        """Ask the process group to end and return its exit code."""
        self._signal(signal.SIGTERM)
        try:
            return self.process.wait(STOP_SECONDS)
        except subprocess.TimeoutExpired:
            self.kill()
            raise

    def printed(self) -> str:
        """Return everything printed so far by the servers of this installation."""
        return self.output.read_text(encoding="utf-8", errors="replace")

    def __enter__(self) -> "Server":
        return self

    def __exit__(self, *_: object) -> None:
        self._signal(signal.SIGTERM)
        try:
            self.process.wait(5)
        except subprocess.TimeoutExpired:
            self.kill()

    def _signal(self, number: signal.Signals) -> None:
        try:
            os.killpg(self.process.pid, number)
        except ProcessLookupError:
            return

    def _answers(self) -> bool:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=5)
        try:
            connection.request("GET", "/rieng-tu")
            return connection.getresponse().status == 200
        except (OSError, http.client.HTTPException):
            return False
        finally:
            connection.close()
