"""A tablet from the desk's code to its start, and the same address on any other device."""

from collections.abc import Iterator

import pytest
from flask import Flask
from playwright.sync_api import Browser, Page, expect

from survey.app import create_app
from survey.domain.modes import Mode
from survey.services.enrol_tablets import begin_enrolment, remove_tablet, tablets_of
from survey.services.print_posters import new_poster
from survey.services.survey import Survey
from tests.browser.street import keep_picture
from tests.survey.web.citizen.test_devices_in_a_browser import (
    BEGIN,
    SAVED,
    SEND,
    assert_at_the_start,
    begin,
    device,
    mark,
    press,
    stored,
    to_the_end,
)

ENROL = "Ghi danh máy này"
REFUSED = "Địa chỉ này dành cho máy tính bảng tại quầy"
FORGETS = "Storage.prototype.setItem = () => { throw new DOMException('no'); };"


@pytest.fixture
def app(paced: Survey) -> Flask:
    return create_app(paced)


@pytest.fixture
def code(survey: Survey) -> str:
    return new_poster(survey, 1, Mode.KIOSK).code


@pytest.fixture
def kiosk(address: str, code: str) -> str:
    return f"{address}/{code}"


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """Give a device that nobody has enrolled."""
    with device(browser) as context:
        yield context.new_page()


def assert_refused(page: Page) -> None:
    expect(page.get_by_text(REFUSED)).to_be_visible()
    expect(page.get_by_role("button", name=BEGIN, exact=True)).to_be_hidden()


def enrol(page: Page, typed: str) -> None:
    """Type a code on the page for it and press."""
    page.get_by_label("Mã ghi danh").fill(typed)
    page.get_by_role("button", name=ENROL).tap()


def test_a_tablet_is_enrolled_once_and_keeps_nothing_but_its_key(
    paced: Survey, page: Page, kiosk: str, code: str
) -> None:
    typed = begin_enrolment(paced, code, "Cạnh cửa vào")
    page.goto(kiosk)
    assert_refused(page)
    keep_picture(page, "tablet-not-enrolled")
    page.get_by_role("link", name="ghi danh máy tính bảng này").tap()
    enrol(page, "ABCDEFGH")
    expect(page.get_by_role("alert")).to_contain_text("gõ nhầm")
    keep_picture(page, "tablet-enrolment-refused")
    enrol(page, f"{typed[:4].lower()} {typed[4:]}")
    page.wait_for_url(kiosk)
    assert_at_the_start(page)
    keep_picture(page, "tablet-start")
    assert page.evaluate("Object.keys(localStorage)") == [f"tablet-{code}"]
    assert page.evaluate(f"localStorage['tablet-{code}'].length") == 64
    assert [one.name for one in tablets_of(paced, code)] == ["Cạnh cửa vào"]


def test_an_enrolled_tablet_asks_thanks_and_is_there_for_the_next_person(
    paced: Survey, page: Page, kiosk: str, code: str
) -> None:
    page.goto(f"{kiosk}/ghi-danh")
    enrol(page, begin_enrolment(paced, code, "Máy 1"))
    page.wait_for_url(kiosk)
    asked = begin(page)
    mark(asked, 4)
    to_the_end(asked)
    press(asked, SEND)
    expect(asked.locator("h1")).to_have_text(SAVED)
    expect(page.locator("iframe")).to_have_count(0)
    assert_at_the_start(page)
    assert stored(paced) == [("kiosk", "4" + "-" * 8)]
    page.reload()
    assert_at_the_start(page)


def test_what_the_desk_shows_is_scanned_and_only_a_press_enrols(
    paced: Survey, page: Page, kiosk: str, code: str
) -> None:
    typed = begin_enrolment(paced, code, "Máy 1")
    asked_for: list[str] = []
    page.on("request", lambda request: asked_for.append(request.url + (request.post_data or "")))
    page.goto(f"{kiosk}/ghi-danh#{typed}")
    expect(page.get_by_label("Mã ghi danh")).to_have_value(typed)
    assert tablets_of(paced, code) == ()
    assert not any(typed in one.partition("#")[0] for one in asked_for)
    page.get_by_role("button", name=ENROL).tap()
    page.wait_for_url(kiosk)
    assert_at_the_start(page)


