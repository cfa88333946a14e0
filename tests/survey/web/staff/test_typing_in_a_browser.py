"""Sheets typed in a browser: by keys alone, faster than the server, without network or script."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from questionnaires.model import BLANK
from survey.app import create_app
from survey.domain.progress import Stage
from survey.services.batch_progress import progress
from survey.services.keep_batches import new_batch
from survey.services.keep_staff import start_session
from survey.services.publish_text import use
from survey.services.set_up_office import set_up_office
from survey.services.survey import Survey
from survey.store.responses import read_responses
from tests.browser.serving import served
from tests.browser.street import keep_picture
from tests.survey.conftest import CONTACT, OFFICE
from tests.survey.paper import FULL, emptied_box, make_account, type_first, type_second, typed_batch
from tests.survey.web.staff.desk import NAME
from tests.survey.web.staff.test_in_a_browser import WIDE, WIDTHS, show_at

NUMBER = "P-2026-001"
LAN, MAI = 1, 2
SHEETS = ("55555555511", "1234-050-42", "-" * 11, "4" * 9 + "42", "0".join("55555")[:9] + "1-")
TOUCH_PX = 44
SMALL = """least => [...document.querySelectorAll(
        'main :is(button, .button, input, select, textarea)')]
    .filter(one => one.getClientRects().length)
    .filter(one => one.getBoundingClientRect().height < least)
    .map(one => one.outerHTML)"""


@pytest.fixture
def address(survey: Survey) -> Iterator[str]:
    """Serve the staff pages on a port of this machine."""
    set_up_office(survey, OFFICE, "http://192.0.2.7:8080", CONTACT)
    with served(create_app(survey)) as address:
        yield f"{address}/can-bo/"


@contextmanager
def signed_in(
    survey: Survey, browser: Browser, address: str, *, name: str = NAME, **options: object
) -> Iterator[Page]:
    """Give a page of somebody who has signed in."""
    session = start_session(survey, make_account(survey, name)).token
    with browser.new_context(**options) as context:  # type: ignore[arg-type]  # Playwright's
        page = context.new_page()
        context.add_cookies([{"name": "hailong", "value": session, "url": address}])
        yield page


class Keyboard:
    """A keyboard that counts how often it is pressed."""

    def __init__(self, page: Page) -> None:
        self.page, self.pressed = page, 0

    def type(self, keys: str) -> None:
        """Press a key for each sign; ``-`` is the space that leaves a question blank."""
        for key in keys:
            self.press("Space" if key == BLANK else key)

    def press(self, key: str) -> None:
        """Press one key."""
        self.page.keyboard.press(key)
        self.pressed += 1


def offered(answers: str) -> str:
    """Return answers of which none is "not applicable" where that is not offered."""
    can_be_zero = (2, 6, 7, 8)
    return "".join(
        BLANK if sign == "0" and place not in can_be_zero else sign
        for place, sign in enumerate(answers)
    )


def test_five_sheets_are_typed_with_a_key_a_question_and_one_more(
    survey: Survey, browser: Browser, address: str
) -> None:
    emptied_box(survey, 5)
    with signed_in(survey, browser, address) as page:
        page.goto(f"{address}lo-phieu/{NUMBER}/nhap")
        keyboard = Keyboard(page)
        for number, answers in enumerate(SHEETS, start=1):
            expect(page.get_by_role("heading", level=1)).to_have_text(f"Tờ {number} trên 5")
            before = keyboard.pressed
            keyboard.type(offered(answers))
            if number == 2:
                keep_picture(page, "paper-entry")
            keyboard.press("Enter")
            assert keyboard.pressed - before == len(answers) + 1
        expect(page.get_by_role("heading", level=1)).to_have_text(f"Lô phiếu {NUMBER}")
    first = progress(survey, NUMBER).first
    assert [first[sheet].answers for sheet in range(1, 6)] == [offered(one) for one in SHEETS]
    assert first[3].is_blank


def test_the_long_form_takes_a_key_a_question_and_one_more_too(
    survey: Survey, browser: Browser, address: str
) -> None:
    use(survey, questionnaire="service-19.v1")
    emptied_box(survey, 1)
    with signed_in(survey, browser, address) as page:
        page.goto(f"{address}lo-phieu/{NUMBER}/nhap")
        keyboard = Keyboard(page)
        keyboard.type("5" * 19 + "1" * 10)
        keyboard.press("Enter")
        expect(page.get_by_role("heading", level=1)).to_have_text(f"Lô phiếu {NUMBER}")
        assert keyboard.pressed == 30


def test_keys_that_are_faster_than_the_server_go_to_the_next_sheet(
    survey: Survey, browser: Browser, address: str
) -> None:
    emptied_box(survey, 3)
    held: list[Route] = []

    def hold(route: Route) -> None:
        held.append(route)

    with signed_in(survey, browser, address) as page:
        page.goto(f"{address}lo-phieu/{NUMBER}/nhap")
        page.route("**/nhap", hold)
        keyboard = Keyboard(page)
        keyboard.type(FULL)
        keyboard.press("Enter")
        # The whole next sheet, its Enter, and the beginning of the third.
        keyboard.type("4" * 9 + "22")
        keyboard.press("Enter")
        keyboard.type("12")
        for sheet in (1, 2):
            expect_held(page, held, sheet)
            held[-1].continue_()
        expect(page.get_by_role("heading", level=1)).to_have_text("Tờ 3 trên 3")
        expect(page.locator("#q-signs")).to_have_value("1")
        expect(page.locator("#q-papers")).to_have_value("2")
    assert [one.answers for one in progress(survey, NUMBER).first.values()] == [
        FULL, "4" * 9 + "22"
    ]  # fmt: skip


def test_a_wrong_digit_is_refused_at_the_field_and_not_saved_in_passing(
    survey: Survey, browser: Browser, address: str
) -> None:
    emptied_box(survey, 2)
    with signed_in(survey, browser, address) as page:
        page.goto(f"{address}lo-phieu/{NUMBER}/nhap")
        second = page.locator("#q-papers")
        page.keyboard.type("50")
        expect(page.get_by_role("alert")).to_contain_text("Câu này không có ô ấy.")
        expect(second).to_be_focused()
        expect(second).to_have_attribute("aria-invalid", "true")
        keep_picture(page, "paper-entry-refused")
        page.keyboard.press("Enter")
        expect(page.get_by_role("heading", level=1)).to_have_text("Tờ 1 trên 2")
        expect(page.locator("#q-signs")).to_have_value("5")
        page.keyboard.type("3")
        expect(page.get_by_role("alert")).to_have_count(0)
        page.keyboard.type(FULL[2:] + "\n")
        expect(page.get_by_role("heading", level=1)).to_have_text("Tờ 2 trên 2")
    assert progress(survey, NUMBER).first[1].answers == "53" + FULL[2:]


def test_backspace_goes_back_and_empties_the_question_before(
    survey: Survey, browser: Browser, address: str
) -> None:
    emptied_box(survey, 2)
    with signed_in(survey, browser, address) as page:
        page.goto(f"{address}lo-phieu/{NUMBER}/nhap")
        page.keyboard.type("54")
        page.keyboard.press("Backspace")
        expect(page.locator("#q-papers")).to_be_focused()
        expect(page.locator("#q-papers")).to_have_value("")
        page.keyboard.press("Backspace")
        expect(page.locator("#q-signs")).to_be_focused()
        page.keyboard.press("Backspace")
        expect(page.locator("#q-signs")).to_be_focused()
        page.keyboard.type("1" + FULL[1:] + "\n")
        expect(page.get_by_role("heading", level=1)).to_have_text("Tờ 2 trên 2")
    assert progress(survey, NUMBER).first[1].answers == "1" + FULL[1:]


def test_words_are_typed_after_the_last_question_and_enter_saves_them(
    survey: Survey, browser: Browser, address: str
) -> None:
    emptied_box(survey, 2)
    with signed_in(survey, browser, address) as page:
        page.goto(f"{address}lo-phieu/{NUMBER}/nhap")
        keyboard = Keyboard(page)
        keyboard.type(FULL)
        expect(page.locator("#comment")).to_be_focused()
        page.keyboard.insert_text("Chờ hơi lâu.")
        keyboard.press("Shift+Enter")
        page.keyboard.insert_text("Cán bộ vui vẻ.")
        keyboard.press("Enter")
        expect(page.get_by_role("heading", level=1)).to_have_text("Tờ 2 trên 2")
    assert progress(survey, NUMBER).first[1].comment == "Chờ hơi lâu.\nCán bộ vui vẻ."


def test_without_network_nothing_is_lost_and_enter_tries_again(
    survey: Survey, browser: Browser, address: str
) -> None:
    emptied_box(survey, 2)
    with signed_in(survey, browser, address) as page:
        page.goto(f"{address}lo-phieu/{NUMBER}/nhap")
        keyboard = Keyboard(page)
        keyboard.type(FULL)
        # Of the whole browser: a route of the page that comes or goes while it asks may hold it up.
        page.context.set_offline(True)
        keyboard.press("Enter")
        expect(page.get_by_role("status")).to_contain_text("Chưa lưu: máy chủ không trả lời.")
        expect(page.locator("#q-help")).to_have_value("1")
        page.context.set_offline(False)
        keyboard.press("Enter")
        expect(page.get_by_role("heading", level=1)).to_have_text("Tờ 2 trên 2")
    assert len(progress(survey, NUMBER).first) == 1


def test_words_that_tell_who_wrote_them_are_asked_about_once_and_by_keys(
    survey: Survey, browser: Browser, address: str
) -> None:
    emptied_box(survey, 2)
    with signed_in(survey, browser, address) as page:
        page.goto(f"{address}lo-phieu/{NUMBER}/nhap")
        keyboard = Keyboard(page)
        keyboard.type(FULL)
        page.keyboard.insert_text("Gọi 0912 345 678, chờ lâu")
        keyboard.press("Enter")
        expect(page.locator("#comment-error")).to_contain_text("0912 345 678")
        expect(page.locator("#comment")).to_be_focused()
        keep_picture(page, "paper-identifier")
        keyboard.press("Enter")
        expect(page.get_by_role("heading", level=1)).to_have_text("Tờ 2 trên 2")
    assert progress(survey, NUMBER).first[1].comment == "Gọi 0912 345 678, chờ lâu"


def test_a_refusal_of_the_server_leaves_what_was_typed_on_the_page(
    survey: Survey, browser: Browser, address: str
) -> None:
    emptied_box(survey, 2)
    with signed_in(survey, browser, address) as page:
        page.goto(f"{address}lo-phieu/{NUMBER}/nhap")
        page.locator("#comment").fill("x" * 2001)
        page.keyboard.press("Enter")
        expect(page.locator("#comment-error")).to_contain_text("2001")
        expect(page.locator("#comment")).to_be_focused()
        expect(page.locator("#comment")).to_have_value("x" * 2001)
        page.locator("#comment").fill("Chờ lâu")
        page.locator("#q-signs").focus()
        page.keyboard.press("5")
        page.keyboard.press("Enter")
        expect(page.get_by_role("heading", level=1)).to_have_text("Tờ 2 trên 2")


def test_the_page_works_without_script_by_tab_and_enter(
    survey: Survey, browser: Browser, address: str
) -> None:
    emptied_box(survey, 2)
    with signed_in(survey, browser, address, java_script_enabled=False) as page:
        page.goto(f"{address}lo-phieu/{NUMBER}/nhap")
        for sheet in (1, 2):
            expect(page.get_by_role("heading", level=1)).to_have_text(f"Tờ {sheet} trên 2")
            expect(page.locator("#q-signs")).to_be_focused()
            for sign in FULL:
                page.keyboard.press(sign)
                page.keyboard.press("Tab")
            page.keyboard.press("Tab")
            page.keyboard.press("Enter")
        expect(page.get_by_role("heading", level=1)).to_have_text(f"Lô phiếu {NUMBER}")
    assert [one.answers for one in progress(survey, NUMBER).first.values()] == [FULL] * 2


def test_a_batch_goes_by_keys_from_the_counter_to_the_sign_off(
    survey: Survey, browser: Browser, address: str
) -> None:
    with signed_in(survey, browser, address) as page:
        page.goto(f"{address}quay/1")
        make_batch(page)
        empty_box(page, 2)
        page.get_by_role("link", name="Nhập tờ 1").press("Enter")
        expect(page.get_by_role("heading", level=1)).to_have_text("Tờ 1 trên 2")
        page.wait_for_load_state()
        page.keyboard.type(f"{FULL}\n{FULL}\n")
        expect(page.get_by_text("Các tờ đã nhập xong lần một.")).to_be_visible()
    with signed_in(survey, browser, address, name="Mai") as page:
        page.goto(f"{address}lo-phieu/{NUMBER}")
        page.get_by_role("link", name="Nhập lần hai").press("Enter")
        expect(page.get_by_role("heading", level=1)).to_contain_text("Nhập lần hai tờ 1")
        page.wait_for_load_state()
        page.keyboard.type(f"4{FULL[1:]}\n{FULL}\n")
        adjudicate_with_two(page)
        sign_off(page)
    with survey.store.reading() as connection:
        assert sorted(one.answers for one in read_responses(connection)) == ["2" + FULL[1:], FULL]


def make_batch(page: Page) -> None:
    page.get_by_role("link", name="In phiếu giấy").press("Enter")
    page.get_by_label("Số bản").focus()
    page.keyboard.type("50\n")
    expect(page.get_by_text("Đã tạo lô.")).to_be_visible()


def empty_box(page: Page, sheets: int) -> None:
    page.get_by_role("link", name="Đã mở hòm").press("Enter")
    page.get_by_label("Số tờ trong hòm").focus()
    page.keyboard.type(f"{sheets}\n")


def adjudicate_with_two(page: Page) -> None:
    page.get_by_role("link", name="Đối chiếu").press("Enter")
    page.get_by_label("Trên giấy").press("2")
    page.get_by_role("button", name="Lưu, sang tờ tiếp").press("Enter")
    expect(page.get_by_text("Đã đối chiếu xong mọi chỗ khác nhau.")).to_be_visible()


def sign_off(page: Page) -> None:
    page.get_by_role("link", name="Ký chốt").press("Enter")
    page.get_by_role("button", name="Ký chốt").press("Enter")
    expect(page.get_by_text("Đã ký chốt.")).to_be_visible()
    keep_picture(page, "paper-signed")


def test_every_page_of_a_batch_fits_the_screen_and_the_finger(
    survey: Survey, browser: Browser, address: str
) -> None:
    with signed_in(survey, browser, address) as page:
        for name, path in paths(survey):
            page.goto(address + path)
            for width in WIDTHS:
                show_at(page, width)
                assert page.evaluate(WIDE) == [], path
                if width < max(WIDTHS):
                    assert small_targets(page) == [], path
                keep_picture(page, f"paper-{name}-{width}")


def small_targets(page: Page) -> list[str]:
    """Return what is pressed on a page and is not as high as a finger."""
    return list(page.evaluate(SMALL, TOUCH_PX))


def test_the_browser_finds_no_fault_on_the_pages_of_a_batch(
    survey: Survey, browser: Browser, address: str
) -> None:
    faults: list[str] = []
    with signed_in(survey, browser, address) as page:
        page.on("console", lambda message: faults.append(message.text))
        page.on("pageerror", lambda error: faults.append(str(error)))
        for _, path in paths(survey):
            page.goto(address + path, wait_until="networkidle")
    # The script may give the first field its focus before the browser does, which then says so.
    assert [fault for fault in faults if not fault.startswith("Autofocus processing")] == []


def paths(survey: Survey) -> list[tuple[str, str]]:
    """Make a batch at each stage; return a name and an address for each kind of page."""
    make_account(survey, "Mai")
    printed = new_batch(survey, 1, 50).number
    first, second = emptied_box(survey, 40).number, emptied_box(survey, 2).number
    type_first(survey, first, 1, FULL, MAI)
    for sheet in (1, 2):
        type_first(survey, second, sheet, FULL, MAI)
    differing = emptied_box(survey, 2).number
    for sheet in (1, 2):
        type_first(survey, differing, sheet, FULL, MAI)
    for sheet in (1, 2):
        type_second(survey, differing, sheet, "4" * 9 + "11", LAN)
    ready = typed_batch(survey, LAN, MAI, [FULL, FULL, "-" * 11]).number
    assert progress(survey, differing).stage is Stage.ADJUDICATION
    at = "lo-phieu/"
    return [
        ("counter", "quay/1"),
        ("new", "quay/1/phieu-giay"),
        ("printed", at + printed),
        ("count", f"{at}{printed}/dem"),
        ("typing", at + first),
        ("first", f"{at}{first}/nhap"),
        ("waiting", at + second),
        ("second", f"{at}{second}/nhap-lai"),
        ("differing", at + differing),
        ("adjudicate", f"{at}{differing}/doi-chieu"),
        ("ready", at + ready),
        ("sign-off", f"{at}{ready}/ky-chot"),
        ("give-up", f"{at}{first}/bo"),
    ]


def expect_held(page: Page, held: list[Route], count: int) -> None:
    """Wait until so many requests are held."""
    for _ in range(1000):
        if len(held) >= count:
            return
        page.evaluate("new Promise(requestAnimationFrame)")
    raise AssertionError(f"{len(held)} requests were made, not {count}")
