"""No network at the counter: what was sent waits on the phone, is shown there, and is sent once."""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from time import sleep
from urllib.error import HTTPError
from urllib.request import urlopen

import pytest
from playwright.sync_api import Browser, expect

from survey.services.open_survey import open_survey
from survey.services.print_posters import new_poster, withdraw_poster
from survey.settings import read_settings
from templates.languages import translations
from tests.access.rules import violations
from tests.browser.citizen_story import THANKS
from tests.browser.looks import DARK, EASY, LARGE, SEND, marked, pressed
from tests.browser.queue_steps import (
    NOW,
    answer,
    at,
    holds_nothing,
    keep_an_answer,
    keep_view,
    no_network,
    posts_refused,
    send_now,
    stored,
    wait_for_the_phone,
)
from tests.browser.street import PHONE_WIDTH, Street, keep_picture, phone
from tests.browser.touches import tap_mark
from tests.faults.people import IS_READY, MARKED
from tests.faults.stored import stored_answers, stored_comments

SENT_BEFORE = "Trang này đã được gửi từ trước"
KEPT = "Not sent yet; kept on this phone."
NO_NETWORK = "There is no network."
BY_PAGE = (
    "This page will send them by itself; please leave it open. If it is closed, they stay on this "
    "phone and are sent when you open the page again."
)
CUT = "Xóa những chỗ này rồi gửi"
SENT = re.compile("Đã gửi|Sent")
PATIENCE_SECONDS = 20
ASLEEP_SECONDS = 600
REFUSES_STORAGE = "IDBFactory.prototype.open = () => { throw new DOMException('no'); };"
SPOILS_WHAT_IS_KEPT = """
() => new Promise((resolve) => {
  const request = indexedDB.open("kept", 1);
  request.onsuccess = () => {
    const change = request.result.transaction("kept", "readwrite");
    const store = change.objectStore("kept");
    store.getAll().onsuccess = (event) => {
      const item = event.target.result[0];
      store.put(Object.assign(item, { body: item.body.replace(/signs=[0-9]/, "signs=9") }));
    };
    change.oncomplete = () => { request.result.close(); resolve(); };
  };
})
"""
OUTSIDE = """
() => [...document.querySelectorAll('[role=status], [role=status] *')]
    .filter(one => one.getBoundingClientRect().right > innerWidth + 1).map(one => one.outerHTML)
"""
LOOK = """
() => [document.documentElement.lang, (document.forms.answers.elements.look || {}).value,
       getComputedStyle(document.documentElement).fontSize]
"""
LOOKS: dict[str, tuple[tuple[str, ...], str]] = {
    "whole": ((), "vi"),
    "whole-english": (("English",), "en"),
    "whole-large-dark": ((LARGE, DARK), "vi"),
    "easy": ((EASY,), "vi"),
    "easy-english": (("English", "Hear it"), "en"),
}


@pytest.mark.parametrize("look", LOOKS)
def test_without_network_an_answer_waits_on_the_phone_and_is_sent_once(
    street: Street, browser: Browser, look: str
) -> None:
    switches, language = LOOKS[look]
    _ = translations(language).gettext
    with phone(browser, with_script=True) as page:
        answer(page, street, f"chờ mạng {look}", switches)
        with no_network(page):
            page.get_by_role("button", name=_("Send answers"), exact=True).tap()
            # Another one says that nothing can be read aloud.
            notice = page.locator(".notice[role=status]")
            expect(notice).to_contain_text(f"{_(KEPT)} {_(NO_NETWORK)} {_(BY_PAGE)}")
            expect(page.get_by_role("button", name=_("Send now"), exact=True)).to_be_visible()
            expect(page.get_by_role("button", name=_("Send answers"), exact=True)).to_be_visible()
            assert page.evaluate("document.documentElement.scrollWidth") == PHONE_WIDTH
            assert page.evaluate(OUTSIDE) == []
            assert violations(page) == []
            notice.scroll_into_view_if_needed()
            keep_view(page, f"queue-kept-{look}")
            assert stored(street, f"chờ mạng {look}") == 0
        expect(page.get_by_role("heading", level=1)).to_have_text(_("Thank you"))
        assert holds_nothing(page)
    assert stored(street, f"chờ mạng {look}") == 1


