"""What happens when phones send slowly, too much, or nothing; and when staff ask for too much."""

import socket
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from resource import getpagesize
from threading import Event

import pytest
from flask import Flask, request

from survey.serving.server import Bounds
from tests.survey.serving.served import Caller, Served, asked, head, post, served


@pytest.fixture
def arrived() -> list[bytes]:
    """Return the bodies that came through to the application."""
    return []


@pytest.fixture
def noting(app: Flask, arrived: list[bytes]) -> Flask:
    """Return the application with a page that notes what it is sent."""

    @app.post("/ghi/<path:_>")
    def note(_: str) -> str:
        arrived.append(request.get_data())
        return "ok"

    return app


def test_a_body_that_comes_too_slowly_is_refused_on_a_page(
    noting: Flask, arrived: list[bytes]
) -> None:
    with served(noting, Bounds(body_seconds=0.2)) as server, Caller(server.port) as caller:
        reply = caller.send(post("/ghi/a", b"a=1", length=100)).reply()

        assert caller.is_hung_up_on()
    assert reply.status == 408
    assert "Chưa có gì được lưu." in reply.text
    assert "frame-ancestors" in reply.headers["content-security-policy"]
    assert arrived == []


def test_one_byte_after_the_other_does_not_move_the_deadline(noting: Flask) -> None:
    with served(noting, Bounds(body_seconds=0.3)) as server, Caller(server.port) as caller:
        caller.send(post("/ghi/a", b"", length=100))
        begun = time.monotonic()
        with pytest.raises(ConnectionError):
            send_slowly(caller, 20)

    assert time.monotonic() < begun + 10


def test_bodies_in_small_pieces_take_no_more_memory_than_they_have_bytes(noting: Flask) -> None:
    with served(noting) as server, ExitStack() as open_callers:
        slow = [open_callers.enter_context(Caller(server.port)) for _ in range(40)]
        for caller in slow:
            caller.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            caller.send(post("/ghi/a", b"", length=60_000))
        before = resident_bytes()
        for _ in range(150):
            for caller in slow:
                caller.send(b"a")
            time.sleep(0.01)

        assert resident_bytes() - before < 8_000_000


def test_a_body_in_absurdly_many_pieces_is_refused(noting: Flask, arrived: list[bytes]) -> None:
    with served(noting) as server, Caller(server.port) as caller:
        caller.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        caller.send(post("/ghi/a", b"", length=10_000))
        with pytest.raises(ConnectionError):
            send_slowly(caller, 20, pause=0.003)

    assert arrived == []


@pytest.mark.parametrize(
    "bounds", [Bounds(most_waiting_bodies=5), Bounds(most_waiting_bytes=5 * 1000)]
)
def test_when_too_many_bodies_wait_the_oldest_is_dropped(noting: Flask, bounds: Bounds) -> None:
    with served(noting, bounds) as server, ExitStack() as open_callers:
        slow = [open_callers.enter_context(Caller(server.port)) for _ in range(8)]
        for caller in slow:
            caller.send(post("/ghi/a", b"a", length=1000))
            server.catch_up()

        assert [caller.reply().status for caller in slow[:3]] == [408] * 3
        assert asked(server.port, post("/ghi/a", b"a=1")).status == 200
        slow[-1].send(b"a" * 999)
        assert slow[-1].reply().status == 200


def test_who_hangs_up_in_mid_body_is_never_heard_of(noting: Flask, arrived: list[bytes]) -> None:
    with served(noting) as server:
        for _ in range(100):
            Caller(server.port).send(post("/ghi/a", b"a=1", length=100)).hang_up()
        assert asked(server.port, post("/ghi/a", b"b=2")).status == 200

    assert arrived == [b"b=2"]


@pytest.mark.parametrize("sent", [b"", b"GET / HTTP/1.1\r\nHost: loc"])
def test_who_sends_no_head_is_hung_up_on(app: Flask, sent: bytes) -> None:
    with served(app, Bounds(header_seconds=0.5)) as server, Caller(server.port) as caller:
        begun = time.monotonic()
        assert caller.send(sent).is_hung_up_on()

    assert time.monotonic() < begun + 8


def test_who_takes_nothing_of_a_long_answer_is_hung_up_on(app: Flask) -> None:
    @app.get("/dai")
    def long() -> bytes:
        return b"a" * 20_000_000

    with served(app, Bounds(unread_seconds=1)) as server, Caller(server.port) as caller:
        caller.send(head("/dai"))
        time.sleep(6)
        with pytest.raises(ConnectionError):
            read_all(caller)


def test_staff_who_ask_for_too_much_are_told_and_citizens_do_not_notice(app: Flask) -> None:
    with busy(app, Bounds(staff_threads=2, most_waiting_staff=1)) as server:
        refused = asked(server.port, head("/can-bo/lau"))

        assert refused.status == 503
        assert int(refused.headers["retry-after"]) > 0
        assert "Chưa có gì được lưu." in refused.text
        assert asked(server.port, head("/rieng-tu")).status == 200


def resident_bytes() -> int:
    """Return how much memory this process, which serves too, has at present."""
    return int(Path("/proc/self/statm").read_text().split()[1]) * getpagesize()


def send_slowly(caller: Caller, seconds: float, pause: float = 0.05) -> None:
    """Send one byte after the other."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        caller.send(b"a")
        time.sleep(pause)


def read_all(caller: Caller) -> None:
    """Read until the server hangs up."""
    while caller.socket.recv(1_000_000):
        pass


@contextmanager
def busy(app: Flask, bounds: Bounds) -> Iterator[Served]:
    """Serve an application all of whose staff threads are held, and all of whose places taken."""
    released, held = Event(), []

    @app.get("/can-bo/lau")
    def waits() -> str:
        held.append(1)
        released.wait(30)
        return "ok"

    with served(app, bounds) as server, ExitStack() as open_callers:
        callers = [open_callers.enter_context(Caller(server.port)) for _ in range(3)]
        for number, caller in enumerate(callers):
            caller.send(head("/can-bo/lau"))
            while len(held) < min(number + 1, bounds.staff_threads):
                time.sleep(0.01)
        server.catch_up()
        try:
            yield server
        finally:
            released.set()
        assert [caller.reply().status for caller in callers] == [200] * 3