def test_an_answer_that_is_lost_on_its_way_enrols_one_tablet(
    paced: Survey, page: Page, kiosk: str, code: str
) -> None:
    typed = begin_enrolment(paced, code, "Máy 1")
    page.goto(f"{kiosk}/ghi-danh#{typed}")
    lost = []

    def lose(route: object) -> None:
        if not lost:
            lost.append(route.fetch())  # type: ignore[attr-defined]  # Playwright's route
            route.abort()  # type: ignore[attr-defined]
        else:
            route.fallback()  # type: ignore[attr-defined]

    page.route("**/ghi-danh", lose)
    page.get_by_role("button", name=ENROL).tap()
    expect(page.get_by_role("alert")).to_contain_text("không trả lời")
    page.get_by_role("button", name=ENROL).tap()
    page.wait_for_url(kiosk)
    assert_at_the_start(page)
    assert len(tablets_of(paced, code)) == 1


def test_a_tablet_in_use_before_the_update_asks_for_staff_once(
    paced: Survey, page: Page, kiosk: str, code: str
) -> None:
    page.clock.install(time=0)
    page.goto(kiosk)
    assert_refused(page)
    page.get_by_role("link", name="ghi danh máy tính bảng này").tap()
    enrol(page, begin_enrolment(paced, code, "Máy 1"))
    page.wait_for_url(kiosk)
    page.goto("about:blank")
    page.goto(kiosk)
    assert_at_the_start(page)


def test_a_removed_tablet_says_so_as_soon_as_it_looks_and_can_be_enrolled_again(
    paced: Survey, page: Page, kiosk: str, code: str
) -> None:
    page.goto(f"{kiosk}/ghi-danh")
    enrol(page, begin_enrolment(paced, code, "Máy 1"))
    page.wait_for_url(kiosk)
    begin(page)
    remove_tablet(paced, code, tablets_of(paced, code)[0].id)
    page.get_by_role("button", name="Về màn hình đầu").tap()
    assert_refused(page)
    page.reload()
    assert_refused(page)
    page.get_by_role("link", name="ghi danh máy tính bảng này").tap()
    enrol(page, begin_enrolment(paced, code, "Máy 1"))
    page.wait_for_url(kiosk)
    assert_at_the_start(page)


def test_a_tablet_that_was_removed_in_its_sleep_says_so_when_it_wakes(
    paced: Survey, page: Page, kiosk: str, code: str
) -> None:
    page.goto(f"{kiosk}/ghi-danh")
    enrol(page, begin_enrolment(paced, code, "Máy 1"))
    page.wait_for_url(kiosk)
    assert_at_the_start(page)
    remove_tablet(paced, code, tablets_of(paced, code)[0].id)
    page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    assert_refused(page)


def test_what_was_marked_on_a_tablet_that_is_then_removed_is_not_stored(
    paced: Survey, page: Page, kiosk: str, code: str
) -> None:
    page.goto(f"{kiosk}/ghi-danh#{begin_enrolment(paced, code, 'Máy 1')}")
    page.get_by_role("button", name=ENROL).tap()
    page.wait_for_url(kiosk)
    asked = begin(page)
    mark(asked, 1)
    to_the_end(asked)
    remove_tablet(paced, code, tablets_of(paced, code)[0].id)
    press(asked, SEND)
    expect(asked.locator("h1")).to_have_text(REFUSED)
    expect(asked.locator("main")).to_contain_text("Chưa có gì được lưu")
    keep_picture(page, "tablet-removed")
    assert stored(paced) == []


def test_a_browser_that_keeps_nothing_says_why_it_cannot_be_enrolled(
    page: Page, kiosk: str
) -> None:
    page.add_init_script(FORGETS)
    page.goto(f"{kiosk}/ghi-danh")
    expect(page.get_by_role("alert")).to_contain_text("không giữ lại gì")
    expect(page.get_by_role("button", name=ENROL)).to_be_hidden()


def test_without_a_script_it_says_what_there_is_instead(browser: Browser, kiosk: str) -> None:
    with device(browser, java_script_enabled=False) as context:
        page = context.new_page()
        page.goto(kiosk)
        assert_refused(page)
        page.goto(f"{kiosk}/ghi-danh")
        expect(page.get_by_text("vẫn còn áp phích, cán bộ hỗ trợ hoặc phiếu giấy")).to_be_visible()
        expect(page.get_by_role("button", name=ENROL)).to_be_hidden()
