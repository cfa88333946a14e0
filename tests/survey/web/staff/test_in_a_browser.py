"""The desk in a browser: keys only, no script, narrow screens, large letters, no fault."""

from collections.abc import Iterator
from datetime import date

import pytest
from playwright.sync_api import Browser, Page, ViewportSize

from survey.app import create_app
from survey.services.invite_staff import make_setup_link
from survey.services.keep_staff import start_session
from survey.services.manage_places import add_service_point, overview_of
from survey.services.set_up_office import set_up_office
from survey.services.survey import Survey
from tests.browser.serving import served
from tests.survey.answers import add_responses
from tests.survey.conftest import CONTACT, OFFICE
from tests.survey.paper import make_account
from tests.survey.publishing import publish_all
from tests.survey.web.staff.desk import NAME, PASSWORD

TOUCH_PX = 44
TELEPHONE = 360
WIDTHS = (320, TELEPHONE, 1280)
WIDE = """() => [...document.querySelectorAll('body *:not(thead, thead *, .skip)')]
    .filter(one => one.getBoundingClientRect().right > innerWidth + 1)
    .map(one => one.outerHTML)"""
LOW = """least => [...document.querySelectorAll('button, .button, input, select, nav a, td a')]
    .filter(one => one.getClientRects().length)
    .filter(one => one.getBoundingClientRect().height < least)
    .map(one => one.outerHTML)"""
LONG = "Quầy tiếp nhận hồ sơ người có công với cách mạng và thân nhân, không-có-chỗ-ngắt-dòng"
PATHS = (
    "",
    "quay/1",
    "quay/3",
    "quay/them",
    "quay/1/sua",
    "ap-phich/{code}/thu-hoi",
    "bao-cao",
    "bao-cao?tu=x",
    "y-kien",
    "mat-khau",
    "nothing",
)


@pytest.fixture
def address(survey: Survey) -> Iterator[str]:
    """Serve a survey with some answers on a port of this machine."""
    set_up_office(survey, OFFICE, "http://192.0.2.7:8080", CONTACT)
    add_service_point(survey, LONG[:80], "Người có công", "x" * 120)
    days = [date(2026, 2, 1 + place % 28) for place in range(40)]
    add_responses(survey, 1, days, lambda place: "2" if place < 2 else "5", comment="Lâu" * 90)
    publish_all(survey)
    with served(create_app(survey)) as address:
        yield f"{address}/can-bo/"


def sign_in(survey: Survey, page: Page, address: str) -> None:
    session = start_session(survey, make_account(survey, NAME)).token
    page.context.add_cookies([{"name": "hailong", "value": session, "url": address}])


def test_the_keyboard_alone_sets_up_an_account_and_adds_a_counter(
    survey: Survey, browser: Browser, address: str
) -> None:
    with browser.new_context(java_script_enabled=False) as context:
        page = context.new_page()
        page.goto(f"{address}thiet-lap/{make_setup_link(survey)}")
        type_after(page, "Tên", NAME, PASSWORD, PASSWORD)
        page.get_by_role("heading", name="Bàn làm việc").wait_for()
        page.get_by_role("link", name="Thêm quầy", exact=True).press("Enter")
        type_after(page, "Tên", "Quầy 9", "Trẻ em", "Tầng 9")
        page.get_by_role("heading", name="Quầy 9").wait_for()
        page.get_by_role("button", name="Đóng quầy").press("Enter")
        page.get_by_role("button", name="Mở lại quầy").press("Space")
        page.get_by_text("Quầy đã mở lại").wait_for()
    assert overview_of(survey, 4).point.is_open


def test_the_first_key_skips_to_the_content(survey: Survey, browser: Browser, address: str) -> None:
    with browser.new_context(java_script_enabled=False) as context:
        page = context.new_page()
        sign_in(survey, page, address)
        page.goto(address)
        page.keyboard.press("Tab")
        page.keyboard.press("Enter")
        page.wait_for_url("**#main")


def test_nothing_runs_off_the_screen_and_all_that_is_pressed_is_large_enough(
    survey: Survey, browser: Browser, address: str, code: str
) -> None:
    with browser.new_context() as context:
        page = context.new_page()
        sign_in(survey, page, address)
        for path in PATHS:
            page.goto(address + path.format(code=code))
            for width in WIDTHS:
                show_at(page, width)
                assert page.evaluate(WIDE) == [], (path, width)
            show_at(page, TELEPHONE)
            assert page.evaluate(LOW, TOUCH_PX) == [], path


def show_at(page: Page, width: int) -> None:
    """Give a page a width, and letters of twice the size on the narrowest as if it was zoomed."""
    page.set_viewport_size(ViewportSize(width=width, height=740))
    zoom = 2 if width == min(WIDTHS) else 1
    page.evaluate("z => document.documentElement.style.fontSize = 16 * z + 'px'", zoom)


def test_the_browser_finds_no_fault_and_asks_nobody_else(
    survey: Survey, browser: Browser, address: str, code: str
) -> None:
    host, faults, asked = address.removesuffix("can-bo/"), [], []
    with browser.new_context() as context:
        page = context.new_page()
        page.on("console", lambda message: faults.append(message.text))
        page.on("request", lambda request: asked.append(request.url))
        sign_in(survey, page, address)
        # Chromium itself writes a line about each answer of 400 and more.
        for path in (*PATHS[:7], "y-kien", "bao-cao/html?ky=2026-02"):
            page.goto(address + path.format(code=code), wait_until="networkidle")
    assert faults == []
    assert [url for url in asked if not url.startswith((host, "data:"))] == []


def type_after(page: Page, label: str, *lines: str) -> None:
    """Fill a form from a field on, with nothing but keys, and send it."""
    page.get_by_label(label, exact=True).focus()
    for line in lines:
        page.keyboard.insert_text(line)
        page.keyboard.press("Tab")
    page.keyboard.press("Enter")
