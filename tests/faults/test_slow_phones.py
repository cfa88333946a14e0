"""Phones that stall, hang up and never end, at the real server: nobody else notices."""

import os
import signal
import socket
import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from statistics import median
from urllib.parse import urlencode

import pytest

from tests.faults.office import OpenOffice, open_office
from tests.faults.phone import Phone
from tests.faults.server import Installation, Server
from tests.faults.stored import stored_comments, write_lock

HALF_A_BODY = (
    b"POST /%s HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/x-www-form-urlencoded\r\n"
    b"Content-Length: 2000\r\n\r\nvisit=abc&comment=to"
)
STALLED = {"half-sent bodies": HALF_A_BODY, "half-sent heads": HALF_A_BODY[:30], "silence": b""}


@pytest.fixture
def office(installation: Installation) -> OpenOffice:
    return open_office(installation)


@pytest.mark.parametrize(
    ("phones", "stalled"),
    [(8, "half-sent bodies"), *((200, stalled) for stalled in STALLED)],
)
def test_phones_that_stall_do_not_hold_up_the_others(
    installation: Installation, office: OpenOffice, phones: int, stalled: str
) -> None:
    with installation.start() as server, stalled_phones(server, office, phones, STALLED[stalled]):
        times = [answered_in(server, office, f"khach-{number}") for number in range(20)]

    assert sorted(stored_comments(office.database)) == sorted(f"khach-{n}" for n in range(20))
    # Whoever had to wait for them would wait for ten seconds.
    assert median(times) < 3
    assert max(times) < 9


@pytest.mark.release
def test_thousands_of_phones_that_stall_do_not_hold_up_the_others(
    installation: Installation, office: OpenOffice
) -> None:
    with installation.start() as server, stalled_phones(server, office, 3000, HALF_A_BODY):
        times = [answered_in(server, office, f"khach-{number}") for number in range(50)]

    assert median(times) < 1


def test_a_hundred_who_hang_up_in_mid_body_leave_nothing(
    installation: Installation, office: OpenOffice
) -> None:
    with installation.start() as server:
        form = Phone(server.port).open(office.code)
        whole = whole_request(office, form.filled("mat-song"))
        for number in range(100):
            hang_up_after(server, whole[: len(whole) - 1 - number])
        answered_in(server, office, "khach")

    assert stored_comments(office.database) == ["khach"]


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_server_that_is_asked_to_stop_answers_first_and_ends_well(
    installation: Installation, office: OpenOffice, number: signal.Signals
) -> None:
    server = installation.start()
    with stalled_phones(server, office, 20, HALF_A_BODY):
        answered_in(server, office, "khach")
        begun = time.monotonic()
        os.kill(server.process.pid, number)
        assert server.process.wait(30) == 0

    assert time.monotonic() < begun + 8
    assert stored_comments(office.database) == ["khach"]
    assert "Traceback" not in server.printed()


def test_a_server_that_is_asked_twice_ends_at_once(
    installation: Installation, office: OpenOffice
) -> None:
    server = installation.start()
    whole = whole_request(office, Phone(server.port).open(office.code).filled("khach"))
    address = ("127.0.0.1", server.port)
    with write_lock(office.database), socket.create_connection(address) as connection:
        connection.sendall(whole)  # which now waits for the lock
        Phone(server.port).open(office.code)  # what came before has come in by then
        os.kill(server.process.pid, signal.SIGTERM)
        server.wait_until_nobody_listens()
        assert server.process.poll() is None
        begun = time.monotonic()
        os.kill(server.process.pid, signal.SIGTERM)
        assert server.process.wait(10) != 0

    assert time.monotonic() < begun + 4
    assert stored_comments(office.database) == []


@contextmanager
def stalled_phones(server: Server, office: OpenOffice, phones: int, sent: bytes) -> Iterator[None]:
    """Keep so many connections open that have sent the beginning of a request."""
    beginning = sent.replace(b"%s", office.code.encode())
    with ExitStack() as connections:
        for _ in range(phones):
            address = ("127.0.0.1", server.port)
            connection = connections.enter_context(socket.create_connection(address, timeout=20))
            connection.sendall(beginning)
        yield


def answered_in(server: Server, office: OpenOffice, comment: str) -> float:
    """Open the page, answer, be thanked; return the seconds that it took."""
    begun, phone = time.monotonic(), Phone(server.port)
    reply = phone.post(f"/{office.code}", phone.open(office.code).filled(comment))
    assert reply.is_acknowledged, reply.status
    return time.monotonic() - begun


def whole_request(office: OpenOffice, pairs: Sequence[tuple[str, str]]) -> bytes:
    """Return all that a phone sends to answer."""
    body = urlencode(pairs).encode()
    head = (
        f"POST /{office.code} HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: {len(body)}\r\n"
        "Content-Type: application/x-www-form-urlencoded\r\n\r\n"
    )
    return head.encode() + body


def hang_up_after(server: Server, sent: bytes) -> None:
    """Send so much and close the connection."""
    with socket.create_connection(("127.0.0.1", server.port), timeout=20) as connection:
        connection.sendall(sent)
