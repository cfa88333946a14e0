"""A network that does to each request what a schedule says, byte for byte as on a bad day."""

import socket
import threading
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from enum import StrEnum
from urllib.parse import parse_qs

PIECE_BYTES = 65536
DELAY_SECONDS = 0.05
CUT_BYTES = 30
PATIENCE_SECONDS = 30


class Fault(StrEnum):
    """What can happen to one request."""

    NONE = "passed on"
    DROP_REQUEST = "request dropped"
    DROP_REPLY = "reply dropped"
    CUT_REPLY = "reply cut short"
    DELAY = "delayed"
    DUPLICATE = "sent twice"
    REORDER = "arrives after the next one"
    KILL_BEFORE = "server killed before"
    KILL_AFTER = "server killed after, reply dropped"


@dataclass(frozen=True)
class Seen:
    """An acknowledgement that went through, and whether the answers were stored by then."""

    comment: str
    was_stored: bool


@dataclass
class FaultyNetwork:
    """Passes requests on to the port of a server, one a connection.

    `is_stored` tells whether a comment is in the database, `restart` kills the server and starts
    it again at the same port.
    """

    port_of_server: int
    is_stored: Callable[[str], bool]
    restart: Callable[[], None]
    happened: list[Fault] = field(default_factory=list)
    acknowledged: list[Seen] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._planned: deque[Fault] = deque()
        self._held: list[bytes] = []
        self._change = threading.Condition()
        self._number_under_way = 0
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port = int(self._listener.getsockname()[1])
        threading.Thread(target=self._accept, daemon=True).start()

    @property
    def address(self) -> str:
        """Return the address at which the server seems to be."""
        return f"http://127.0.0.1:{self.port}"

    def plan(self, faults: Iterable[Fault]) -> None:
        """Let these befall the next requests, in their order; after them all goes well."""
        self._planned = deque(faults)

    def calm(self) -> None:
        """Let all go well from now on, and let arrive what was still under way."""
        with self._change:
            self._planned.clear()
            self._change.wait_for(lambda: self._number_under_way == 0, PATIENCE_SECONDS)
        self._deliver_held()

    def close(self) -> None:
        """Take no more connections."""
        self._listener.close()

    def _accept(self) -> None:
        while True:
            try:
                phone, _ = self._listener.accept()
            except OSError:
                return
            threading.Thread(target=self._serve, args=(phone,), daemon=True).start()

    def _serve(self, phone: socket.socket) -> None:
        # Either side may hang up at any time, as on a real network.
        with phone, suppress(OSError):
            phone.settimeout(PATIENCE_SECONDS)
            request = _read_request(phone)
            if not request:
                return  # a connection that a browser opened ahead of need
            with self._under_way() as fault:
                reply = self._reply(request, fault)
            phone.sendall(reply)

    @contextmanager
    def _under_way(self) -> Iterator[Fault]:
        with self._change:
            fault = self._planned.popleft() if self._planned else Fault.NONE
            self.happened.append(fault)
            self._number_under_way += 1
        try:
            yield fault
        finally:
            with self._change:
                self._number_under_way -= 1
                self._change.notify_all()

    def _reply(self, request: bytes, fault: Fault) -> bytes:
        """Return what reaches the phone; nothing, where it gets no answer at all."""
        if fault is Fault.REORDER:
            self._held.append(request)
        if fault in (Fault.DROP_REQUEST, Fault.REORDER):
            return b""
        if fault is Fault.KILL_BEFORE:
            self.restart()
        if fault is Fault.DELAY:
            time.sleep(DELAY_SECONDS)
        if fault is Fault.DUPLICATE:
            twin = threading.Thread(target=self._forward, args=(request,))
            twin.start()
            reply = self._forward(request)
            twin.join()
        else:
            reply = self._forward(request)
        self._deliver_held()
        return self._harmed(reply, fault)

    def _harmed(self, reply: bytes, fault: Fault) -> bytes:
        if fault is Fault.KILL_AFTER:
            self.restart()
        if fault in (Fault.KILL_AFTER, Fault.DROP_REPLY):
            return b""
        # After the first line: where it leads is lost.
        return reply[:CUT_BYTES] if fault is Fault.CUT_REPLY else reply

    def _deliver_held(self) -> None:
        while self._held:
            self._forward(self._held.pop())

    def _forward(self, request: bytes) -> bytes:
        with suppress(OSError):
            with socket.create_connection(("127.0.0.1", self.port_of_server), 5) as server:
                server.settimeout(PATIENCE_SECONDS)
                server.sendall(_as_the_last_one(request))
                reply = b"".join(iter(lambda: server.recv(PIECE_BYTES), b""))
            self._look_at(request, reply)
            return reply
        return b""

    def _look_at(self, request: bytes, reply: bytes) -> None:
        head = reply.partition(b"\r\n\r\n")[0]
        if request.startswith(b"POST") and b" 303 " in head[:16] and b"/cam-on" in head:
            # None on a page that was sent before, and was emptied.
            for comment in parse_qs(request.partition(b"\r\n\r\n")[2].decode()).get("comment", ()):
                self.acknowledged.append(Seen(comment, self.is_stored(comment)))


def _read_request(phone: socket.socket) -> bytes:
    received = b""
    while b"\r\n\r\n" not in received:
        piece = phone.recv(PIECE_BYTES)
        if not piece:
            return b""
        received += piece
    head, _, body = received.partition(b"\r\n\r\n")
    length = 0
    for line in head.split(b"\r\n")[1:]:
        name, _, value = line.partition(b":")
        if name.lower() == b"content-length":
            length = int(value)
    while len(body) < length:
        piece = phone.recv(PIECE_BYTES)
        if not piece:
            return b""
        body += piece
    return head + b"\r\n\r\n" + body


def _as_the_last_one(request: bytes) -> bytes:
    """Ask the server to hang up afterwards: then the end of its answer is seen."""
    head, _, body = request.partition(b"\r\n\r\n")
    lines = [line for line in head.split(b"\r\n") if not line.lower().startswith(b"connection:")]
    return b"\r\n".join([*lines, b"Connection: close"]) + b"\r\n\r\n" + body
