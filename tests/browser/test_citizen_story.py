"""A citizen answers from a printed poster, and is counted once."""

from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.access.rules import violations
from tests.browser.citizen_page import SEND, CitizenPage
from tests.browser.citizen_story import (
    BY_KEYBOARD,
    BY_TOUCH,
    THANKS,
    Way,
    answer_from_a_scanned_poster,
)
from tests.browser.looks import EASY, passed_on, pressed
from tests.browser.street import PHONE_WIDTH, Street, keep_picture, phone
from tests.browser.touches import tap_mark
from tests.faults.stored import stored_answers, stored_comments

MOST_BYTES = 4096
BEST, WORST = 4, 0
CLEAR = "Bỏ chọn câu này"


@pytest.mark.parametrize("way", [BY_TOUCH, BY_KEYBOARD], ids=lambda way: way.name)
def test_a_scanned_poster_answered_and_sent_twice_counts_one_respondent_more(
    street: Street, browser: Browser, tmp_path: Path, way: Way
) -> None:
    assert answer_from_a_scanned_poster(street, browser, way, tmp_path) == 1


def test_going_back_and_sending_again_counts_nobody_more(street: Street, browser: Browser) -> None:
    with phone(browser) as page:
        page.goto(f"{street.relay.address}/{street.office.code}")
        citizen = CitizenPage(page)
        citizen.mark_by_touch(BEST)
        citizen.send_button.tap()
        expect(page.get_by_role("heading", level=1)).to_have_text(THANKS)
        once = stored_comments(street.office.database)
        page.go_back()
        with page.expect_event("load"):
            citizen.send_button.tap()
        keep_picture(page, "sent-again-after-going-back")

    assert len(street.relay.requests("POST")) == 2
    assert stored_comments(street.office.database) == once


@pytest.mark.parametrize(
    "typed", ["{code}", "{address}/{code}", "{address} / {code}/", "https://{name}/{code}."]
)
def test_what_is_printed_under_the_code_leads_to_its_page_by_typing_it_too(
    street: Street, browser: Browser, tmp_path: Path, typed: str
) -> None:
    link = street.scan_printed_poster(tmp_path / "posters")
    assert link == f"{street.relay.address}/{street.office.code}"

    with phone(browser) as page:
        page.goto(street.relay.address)
        page.get_by_role("textbox").focus()
        whole = typed.format(
            code=street.office.code, address=street.relay.address, name=f"{'x' * 60}.vn"
        )
        page.keyboard.insert_text(whole.lower())
        page.keyboard.press("Enter")

        expect(page.locator("form#answers")).to_be_visible()
        assert page.url.split("?")[0] == link


def test_the_first_view_is_one_request_of_at_most_4096_bytes(
    street: Street, browser: Browser
) -> None:
    with phone(browser, with_script=True) as page:
        seen = Seen(page)
        page.goto(f"{street.relay.address}/{street.office.code}", wait_until="networkidle")
        width = page.evaluate("document.documentElement.scrollWidth")

    assert street.relay.requests() == [f"GET /{street.office.code} HTTP/1.1"]
    assert street.relay.answer_bytes <= MOST_BYTES
    assert seen.addresses == [f"{street.relay.address}/{street.office.code}"]
    assert seen.complaints == []
    assert width == PHONE_WIDTH


def test_the_worst_marks_cost_as_many_touches_as_the_best(street: Street, browser: Browser) -> None:
    touches = {}
    for level in (WORST, BEST):
        with phone(browser) as page:
            page.goto(f"{street.relay.address}/{street.office.code}")
            citizen = CitizenPage(page)
            touches[level] = citizen.mark_by_touch(level) + 1
            assert citizen.marked() == [str(level + 1)] * len(citizen.items)
            keep_picture(page, f"marks-{level}")
            citizen.send_button.tap()
            expect(page.get_by_role("heading", level=1)).to_have_text(THANKS)

    assert touches[WORST] == touches[BEST]


@pytest.mark.parametrize("with_script", [False, True], ids=["no-script", "script"])
@pytest.mark.parametrize("look", ["whole", "easy"])
def test_one_mark_is_taken_back_and_the_others_are_sent(
    street: Street, browser: Browser, look: str, with_script: bool
) -> None:
    comment = f"bỏ chọn một câu {look} {with_script}"
    with phone(browser, with_script) as page:
        page.goto(f"{street.relay.address}/{street.office.code}")
        if look == "easy":
            pressed(EASY)(page)
        expect(page.get_by_text(CLEAR).first).not_to_be_visible()
        for question in ("signs", "papers"):
            tap_mark(page.locator(f"label:has(input[name={question}][value='2'])"))
            if question == "signs":
                page.get_by_text(CLEAR).locator("visible=true").tap()
                expect(page.locator("input[name=signs][value='2']")).not_to_be_checked()
                expect(page.get_by_text(CLEAR).locator("visible=true")).to_have_count(0)
            passed_on(1 if look == "easy" else 0)(page)
        assert not with_script or violations(page) == []
        keep_picture(page, f"taken-back-{look}")
        passed_on(9 if look == "easy" else 0)(page)
        page.get_by_role("textbox").fill(comment)
        page.get_by_role("button", name=SEND, exact=True).tap()
        expect(page.get_by_role("heading", level=1)).to_have_text(THANKS)

    assert stored_answers(street.office.database, comment) == ["-2---------"]


def test_another_language_keeps_what_is_marked(street: Street, browser: Browser) -> None:
    with phone(browser) as page:
        page.goto(f"{street.relay.address}/{street.office.code}")
        citizen = CitizenPage(page)
        citizen.mark_by_touch(WORST)
        marked = citizen.marked()
        page.get_by_role("button", name="English").tap()

        expect(page.locator("html")).to_have_attribute("lang", "en")
        # The page is known by its first line, while the others are still coming.
        page.wait_for_load_state()
        assert citizen.marked() == marked
        keep_picture(page, "citizen-english")


class Seen:
    """What a page asked for and what the browser complained about."""

    def __init__(self, page: Page) -> None:
        self.addresses: list[str] = []
        self.complaints: list[str] = []
        page.on("request", self._ask)
        page.on("console", lambda message: self.complaints.append(message.text))
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        page.on("requestfailed", lambda request: self.complaints.append(request.url))

    def _ask(self, request: object) -> None:
        address = getattr(request, "url", "")
        # The icon is an empty address inside the page, which asks nobody.
        if not address.startswith("data:"):
            self.addresses.append(address)
