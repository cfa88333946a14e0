"""Many people who answer one after another, each at an address and with a comment of his own."""

import threading
from types import TracebackType

from tests.faults.phone import Phone

PEOPLE = 6
PATIENCE_SECONDS = 120
LONG = " dài" * 250


class Crowd:
    """People at a few phones, who answer until it is left; each may be known by his address."""

    def __init__(self, port: int, code: str, first: int = 0) -> None:
        self._port, self._code = port, code
        self._next, self._thanked = first, 0
        self._change, self._leaving = threading.Condition(), threading.Event()
        self._threads = [threading.Thread(target=self._answer) for _ in range(PEOPLE)]

    def __enter__(self) -> "Crowd":
        for thread in self._threads:
            thread.start()
        return self

    def __exit__(
        self, _: type[BaseException] | None, __: BaseException | None, ___: TracebackType | None
    ) -> None:
        self._leaving.set()
        for thread in self._threads:
            thread.join()

    def wait_for(self, more: int) -> None:
        """Return when so many more have been thanked."""
        with self._change:
            goal = self._thanked + more
            assert self._change.wait_for(lambda: self._thanked >= goal, PATIENCE_SECONDS)

    def _answer(self) -> None:
        while not self._leaving.is_set():
            phone = Phone(self._port, self._address(), {"Accept-Encoding": "gzip"})
            reply = phone.post(f"/{self._code}", self._form(phone))
            with self._change:
                self._thanked += reply.is_acknowledged
                self._change.notify_all()

    def _address(self) -> str:
        with self._change:
            self._next += 1
            return f"127.{1 + self._next // 62500}.{self._next // 250 % 250}.{self._next % 250 + 1}"

    def _form(self, phone: Phone) -> list[tuple[str, str]]:
        return phone.open(self._code).filled(comment_of(phone.source))


def comment_of(address: str) -> str:
    """Return the comment of whoever answers from an address."""
    return f"khách {address.replace('.', ' ')}{LONG}"
