"""Responses for the store, and a writer that a test can hold up."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from threading import Event, Thread

from survey.domain.modes import Mode
from survey.domain.responses import Response
from survey.domain.visits import CountedVisit
from survey.store.engine import Store
from survey.store.groups import Group

DAY = date(2026, 3, 2)
SAID = Response(b"k" * 16, 1, "Việc làm", Mode.POSTER, "counter.v1", "p", "vi", "5--", "", DAY)


def key_of(number: int) -> bytes:
    """Return the key of a response by its number."""
    return number.to_bytes(16)


def visit_of(number: int) -> CountedVisit:
    """Return the visit of a number."""
    return CountedVisit(key_of(number), date(2026, 4, 1))


def accepting(number: int, comment: str = "") -> Callable[[Group], Response]:
    """Return what accepts a response as it is."""
    return lambda _: replace(SAID, key=key_of(number), comment=comment)


def refusing(error: BaseException) -> Callable[[Group], Response]:
    """Return what refuses a response."""

    def refuse(_: Group) -> Response:
        raise error

    return refuse


@contextmanager
def held_up(store: Store) -> Iterator[None]:
    """Let the writer wait for a turn of somebody else, so that what comes now waits together."""
    has_begun, may_end = Event(), Event()

    def hold() -> None:
        with store.writing():
            has_begun.set()
            may_end.wait(30)

    holder = Thread(target=hold)
    holder.start()
    has_begun.wait(30)
    try:
        yield
    finally:
        may_end.set()
        holder.join()
