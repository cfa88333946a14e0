"""Going back and loading anew, once something was sent, waits or was deleted: it is one visit.

Whoever takes the phone afterwards finds no mark of it, on no screen and in no entry of the history.
"""

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.citizen_story import THANKS
from tests.browser.looks import EASY, SEND, marked, passed_on, pressed
from tests.browser.queue_steps import (
    NOW,
    answer,
    at,
    holds_nothing,
    keep_an_answer,
    no_network,
    posts_refused,
    send_now,
    stored,
    wait_for_the_phone,
)
from tests.browser.street import Street, keep_picture, phone
from tests.browser.touches import tap_mark
from tests.faults.people import IS_READY
from tests.faults.stored import stored_answers

SENT = "lần gửi đầu được tính"
DELETE, DELETED = "Xóa khỏi máy này", "Đã xóa khỏi máy này."
VISIT = "document.getElementById('answers').elements.visit.value"
FOUND = """() => [
    Object.keys(history.state),
    Object.values(sessionStorage).filter((one) => one.includes("signs")),
]"""


def test_what_is_changed_on_an_earlier_screen_while_it_waits_is_what_is_sent(
    street: Street, browser: Browser
) -> None:
    with phone(browser, with_script=True) as page:
        answer(page, street, "đổi ở câu đầu", (EASY,))
        with no_network(page):
            keep(page)
            to_the_first_question(page)
            tap_mark(page.locator("label:has(input[name=signs][value='5'])"))
            wait_for_the_phone(page, "signs=5")
        expect(page.get_by_role("heading", level=1)).to_have_text(THANKS)
    assert stored_answers(street.office.database, "đổi ở câu đầu") == ["5----------"]


def test_what_waits_is_found_again_on_a_page_that_is_loaded_anew(
    street: Street, browser: Browser
) -> None:
    with phone(browser, with_script=True) as page:
        answer(page, street, "chờ rồi tải lại")
        visit = page.evaluate(VISIT)
        with posts_refused(page):
            keep(page)
            page.reload()
            expect(page.get_by_role("textbox")).to_have_value("chờ rồi tải lại")
            expect(page.locator("input[name=signs][value='2']")).to_be_checked()
            assert page.evaluate(VISIT) == visit
            tap_mark(page.locator("label:has(input[name=signs][value='4'])"))
            wait_for_the_phone(page, "signs=4")
            keep_picture(page, "queue-kept-reloaded")
        send_now(page)
        expect(page.get_by_role("heading", level=1)).to_have_text(THANKS)
    assert stored_answers(street.office.database, "chờ rồi tải lại") == ["4----------"]


def test_loading_any_screen_anew_keeps_the_visit_and_what_is_marked(
    street: Street, browser: Browser
) -> None:
    with phone(browser, with_script=True) as page:
        page.goto(at(street))
        pressed(EASY)(page)
        page.wait_for_function(IS_READY)
        marked(2)(page)
        passed_on(2)(page)
        visit = page.evaluate(VISIT)
        page.reload()
        expect(page.locator("input[name=signs][value='2']")).to_be_checked()
        assert page.evaluate(VISIT) == visit


def test_every_screen_of_what_was_sent_says_so_and_bears_no_mark(
    street: Street, browser: Browser
) -> None:
    with phone(browser, with_script=True) as page:
        answer(page, street, "gửi từng câu", (EASY,))
        visit = page.evaluate(VISIT)
        send(page)
        page.go_back()
        finds_it_sent(page)
        for _ in range(2):
            page.go_back()
            finds_it_sent(page)
        keep_picture(page, "queue-sent-before-easy")
        page.reload()
        finds_it_sent(page)
        assert page.evaluate(VISIT) == visit


@pytest.mark.parametrize("path", ["", "/rieng-tu"], ids=["its own page", "another page"])
def test_what_was_delivered_later_is_known_as_sent(
    street: Street, browser: Browser, path: str
) -> None:
    comment = f"gửi sau{path}"
    with phone(browser, with_script=True) as page:
        if path:
            keep_an_answer(page, street, comment)
            page.goto(street.relay.address + path)
            expect(page.get_by_role("status")).to_contain_text("Đã gửi")
            for _ in range(3):
                page.go_back()
        else:
            answer(page, street, comment)
            with no_network(page):
                keep(page)
            expect(page.get_by_role("heading", level=1)).to_have_text(THANKS)
            page.go_back()
        finds_it_sent(page)
        # Nothing is promised that would be refused later.
        marked(5)(page)
        with no_network(page):
            page.get_by_role("button", name=SEND, exact=True).tap()
            finds_it_sent(page)
        assert holds_nothing(page)
    assert stored_answers(street.office.database, comment) == ["2----------"]


def test_a_page_that_was_left_by_a_button_is_known_as_sent(
    street: Street, browser: Browser
) -> None:
    with phone(browser, with_script=True) as page:
        answer(page, street, "đổi tiếng rồi gửi")
        pressed("English")(page)
        page.wait_for_function(IS_READY)
        page.get_by_role("button", name="Send answers", exact=True).tap()
        expect(page.get_by_role("heading", level=1)).to_have_text("Thank you")
        page.go_back()
        page.go_back()
        finds_it_sent(page)
        page.reload()
        finds_it_sent(page)
    assert stored(street, "đổi tiếng rồi gửi") == 1


@pytest.mark.parametrize("path", ["", "/rieng-tu"], ids=["its own page", "another page"])
def test_what_is_deleted_stands_in_no_form_any_more(
    street: Street, browser: Browser, path: str
) -> None:
    with phone(browser, with_script=True) as page:
        answer(page, street, f"xóa hẳn{path}")
        with posts_refused(page):
            keep(page)
            if path:
                page.goto(street.relay.address + path)
            page.get_by_role("button", name=DELETE, exact=True).tap()
            expect(page.get_by_role("status")).to_have_text(DELETED)
        if not path:
            bears_no_mark(page)
            page.goto(f"{street.relay.address}/rieng-tu")
        page.go_back()
        page.wait_for_function(IS_READY)
        bears_no_mark(page)
        marked(3)(page)
        page.get_by_role("textbox").fill(f"viết lại{path}")
        send(page)
    assert stored(street, f"xóa hẳn{path}") == 0
    assert stored_answers(street.office.database, f"viết lại{path}") == ["3----------"]


def keep(page: Page) -> None:
    """Send what cannot be sent just now."""
    page.get_by_role("button", name=SEND, exact=True).tap()
    expect(page.get_by_role("button", name=NOW)).to_be_visible()


def send(page: Page) -> None:
    page.get_by_role("button", name=SEND, exact=True).tap()
    expect(page.get_by_role("heading", level=1)).to_have_text(THANKS)


def to_the_first_question(page: Page) -> None:
    back = page.locator(".steps a:not(.on):visible")
    while back.count():
        before = page.url
        back.tap()
        page.wait_for_url(lambda url, before=before: url != before)


def finds_it_sent(page: Page) -> None:
    expect(page.locator(".notice[role=status]")).to_contain_text(SENT)
    expect(page.locator(".notice[role=status]")).to_be_in_viewport()
    bears_no_mark(page)


def bears_no_mark(page: Page) -> None:
    expect(page.locator("input:checked")).to_have_count(0)
    expect(page.locator("textarea")).to_have_value("")
    assert page.evaluate(FOUND) == [["visit"], []]
