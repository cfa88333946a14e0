"""A member of staff at a browser: signs up by the link, opens pages, presses buttons."""

import re
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.cookiejar import CookieJar
from itertools import cycle
from threading import Event, Thread
from time import sleep
from urllib.parse import urlencode
from urllib.request import HTTPCookieProcessor, build_opener

from survey.bench.office import MeasuredOffice
from survey.limits import REPORT_REFRESH_SECONDS
from templates.languages import LANGUAGES

_PATIENCE_SECONDS, _PAUSE_SECONDS = 60.0, 0.2
# Whoever has a report before him looks at it for so long at least.
_READING_SECONDS = 1.0
_IN_THE_MAKING = 202
_NAME, _PASSWORD = "Nguyễn Thị Đo", "bốn con ngựa qua đèo sương"
_FORM_TOKEN = re.compile(rb'name="csrf_token"[^>]*value="([^"]+)"')
_DESK, _SET_UP, _SIGN_IN = "/can-bo/", "/can-bo/thiet-lap/", "/can-bo/dang-nhap"
_ALL_POSTERS = "/can-bo/ap-phich/in"
_REPORT = "/can-bo/bao-cao"


class Clerk:
    """Somebody with an account, signed in at one server after the other."""

    def __init__(self, office: MeasuredOffice, port: int) -> None:
        self._port = port
        self._opener = build_opener(HTTPCookieProcessor(CookieJar()))
        link = f"{_SET_UP}{office.setup_token}"
        self._press(link, link, name=_NAME, password=_PASSWORD, again=_PASSWORD)
        # Another one each time: what was made a moment ago is kept and given again.
        self._reports = cycle(
            f"{_REPORT}/{kind}?ky=plan&lang={language}"
            for kind in ("html", "csv", "json")
            for language in LANGUAGES
        )

    def sign_in_at(self, port: int) -> None:
        """Go on to another server: who is signed in, each keeps for itself."""
        self._port = port
        self._press(_SIGN_IN, _SIGN_IN, name=_NAME, password=_PASSWORD)

    def print_posters(self) -> bytes:
        """Return all posters as one PDF."""
        return self._press(_DESK, _ALL_POSTERS)

    def report(self) -> bytes:
        """Return a report of the year that has answers."""
        return self._open(next(self._reports))

    def desk(self) -> bytes:
        """Return the first page."""
        return self._open(_DESK)

    @contextmanager
    def at_work(self, done: Counter[str]) -> Iterator[None]:
        """Ask for reports of a year and for all posters, again and again, and count them."""
        with _meanwhile(
            lambda stopped: _repeat("reports", self.report, stopped, done),
            lambda stopped: _repeat("posters", self.print_posters, stopped, done),
        ):
            yield

    @contextmanager
    def read_by(self, people: int, done: Counter[str]) -> Iterator[None]:
        """Let so many people open the year's report, as browsers do, and count what they saw."""
        with _meanwhile(*[lambda stopped: self._read(stopped, done)] * people):
            yield

    def _read(self, stopped: Event, done: Counter[str]) -> None:
        path = _REPORT
        while not stopped.is_set():
            try:
                is_there = self._answer(path)[0] != _IN_THE_MAKING
            except OSError:
                done["refused"] += 1
                is_there = False
            else:
                done["opened" if is_there else "in the making"] += 1
            if is_there:
                path = next(self._reports)
            # A page that says so asks again by itself.
            stopped.wait(_READING_SECONDS if is_there else REPORT_REFRESH_SECONDS)

    def _press(self, page: str, path: str, **fields: str) -> bytes:
        found = _FORM_TOKEN.search(self._open(page))
        if found is None:
            raise ValueError(f"{page} has no form")
        return self._open(path, urlencode(fields | {"csrf_token": found[1].decode()}).encode())

    def _open(self, path: str, sent: bytes | None = None) -> bytes:
        while True:
            status, body = self._answer(path, sent)
            if status != _IN_THE_MAKING:
                return body
            sleep(_PAUSE_SECONDS)

    def _answer(self, path: str, sent: bytes | None = None) -> tuple[int, bytes]:
        address = f"http://127.0.0.1:{self._port}{path}"
        with self._opener.open(address, sent, timeout=_PATIENCE_SECONDS) as answer:
            if path != _SIGN_IN and _SIGN_IN in answer.url:
                raise ValueError(f"{path} is not for who is not signed in")
            return answer.status, bytes(answer.read())


@contextmanager
def _meanwhile(*works: Callable[[Event], None]) -> Iterator[None]:
    """Do some work in threads of its own; at the end it is waited for, but not for ever."""
    stopped = Event()
    threads = [Thread(target=work, args=(stopped,), daemon=True) for work in works]
    for thread in threads:
        thread.start()
    try:
        yield
    finally:
        stopped.set()
        for thread in threads:
            thread.join(_PATIENCE_SECONDS)


def _repeat(name: str, make: Callable[[], bytes], stopped: Event, done: Counter[str]) -> None:
    while not stopped.is_set():
        try:
            make()
            done[name] += 1
        except OSError:
            # Refused because too much waits already, or the server has gone.
            done[f"{name} refused"] += 1
            stopped.wait(_PAUSE_SECONDS)
