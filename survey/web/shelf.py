"""Pages that are ready to be sent: rendered once and packed once for as long as they show the same.

What differs each time such a page is asked for stands near its end, in one place.
"""

from collections.abc import Callable, Hashable
from contextlib import suppress
from dataclasses import dataclass
from queue import Full, Queue
from threading import Lock, Thread

from flask import Flask, current_app

from survey.services.directory import Directory
from survey.web.answers import PreparedAnswer
from survey.web.content_encoding import (
    ContentEncoding,
    Start,
    encoded_start,
    quickly_encoded_start,
)

# A page takes some 5 KB; the largest office has 200 posters in two languages.
MOST_PAGES = 1024
# So many may wait to be packed smaller, each with its 20 KB; more stay as they were packed at once.
_MOST_WAITING = 512

_NAME = "shelf"


@dataclass(frozen=True)
class PageText:
    """A page as it is rendered: what stands before the place that differs, and what after it.

    Where there is no such place, its last character stands after.
    """

    before: bytes
    after: bytes
    has_place: bool
    headers: tuple[tuple[str, str], ...]

    @classmethod
    def of(cls, text: str, place: str | None, *headers: tuple[str, str]) -> "PageText":
        """Cut a text at the last place that reads so."""
        before, found, after = text.rpartition(place) if place else ("", "", text)
        if not found:
            before, after = text[:-1], text[-1:]
        return cls(before.encode(), after.encode(), bool(found), headers)


@dataclass
class ReadyPage:
    """A page as it travels; its start is replaced by a smaller one when that is made."""

    start: Start
    after: bytes
    has_place: bool
    headers: tuple[tuple[str, str], ...]

    def answer(self, filling: bytes = b"") -> PreparedAnswer:
        """Return the page with this in the place that differs, if it has one."""
        end = filling + self.after if self.has_place else self.after
        return PreparedAnswer(self.start.ended_with(end), self.headers)


PackLater = Callable[[ReadyPage, bytes, ContentEncoding], None]


class Packer:
    """A thread that packs pages as small as they get, which takes it tens of milliseconds each.

    Meanwhile they are sent a tenth larger. So no page of an office with hundreds of posters, all of
    them new after one change, keeps anybody waiting.
    """

    def __init__(self) -> None:
        self._waiting: Queue[tuple[ReadyPage, bytes, ContentEncoding]] = Queue(_MOST_WAITING)
        self._starting = Lock()
        self._thread: Thread | None = None

    def pack_later(self, page: ReadyPage, before: bytes, encoding: ContentEncoding) -> None:
        """Let a page be packed smaller when its turn comes."""
        with self._starting:
            if self._thread is None:
                self._thread = Thread(target=self._run, name="packer", daemon=True)
                self._thread.start()
        with suppress(Full):  # it is a good page as it is
            self._waiting.put_nowait((page, before, encoding))

    def _run(self) -> None:
        while True:
            page, before, encoding = self._waiting.get()
            page.start = encoded_start(before, encoding)


# One thread a process, however many applications there are.
_PACKER = Packer()


class Shelf:
    """The pages of an application that are ready, under the directory that they are made from."""

    def __init__(
        self, pack_later: PackLater = _PACKER.pack_later, most_pages: int = MOST_PAGES
    ) -> None:
        self._pack_later = pack_later
        self._most_pages = most_pages
        self._asked: tuple[Directory | None, dict[Hashable, ReadyPage]] = (None, {})
        self._shown: dict[Hashable, ReadyPage] = {}

    def find(self, directory: Directory, asked: Hashable) -> ReadyPage | None:
        """Return the page that was asked for in the same words under the same directory."""
        known, pages = self._asked
        return pages.get(asked) if known is directory else None

    def keep(
        self,
        directory: Directory,
        asked: Hashable,
        shown: Hashable,
        make: Callable[[], PageText],
        encoding: ContentEncoding,
    ) -> ReadyPage:
        """Return a page that shows the same under an older directory, or make it."""
        key = (shown, encoding)
        page = self._shown.get(key)
        if page is None:
            page = self._made(make(), encoding)
            _put(self._shown, key, page, self._most_pages)
        known, pages = self._asked
        if known is not directory:
            pages = {}
            self._asked = (directory, pages)
        _put(pages, asked, page, self._most_pages)
        return page

    def _made(self, text: PageText, encoding: ContentEncoding) -> ReadyPage:
        headers = (*text.headers, ("Vary", "Accept-Encoding"))
        if encoding is not ContentEncoding.NONE:
            headers = (*headers, ("Content-Encoding", encoding.value))
        start = quickly_encoded_start(text.before, encoding)
        page = ReadyPage(start, text.after, text.has_place, headers)
        if encoding is ContentEncoding.BROTLI:
            self._pack_later(page, text.before, encoding)
        return page


def put_up_shelf(app: Flask, shelf: Shelf | None = None) -> None:
    """Give an application a shelf of its own, or this one."""
    app.extensions[_NAME] = shelf or Shelf()


def current_shelf() -> Shelf:
    """Return the shelf of the application that answers this request."""
    shelf: Shelf = current_app.extensions[_NAME]
    return shelf


def _put(pages: dict[Hashable, ReadyPage], key: Hashable, page: ReadyPage, most: int) -> None:
    # The oldest goes; whoever asks for codes that nobody has cannot fill the memory.
    if len(pages) >= most:
        pages.pop(next(iter(pages)), None)
    pages[key] = page
