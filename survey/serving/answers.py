"""A call of the application: what it answers, collected as far as it is small."""

import logging
from collections.abc import Callable, Iterable, Iterator
from types import TracebackType
from typing import NamedTuple, TypeAlias
from wsgiref.types import WSGIApplication, WSGIEnvironment

from survey.quiet_log import log_place
from survey.web.headers import every_header

_log = logging.getLogger(__name__)

# More than this goes out piece by piece, while later pieces are still being made.
_MOST_BYTES_AT_ONCE = 256 * 1024

_Write: TypeAlias = Callable[[bytes], object]
_ExcInfo: TypeAlias = (
    tuple[type[BaseException], BaseException, TracebackType] | tuple[None, None, None] | None
)


class Pieces:
    """What is still to come of a long answer."""

    def __init__(self, iterator: Iterator[bytes], answered: Iterable[bytes]) -> None:
        self._iterator = iterator
        self._answered = answered

    def next(self) -> bytes | None:
        """Return the next piece, or None after the last."""
        return next(self._iterator, None)

    def close(self) -> None:
        """Let the application give back what it holds open."""
        _close(self._answered)


class Answer(NamedTuple):
    """An answer that can be sent: `rest` is what comes after `body` of a long one."""

    status: int
    headers: list[tuple[str, str]]
    body: bytes
    rest: Pieces | None = None


def bare_failure() -> Answer:
    """Return what is said when even the page that says so could not be made."""
    return Answer(500, [*every_header(), ("Content-Type", "text/plain")], b"500\n")


def answer_of(app: WSGIApplication, environ: WSGIEnvironment) -> Answer:
    """Return what the application answers; it never raises."""
    try:
        return _call(app, environ)
    except Exception as error:  # the last place where it can be kept quiet
        log_place(_log, error)
        return bare_failure()


class _Started:
    """What the application has said so far; nothing has been sent yet, so its last word counts."""

    __slots__ = ("headers", "status", "written")

    def __init__(self) -> None:
        self.status = "500"
        self.headers: list[tuple[str, str]] = []
        self.written: list[bytes] = []

    def start(self, status: str, headers: list[tuple[str, str]], _error: _ExcInfo = None) -> _Write:
        """Keep status and headers; return what takes pieces of the body."""
        self.status, self.headers = status, headers
        return self.written.append


def _call(app: WSGIApplication, environ: WSGIEnvironment) -> Answer:
    started = _Started()
    answered = app(environ, started.start)
    is_whole = True
    try:
        iterator = iter(answered)
        body, is_whole = _first_bytes(iterator)
    finally:
        if is_whole:
            _close(answered)
    rest = None if is_whole else Pieces(iterator, answered)
    if started.written:
        body = b"".join((*started.written, body))
    return Answer(int(started.status[:3]), started.headers, body, rest)


def _first_bytes(iterator: Iterator[bytes]) -> tuple[bytes, bool]:
    """Return as much as is sent at once, and whether that is all."""
    taken: list[bytes] = []
    size = 0
    for piece in iterator:
        taken.append(piece)
        size += len(piece)
        if size > _MOST_BYTES_AT_ONCE:
            return b"".join(taken), False
    return taken[0] if len(taken) == 1 else b"".join(taken), True


def _close(answered: Iterable[bytes]) -> None:
    close = getattr(answered, "close", None)
    if close is not None:
        close()
