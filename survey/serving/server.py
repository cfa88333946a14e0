"""The server of one process: listens, answers until it is asked to stop, and stops in order."""

import asyncio
import gc
import os
import signal
import socket
import sys
from contextlib import suppress
from types import FrameType

from flask import Flask
from granian._granian import ListenerSpec
from granian.constants import HTTPModes, Interfaces
from granian.http import HTTP1Settings
from granian.server.embed import Server

from survey.limits import (
    HEADER_SECONDS,
    MOST_CONNECTIONS,
    MOST_HEADER_BYTES,
    MOST_UNSEEN_CONNECTIONS,
    OTHER_FILES,
    STOP_SECONDS,
    UNREAD_SECONDS,
)
from survey.serving.gateway import Gateway
from survey.serving.receiving import WaitingBodies
from survey.serving.refusals import prepare_refusals
from survey.serving.staff_pool import StaffPool

if sys.platform != "win32":
    import resource

# Long enough for the last answers to leave for the network.
_FLUSH_SECONDS = 0.1

_STOPPED_AT_ONCE = 1


def serve(app: Flask, host: str, port: int) -> None:
    """Serve an application in the main thread until a signal asks to stop.

    What was begun is answered first; a second signal ends the process at once. Nothing is written
    about who asked for what.
    """
    asyncio.run(_serve(app, host, port))


async def _serve(app: Flask, host: str, port: int) -> None:
    asked_to_stop = _on_signals()
    gateway = Gateway(app, prepare_refusals(app), WaitingBodies(), StaffPool())
    server = _server(gateway, host, port)
    _keep_what_is_loaded()
    serving = asyncio.create_task(server.serve())
    stopping = asyncio.create_task(asked_to_stop.wait())
    await asyncio.wait((serving, stopping), return_when=asyncio.FIRST_COMPLETED)
    server.stop()  # type: ignore[no-untyped-call]  # granian's
    with suppress(TimeoutError):
        async with asyncio.timeout(STOP_SECONDS):
            await gateway.finish()
            await asyncio.sleep(_FLUSH_SECONDS)
            await serving


class _OneProcessServer(Server):
    """granian's server, whose connections end when a phone takes nothing of what it is sent."""

    def _init_shared_socket(self) -> None:
        holder = ListenerSpec(self.bind_addr, self.bind_port, self.backlog).build()
        self._shd = holder  # type: ignore[assignment]  # granian's: it may hold any
        if sys.platform == "linux":
            with socket.socket(fileno=os.dup(holder.get_fd())) as listening:
                # Each connection inherits it.
                listening.setsockopt(
                    socket.IPPROTO_TCP, socket.TCP_USER_TIMEOUT, int(UNREAD_SECONDS * 1000)
                )


def _server(gateway: Gateway, host: str, port: int) -> Server:
    return _OneProcessServer(
        gateway,
        address=host,
        port=port,
        interface=Interfaces.RSGI,
        http=HTTPModes.http1,
        http1_settings=HTTP1Settings(
            header_read_timeout=int(HEADER_SECONDS * 1000), max_buffer_size=MOST_HEADER_BYTES
        ),
        websockets=False,
        backlog=MOST_UNSEEN_CONNECTIONS,
        backpressure=_possible_connections(),
        log_enabled=False,
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


def _on_signals() -> asyncio.Event:
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