@pytest.mark.parametrize("path", ["/", "/rieng-tu", "/cam-on"])
def test_any_page_opened_later_sends_what_waits_and_says_so(
    street: Street, browser: Browser, path: str
) -> None:
    comment = f"gửi từ {path}"
    with phone(browser, with_script=True) as page:
        keep_an_answer(page, street, comment)
        with posts_refused(page):
            page.goto(street.relay.address + path)
            expect(page.get_by_role("button", name=NOW)).to_be_visible()
            assert violations(page) == []
            keep_picture(page, f"queue-waits-{path.strip('/') or 'start'}")
        send_now(page)
        expect(page.get_by_role("status")).to_contain_text(SENT)
        expect(page.get_by_role("status").get_by_role("button")).to_have_count(0)
        keep_picture(page, f"queue-sent-{path.strip('/') or 'start'}")
        assert holds_nothing(page)
    assert stored(street, comment) == 1


def test_a_server_that_takes_nothing_now_is_told_apart_from_no_network(
    street: Street, browser: Browser
) -> None:
    with phone(browser, with_script=True) as page:
        answer(page, street, "máy chủ bận", ())
        # What is refused first is the inner one: by itself the page sends nothing in between.
        with posts_refused(page):
            with posts_refused(page, status=503):
                page.get_by_role("button", name=SEND, exact=True).tap()
                busy = "Máy chủ chưa nhận được lúc này."
                expect(page.get_by_role("status")).to_contain_text(busy)
                expect(page.get_by_role("status")).not_to_contain_text("Chưa có mạng")
                assert violations(page) == []
                keep_picture(page, "queue-kept-busy")
            page.get_by_role("button", name="Gửi ngay", exact=True).tap()
            expect(page.get_by_role("status")).to_contain_text("Chưa có mạng.")
        send_now(page)
        expect(page.get_by_role("heading", level=1)).to_have_text(THANKS)
    assert stored(street, "máy chủ bận") == 1


def test_what_waits_can_be_deleted_and_is_then_never_sent(street: Street, browser: Browser) -> None:
    with phone(browser, with_script=True) as page:
        keep_an_answer(page, street, "xóa đi")
        with posts_refused(page):
            page.goto(f"{street.relay.address}/rieng-tu")
            page.get_by_role("button", name="Xóa khỏi máy này", exact=True).tap()
            expect(page.get_by_role("status")).to_have_text("Đã xóa khỏi máy này.")
            keep_picture(page, "queue-deleted")
            assert holds_nothing(page)
        page.goto(at(street))
        page.wait_for_load_state("networkidle")
        expect(page.get_by_role("status")).to_have_count(0)
    assert stored(street, "xóa đi") == 0


def test_the_limit_of_a_comment_is_told_while_typing_and_nothing_is_cut(
    street: Street, browser: Browser
) -> None:
    with phone(browser, with_script=True) as page:
        answer(page, street, "dài " * 249)
        expect(page.get_by_text("Còn viết được")).to_have_count(0)
        page.get_by_role("textbox").fill("dài " * 475)
        expect(page.get_by_text("Còn viết được 101 ký tự.")).to_be_visible()
        page.get_by_role("textbox").focus()
        page.keyboard.insert_text("ơ" * 3000)
        expect(page.get_by_text("Dài quá 2900 ký tự")).to_be_visible()
        pressed(SEND)(page)
        expect(page.get_by_role("alert")).to_be_visible()
        written = page.get_by_role("textbox").input_value()
    assert (len(written), written.count("ơ")) == (4900, 3000)


