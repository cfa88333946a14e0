"""Asked to stop, a server answers what it has begun, and nothing more."""

import time
from concurrent.futures import Future, ThreadPoolExecutor
from threading import Event, Timer

import pytest
from flask import Flask

from survey.serving.server import Bounds
from survey.waiting import result_of
from tests.survey.serving.served import Caller, head, post, served


def test_a_staff_page_in_the_making_is_still_answered(app: Flask) -> None:
    begun = Event()

    @app.get("/can-bo/lau")
    def slow() -> str:
        begun.set()
        time.sleep(0.5)
        return "done"

    with served(app) as server, Caller(server.port) as caller:
        caller.send(head("/can-bo/lau"))
        begun.wait()
        server.ask_to_stop()
        assert caller.reply().text == "done"


def test_a_citizen_who_waits_for_the_commit_is_still_answered(app: Flask) -> None:
    stored: Future[str] = Future()
    begun = Event()

    @app.get("/luu")
    def store() -> str:
        begun.set()
        return result_of(stored)

    with served(app) as server, Caller(server.port) as caller:
        caller.send(head("/luu"))
        begun.wait()
        server.ask_to_stop()
        Timer(0.3, stored.set_result, ["stored"]).start()
        assert caller.reply().text == "stored"


def test_a_body_that_is_still_on_its_way_is_not_waited_for(app: Flask) -> None:
    with served(app) as server, Caller(server.port) as caller:
        caller.send(post("/x", b"a=1", length=100))
        server.catch_up()
        begun = time.monotonic()
        server.ask_to_stop()
        reply = caller.reply()
        assert (reply.status, reply.headers["connection"]) == (503, "close")
        server.wait_for_its_end()

    assert time.monotonic() < begun + 8


def test_nobody_is_let_in_any_more(app: Flask) -> None:
    with served(app) as server:
        server.ask_to_stop()
        server.wait_for_its_end()
        with pytest.raises(OSError, match="refused"):
            Caller(server.port)


def test_what_never_ends_is_not_waited_for(app: Flask) -> None:
    begun, released = Event(), Event()

    @app.get("/can-bo/mai")
    def endless() -> str:
        begun.set()
        released.wait(30)
        return "too late"

    with served(app, Bounds(stop_seconds=0.5)) as server, Caller(server.port) as caller:
        caller.send(head("/can-bo/mai"))
        begun.wait()
        server.ask_to_stop()
        server.wait_for_its_end()
        released.set()


def test_two_hundred_who_wait_for_one_commit_are_all_answered(app: Flask) -> None:
    stored: Future[str] = Future()
    waiting: list[int] = []

    @app.post("/luu")
    def store() -> str:
        waiting.append(1)
        return result_of(stored)

    def send(_: int) -> int:
        with Caller(server.port) as caller:
            return caller.send(post("/luu", b"a=1")).reply().status

    with served(app) as server, ThreadPoolExecutor(200) as callers:
        statuses = callers.map(send, range(200))
        while len(waiting) < 200:
            time.sleep(0.01)
        stored.set_result("stored")
        assert list(statuses) == [200] * 200
