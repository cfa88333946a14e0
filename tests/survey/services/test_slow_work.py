"""Slow work on the loop: one at a time, and whatever is quick goes between."""

import asyncio
from collections.abc import Callable
from concurrent.futures import Future

import pytest

from survey.domain.errors import StoreBusy
from survey.services.slow_work import SlowWork
from survey.waiting import CallsAside, result_of, when_free


def served(*calls: Callable[[], object]) -> list[object]:
    """Return what calls return that are all begun on one loop, in this order."""

    async def serve() -> list[object]:
        aside = CallsAside()
        return await asyncio.gather(*map(aside.run, calls), return_exceptions=True)

    return asyncio.run(serve())


def test_what_is_quick_goes_between_what_is_slow() -> None:
    work, order = SlowWork(), list[str]()

    def slow() -> None:
        with work.reading_turn():
            order.append("slow")

    served(slow, slow, slow, lambda: order.append("quick"), lambda: order.append("quick"))

    assert order == ["slow", "quick", "quick", "slow", "slow"]


def test_one_comes_after_the_other_in_the_order_of_their_coming() -> None:
    work, order = SlowWork(), list[int]()

    def slow(number: int) -> Callable[[], None]:
        def call() -> None:
            with work.reading_turn():
                order.append(number)

        return call

    served(*map(slow, range(200)))

    assert order == list(range(200))


def test_whoever_reads_goes_before_pages_and_no_page_waits_for_ever() -> None:
    work, order = SlowWork(), list[str]()

    def show() -> None:
        with work.showing_turn():
            order.append("page")

    def read() -> None:
        with work.reading_turn():
            order.append("reading")

    served(*[show] * 3, *[read] * 6)

    assert order == ["page", *["reading"] * 4, "page", "reading", "reading", "page"]


def test_pages_that_wait_leave_room_for_whoever_reads() -> None:
    work = SlowWork(most_waiting=1)

    def show() -> str:
        with work.showing_turn():
            return "done"

    first, read = waiting(work, 2)
    found = served(first, show, show, read)

    assert [type(one) for one in found] == [str, str, StoreBusy, str]


def test_a_turn_that_fails_is_passed_on() -> None:
    work = SlowWork()

    def failing() -> None:
        with work.reading_turn():
            raise ValueError("of this one")

    def slow() -> str:
        with work.reading_turn():
            return "done"

    first, *others = served(failing, slow, slow)

    assert isinstance(first, ValueError)
    assert others == ["done", "done"]


def test_more_than_may_wait_are_told_so() -> None:
    found = served(*waiting(SlowWork(most_waiting=2), 5))
    assert [type(one) for one in found] == [str] * 3 + [StoreBusy] * 2


def waiting(work: SlowWork, count: int) -> list[Callable[[], str]]:
    """Return calls of which the first keeps its turn until all have come."""
    all_here: Future[None] = Future()

    def first() -> str:
        with work.reading_turn():
            when_free(lambda: all_here.set_result(None))
            result_of(all_here)
            return "done"

    def slow() -> str:
        with work.reading_turn():
            return "done"

    return [first, *[slow] * (count - 1)]


async def given_up(work: SlowWork) -> None:
    """Let the second of three calls be given up while it waits."""
    aside = CallsAside()
    first, second, third = (asyncio.ensure_future(aside.run(call)) for call in waiting(work, 3))
    await asyncio.sleep(0)
    second.cancel()
    with pytest.raises(asyncio.CancelledError):
        await second
    assert (await first, await third) == ("done", "done")


def test_the_turn_of_a_call_that_is_given_up_is_passed_on() -> None:
    asyncio.run(given_up(SlowWork()))


def test_outside_of_the_loop_nobody_waits() -> None:
    work = SlowWork(most_waiting=0)
    with work.reading_turn(), work.reading_turn():
        pass
