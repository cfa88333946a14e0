import asyncio
from collections.abc import Callable
from concurrent.futures import Future
from contextvars import ContextVar
from threading import Timer, get_ident
from weakref import ref

import pytest

from survey.waiting import CallsAside, result_of, when_free


def test_a_call_that_waits_lets_the_next_one_go_on() -> None:
    stored: Future[str] = Future()
    order: list[str] = []

    def first() -> None:
        order.append(result_of(stored))

    def second() -> None:
        order.append("not waiting")
        stored.set_result("stored")

    served(first, second)

    assert order == ["not waiting", "stored"]


def test_calls_that_wait_for_another_thread_are_all_answered() -> None:
    stored: list[Future[int]] = [Future() for _ in range(1000)]

    def commit() -> None:
        for number, future in enumerate(stored):
            future.set_result(number)

    Timer(0.02, commit).start()

    assert served(*(waiting_for(future) for future in stored)) == list(range(1000))


def test_a_call_stays_in_the_thread_of_the_loop() -> None:
    stored: Future[int] = Future()
    Timer(0.01, lambda: stored.set_result(get_ident())).start()

    def call() -> tuple[int, int]:
        return result_of(stored), get_ident()

    (writer, loop), *_ = served(call)

    assert loop == get_ident() != writer


def test_a_failure_is_raised_where_it_is_waited_for() -> None:
    failed: Future[None] = Future()
    Timer(0.01, lambda: failed.set_exception(ValueError("no place"))).start()

    with pytest.raises(ValueError, match="no place"):
        served(waiting_for(failed))


def test_a_call_may_wait_again_and_again() -> None:
    def call() -> int:
        total = 0
        for number in range(20):
            future: Future[int] = Future()
            Timer(0.001, future.set_result, [number]).start()
            total += result_of(future)
        return total

    assert served(call) == [sum(range(20))]


def test_a_call_that_is_given_up_is_told_so() -> None:
    never: Future[None] = Future()
    told: list[str] = []

    def call() -> None:
        try:
            result_of(never)
        finally:
            told.append("given up")

    async def give_up() -> None:
        async with asyncio.timeout(0.01):
            await CallsAside().run(call)

    with pytest.raises(TimeoutError):
        asyncio.run(give_up())
    never.set_result(None)

    assert told == ["given up"]


def test_outside_of_a_loop_the_thread_waits() -> None:
    stored: Future[str] = Future()
    Timer(0.01, stored.set_result, ["stored"]).start()

    assert result_of(stored) == "stored"


def test_what_can_wait_is_done_when_all_that_were_in_hand_are_served() -> None:
    order: list[str] = []

    def call() -> None:
        when_free(lambda: order.append("done"))
        order.append("served")

    served(call, call, call)

    assert order == ["served"] * 3 + ["done"] * 3


def test_outside_of_a_loop_nothing_can_wait() -> None:
    order: list[str] = []
    when_free(lambda: order.append("done"))
    order.append("served")
    assert order == ["done", "served"]


def waiting_for(future: Future[int]) -> Callable[[], int]:
    """Return a call that waits for a future."""
    return lambda: result_of(future)


def served(*calls: Callable[[], object]) -> list[object]:
    """Return what calls return that are all begun on one loop, in this order."""

    async def serve() -> list[object]:
        aside = CallsAside()
        return await asyncio.gather(*map(aside.run, calls))

    return asyncio.run(serve())


def test_a_call_finds_nothing_that_another_one_has_set() -> None:
    setting: ContextVar[str] = ContextVar("setting", default="nothing")

    def call() -> str:
        found = setting.get()
        setting.set("left over")
        return found

    async def serve() -> list[str]:
        aside = CallsAside()
        return [await aside.run(call) for _ in range(3)]

    assert asyncio.run(serve()) == ["nothing"] * 3


def test_what_a_call_was_given_is_not_kept_after_it() -> None:
    class Request:
        pass

    async def serve() -> Request | None:
        aside, request = CallsAside(), Request()
        kept = ref(request)
        await aside.run(id, request)
        del request
        return kept()

    assert asyncio.run(serve()) is None
