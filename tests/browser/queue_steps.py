"""What stories of the queue share: to answer, to lose the network, to look at the phone."""

import re
from collections.abc import Iterator
from contextlib import contextmanager, suppress

from playwright.sync_api import Error, Page, Route, expect

from tests.browser.looks import SEND, marked, passed_on, pressed
from tests.browser.street import PICTURES, Street
from tests.faults.people import HELD, IS_READY, MARKED, WORKERS
from tests.faults.stored import stored_comments

# In either language; the page that is opened later may be in another one.
NOW = re.compile("^(Gửi ngay|Send now)$")


def at(street: Street) -> str:
    return f"{street.relay.address}/{street.office.code}"


def answer(
    page: Page, street: Street, comment: str, switches: tuple[str, ...] = (), address: str = ""
) -> None:
    """Mark one answer and write something, in a look; end at the button that sends."""
    page.goto(address or at(street))
    for name in switches:
        pressed(name)(page)
    marked(2)(page)
    passed_on(page.locator("section[id]").count() and 11)(page)
    page.get_by_role("textbox").fill(comment)
    page.wait_for_function(IS_READY)


def keep_an_answer(page: Page, street: Street, comment: str, address: str = "") -> None:
    """Send without network, and leave the page before the network is back."""
    answer(page, street, comment, address=address)
    with posts_refused(page):
        page.get_by_role("button", name=SEND, exact=True).tap()
        expect(page.get_by_role("button", name=NOW)).to_be_visible()
        page.goto("about:blank")
    page.goto(f"{street.relay.address}/static/tokens.css")


def send_now(page: Page) -> None:
    """Press what sends what waits; with the network back the page may have sent it already."""
    with suppress(Error):
        page.get_by_role("button", name=NOW).tap(timeout=5_000)


@contextmanager
def no_network(page: Page) -> Iterator[None]:
    page.context.set_offline(True)
    yield
    page.context.set_offline(False)


@contextmanager
def posts_refused(page: Page, status: int | None = None) -> Iterator[None]:
    """Let pages come and nothing be sent, as on a network that breaks off, or by the server."""
    of_our_server = {"Content-Security-Policy": "default-src 'none'"}

    def refuse(route: Route) -> None:
        if route.request.method == "POST" and status:
            route.fulfill(status=status, headers=of_our_server, body="")
        elif route.request.method == "POST":
            route.abort("connectionfailed")
        else:
            route.fallback()

    def abort(route: Route) -> None:
        route.abort("connectionfailed")

    page.context.route("**/*", refuse)
    page.context.route("**/nen.js*", abort)
    yield
    page.context.unroute("**/*", refuse)
    page.context.unroute("**/nen.js*", abort)


def wait_for_the_phone(page: Page, body: str) -> None:
    """Wait until what lies on the phone says so."""
    page.wait_for_function(f"() => queue.kept().then(all => all[0].body.includes('{body}'))")


def stored(street: Street, comment: str) -> int:
    return stored_comments(street.office.database).count(comment)


def holds_nothing(page: Page) -> bool:
    page.wait_for_function(WORKERS.replace("all.length", "all.length === 0"))
    return bool(page.evaluate(HELD) == 0 and page.evaluate(MARKED) == 0)


def keep_view(page: Page, name: str) -> None:
    """Keep a picture of what the phone shows just now."""
    PICTURES.mkdir(exist_ok=True)
    page.screenshot(path=PICTURES / f"{name}.png")
