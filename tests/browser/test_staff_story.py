"""A clerk sets up an account, adds a counter and prints its poster; a citizen answers by it."""

from pathlib import Path

from playwright.sync_api import Browser, Page, expect

from templates.languages import translations
from tests.browser.citizen_page import CitizenPage
from tests.browser.poster import scanned_links
from tests.browser.staff_page import StaffPage
from tests.browser.street import Street, keep_picture, phone

PASSWORD = "một câu dài dễ nhớ"
COUNTER = "Quầy người cao tuổi"
THIS_MONTH = 1

_ = translations("vi").gettext


def test_a_clerk_goes_from_the_setup_link_to_the_first_answer(
    street: Street, browser: Browser, tmp_path: Path
) -> None:
    context = browser.new_context(locale="vi-VN", accept_downloads=True)
    page = context.new_page()
    desk = StaffPage(page)

    set_up_account(desk, street.setup_link())
    add_counter(desk)
    poster = print_poster(desk, tmp_path)
    before = street.respondents(tmp_path / "before")
    answer_at(browser, *scanned_links(poster))

    desk.follow("Desk")
    # An answer of a day that is not closed is in no count that staff see.
    assert desk.row(COUNTER)[THIS_MONTH] == "0"
    assert street.respondents(tmp_path / "after") == before + 1
    keep_picture(page, "desk")
    leave_and_come_back(desk, street)
    context.close()


def test_without_signing_in_nothing_of_the_desk_is_shown(street: Street, browser: Browser) -> None:
    with phone(browser) as page:
        page.goto(f"{street.relay.address}/can-bo/")

        expect(page.get_by_role("heading", level=1)).to_have_text(_("Staff sign-in"))


def set_up_account(desk: StaffPage, link: str) -> None:
    desk.page.goto(link)
    desk.fill(name="Nguyễn Thị Mười", password=PASSWORD, again=PASSWORD)
    keep_picture(desk.page, "set-up")
    desk.press("Save and sign in")
    expect(desk.heading).to_have_text(_("Desk"))


def add_counter(desk: StaffPage) -> None:
    desk.follow("Add a service point")
    desk.fill(name=COUNTER, field="Bảo trợ xã hội", place="Tầng 1, bên trái")
    desk.press("Add the service point")
    expect(desk.page.get_by_text(COUNTER).first).to_be_visible()


def print_poster(desk: StaffPage, folder: Path) -> Path:
    if desk.page.get_by_role("link", name=COUNTER).count():
        desk.page.get_by_role("link", name=COUNTER, exact=True).click()
    expect(desk.heading).to_have_text(COUNTER)
    keep_picture(desk.page, "counter")
    return desk.download("Print the poster (PDF)", folder)


def answer_at(browser: Browser, link: str) -> None:
    with phone(browser) as page:
        page.goto(link)
        citizen = CitizenPage(page)
        expect(page.get_by_role("heading", name=COUNTER)).to_be_visible()
        citizen.mark_by_touch(3)
        citizen.send_button.tap()
        page.wait_for_url("**/cam-on*")


def leave_and_come_back(desk: StaffPage, street: Street) -> None:
    desk.press("Sign out")
    expect(desk.heading).to_have_text(_("Staff sign-in"))
    desk.page.goto(f"{street.relay.address}/can-bo/bao-cao")
    expect(desk.heading).to_have_text(_("Staff sign-in"))
    sign_in(desk.page)
    expect(desk.heading).to_have_text(_("Report for a period"))


def sign_in(page: Page) -> None:
    form = StaffPage(page)
    form.fill(name="Nguyễn Thị Mười", password=PASSWORD)
    form.press("Sign in")