def test_a_page_that_was_sent_says_so_to_whoever_comes_back_to_it(
    street: Street, browser: Browser
) -> None:
    with phone(browser, with_script=True) as page:
        answer(page, street, "gửi một lần", ())
        page.get_by_role("button", name=SEND, exact=True).tap()
        expect(page.get_by_role("heading", level=1)).to_have_text(THANKS)
        expect(page.get_by_text("Lần gửi đầu được giữ")).to_have_count(0)
        page.go_back()
        expect(page.get_by_role("status")).to_contain_text("lần gửi đầu được tính")
        assert violations(page) == []
        keep_picture(page, "queue-sent-before")
        page.get_by_role("textbox").fill("gửi lần nữa")
        page.get_by_role("button", name=SEND, exact=True).tap()
        expect(page.get_by_role("heading", level=1)).to_have_text(SENT_BEFORE)
        expect(page.get_by_text("Lần gửi đầu được giữ")).to_be_visible()
        page.goto(at(street))
        page.wait_for_load_state("networkidle")
        expect(page.get_by_role("status")).to_have_count(0)
    assert (stored(street, "gửi một lần"), stored(street, "gửi lần nữa")) == (1, 0)


@pytest.mark.parametrize("button", ["English", LARGE, EASY])
def test_a_page_that_a_button_has_brought_is_counted_once_and_stays_as_it_was(
    street: Street, browser: Browser, button: str
) -> None:
    comment = f"một lần sau {button}"
    with phone(browser, with_script=True) as page:
        answer(page, street, comment, (button,))
        look = page.evaluate(LOOK)
        page.locator("form#answers > button:visible, .steps button:visible").last.tap()
        page.wait_for_url(re.compile("cam-on"))
        page.go_back()
        expect(page.locator(".notice[role=status]")).not_to_be_empty()
        assert page.evaluate(LOOK) == look
        page.get_by_role("textbox").fill(f"{comment}, hai")
        page.locator("form#answers > button:visible, .steps button:visible").last.tap()
        page.wait_for_url(re.compile("cam-on"))
    assert (stored(street, comment), stored(street, f"{comment}, hai")) == (1, 0)


def test_who_opens_the_poster_again_is_thanked_and_not_asked_once_more(
    street: Street, browser: Browser
) -> None:
    with phone(browser, with_script=True) as page:
        keep_an_answer(page, street, "mở lại")
        page.goto(at(street))
        expect(page.get_by_role("heading", level=1)).to_have_text(THANKS)
        assert holds_nothing(page)
        page.get_by_role("button", name="Người khác trả lời").tap()
        expect(page.locator("form#answers")).to_be_visible()
    assert stored(street, "mở lại") == 1


def test_what_is_changed_while_it_waits_is_what_is_sent(street: Street, browser: Browser) -> None:
    with phone(browser, with_script=True) as page:
        answer(page, street, "đổi ý")
        with no_network(page):
            page.get_by_role("button", name=SEND, exact=True).tap()
            expect(page.get_by_role("button", name=NOW)).to_be_visible()
            tap_mark(page.locator("label:has(input[name=signs][value='5'])"))
            wait_for_the_phone(page, "signs=5")
        expect(page.get_by_role("heading", level=1)).to_have_text(THANKS)
        expect(page.get_by_text("Lần gửi đầu được giữ")).to_have_count(0)
    assert stored_answers(street.office.database, "đổi ý") == ["5----------"]


