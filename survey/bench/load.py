"""Sends prepared requests over kept connections, each as soon as the last one is answered.

``python -m survey.bench.load`` is a process of its own, so that what it measures does not share an
interpreter with it: a task comes on standard input, an outcome goes to standard output.
"""

import json
import selectors
import socket
import subprocess
import sys
from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from math import ceil, inf
from time import perf_counter
from typing import Any

SEE_OTHER = 303
# Whoever waits longer has gone: an answer after it counts as none.
PATIENCE_SECONDS = 10.0
_CHUNK = 1 << 16
_LENGTH = b"content-length:"


@dataclass(frozen=True)
class Task:
    """What is sent: by how many clients, for how long, to be answered by which statuses.

    Requests that are not repeated are each sent once; when all are sent, it ends before its time.
    """

    port: int
    clients: int
    seconds: float
    requests: Sequence[str]
    expected: Sequence[int]
    is_repeated: bool = False


@dataclass(frozen=True)
class Outcome:
    """What came back: answers a second, latencies in seconds, and what was not as expected."""

    rate: float
    p50: float
    p99: float
    answered: int
    errors: int
    statuses: dict[str, int]
    acknowledged: list[int]  # the requests, by number, that were answered with 303


def percentile(latencies: Sequence[float], share: float) -> float:
    """Return the latency that this share of the answers did not exceed; without any: infinity."""
    if not latencies:
        return inf
    return sorted(latencies)[ceil(share * len(latencies)) - 1]


class Client:
    """One kept connection, with one request on its way at most."""

    __slots__ = ("began", "expected_bytes", "number", "received", "socket")

    def __init__(self, port: int) -> None:
        self.socket = socket.create_connection(("127.0.0.1", port), timeout=PATIENCE_SECONDS)
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.number, self.began = -1, 0.0
        self.received, self.expected_bytes = b"", 0

    def send(self, number: int, request: bytes) -> None:
        """Put a request on its way; it is small enough for the buffers of the connection."""
        self.number, self.received, self.expected_bytes = number, b"", 0
        self.began = perf_counter()
        self.socket.sendall(request)

    def is_answered(self) -> bool:
        """Take what has come, and tell whether the answer is whole; raise OSError at its end."""
        chunk = self.socket.recv(_CHUNK)
        if not chunk:
            raise ConnectionError("the connection ended before its answer")
        self.received = self.received + chunk if self.received else chunk
        if not self.expected_bytes:
            self.expected_bytes = _whole_length(self.received)
        return bool(self.expected_bytes) and len(self.received) >= self.expected_bytes

    @property
    def status(self) -> int:
        """The status of the answer."""
        return int(self.received[9:12])


class Load:
    """The clients of one task, and what they have seen."""

    def __init__(self, task: Task) -> None:
        self.task = task
        self._requests = [request.encode("latin-1") for request in task.requests]
        self._sent = 0
        self._selector = selectors.DefaultSelector()
        self._deadline = inf
        self._statuses: Counter[int] = Counter()
        self._latencies: list[float] = []
        self._acknowledged: list[int] = []
        self._in_time, self._last, self._broken = 0, 0.0, 0

    def run(self) -> Outcome:
        """Send until the time is over, then wait for what is still on its way."""
        began = self._last = perf_counter()
        self._deadline = began + self.task.seconds
        for _ in range(self.task.clients):
            self._begin_anew()
        while self._selector.get_map() and perf_counter() < self._deadline + PATIENCE_SECONDS:
            for key, _ in self._selector.select(0.1):
                self._look_at(key.data)
        unanswered = len(self._selector.get_map())
        return self._outcome(self._last - began, unanswered)

    def _look_at(self, client: Client) -> None:
        try:
            if client.is_answered():
                self._note(client, perf_counter())
                self._go_on(client)
        except OSError:
            self._broken += 1
            self._leave(client)
            self._begin_anew()

    def _note(self, client: Client, now: float) -> None:
        status = client.status
        self._statuses[status] += 1
        if status == SEE_OTHER:
            self._acknowledged.append(client.number)
        if status in self.task.expected:
            self._latencies.append(now - client.began)
            if now <= self._deadline:
                self._in_time, self._last = self._in_time + 1, now

    def _go_on(self, client: Client) -> None:
        if _closes(client.received):
            self._leave(client)
            self._begin_anew()
        elif not self._send_next(client):
            self._leave(client)

    def _begin_anew(self) -> None:
        if perf_counter() >= self._deadline:
            return
        try:
            client = Client(self.task.port)
            self._selector.register(client.socket, selectors.EVENT_READ, client)
            if not self._send_next(client):
                self._leave(client)
        except OSError:
            self._broken += 1

    def _send_next(self, client: Client) -> bool:
        is_over = not self.task.is_repeated and self._sent >= len(self._requests)
        if is_over or perf_counter() >= self._deadline:
            return False
        number = self._sent % len(self._requests)
        self._sent += 1
        client.send(number, self._requests[number])
        return True

    def _leave(self, client: Client) -> None:
        self._selector.unregister(client.socket)
        client.socket.close()

    def _outcome(self, seconds: float, unanswered: int) -> Outcome:
        expected = sum(self._statuses[status] for status in self.task.expected)
        answered = sum(self._statuses.values())
        return Outcome(
            rate=self._in_time / seconds if seconds else 0.0,
            p50=percentile(self._latencies, 0.5),
            p99=percentile(self._latencies, 0.99),
            answered=answered,
            errors=answered - expected + unanswered + self._broken,
            statuses={str(status): count for status, count in self._statuses.items()},
            acknowledged=self._acknowledged,
        )


@dataclass(frozen=True)
class Running:
    """A task under way in a process of its own."""

    process: subprocess.Popen[str]

    def outcome(self) -> Outcome:
        """Wait for the end and return what came back."""
        said, _ = self.process.communicate()
        return Outcome(**json.loads(said))


def begin(task: Task) -> Running:
    """Start a task in a process of its own."""
    process = subprocess.Popen(
        [sys.executable, "-m", "survey.bench.load"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        encoding="utf-8",
    )
    if process.stdin is None:
        raise TypeError("the process was started with a pipe")
    json.dump(asdict(task), process.stdin)
    process.stdin.close()
    process.stdin = None
    return Running(process)


def run(task: Task) -> Outcome:
    """Do a task in a process of its own and return what came back."""
    return begin(task).outcome()


def _whole_length(received: bytes) -> int:
    """Return how long the answer will be, with its head; 0 until the head is there."""
    head = received.find(b"\r\n\r\n") + 4
    if head < 4:
        return 0
    found = received[:head].lower().partition(_LENGTH)[2]
    return head + int(found[: found.find(b"\r")] or 0)


def _closes(received: bytes) -> bool:
    return b"connection: close" in received[: received.find(b"\r\n\r\n")].lower()


def main() -> None:
    """Do the task of standard input."""
    said: dict[str, Any] = json.load(sys.stdin)
    json.dump(asdict(Load(Task(**said)).run()), sys.stdout)


if __name__ == "__main__":
    main()
