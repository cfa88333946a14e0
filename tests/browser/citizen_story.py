"""The story that everything is built for: a poster, a phone, and one respondent more."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Browser, expect

from tests.browser.citizen_page import CitizenPage, Press
from tests.browser.street import Street, keep_picture, phone

THANKS = "Cảm ơn Ông/Bà"


@dataclass(frozen=True)
class Way:
    """How a person marks answers and aims at the button that sends them."""

    name: str
    mark: Callable[[CitizenPage], object]
    aim: Callable[[CitizenPage], Press]


BY_TOUCH = Way("touch", lambda page: page.mark_by_touch(4), CitizenPage.aim_by_touch)
BY_KEYBOARD = Way("keyboard", CitizenPage.mark_by_keyboard, CitizenPage.aim_by_keyboard)


def answer_from_a_scanned_poster(street: Street, browser: Browser, way: Way, folder: Path) -> int:
    """Scan a printed poster, answer without script, send twice; return how many more count."""
    before = street.respondents(folder / "before")
    link = street.scan_printed_poster(folder / "posters")
    with phone(browser) as page:
        page.goto(link)
        keep_picture(page, f"citizen-{way.name}")
        citizen = CitizenPage(page)
        way.mark(citizen)
        send_twice(street, way.aim(citizen))
        expect(page.get_by_role("heading", level=1)).to_have_text(THANKS)
        keep_picture(page, "thanks")
    return street.respondents(folder / "after") - before


def send_twice(street: Street, press: Press) -> None:
    """Press again before the first answer is there, as people do who see nothing happen."""
    with street.relay.answers_held_back():
        for times in (1, 2):
            press()
            street.relay.wait_for("POST", times)
