"""Sends prepared requests over kept connections, each as soon as the last one is answered.

``python -m survey.bench.load`` is a process of its own, so that what it measures does not share an
interpreter with it: a task comes on standard input, an outcome goes to standard output.
"""

import json
import selectors
import socket
import sys
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from math import ceil, inf
from time import perf_counter

from survey.bench.processes import end_with_parent, running

# Whoever waits longer has gone: an answer after it counts as none.
PATIENCE_SECONDS = 10.0
_CHUNK = 1 << 16
_OPENED, _TAKEN = 200, 303


@dataclass(frozen=True)
class Task:
    """What is sent: by how many clients, and for how long.

    Requests that are not repeated are each sent once; when all are sent, it ends before its time.
    """

    port: int
    clients: int
    seconds: float
    requests: Sequence[str]
    is_repeated: bool = False


@dataclass(frozen=True)
class Outcome:
    """What came back: answers a second, latencies in seconds, and what was not as expected."""

    rate: float
    p50: float
    p99: float
    errors: int
    statuses: dict[str, int]
    acknowledged: list[int]  # the requests, by number, that were answered with 303


def percentile(latencies: Sequence[float], share: float) -> float:
    """Return the latency that this share of the answers did not exceed; without any: infinity."""
    return sorted(latencies)[ceil(share * len(latencies)) - 1] if latencies else inf


class Client:
    """One kept connection, with one request on its way at most."""

    def __init__(self, port: int) -> None:
        self.socket = socket.create_connection(("127.0.0.1", port), timeout=PATIENCE_SECONDS)
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)

    def send(self, number: int, request: bytes) -> None:
        """Put a request on its way; it is small enough for the buffers of the connection."""
        self.number, self.received, self.whole_length = number, b"", 0
        self.began = perf_counter()
        self.socket.sendall(request)

    def is_answered(self) -> bool:
        """Take what has come, and tell whether the answer is whole; raise OSError at its end."""
        chunk = self.socket.recv(_CHUNK)
        if not chunk:
            raise ConnectionError("the connection ended before its answer")
        self.received += chunk
        head = self.received.find(b"\r\n\r\n") + 4
        if not self.whole_length and head >= 4:
            self.head = self.received[:head].lower()
            length = self.head.partition(b"content-length:")[2]
            self.whole_length = head + int(length[: length.find(b"\r")] or 0)
        return bool(self.whole_length) and len(self.received) >= self.whole_length


class Load:
    """The clients of one task, and what they have seen."""

    def __init__(self, task: Task) -> None:
        self._task = task
        self._requests = [request.encode("latin-1") for request in task.requests]
        self._selector = selectors.DefaultSelector()
        self._sent = self._in_time = self._broken = 0
        self._statuses: Counter[int] = Counter()
        self._latencies: list[float] = []
        self._acknowledged: list[int] = []
        self._last = perf_counter()
        self._deadline = self._last + task.seconds

    def run(self) -> Outcome:
        """Send until the time is over, then wait for what is still on its way."""
        began = self._last
        for _ in range(self._task.clients):
            self._begin_anew()
        while self._selector.get_map() and perf_counter() < self._deadline + PATIENCE_SECONDS:
            for key, _ in self._selector.select(0.1):
                self._look_at(key.data)
        unexpected = sum(self._statuses.values()) - len(self._latencies)
        return Outcome(
            rate=self._in_time / (self._last - began) if self._in_time else 0.0,
            p50=percentile(self._latencies, 0.5),
            p99=percentile(self._latencies, 0.99),
            errors=unexpected + len(self._selector.get_map()) + self._broken,
            statuses={str(status): count for status, count in self._statuses.items()},
            acknowledged=self._acknowledged,
        )

    def _look_at(self, client: Client) -> None:
        try:
            if not client.is_answered():
                return
            self._note(client, perf_counter())
            goes_on = b"connection: close" not in client.head and self._send_next(client)
        except OSError:
            self._broken += 1
            goes_on = False
        if not goes_on:
            self._selector.unregister(client.socket)
            client.socket.close()
            self._begin_anew()

    def _note(self, client: Client, now: float) -> None:
        status = int(client.head[9:12])
        self._statuses[status] += 1
        if status == _TAKEN:
            self._acknowledged.append(client.number)
        if status in (_OPENED, _TAKEN):
            self._latencies.append(now - client.began)
            if now <= self._deadline:
                self._in_time, self._last = self._in_time + 1, now

    def _begin_anew(self) -> None:
        if self._is_over():
            return
        try:
            client = Client(self._task.port)
            self._send_next(client)
            self._selector.register(client.socket, selectors.EVENT_READ, client)
        except OSError:
            self._broken += 1

    def _is_over(self) -> bool:
        all_sent = not self._task.is_repeated and self._sent >= len(self._requests)
        return all_sent or perf_counter() >= self._deadline

    def _send_next(self, client: Client) -> bool:
        if self._is_over():
            return False
        number = self._sent % len(self._requests)
        self._sent += 1
        client.send(number, self._requests[number])
        return True


@contextmanager
def sending(task: Task) -> Iterator[Callable[[], Outcome]]:
    """Do a task in a process of its own; give what waits for its end and returns what came back."""
    with running("survey.bench.load") as process:
        if process.stdin is None or process.stdout is None:
            raise TypeError("the process was started with pipes")
        process.stdin.write(json.dumps(asdict(task)).encode() + b"\n")
        process.stdin.flush()
        output = process.stdout
        yield lambda: Outcome(**json.load(output))


def run(task: Task) -> Outcome:
    """Do a task in a process of its own and return what came back."""
    with sending(task) as outcome:
        return outcome()


def main() -> None:
    """Do the task of standard input."""
    task = Task(**json.loads(sys.stdin.buffer.readline()))
    end_with_parent()
    json.dump(asdict(Load(task).run()), sys.stdout)


if __name__ == "__main__":
    main()
