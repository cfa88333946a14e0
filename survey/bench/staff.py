"""A member of staff at a browser: signs up by the link, opens pages, presses buttons."""

import re
from collections import Counter
from collections.abc import Callable
from http.cookiejar import CookieJar
from itertools import cycle
from threading import Event, Thread
from time import sleep
from urllib.parse import urlencode
from urllib.request import HTTPCookieProcessor, OpenerDirector, build_opener

from survey.bench.office import MeasuredOffice
from templates.languages import LANGUAGES

_PATIENCE_SECONDS = 60.0
_PAUSE_SECONDS = 0.2
_IN_THE_MAKING = 202
_NAME, _PASSWORD = "Nguyễn Thị Đo", "bốn con ngựa qua đèo sương"
_FORM_TOKEN = re.compile(rb'name="csrf_token"[^>]*value="([^"]+)"')
_DESK, _SET_UP, _ALL_POSTERS = "/can-bo/", "/can-bo/thiet-lap/", "/can-bo/ap-phich/in"


class Clerk:
    """Somebody with an account, whose browser is at the server of `port`."""

    def __init__(self, office: MeasuredOffice, port: int) -> None:
        self.port = port
        self._opener: OpenerDirector = build_opener(HTTPCookieProcessor(CookieJar()))
        link = f"{_SET_UP}{office.setup_token}"
        self._press(link, link, name=_NAME, password=_PASSWORD, again=_PASSWORD)
        # Another one each time: what was made a moment ago is kept and given again.
        self._reports = cycle(
            f"/can-bo/bao-cao/{kind}?ky={office.year}&lang={language}"
            for kind in ("html", "csv", "json")
            for language in LANGUAGES
        )

    def print_posters(self) -> bytes:
        """Return all posters as one PDF."""
        return self._press(_DESK, _ALL_POSTERS)

    def report(self) -> bytes:
        """Return a report of the year that has answers."""
        return self._open(next(self._reports))

    def _press(self, page: str, path: str, **fields: str) -> bytes:
        found = _FORM_TOKEN.search(self._open(page))
        if found is None:
            raise ValueError(f"{page} has no form")
        fields["csrf_token"] = found[1].decode()
        return self._open(path, urlencode(fields).encode())

    def _open(self, path: str, sent: bytes | None = None) -> bytes:
        while True:
            address = f"http://127.0.0.1:{self.port}{path}"
            with self._opener.open(address, sent, timeout=_PATIENCE_SECONDS) as answer:
                body = bytes(answer.read())
            if answer.status != _IN_THE_MAKING:
                return body
            sleep(_PAUSE_SECONDS)


class StaffAtWork:
    """Asks for reports of a year and for all posters, again and again, until told to stop."""

    def __init__(self, clerk: Clerk) -> None:
        self.done: Counter[str] = Counter()
        self._stopped = Event()
        self._threads = [
            Thread(target=self._repeat, args=arguments, daemon=True)
            for arguments in (("reports", clerk.report), ("posters", clerk.print_posters))
        ]

    def begin(self) -> None:
        """Start with both at once."""
        for thread in self._threads:
            thread.start()

    def stop(self) -> None:
        """Ask for no more, and wait for what is under way, but not for ever."""
        self._stopped.set()
        for thread in self._threads:
            thread.join(_PATIENCE_SECONDS)

    def _repeat(self, name: str, make: Callable[[], bytes]) -> None:
        while not self._stopped.is_set():
            try:
                make()
                self.done[name] += 1
            except OSError:
                # Refused because too much waits already, or the server has gone.
                self.done[f"{name} refused"] += 1
                self._stopped.wait(_PAUSE_SECONDS)