def test_what_is_changed_after_it_has_left_is_named_as_not_stored(
    street: Street, browser: Browser
) -> None:
    with phone(browser, with_script=True) as page:
        page.add_init_script("delete window.SyncManager")
        answer(page, street, "đổi muộn")
        with no_network(page):
            page.get_by_role("button", name=SEND, exact=True).tap()
            expect(page.get_by_role("button", name=NOW)).to_be_visible()
        with street.relay.answers_held_back():
            street.relay.wait_for("POST", 1)
            tap_mark(page.locator("label:has(input[name=signs][value='5'])"))
            wait_for_the_phone(page, "signs=5")
        expect(page.get_by_role("heading", level=1)).to_have_text(SENT_BEFORE)
        expect(page.get_by_text("Lần gửi đầu được giữ")).to_be_visible()
    assert stored_answers(street.office.database, "đổi muộn") == ["2----------"]


def test_the_page_may_be_closed_only_where_a_worker_sends(street: Street, browser: Browser) -> None:
    with phone(browser, with_script=True) as page:
        answer(page, street, "đóng trang")
        with posts_refused(page):
            page.context.unroute("**/nen.js*")
            page.get_by_role("button", name=SEND, exact=True).tap()
            expect(page.get_by_role("status")).to_contain_text("có thể đóng trang này")
            assert violations(page) == []
            keep_view(page, "queue-kept-by-worker")
            page.get_by_role("button", name="Xóa khỏi máy này", exact=True).tap()
            expect(page.get_by_role("status")).to_have_text("Đã xóa khỏi máy này.")


def test_loading_the_page_anew_keeps_marks_and_words(street: Street, browser: Browser) -> None:
    with phone(browser, with_script=True) as page:
        answer(page, street, "kéo để tải lại")
        page.reload()
        expect(page.locator("input[name=signs][value='2']")).to_be_checked()
        expect(page.get_by_role("textbox")).to_have_value("kéo để tải lại")
        page.goto(at(street))
        page.wait_for_load_state("networkidle")
        assert page.locator("input:checked").count() == 0


def test_loading_the_page_anew_keeps_the_mark_that_has_loaded_the_queue(
    street: Street, browser: Browser
) -> None:
    with phone(browser, with_script=True) as page:
        page.goto(at(street))
        page.locator("fieldset label").nth(3).tap()
        page.wait_for_function(IS_READY)
        page.reload()
        expect(page.locator("input:checked")).to_have_count(1)


def test_without_network_the_browser_asks_before_marks_are_lost(
    street: Street, browser: Browser
) -> None:
    with phone(browser, with_script=True) as page:
        answer(page, street, "tải lại khi mất mạng")
        page.context.set_offline(True)
        page.wait_for_function("!navigator.onLine && onbeforeunload")
        with page.expect_event("dialog") as asked:
            page.evaluate("setTimeout(() => location.reload())")
        asked.value.dismiss()
        expect(page.get_by_role("textbox")).to_have_value("tải lại khi mất mạng")
        page.context.set_offline(False)
        page.wait_for_function("navigator.onLine && !onbeforeunload")


def test_from_the_first_touch_on_no_button_leads_to_the_page_of_the_browser(
    street: Street, browser: Browser
) -> None:
    with phone(browser, with_script=True) as page:
        answer(page, street, "mất mạng")
        with no_network(page):
            for name in (LARGE, DARK, EASY, "English"):
                page.locator(f'button:visible:text-is("{name}")').tap()
                expect(page.get_by_role("status")).to_contain_text("vẫn còn đây")
            assert violations(page) == []
            keep_view(page, "no-network-for-a-look")
            page.get_by_role("link", name="Không hỏi tên, không biết ai trả lời").tap()
            expect(page.get_by_role("status")).to_contain_text("vẫn còn đây")
            assert page.url == at(street)
        pressed(LARGE)(page)
        expect(page.locator("input[name=signs][value='2']")).to_be_checked()
        expect(page.get_by_role("textbox")).to_have_value("mất mạng")


def test_what_waited_when_its_poster_was_withdrawn_is_taken(
    street: Street, browser: Browser
) -> None:
    with extra_poster(street) as (code, withdraw), phone(browser, with_script=True) as page:
        keep_an_answer(page, street, "đợi mạng", f"{street.relay.address}/{code}")
        withdraw("")
        page.goto(street.relay.address)
        expect(page.get_by_role("status")).to_contain_text("Đã gửi")
        assert holds_nothing(page)
    assert stored(street, "đợi mạng") == 1


