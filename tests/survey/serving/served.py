"""A server in this process, and a caller who sends what no browser would."""

import asyncio
import socket
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from threading import Event, Thread

from flask import Flask

from survey.bench.processes import free_port
from survey.serving.server import Bounds, serve_until

PATIENCE_SECONDS = 20


class Served:
    """An application that is served until it is asked to stop."""

    def __init__(self, app: Flask, bounds: Bounds) -> None:
        self.port = free_port()
        self._asked: asyncio.Event
        self._loop: asyncio.AbstractEventLoop
        self._begun = Event()
        self._thread = Thread(target=lambda: asyncio.run(self._serve(app, bounds)))
        self._thread.start()
        self._begun.wait()
        self._wait_until_it_listens()

    def catch_up(self) -> None:
        """Return when all that was sent before has come in, as it is taken in its order."""
        assert asked(self.port, head("/rieng-tu")).status == 200

    def ask_to_stop(self) -> None:
        """Do what a signal does."""
        with suppress(RuntimeError):  # it has stopped already
            self._loop.call_soon_threadsafe(self._asked.set)

    def wait_for_its_end(self) -> None:
        """Return when it has stopped."""
        self._thread.join(PATIENCE_SECONDS)
        assert not self._thread.is_alive(), "the server does not stop"

    async def _serve(self, app: Flask, bounds: Bounds) -> None:
        self._asked, self._loop = asyncio.Event(), asyncio.get_running_loop()
        self._begun.set()
        await serve_until(self._asked, app, "127.0.0.1", self.port, bounds)

    def _wait_until_it_listens(self) -> None:
        for _ in range(500):
            try:
                socket.create_connection(("127.0.0.1", self.port), timeout=1).close()
            except OSError:
                self._thread.join(0.01)
            else:
                return
        raise AssertionError("the server does not listen")


@contextmanager
def served(app: Flask, bounds: Bounds | None = None) -> Iterator[Served]:
    """Serve an application for as long as a test needs it."""
    server = Served(app, bounds or Bounds())
    try:
        yield server
    finally:
        server.ask_to_stop()
        server.wait_for_its_end()


@dataclass(frozen=True)
class Reply:
    """One answer as it came over the wire."""

    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def text(self) -> str:
        """Return the page."""
        return self.body.decode()


class Caller:
    """One connection; it sends bytes as they are given."""

    def __init__(self, port: int) -> None:
        self.socket = socket.create_connection(("127.0.0.1", port), timeout=PATIENCE_SECONDS)
        self._incoming = self.socket.makefile("rb")

    def send(self, sent: bytes) -> "Caller":
        """Send bytes."""
        self.socket.sendall(sent)
        return self

    def reply(self, *, to: str = "GET") -> Reply:
        """Return the next answer."""
        line = self._incoming.readline()
        assert line, "the server hung up"
        headers = dict(self._headers())
        size = 0 if to == "HEAD" else int(headers.get("content-length", 0))
        chunked = headers.get("transfer-encoding") == "chunked"
        body = self._chunks() if chunked else self._incoming.read(size)
        return Reply(int(line.split()[1]), headers, body)

    def is_hung_up_on(self) -> bool:
        """Say whether the server has closed the connection; wait until it has."""
        try:
            return self._incoming.read(1) == b""
        except ConnectionError:
            return True
        except TimeoutError:
            return False

    def hang_up(self) -> None:
        """Close the connection, whatever is under way."""
        self._incoming.close()
        self.socket.close()

    def __enter__(self) -> "Caller":
        return self

    def __exit__(self, *_: object) -> None:
        self.hang_up()

    def _headers(self) -> Iterator[tuple[str, str]]:
        while line := self._incoming.readline().decode("latin-1").strip():
            name, _, value = line.partition(": ")
            yield name, value

    def _chunks(self) -> bytes:
        body = b""
        while size := int(self._incoming.readline(), 16):
            body += self._incoming.read(size)
            self._incoming.readline()
        self._incoming.readline()
        return body


def head(target: str, *headers: str, method: str = "GET") -> bytes:
    """Return the head of a request."""
    lines = (f"{method} {target} HTTP/1.1", "Host: localhost", *headers, "", "")
    return "\r\n".join(lines).encode()


def post(target: str, body: bytes, length: int | None = None) -> bytes:
    """Return a form that is sent, with another length than its own if one is given."""
    size = len(body) if length is None else length
    kind = "Content-Type: application/x-www-form-urlencoded"
    return head(target, kind, f"Content-Length: {size}", method="POST") + body


def asked(port: int, request: bytes, *, to: str = "GET") -> Reply:
    """Return the answer to one request on a connection of its own."""
    with Caller(port) as caller:
        return caller.send(request).reply(to=to)
