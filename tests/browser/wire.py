"""What goes over the wire: a plain relay between a phone and the server, stopped if wanted."""

import re
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

PIECE_BYTES = 65536
PATIENCE_SECONDS = 20


@dataclass
class Relay:
    """Passes connections on to a port, and keeps all that went through."""

    target: int = 0
    asked: list[bytes] = field(default_factory=list)
    answered: list[bytes] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._answers_flow = threading.Event()
        self._answers_flow.set()
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port = int(self._listener.getsockname()[1])
        threading.Thread(target=self._accept, daemon=True).start()

    @property
    def address(self) -> str:
        """Return the address at which the server seems to be."""
        return f"http://127.0.0.1:{self.port}"

    def requests(self, method: str = "[A-Z]+") -> list[str]:
        """Return the first line of each request, or of those of one method."""
        # A body ends without a line break, so the next request may begin in its last line.
        text = b"".join(self.asked).decode("latin-1")
        return re.findall(rf"(?:{method}) /\S* HTTP/1\.1", text)

    @property
    def answer_bytes(self) -> int:
        """Return the bytes of all answers, headers included."""
        return sum(len(piece) for piece in self.answered)

    @contextmanager
    def answers_held_back(self) -> Iterator[None]:
        """Let requests through, and no answer before the end."""
        self._answers_flow.clear()
        try:
            yield
        finally:
            self._answers_flow.set()

    def wait_for(self, method: str, times: int) -> None:
        """Return when so many requests of a method have gone through."""
        deadline = time.monotonic() + PATIENCE_SECONDS
        while len(self.requests(method)) < times:
            assert time.monotonic() < deadline, f"only these came: {self.requests()}"
            time.sleep(0.01)

    def forget(self) -> None:
        """Begin to keep what goes through anew."""
        self.asked.clear()
        self.answered.clear()

    def close(self) -> None:
        """Take no more connections."""
        self._listener.close()

    def _accept(self) -> None:
        while True:
            try:
                near, _ = self._listener.accept()
                far = socket.create_connection(("127.0.0.1", self.target))
            except OSError:
                return
            for flow in ((near, far, self.asked), (far, near, self.answered)):
                threading.Thread(target=self._pass_on, args=flow, daemon=True).start()

    def _pass_on(self, source: socket.socket, sink: socket.socket, kept: list[bytes]) -> None:
        with source, sink:
            try:
                while piece := source.recv(PIECE_BYTES):
                    kept.append(piece)
                    if kept is self.answered:
                        self._answers_flow.wait(PATIENCE_SECONDS)
                    sink.sendall(piece)
            except OSError:
                # Either side may hang up at any time, as on a real network.
                return
