"""The oldest phones that the pages are made for: without all that is newer they still answer."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from playwright.sync_api import Browser, Page, expect

from survey.app import create_app
from survey.store.responses import read_responses
from tests.access.office import Office, open_office
from tests.browser.citizen_story import THANKS
from tests.browser.looks import DARK, EASY, SEND, marked, passed_on, pressed
from tests.browser.serving import served
from tests.faults.people import IS_READY
from tests.floor.old_phones import NEWER_NAMES, taken_by
from tests.floor.served import PHONES, PHONES_THAT_KEEP, Floor


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    with open_office(tmp_path_factory.mktemp("office")) as opened:
        yield opened


@pytest.mark.parametrize("switches", [(), (EASY,), (EASY, DARK)], ids=["whole", "easy", "dark"])
def test_a_phone_of_the_floor_answers_and_is_thanked(
    office: Office, browser: Browser, switches: tuple[str, ...]
) -> None:
    before = stored(office)
    with old_phone(browser, office, PHONES) as page:
        answer(page, switches)
        pressed(SEND)(page)
        expect(page.get_by_role("heading", level=1)).to_have_text(THANKS)
    assert stored(office) == before + 1


def test_a_phone_that_knows_little_more_keeps_what_cannot_be_sent(
    office: Office, browser: Browser
) -> None:
    before = stored(office)
    with old_phone(browser, office, PHONES_THAT_KEEP) as page:
        answer(page, ())
        page.wait_for_function(IS_READY)
        page.context.set_offline(True)
        page.get_by_role("button", name=SEND, exact=True).tap()
        expect(page.get_by_role("button", name="Gửi ngay")).to_be_visible()
        page.context.set_offline(False)
        expect(page.get_by_role("heading", level=1)).to_have_text(THANKS)
    assert stored(office) == before + 1


@contextmanager
def old_phone(browser: Browser, office: Office, floor: Floor) -> Iterator[Page]:
    """Give the page of the poster on a phone that knows nothing newer than a floor."""
    with (
        served(taken_by(floor, create_app(office.survey))) as address,
        browser.new_context(viewport={"width": 320, "height": 480}, has_touch=True) as context,
    ):
        context.add_init_script(NEWER_NAMES)
        page = context.new_page()
        page.goto(f"{address}/{office.code}?lang=vi")
        yield page


def answer(page: Page, switches: tuple[str, ...]) -> None:
    """Mark the best level of the first question, and go where answers are sent."""
    for name in switches:
        pressed(name)(page)
    marked(5)(page)
    passed_on(page.locator("section[id]").count() and 11)(page)


def stored(office: Office) -> int:
    with office.survey.store.reading() as connection:
        return sum(1 for _ in read_responses(connection))
