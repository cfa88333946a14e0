"""Phones on a network that stalls: each has sent the half of a form and sends on, byte by byte.

``python -m survey.bench.slow PORT COUNT`` goes on until it is ended.
"""

import socket
import sys
from contextlib import suppress
from time import sleep

_HALF = (
    b"POST /00000000 HTTP/1.1\r\nHost: 127.0.0.1\r\n"
    b"Content-Type: application/x-www-form-urlencoded\r\nContent-Length: 1000\r\n\r\nvisit="
)
_PAUSE_SECONDS = 0.5


def main() -> None:
    """Keep so many half-sent forms open; whoever is thrown out comes again."""
    port, count = int(sys.argv[1]), int(sys.argv[2])
    phones: list[socket.socket | None] = [None] * count
    while True:
        for number, phone in enumerate(phones):
            phones[number] = _sent_on(phone) or _begun(port)
        sleep(_PAUSE_SECONDS)


def _begun(port: int) -> socket.socket | None:
    with suppress(OSError):
        phone = socket.create_connection(("127.0.0.1", port), timeout=1)
        phone.sendall(_HALF)
        return phone
    return None


def _sent_on(phone: socket.socket | None) -> socket.socket | None:
    if phone is None:
        return None
    try:
        phone.sendall(b"a")
    except OSError:
        phone.close()
        return None
    return phone


if __name__ == "__main__":
    main()
