"""People with phones who mark, send, and do what one does when nothing comes back."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from enum import StrEnum

from playwright.sync_api import Browser, Error, Locator, Page, Route

SEND, SEND_NOW, SENDING = "Gửi ý kiến", "Gửi ngay", "Đang gửi…"
PATIENCE_MS, LOOK_MS, TAP_MS, SETTLE_MS, TRIES = 20_000, 40, 500, 300, 3
HELD = """
() => new Promise((resolve) => {
  const request = indexedDB.open("kept", 1);
  request.onupgradeneeded = () => request.result.createObjectStore("kept", { keyPath: "visit" });
  request.onsuccess = () => {
    const all = request.result.transaction("kept").objectStore("kept").getAll();
    all.onsuccess = () => { request.result.close(); resolve(all.result.length); };
  };
})
"""
MARKED = "() => localStorage.length"
WORKERS = "() => navigator.serviceWorker.getRegistrations().then((all) => all.length)"
IS_READY = "() => self.queue && queue.region && queue.region.isConnected"

Change = Callable[[str], str]


class Sight(StrEnum):
    """What a person sees after pressing."""

    THANKS = "thanks"
    KEPT = "kept on this phone"
    NO_PAGE = "no page, or the browser's own about an error"
    NOTHING = "nothing, for long"
    PAGE = "a page of the server that is no thanks"


@dataclass
class Person:
    """Somebody at a page of a poster.

    `told` is all that the person has seen so far, `unexpected` what stood on a page of the server
    that is no thanks.
    """

    page: Page
    address: str
    comment: str
    has_script: bool
    patience_ms: int = PATIENCE_MS
    told: list[Sight] = field(default_factory=list)
    unexpected: str = ""

    @property
    def is_thanked(self) -> bool:
        """Tell whether the person was ever told that the answers are saved."""
        return Sight.THANKS in self.told

    def open(self) -> None:
        """Open the page of the poster."""
        self.page.goto(self.address)

    def mark(self) -> None:
        """Mark an answer and write something."""
        self.page.locator("fieldset label").first.tap()
        self.page.get_by_role("textbox").fill(self.comment)

    def wait_for_the_queue(self) -> None:
        """Take the time that a person takes, in which the queue is loaded."""
        if self.has_script:
            self.page.wait_for_function(IS_READY)

    def take_a_new_visit(self) -> None:
        """Do what no page of ours does: begin anew, and send the old answers under a new visit."""
        self.page.goto(self.address)
        self.told.clear()
        self.mark()

    def press(self) -> Sight:
        """Press what sends, from wherever the person is; return what comes of it."""
        if self.told and self.told[-1] is Sight.NO_PAGE:
            self._go_back()
        self._tap()
        seen = self._look()
        self.told.append(seen)
        return seen

    def _tap(self) -> None:
        for _ in range(self.patience_ms // TAP_MS):
            with suppress(Error):
                return self._button().tap(no_wait_after=True, timeout=TAP_MS)
            # The worker may have sent what waited just then, and the page have gone on.
            if self.page.url != self.address:
                return None
        raise AssertionError(f"{self.comment}: there is nothing to press")

    def _go_back(self) -> None:
        try:
            self.page.go_back()
        except Error:  # the browser was still putting its page about the error there
            self.page.wait_for_timeout(LOOK_MS)
            self.page.go_back()
        # It still scrolls to where the person was: a touch at once could meet another button.
        self.page.wait_for_timeout(SETTLE_MS)

    def _button(self) -> Locator:
        now = self.page.get_by_role("button", name=SEND_NOW, exact=True)
        return now if now.count() else self.page.get_by_role("button", name=SEND, exact=True)

    def come_back(self) -> int:
        """Open another page later, where what waits is sent; return how much the phone still holds.

        A page is waited for as long as something changes; a phone that keeps something for ever is
        found by what is returned.
        """
        other = self.address.rsplit("/", 1)[0] + "/rieng-tu"
        for _ in range(TRIES):
            # The page may just be going on to the thanks by itself.
            with suppress(Error):
                self.page.goto(other)
                break
        if not self.has_script:
            return 0
        held = self.phone_holds()
        for _ in range(self.patience_ms // LOOK_MS):
            if held == 0:
                break
            self.page.wait_for_timeout(LOOK_MS)
            held = self.phone_holds()
        return held

    def phone_holds(self) -> int:
        """Return how many answers, marks and workers are on the phone."""
        for _ in range(TRIES):
            # The page may just be going on to another one.
            with suppress(Error):
                return sum(int(self.page.evaluate(one)) for one in (HELD, MARKED, WORKERS))
            self.page.wait_for_timeout(LOOK_MS)
        raise AssertionError(f"{self.comment}: the phone could not be looked at")

    def _look(self) -> Sight:
        for _ in range(self.patience_ms // LOOK_MS):
            self.page.wait_for_timeout(LOOK_MS)
            if self.page.url != self.address:
                # The browser may just be putting its page about an error there.
                with suppress(Error):
                    self.page.wait_for_load_state()
                    return self._sight_of_page()
            elif self._is_kept():
                return Sight.KEPT
        return Sight.NOTHING

    def _sight_of_page(self) -> Sight:
        # The browser's own page has a heading too, and may bear the address that it stands for.
        is_broken = self.page.evaluate("location.protocol") == "chrome-error:"
        headings = self.page.locator("h1").all_inner_texts()
        # An answer that was cut short can be a page without anything on it.
        if is_broken or not headings:
            return Sight.NO_PAGE
        if "/cam-on" in self.page.url:
            return Sight.THANKS
        self.unexpected = f"{self.page.url}: {self.page.locator('body').inner_text()}"
        return Sight.PAGE

    def _is_kept(self) -> bool:
        if not self.has_script:
            return False
        try:
            said = self.page.get_by_role("status").all_inner_texts()
            is_sending = self.page.locator("button[aria-disabled]").count()
        except Error:  # the page is just being left
            return False
        return any("Gửi ngay" in text and SENDING not in text for text in said) and not is_sending


@contextmanager
def phone_of(
    browser: Browser, has_script: bool, change_queue: Change | None = None
) -> Iterator[Page]:
    """Give a page on a phone of its own; `change_queue` plants a fault into the queue."""
    with browser.new_context(
        viewport={"width": 360, "height": 740},
        has_touch=True,
        locale="vi-VN",
        java_script_enabled=has_script,
        # Its own copy of the queue would do right what the planted fault does wrong.
        service_workers="allow" if change_queue is None else "block",
    ) as context:
        if change_queue is not None:
            context.route("**/cho/vi.js*", lambda route: _changed(route, change_queue))
        yield context.new_page()


def _changed(route: Route, change: Change) -> None:
    answer = route.fetch()
    before = answer.text()
    after = change(before)
    assert after != before, "the fault could not be planted"
    route.fulfill(response=answer, body=after)