def test_what_a_withdrawn_poster_cannot_take_any_more_stays_with_a_sentence(
    street: Street, browser: Browser
) -> None:
    with extra_poster(street) as (code, withdraw), phone(browser, with_script=True) as page:
        keep_an_answer(page, street, "áp phích cũ", f"{street.relay.address}/{code}")
        withdraw("dán ở quán")
        page.goto(street.relay.address)
        expect(page.get_by_role("status")).to_contain_text("chưa được nhận")
        keep_picture(page, "queue-refused")
        with page.expect_event("load"):
            page.get_by_role("button", name="Mở ra xem").tap()
        expect(page.get_by_role("heading", level=1)).to_have_text("Áp phích này đã được thay")
        expect(page.get_by_role("status")).to_contain_text("chưa được nhận")
        keep_picture(page, "queue-refused-opened")
        page.get_by_role("button", name="Xóa khỏi máy này", exact=True).tap()
        expect(page.get_by_role("status")).to_have_text("Đã xóa khỏi máy này.")
        assert holds_nothing(page)
    assert stored(street, "áp phích cũ") == 0


def test_what_has_to_be_looked_at_opens_with_its_marks_and_leaves_the_phone(
    street: Street, browser: Browser
) -> None:
    with phone(browser, with_script=True) as page:
        keep_an_answer(page, street, "xem lại")
        page.evaluate(SPOILS_WHAT_IS_KEPT)
        page.goto(street.relay.address)
        with page.expect_event("load"):
            page.get_by_role("button", name="Mở ra xem").tap()
        expect(page.get_by_role("alert")).to_be_visible()
        expect(page.get_by_role("textbox")).to_have_value("xem lại")
        page.wait_for_function(IS_READY)
        expect(page.get_by_role("status")).to_be_empty()
        assert holds_nothing(page)
        marked(3)(page)
        pressed(SEND)(page)
        expect(page.get_by_role("heading", level=1)).to_have_text(THANKS)
        assert holds_nothing(page)
    assert stored(street, "xem lại") == 1


def test_a_second_press_while_it_is_sending_sends_nothing_more(
    street: Street, browser: Browser
) -> None:
    with phone(browser, with_script=True) as page:
        answer(page, street, "bấm hai lần")
        button = page.locator("#answers > button:not(.unseen)")
        with street.relay.answers_held_back():
            button.tap(no_wait_after=True)
            expect(button).to_have_text("Đang gửi…")
            expect(button).to_have_attribute("aria-disabled", "true")
            keep_view(page, "queue-sending")
            button.tap(no_wait_after=True, force=True)
            street.relay.wait_for("POST", 1)
        expect(page.get_by_role("heading", level=1)).to_have_text(THANKS)
    assert len(street.relay.requests("POST")) == 1
    assert stored(street, "bấm hai lần") == 1


def test_a_network_that_says_nothing_counts_as_none_after_a_while(
    street: Street, browser: Browser
) -> None:
    with phone(browser, with_script=True) as page:
        page.clock.install()
        # A worker might be quicker than the finger that sends from the page.
        page.add_init_script("delete window.SyncManager")
        answer(page, street, "mạng treo")
        with street.relay.answers_held_back():
            page.locator("#answers > button:not(.unseen)").tap(no_wait_after=True)
            street.relay.wait_for("POST", 1)
            page.clock.fast_forward(PATIENCE_SECONDS * 1000 + 1)
            expect(page.get_by_role("status")).to_contain_text(translations("vi").gettext(KEPT))
        send_now(page)
        expect(page.get_by_role("heading", level=1)).to_have_text(THANKS)
        assert holds_nothing(page)
    assert stored(street, "mạng treo") == 1


