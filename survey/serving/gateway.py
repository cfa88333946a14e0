"""The way of a request: received whole, given to the application, answered.

What citizens ask is answered on the loop itself: it waits for nothing but the commit, and gives
way while it does. Staff pages may wait, so they are made in threads. An application that raises
has been answered for already (`answers`); what goes wrong here is said without the request too.
"""

import logging
from asyncio import Event, wrap_future
from collections.abc import Awaitable, Callable
from contextvars import copy_context
from typing import TypeVar
from wsgiref.types import WSGIApplication, WSGIEnvironment

from survey.limits import MOST_BODY_BYTES, MOST_REFUSED_BYTES, MOST_UPLOAD_BYTES
from survey.quiet_log import log_place
from survey.serving.answers import Answer, Pieces, answer_of, bare_failure
from survey.serving.environ import add_address, add_body, environ_of
from survey.serving.exchange import Exchange, ExchangeClosed, Scope
from survey.serving.receiving import BodyCut, BodyLate, WaitingBodies
from survey.serving.refusals import Refusal, Refusals
from survey.serving.staff_pool import PoolFull, StaffPool
from survey.waiting import CallsAside
from survey.web.form_request import UPLOAD_PATH
from survey.web.headers import STAFF_PATH

_log = logging.getLogger(__name__)

T = TypeVar("T")
_Runner = Callable[[Callable[[], T]], Awaitable[T]]


class Gateway:
    """Answers the requests of one server; to be made on its loop."""

    def __init__(
        self,
        app: WSGIApplication,
        refusals: Refusals,
        bodies: WaitingBodies,
        pool: StaffPool,
        is_noise: Callable[[WSGIEnvironment], bool],
    ) -> None:
        self._app = app
        self._refusals = refusals
        self._bodies = bodies
        self._pool = pool
        self._is_noise = is_noise
        self._aside = CallsAside()
        self._in_hand = 0
        self._is_finishing = False
        self._idle = Event()

    async def __rsgi__(self, scope: Scope, exchange: Exchange) -> None:
        """Answer one request."""
        self._in_hand += 1
        try:
            await self._serve(scope, exchange)
        except (BodyCut, ExchangeClosed):
            pass  # nobody is there any more
        except Exception as error:  # the server would log the words of it
            log_place(_log, error)
            _send(exchange, bare_failure())
        finally:
            self._in_hand -= 1
            if self._is_finishing and not self._in_hand:
                self._idle.set()

    async def finish(self) -> None:
        """Return when everything that was begun is answered; what is still to come is dropped."""
        self._is_finishing = True
        self._bodies.drop_all()
        if self._in_hand:
            await self._idle.wait()

    async def _serve(self, scope: Scope, exchange: Exchange) -> None:
        environ = environ_of(scope)
        refusal = await self._receive_body(environ, exchange)
        if refusal is not None:
            _send(exchange, self._refusals[refusal])
        elif _is_for_staff(environ["PATH_INFO"]):
            add_address(environ, scope)
            await self._serve_staff(environ, exchange)
        else:
            answer = await self._aside.run(answer_of, self._app, environ)
            await _send_whole(exchange, answer, self._aside.run)

    async def _receive_body(self, environ: WSGIEnvironment, exchange: Exchange) -> Refusal | None:
        """Add the body to an environ; return why it is refused, if it is."""
        if not environ["PATH_INFO"].startswith("/"):
            return Refusal.UNREADABLE
        if "HTTP_TRANSFER_ENCODING" in environ:
            return Refusal.WITHOUT_LENGTH
        # The server has checked that it is a number, and stops reading there.
        length = int(environ.get("CONTENT_LENGTH") or 0)
        if length > MOST_REFUSED_BYTES:
            return Refusal.TOO_LARGE
        try:
            body = await self._bodies.receive(exchange, length) if length else b""
        except BodyLate:
            return Refusal.STOPPING if self._is_finishing else Refusal.LATE
        add_body(environ, body)
        most = MOST_UPLOAD_BYTES if environ["PATH_INFO"] == UPLOAD_PATH else MOST_BODY_BYTES
        return Refusal.TOO_LARGE if length > most else None

    async def _serve_staff(self, environ: WSGIEnvironment, exchange: Exchange) -> None:
        if self._is_noise(environ):
            _send(exchange, self._refusals[Refusal.TOO_MANY_SIGN_INS])
            return
        # Later pieces of a long answer see what the application set at its beginning.
        context = copy_context()

        async def in_the_pool(function: Callable[[], T]) -> T:
            return await wrap_future(self._pool.submit(lambda: context.run(function)))

        try:
            answer = await in_the_pool(lambda: answer_of(self._app, environ))
        except PoolFull:
            answer = self._refusals[Refusal.BUSY]
        await _send_whole(exchange, answer, in_the_pool)


def _is_for_staff(path: str) -> bool:
    return path == STAFF_PATH or path.startswith(f"{STAFF_PATH}/")


def _send(exchange: Exchange, answer: Answer) -> None:
    exchange.response_bytes(answer.status, answer.headers, answer.body)


async def _send_whole(exchange: Exchange, answer: Answer, run: _Runner[bytes | None]) -> None:
    """Send an answer, its later pieces made where the first ones were."""
    if answer.rest is None:
        _send(exchange, answer)
        return
    try:
        await _send_pieces(exchange, answer, answer.rest, run)
    finally:
        answer.rest.close()


async def _send_pieces(
    exchange: Exchange, answer: Answer, rest: Pieces, run: _Runner[bytes | None]
) -> None:
    stream = exchange.response_stream(answer.status, answer.headers)
    await stream.send_bytes(answer.body)
    while (piece := await run(rest.next)) is not None:
        await stream.send_bytes(piece)
