"""Pages that are shown once: what a device without script gets back after it has sent something.

A page that a sending brings stands in the history of a browser with all that was sent, and going
back sends it once more. So a browser is led on to the page instead. It is kept in memory alone,
until it is shown or for a minute, and whoever asks for it again finds questions without a mark.
"""

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from secrets import token_hex
from threading import Lock

from flask import Flask, Response, current_app, request, url_for
from werkzeug import Response as AnyResponse

from survey.services.open_visit import OpenVisit
from survey.web.answers import see_other
from survey.web.languages import chosen_language, parameter
from survey.web.look import chosen_look

# What a browser that runs no script sends from a device that is handed over.
UNSCRIPTED = "no-script"
_ONCE = "trang"
KEPT_SECONDS = 60
MOST_KEPT = 32
_NAME = "shown once"
_NAME_BYTES = 16


@dataclass(frozen=True)
class ShownOnce:
    """The pages of an application that wait to be shown, shared by all threads of the server."""

    seconds: Callable[[], float] = time.monotonic
    _kept: dict[str, tuple[float, Response]] = field(default_factory=dict, repr=False)
    _lock: Lock = field(default_factory=Lock, repr=False)

    def keep(self, page: Response) -> str:
        """Return the name under which a page is shown once."""
        name = token_hex(_NAME_BYTES)
        with self._lock:
            self._forget(MOST_KEPT - 1)
            self._kept[name] = (self.seconds(), page)
        return name

    def take(self, name: str) -> Response | None:
        """Return the page of a name; None once it was shown, and where it waited too long."""
        with self._lock:
            self._forget(MOST_KEPT)
            _, page = self._kept.pop(name, (0, None))
        return page

    def _forget(self, most: int) -> None:
        while self._kept:
            oldest, (since, _) = next(iter(self._kept.items()))
            if self.seconds() - since < KEPT_SECONDS and len(self._kept) <= most:
                return
            del self._kept[oldest]


def show_pages_once(app: Flask, pages: ShownOnce | None = None) -> None:
    """Let an application show pages once."""
    app.extensions[_NAME] = pages or ShownOnce()


def shown_once(opened: OpenVisit, page: Response) -> AnyResponse:
    """Lead on to a page that was made of what somebody sent."""
    return see_other(
        url_for(
            "citizen.answer",
            code=opened.visit.poster,
            lang=parameter(chosen_language()),
            look=chosen_look().written or None,
            trang=_pages().keep(page),
        )
    )


def kept_for_once() -> Response | None:
    """Return the page that this request was led on to; None where it was shown already."""
    return _pages().take(request.args.get(_ONCE, ""))


def _pages() -> ShownOnce:
    pages: ShownOnce = current_app.extensions[_NAME]
    return pages
