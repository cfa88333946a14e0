"""Bytes that are hardly a request, at the real server: answered or cut off, and it goes on."""

import re
import socket

from tests.faults.office import open_office
from tests.faults.phone import Phone
from tests.faults.server import Installation

MARK = b"zqxj7"
LINES = (
    b"GET / HTTP/1.1", b"GET /%00 HTTP/1.1", b"GET /../../etc/passwd HTTP/1.1", b"GET // HTTP/1.1",
    b"GET /\\zqxj7 HTTP/1.1", b"GET /%ff%fe HTTP/1.1", b"GET http://[/ HTTP/1.1", b"GET * HTTP/1.1",
    b"OPTIONS * HTTP/1.1", b"TRACE / HTTP/1.1", b"CONNECT a:1 HTTP/1.1", b"FOO /zqxj7 HTTP/1.1",
    b"GET /?" + b"a" * 8000 + b" HTTP/1.1", b"GET /can-bo HTTP/1.0", b"GET / HTTP/9.9", b"zqxj7",
    b"POST /can-bo/dang-nhap HTTP/1.1", b"HEAD /can-bo/dang-nhap HTTP/1.1", b"GET /\xff HTTP/1.1",
)  # fmt: skip
HEADS = (
    b"Host: 127.0.0.1\r\n", b"", b"Host: a..b\r\n", b"Host: " + b"a" * 64 + b".vn\r\n",
    b"Host: 127.0.0.1\r\nHost: zqxj7.example\r\n", b"Host: 127.0.0.1\r\nOrigin: http://[\r\n",
)  # fmt: skip
ODD = (
    b"POST / HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: -1\r\n\r\n",
    b"POST / HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 3\r\nContent-Length: 4\r\n\r\nabcd",
    b"POST / HTTP/1.1\r\nHost: 127.0.0.1\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
    b"POST / HTTP/1.1\r\nHost: 127.0.0.1\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
    b"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nX: " + b"a" * 20_000 + b"\r\n\r\n",
    b"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\n" + b"A: b\r\n" * 500 + b"\r\n",
    b"GET / HTTP/1.1\r\nHost : 127.0.0.1\r\n\r\n", b"\x16\x03\x01\x02\x00\x01\x00", b"\r\n" * 50,
)  # fmt: skip
INSIDE = re.compile(rb"Traceback|site-packages|\.py\b|sqlite|[Ww]erkzeug|panicked|/home|/tmp")


def test_what_is_hardly_a_request_is_answered_or_cut_off(installation: Installation) -> None:
    office = open_office(installation)
    whole = [
        b"%s\r\n%sConnection: close\r\n\r\n" % (line, head) for line in LINES for head in HEADS
    ]
    with installation.start() as server:
        for sent in (*whole, *ODD):
            said = answer_to(server.port, sent)
            assert re.match(rb"HTTP/1\.[01] [234]\d\d |$", said), (sent[:80], said[:200])
            assert INSIDE.search(said) is None, (sent[:80], said)
            assert MARK not in said, (sent[:80], said)
        assert Phone(server.port).open(office.code).hidden


def answer_to(port: int, sent: bytes) -> bytes:
    """Return all that the server says before it hangs up, or in a second."""
    with socket.create_connection(("127.0.0.1", port), timeout=1) as connection:
        said = b""
        try:
            connection.sendall(sent)
            connection.shutdown(socket.SHUT_WR)
            while piece := connection.recv(65536):
                said += piece
        except OSError:
            return said
    return said
