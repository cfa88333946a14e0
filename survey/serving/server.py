"""The server of one process: listens, answers until it is asked to stop, and stops in order."""

import asyncio
import gc
import os
import signal
import socket
import sys
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from types import FrameType
from wsgiref.types import WSGIEnvironment

from flask import Flask
from granian._granian import ListenerSpec
from granian.constants import HTTPModes, Interfaces
from granian.http import HTTP1Settings
from granian.server.embed import Server

from survey.limits import (
    BODY_SECONDS,
    HEADER_SECONDS,
    MOST_CONNECTIONS,
    MOST_HEADER_BYTES,
    MOST_UNSEEN_CONNECTIONS,
    MOST_WAITING_BODIES,
    MOST_WAITING_BYTES,
    MOST_WAITING_STAFF,
    OTHER_FILES,
    STAFF_THREADS,
    STOP_SECONDS,
    UNREAD_SECONDS,
)
from survey.serving.gateway import Gateway
from survey.serving.receiving import WaitingBodies
from survey.serving.refusals import prepare_refusals
from survey.serving.staff_pool import StaffPool
from survey.web.current import survey_of
from survey.web.staff.noisy_sources import is_noise

if sys.platform != "win32":
    import resource

# How long a thread may compute before another one gets its turn. Measured with four staff pages
# that compute: at Python's 5 ms citizens get 215 answers a second, at 1 ms and below 800.
_TURN_SECONDS = 0.0005

# Long enough for the last answers to leave for the network.
_FLUSH_SECONDS = 0.1

_STOPPED_AT_ONCE = 1


@dataclass(frozen=True)
class Bounds:
    """How long this server waits and how much it holds; a test may be less patient."""

    header_seconds: float = HEADER_SECONDS
    body_seconds: float = BODY_SECONDS
    unread_seconds: float = UNREAD_SECONDS
    stop_seconds: float = STOP_SECONDS
    most_waiting_bodies: int = MOST_WAITING_BODIES
    most_waiting_bytes: int = MOST_WAITING_BYTES
    staff_threads: int = STAFF_THREADS
    most_waiting_staff: int = MOST_WAITING_STAFF


_USUAL = Bounds()


def serve(app: Flask, host: str, port: int) -> None:
    """Serve an application in the main thread until a signal asks to stop.

    What was begun is answered first; a second signal ends the process at once. Nothing is written
    about who asked for what.
    """

    async def serve_until_a_signal() -> None:
        await serve_until(_first_signal(), app, host, port)

    sys.setswitchinterval(_TURN_SECONDS)
    asyncio.run(serve_until_a_signal())


async def serve_until(
    asked_to_stop: asyncio.Event, app: Flask, host: str, port: int, bounds: Bounds = _USUAL
) -> None:
    """Serve an application on this loop until an event is set, and end what was begun."""
    gateway = _gateway(app, bounds)
    server = _OneProcessServer(gateway, host, port, bounds)
    _keep_what_is_loaded()
    serving = asyncio.create_task(server.serve())
    stopping = asyncio.create_task(asked_to_stop.wait())
    await asyncio.wait((serving, stopping), return_when=asyncio.FIRST_COMPLETED)
    server.stop()  # type: ignore[no-untyped-call]  # granian's
    with suppress(TimeoutError):
        async with asyncio.timeout(bounds.stop_seconds):
            await gateway.finish()
            await asyncio.sleep(_FLUSH_SECONDS)
            await serving


def _gateway(app: Flask, bounds: Bounds) -> Gateway:
    bodies = WaitingBodies(
        bounds.most_waiting_bodies, bounds.most_waiting_bytes, bounds.body_seconds
    )
    pool = StaffPool(bounds.staff_threads, bounds.most_waiting_staff)
    return Gateway(app, prepare_refusals(app), bodies, pool, _noise_of(app))


def _noise_of(app: Flask) -> Callable[[WSGIEnvironment], bool]:
    survey = survey_of(app)
    return (lambda _: False) if survey is None else partial(is_noise, survey)


class _OneProcessServer(Server):
    """granian's server, whose connections end when a phone takes nothing of what it is sent."""

    def __init__(self, gateway: Gateway, host: str, port: int, bounds: Bounds) -> None:
        self._unread_milliseconds = int(bounds.unread_seconds * 1000)
        super().__init__(
            gateway,
            address=host,
            port=port,
            interface=Interfaces.RSGI,
            http=HTTPModes.http1,
            http1_settings=HTTP1Settings(
                header_read_timeout=int(bounds.header_seconds * 1000),
                max_buffer_size=MOST_HEADER_BYTES,
            ),
            websockets=False,
            backlog=MOST_UNSEEN_CONNECTIONS,
            backpressure=_possible_connections(),
            log_enabled=False,
        )

    def _init_shared_socket(self) -> None:
        holder = ListenerSpec(self.bind_addr, self.bind_port, self.backlog).build()
        self._shd = holder  # type: ignore[assignment]  # granian's: it may hold any
        if sys.platform == "linux":
            with socket.socket(fileno=os.dup(holder.get_fd())) as listening:
                # Each connection inherits it.
                listening.setsockopt(
                    socket.IPPROTO_TCP, socket.TCP_USER_TIMEOUT, self._unread_milliseconds
                )


def _possible_connections() -> int:
    """Return how many connections may be open, having asked the system for as many files."""
    if sys.platform == "win32":
        return MOST_CONNECTIONS
    wanted = MOST_CONNECTIONS + OTHER_FILES
    allowed, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    if most != resource.RLIM_INFINITY:
        wanted = min(wanted, most)
    if allowed != resource.RLIM_INFINITY and allowed < wanted:
        resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, most))
    return max(wanted - OTHER_FILES, OTHER_FILES)


def _first_signal() -> asyncio.Event:
    """Return what is set by the first signal that asks to stop."""
    loop = asyncio.get_running_loop()
    asked = asyncio.Event()

    def ask(_number: int, _frame: FrameType | None) -> None:
        if asked.is_set():
            os._exit(_STOPPED_AT_ONCE)
        # In the main thread, but anywhere in it: the loop is to notice at its next turn.
        loop.call_soon_threadsafe(asked.set)

    for name in ("SIGINT", "SIGTERM", "SIGBREAK"):  # the last one is Windows'
        if hasattr(signal, name):
            signal.signal(getattr(signal, name), ask)
    return asked


def _keep_what_is_loaded() -> None:
    """Let the search for garbage leave out the program itself: it stays, and is most of it."""
    gc.collect()
    gc.freeze()