def test_a_phone_that_wakes_sends_at_once_what_fell_due_in_its_sleep(
    street: Street, browser: Browser
) -> None:
    with phone(browser, with_script=True) as page:
        page.clock.install()
        page.add_init_script("delete window.SyncManager")
        answer(page, street, "máy ngủ")
        with posts_refused(page):
            page.locator("#answers > button:not(.unseen)").tap()
            expect(page.get_by_role("button", name=NOW)).to_be_visible()
        page.clock.set_system_time(page.evaluate("Date.now()") / 1000 + ASLEEP_SECONDS)
        page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
        expect(page.get_by_role("heading", level=1)).to_have_text(THANKS)
    assert stored(street, "máy ngủ") == 1


def test_where_nothing_may_be_stored_the_form_is_sent_as_always(
    street: Street, browser: Browser
) -> None:
    with phone(browser, with_script=True) as page:
        page.add_init_script(REFUSES_STORAGE)
        answer(page, street, "không cho lưu")
        pressed(SEND)(page)
        expect(page.get_by_role("heading", level=1)).to_have_text(THANKS)
        assert page.evaluate(MARKED) == 0
    assert stored(street, "không cho lưu") == 1


def test_a_form_with_nothing_marked_comes_back_as_always(street: Street, browser: Browser) -> None:
    with phone(browser, with_script=True) as page:
        answer(page, street, "")
        page.locator("input:checked").evaluate("one => { one.checked = false; }")
        pressed(SEND)(page)
        expect(page.get_by_role("alert")).to_contain_text("Ông/Bà chưa chọn")
        page.wait_for_function(IS_READY)
        assert holds_nothing(page)


def test_words_that_tell_who_somebody_is_are_shown_first_and_sent_without_them(
    street: Street, browser: Browser
) -> None:
    with phone(browser, with_script=True) as page:
        answer(page, street, "gọi số 0912345678 nhé")
        pressed(SEND)(page)
        expect(page.get_by_role("button", name=CUT).last).to_be_visible()
        page.wait_for_function(IS_READY)
        assert holds_nothing(page)
        with no_network(page):
            page.get_by_role("button", name=CUT).last.tap()
            expect(page.get_by_role("button", name=NOW)).to_be_visible()
            keep_view(page, "queue-kept-identifier")
        expect(page.get_by_role("heading", level=1)).to_have_text(THANKS)
        assert holds_nothing(page)
    assert not any("0912345678" in one for one in stored_comments(street.office.database))


def test_nothing_is_complained_about_and_no_other_host_is_asked(
    street: Street, browser: Browser
) -> None:
    with phone(browser, with_script=True) as page:
        complaints: list[str] = []
        page.on("console", lambda message: complaints.append(message.text))
        page.on("pageerror", lambda error: complaints.append(str(error)))
        answer(page, street, "yên lặng", (EASY, LARGE))
        pressed(SEND)(page)
        expect(page.get_by_role("heading", level=1)).to_have_text(THANKS)
        assert complaints == []


def wait_until_known(street: Street, code: str) -> None:
    """Wait until the server has seen what another process added: it looks once a second."""
    for _ in range(100):
        try:
            urlopen(f"{street.relay.address}/{code}").close()  # noqa: S310 - of this machine
        except HTTPError:
            sleep(0.1)
        else:
            return
    raise AssertionError(f"the server does not know {code}")


@contextmanager
def extra_poster(street: Street) -> Iterator[tuple[str, Callable[[str], object]]]:
    """Give the code of one more poster, and what takes it down."""
    survey = open_survey(read_settings({"HAILONG_DATA": str(street.installation.data)}))
    try:
        poster = new_poster(survey, 1)
        wait_until_known(street, poster.code)
        yield poster.code, lambda misuse: withdraw_poster(survey, poster.code, misuse)
    finally:
        survey.store.close()
