"""A tablet at the counter and a device that is handed over, as people use them one by one."""

from collections.abc import Iterator

import pytest
from flask import Flask
from playwright.sync_api import Browser, BrowserContext, FrameLocator, Page, Route, expect

from survey.app import create_app
from survey.domain.modes import Mode
from survey.services.kiosk_pace import PAUSE_SECONDS
from survey.services.print_posters import new_poster, withdraw_poster
from survey.services.survey import Survey
from survey.store.responses import read_responses
from tests.browser.street import keep_picture
from tests.browser.touches import go_on, tap_mark
from tests.survey.conftest import Seconds
from tests.survey.tablets import enrolled, key_of

TABLET = {"width": 1024, "height": 768}
BEGIN, SEND, HOME = "Bắt đầu", "Gửi ý kiến", "Về màn hình đầu"
SAVED = "Cảm ơn Ông/Bà"
KEPT = """
async () => ({
    local: Object.keys(localStorage).filter((name) => !/^tablet-[0-9A-Z]{8}$/.test(name)).length,
    session: sessionStorage.length, cookies: document.cookie,
    databases: (await indexedDB.databases()).length, caches: (await caches.keys()).length,
    workers: (await navigator.serviceWorker.getRegistrations()).length,
})
"""
TELLING = "Gọi tôi 0912 345 678 nhé."
NOTHING = {"local": 0, "session": 0, "cookies": "", "databases": 0, "caches": 0, "workers": 0}


@pytest.fixture
def app(paced: Survey) -> Flask:
    return create_app(paced)


@pytest.fixture
def kiosk(survey: Survey, address: str) -> str:
    code = new_poster(survey, 1, Mode.KIOSK).code
    enrolled(survey, code)
    return f"{address}/{code}"


@pytest.fixture
def assisted(survey: Survey, address: str) -> str:
    return f"{address}/{new_poster(survey, 1, Mode.ASSISTED).code}"


def device(browser: Browser, **options: object) -> BrowserContext:
    return browser.new_context(
        **{"viewport": TABLET, "has_touch": True, "locale": "vi-VN", **options}  # type: ignore[arg-type]  # names that a test chooses
    )


def tablet(browser: Browser, kiosk: str) -> BrowserContext:
    """Return a tablet that keeps the key under which it was enrolled."""
    address, code = kiosk.rsplit("/", 1)
    kept = [{"name": f"tablet-{code}", "value": key_of(code)}]
    state = {"cookies": [], "origins": [{"origin": address, "localStorage": kept}]}
    return device(browser, storage_state=state)


@pytest.fixture
def page(browser: Browser, kiosk: str) -> Iterator[Page]:
    """Give a tablet that shows the start of a kiosk, with a clock that a test moves."""
    with tablet(browser, kiosk) as context:
        opened = context.new_page()
        opened.clock.install(time=0)
        opened.goto("about:blank")
        opened.goto(kiosk)
        opened.clock.pause_at(3_600_000)
        yield opened


@pytest.fixture
def plain(browser: Browser) -> Iterator[Page]:
    """Give a device that runs no script."""
    with device(browser, java_script_enabled=False) as context:
        opened = context.new_page()
        opened.goto("about:blank")
        yield opened


def begin(page: Page, name: str = BEGIN) -> FrameLocator:
    page.get_by_role("button", name=name, exact=True).tap()
    asked = page.frame_locator("iframe")
    expect(asked.locator("section:visible label").first).to_be_visible()
    has_arrived(page)
    return asked


def has_arrived(page: Page) -> None:
    """Wait until all of the page in the frame is there: then its time runs and touches count."""
    page.frames[-1].wait_for_load_state()


def is_saved(page: Page, asked: FrameLocator) -> None:
    """Wait until the page in the frame has thanked."""
    expect(asked.locator("h1")).to_have_text(SAVED)
    has_arrived(page)


def mark(asked: FrameLocator | Page, level: int) -> None:
    tap_mark(asked.locator("section:visible label").nth(level - 1))


def to_the_end(asked: FrameLocator | Page, level: int | None = None) -> int:
    """Mark every scored question at a level, go on to the last screen, and count the touches."""
    touches = 0
    while asked.locator("a.on:visible").count():
        if level is not None and asked.locator("section:visible label svg").count():
            mark(asked, level)
            touches += 1
        go_on(asked)
        touches += 1
    return touches


def press(asked: FrameLocator | Page, name: str) -> None:
    asked.locator(f'button:visible:text-is("{name}")').tap()


def assert_at_the_start(page: Page) -> None:
    expect(page.locator("iframe")).to_have_count(0)
    expect(page.get_by_role("button", name=BEGIN, exact=True)).to_be_visible()
    expect(page.get_by_role("button", name=HOME)).to_be_hidden()


def stored(survey: Survey) -> list[tuple[str, str]]:
    with survey.store.reading() as connection:
        return sorted((one.mode, one.answers[:9]) for one in read_responses(connection))


def comments(survey: Survey) -> list[str]:
    with survey.store.reading() as connection:
        return [one.comment for one in read_responses(connection)]


def sent(page: Page, seconds: Seconds, level: int) -> None:
    """Let a person answer the first question and leave."""
    asked = begin(page)
    mark(asked, level)
    to_the_end(asked)
    press(asked, SEND)
    is_saved(page, asked)
    page.clock.run_for(8000)
    assert_at_the_start(page)
    seconds.now += PAUSE_SECONDS


def test_quiet_leads_back_to_an_empty_start_after_a_warning_of_twenty_seconds(
    survey: Survey, page: Page
) -> None:
    asked = begin(page)
    expect(page.locator(":fullscreen")).to_have_count(1)
    mark(asked, 4)
    page.clock.run_for(29_000)
    expect(page.locator("#left")).to_be_hidden()
    page.clock.run_for(1000)
    expect(page.locator("#left")).to_have_text("20")
    expect(page.get_by_text("Chạm vào màn hình để trả lời tiếp.")).to_be_visible()
    keep_picture(page, "kiosk-countdown")
    page.clock.run_for(19_000)
    expect(page.locator("#left")).to_have_text("1")
    page.clock.run_for(1000)
    assert_at_the_start(page)
    assert page.evaluate("document.fullscreenElement !== null")
    expect(begin(page).locator("input:checked")).to_have_count(0)
    assert stored(survey) == []


@pytest.mark.parametrize("touch", ["finger", "key", "scroll", "bar"])
def test_any_touch_keeps_the_person_and_what_is_marked(page: Page, touch: str) -> None:
    asked = begin(page)
    mark(asked, 4)
    for _ in range(10):
        page.clock.run_for(48_000)
        expect(page.locator("#left")).to_be_visible()
        if touch == "finger":
            asked.locator("h1").tap()
        elif touch == "key":
            asked.locator("input:checked").press("Shift")
        elif touch == "scroll":
            asked.locator("h1").dispatch_event("scroll")
        else:
            page.locator(".bar p").dispatch_event("pointerdown")
        page.clock.run_for(1000)
        expect(page.locator("#left")).to_be_hidden()
    expect(asked.locator("input:checked")).to_have_count(1)


def test_whoever_listens_touches_nothing_and_may_stay(page: Page) -> None:
    asked = begin(page)
    asked.locator("section:visible .listen").evaluate("one => one.textContent = one.dataset.stop")
    page.clock.run_for(60_000)
    expect(page.locator("#left")).to_be_hidden()
    expect(asked.locator("section:visible label").first).to_be_visible()


@pytest.fixture(params=["marked", "listening", "waiting", "thanked"])
def left(request: pytest.FixtureRequest, survey: Survey, page: Page, seconds: Seconds) -> Page:
    """Give a tablet from which somebody has walked away."""
    if request.param == "waiting":
        sent(page, seconds, 5)
        seconds.now -= PAUSE_SECONDS
    asked = begin(page)
    mark(asked, 4)
    if request.param == "listening":
        said = "one => one.textContent = one.dataset.stop"
        asked.locator("section:visible .listen").evaluate(said)
    elif request.param != "marked":
        to_the_end(asked)
        press(asked, SEND)
        expect(asked.locator("main")).to_contain_text("lưu")
        has_arrived(page)
    return page


def move_clock(page: Page, seconds: int) -> None:
    """Set the clock of a device and let no timer run."""
    page.clock.set_system_time(page.evaluate("Date.now()") / 1000 + seconds)


def test_a_tablet_that_slept_wakes_at_its_start(left: Page) -> None:
    left.clock.fast_forward(90_000)
    assert left.locator("iframe").count() == 0
    assert_at_the_start(left)
    expect(begin(left).locator("input:checked")).to_have_count(0)


@pytest.mark.parametrize("moved", [90, -3600], ids=["slept", "set back"])
@pytest.mark.parametrize(
    "touch",
    [
        "frames[0].document.querySelector('label').dispatchEvent(new Event('pointerdown'))",
        "frames[0].document.body.dispatchEvent(new Event('keydown'))",
        "document.dispatchEvent(new Event('visibilitychange'))",
        "window.dispatchEvent(new Event('focus'))",
    ],
    ids=["finger", "key", "woken", "focus"],
)
def test_the_first_touch_after_sleep_finds_no_mark_of_who_has_left(
    page: Page, moved: int, touch: str
) -> None:
    asked = begin(page)
    mark(asked, 4)
    # No timer is due as yet, and in one turn no late event of that mark: this touch comes first.
    set_clock = f"const now = Date.now() + {moved * 1000}; Date.now = () => now;"
    page.evaluate(f"() => {{ {set_clock} {touch} }}")
    assert page.locator("iframe").count() == 0
    assert_at_the_start(page)


def test_a_short_sleep_takes_nothing_from_who_is_still_there(page: Page) -> None:
    asked = begin(page)
    mark(asked, 4)
    page.clock.fast_forward(45_000)
    expect(page.locator("#left")).to_have_text("5")
    asked.locator("h1").tap()
    page.clock.run_for(1000)
    expect(page.locator("#left")).to_be_hidden()
    expect(asked.locator("input:checked")).to_have_count(1)


def test_a_clock_that_is_put_right_by_a_second_takes_nothing_from_anybody(page: Page) -> None:
    asked = begin(page)
    mark(asked, 4)
    move_clock(page, -1)
    page.clock.run_for(2000)
    expect(asked.locator("input:checked")).to_have_count(1)


def test_nothing_stands_on_a_screen_that_nobody_can_see(page: Page) -> None:
    asked = begin(page)
    mark(asked, 4)
    hide = "is => Object.defineProperty(document, 'hidden', {value: is, configurable: true})"
    for is_hidden in (True, False):
        page.evaluate(hide, is_hidden)
        page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
        assert page.locator("iframe").is_visible() is not is_hidden
    expect(asked.locator("input:checked")).to_have_count(1)


def test_after_sending_it_returns_by_itself_and_two_people_are_two_rows(
    survey: Survey, page: Page, seconds: Seconds
) -> None:
    sent(page, seconds, 5)
    sent(page, seconds, 1)
    assert stored(survey) == [("kiosk", "1" + "-" * 8), ("kiosk", "5" + "-" * 8)]
    assert page.evaluate(KEPT) == NOTHING
    assert page.context.cookies() == []


@pytest.mark.parametrize("switches", [(), ("Chữ to",)], ids=["as-begun", "switched"])
def test_going_back_after_sending_finds_an_empty_start(
    page: Page, switches: tuple[str, ...]
) -> None:
    asked = begin(page)
    mark(asked, 4)
    for switch in switches:
        press(asked, switch)
        expect(asked.locator("input[name=look]")).to_have_value("easy-large")
        expect(asked.locator("input:checked")).to_have_count(1)
    to_the_end(asked)
    press(asked, SEND)
    is_saved(page, asked)
    for _ in range(2):
        page.evaluate("history.back()")
        assert_at_the_start(page)
        expect(page.locator("#away")).to_be_hidden()
    expect(begin(page).locator("input:checked")).to_have_count(0)


def test_a_third_person_within_thirty_seconds_waits_and_is_taken(
    survey: Survey, page: Page, seconds: Seconds
) -> None:
    sent(page, seconds, 5)
    sent(page, seconds, 4)
    seconds.now -= PAUSE_SECONDS - 5
    asked = begin(page)
    mark(asked, 1)
    to_the_end(asked)
    press(asked, SEND)
    expect(asked.locator(".notice:visible")).to_contain_text("Xin chờ 25 giây")
    has_arrived(page)
    keep_picture(page, "kiosk-too-soon")
    page.clock.run_for(60_000)
    expect(asked.locator(".notice:visible")).to_be_visible()
    seconds.now += 25
    press(asked, SEND)
    is_saved(page, asked)
    assert [answers[0] for _, answers in stored(survey)] == ["1", "4", "5"]


def test_without_network_it_says_so_keeps_the_marks_and_sends_once_later(
    survey: Survey, page: Page
) -> None:
    asked = begin(page)
    mark(asked, 2)
    to_the_end(asked)
    page.context.set_offline(True)
    press(asked, SEND)
    expect(asked.locator("#not-sent")).to_be_visible()
    expect(asked.locator("#not-sent")).to_contain_text("Chưa gửi được")
    keep_picture(page, "kiosk-offline")
    assert stored(survey) == []
    page.context.set_offline(False)
    press(asked, SEND)
    is_saved(page, asked)
    assert stored(survey) == [("kiosk", "2" + "-" * 8)]


def test_while_the_server_is_away_the_start_stays_and_comes_to_life_again(page: Page) -> None:
    asked = begin(page)
    mark(asked, 2)
    page.context.set_offline(True)
    page.clock.run_for(50_000)
    assert_at_the_start(page)
    page.get_by_role("button", name=BEGIN, exact=True).tap()
    expect(page.get_by_text("Chưa mở được câu hỏi")).to_be_visible()
    assert_at_the_start(page)
    keep_picture(page, "kiosk-away")
    page.context.set_offline(False)
    expect(begin(page).locator("input:checked")).to_have_count(0)


def test_what_is_kept_is_read_in_the_frame_and_leads_back(page: Page) -> None:
    page.get_by_role("link", name="Xem thông tin nào được lưu").tap()
    asked = page.frame_locator("iframe")
    expect(asked.locator("h1")).to_contain_text("lưu")
    asked.get_by_role("link", name="Quay lại").tap()
    assert_at_the_start(page)


def test_english_is_one_touch_away_and_the_next_person_begins_in_vietnamese(page: Page) -> None:
    asked = begin(page, "English")
    expect(asked.locator("html")).to_have_attribute("lang", "en")
    page.get_by_role("button", name=HOME).tap()
    assert_at_the_start(page)
    expect(begin(page).locator("html")).to_have_attribute("lang", "vi")


def test_an_old_browser_begins_in_the_language_of_the_button_too(page: Page) -> None:
    page.evaluate("delete SubmitEvent.prototype.submitter")
    expect(begin(page, "English").locator("html")).to_have_attribute("lang", "en")


def test_a_withdrawn_kiosk_says_so_and_returns(survey: Survey, page: Page, kiosk: str) -> None:
    withdraw_poster(survey, kiosk[-8:])
    page.get_by_role("button", name=BEGIN, exact=True).tap()
    expect(page.frame_locator("iframe").locator("h1")).to_have_text("Áp phích này đã được thay")
    has_arrived(page)
    page.clock.run_for(50_000)
    assert_at_the_start(page)


def test_the_worst_marks_cost_as_many_touches_as_the_best(
    survey: Survey, page: Page, seconds: Seconds
) -> None:
    touches = []
    for level in (1, 5):
        asked = begin(page)
        touches.append(to_the_end(asked, level))
        press(asked, SEND)
        is_saved(page, asked)
        page.clock.run_for(8000)
        seconds.now += PAUSE_SECONDS
    assert touches[0] == touches[1]
    assert stored(survey) == [("kiosk", "1" * 9), ("kiosk", "5" * 9)]


def hand_over(page: Page, assisted: str) -> None:
    page.goto(assisted)
    press(page, "Đưa máy cho Ông/Bà")
    page.wait_for_url("**/dua-may*")
    expect(page.locator("h1")).to_have_text("Màn hình này chỉ để Ông/Bà xem")
    press(page, BEGIN)
    page.wait_for_url("**/tra-loi*")


@pytest.mark.parametrize("scripted", [True, False], ids=["script", "plain"])
def test_a_device_handed_over_keeps_nothing_when_it_is_handed_back(
    survey: Survey, browser: Browser, assisted: str, scripted: bool
) -> None:
    with device(browser, java_script_enabled=scripted) as context:
        page = context.new_page()
        page.goto("about:blank")
        hand_over(page, assisted)
        mark(page, 1)
        to_the_end(page)
        press(page, SEND)
        page.wait_for_url("**/cam-on/tra-may*")
        expect(page.locator("h1")).to_have_text("Cảm ơn Ông/Bà")
        assert stored(survey) == [("assisted", "1" + "-" * 8)]
        assert context.cookies() == []
        if scripted:
            assert page.evaluate(KEPT) == NOTHING
        while page.url != "about:blank":
            page.go_back()
            expect(page.locator("input:checked:not([name=lang], [name=look])")).to_have_count(0)


def test_a_device_handed_over_without_network_keeps_nothing_and_can_send_again(
    survey: Survey, browser: Browser, assisted: str
) -> None:
    with device(browser) as context:
        page = context.new_page()
        hand_over(page, assisted)
        mark(page, 4)
        to_the_end(page)
        context.set_offline(True)
        press(page, SEND)
        expect(page.locator("#not-sent")).to_be_visible()
        assert page.evaluate(KEPT) == NOTHING
        context.set_offline(False)
        press(page, SEND)
        page.wait_for_url("**/cam-on/tra-may*")
    assert stored(survey) == [("assisted", "4" + "-" * 8)]


@pytest.mark.parametrize("button", ["Xóa những chỗ này rồi gửi", "Gửi nguyên văn"])
@pytest.mark.parametrize("tells_the_button", [True, False], ids=["new browser", "old browser"])
def test_words_that_tell_who_somebody_is_are_shown_before_they_are_sent(
    survey: Survey, browser: Browser, assisted: str, button: str, tells_the_button: bool
) -> None:
    with device(browser) as context:
        page = context.new_page()
        if not tells_the_button:
            page.add_init_script("delete SubmitEvent.prototype.submitter")
        hand_over(page, assisted)
        mark(page, 2)
        to_the_end(page)
        page.get_by_role("textbox").fill(TELLING)
        press(page, SEND)
        expect(page.locator("mark")).to_have_text("0912 345 678")
        assert stored(survey) == []
        press(page, button)
        page.wait_for_url("**/cam-on/tra-may*")
    assert comments(survey) == [TELLING if button == "Gửi nguyên văn" else "Gọi tôi nhé."]


STOP, STOPPED = "Dừng và xóa", "Đã dừng và xóa"
# What can be pressed on a screen of one question, where it stands, and whether a finger meets it.
IN_SIGHT = """() => [...document.querySelectorAll('.shown fieldset span, .shown .on, #stop a')]
    .filter(one => one.getBoundingClientRect().bottom <= innerHeight).map(one => {
        const box = one.getBoundingClientRect();
        const met = document.elementFromPoint(box.left + box.width / 2, box.top + box.height / 2);
        return [one.textContent, box.top, one.contains(met) || one.parentNode.contains(met)];
    })"""


@pytest.fixture
def handed(browser: Browser, assisted: str) -> Iterator[Page]:
    """Give a device that was handed over, with a clock that a test moves and a question marked."""
    with device(browser) as context:
        opened = context.new_page()
        opened.clock.install(time=0)
        opened.goto("about:blank")
        opened.clock.pause_at(3_600_000)
        hand_over(opened, assisted)
        mark(opened, 1)
        yield opened


def assert_stopped(page: Page) -> None:
    """See that the marks are gone, also for whoever goes back or loads a page anew."""
    page.wait_for_url("**/cam-on/da-xoa*")
    expect(page.locator("h1")).to_have_text(STOPPED)
    while page.url != "about:blank":
        page.go_back()
        page.reload()
        expect(page.locator("input:checked:not([name=lang], [name=look])")).to_have_count(0)


@pytest.mark.parametrize("switches", [(), ("Chữ to", "Cả phiếu")], ids=["begun", "switched"])
def test_stopping_deletes_what_was_marked_before_the_device_is_handed_back(
    survey: Survey, handed: Page, switches: tuple[str, ...]
) -> None:
    for switch in switches:
        # The page before has its mark, too.
        with handed.expect_event("load"):
            press(handed, switch)
        expect(handed.locator("input:checked")).to_have_count(1)
    handed.get_by_role("link", name=STOP).tap()
    assert_stopped(handed)
    assert stored(survey) == []


@pytest.mark.parametrize("is_told", [True, False], ids=["its reply was lost", "it is under way"])
def test_who_stops_after_sending_is_told_that_it_may_be_saved(
    survey: Survey, handed: Page, is_told: bool
) -> None:
    def hold(route: Route) -> None:
        if route.request.method != "POST":
            route.fallback()
        elif is_told:
            route.fetch(max_redirects=0)
            route.abort()

    to_the_end(handed)
    handed.route("**/*", hold)
    with handed.expect_request(lambda request: request.method == "POST"):
        handed.locator(f'button:visible:text-is("{SEND}")').tap(no_wait_after=True)
    if is_told:
        expect(handed.locator("#not-sent")).to_be_visible()
    handed.get_by_role("link", name=STOP).tap()
    expect(handed.get_by_text("có thể đã được lưu")).to_be_visible()
    expect(handed.get_by_text("Không có gì được gửi đi")).to_have_count(0)
    assert_stopped(handed)
    assert len(stored(survey)) == is_told


def test_another_look_is_no_sending(handed: Page) -> None:
    handed.context.set_offline(True)
    press(handed, "Chữ to")
    expect(handed.locator("#not-sent")).to_be_visible()
    handed.context.set_offline(False)
    handed.get_by_role("link", name=STOP).tap()
    expect(handed.get_by_text("Không có gì được gửi đi")).to_be_visible()


def test_a_device_handed_back_unsent_warns_and_deletes_what_was_marked(handed: Page) -> None:
    handed.clock.run_for(29_000)
    expect(handed.locator("#left")).to_be_hidden()
    handed.clock.run_for(1000)
    expect(handed.locator("#left")).to_have_text("20")
    keep_picture(handed, "assisted-countdown")
    handed.clock.run_for(18_000)
    handed.locator("section:visible legend").tap()
    handed.clock.run_for(1000)
    expect(handed.locator("#left")).to_be_hidden()
    handed.clock.run_for(49_000)
    assert_stopped(handed)


@pytest.mark.parametrize("size", [(320, 568), (360, 640), (390, 740), (768, 1024), (1280, 800)])
def test_the_warning_moves_nothing_and_covers_no_answer(
    handed: Page, size: tuple[int, int]
) -> None:
    handed.set_viewport_size({"width": size[0], "height": size[1]})
    handed.clock.run_for(1000)
    before = handed.evaluate(IN_SIGHT)
    handed.clock.run_for(35_000)
    expect(handed.locator("#left")).to_be_visible()
    assert handed.evaluate(IN_SIGHT) == before
    assert len(before) > 5
    assert all(is_met for _, _, is_met in before)


@pytest.mark.parametrize("moved", [90, -3600], ids=["slept", "set back"])
def test_the_touch_that_wakes_a_device_handed_over_deletes_the_marks(
    handed: Page, moved: int
) -> None:
    move_clock(handed, moved)
    handed.evaluate("document.body.dispatchEvent(new Event('pointerdown', {bubbles: true}))")
    assert_stopped(handed)


@pytest.mark.parametrize(
    "switches", [(), ("Chữ to", "English"), ("Cả phiếu",)], ids=["begun", "switched", "whole"]
)
def test_without_a_script_a_link_leads_out_of_the_questions(
    plain: Page, assisted: str, switches: tuple[str, ...]
) -> None:
    hand_over(plain, assisted)
    mark(plain, 1)
    for switch in switches:
        with plain.expect_event("load"):
            press(plain, switch)
        expect(plain.locator("input:checked")).to_have_count(1)
    plain.locator("#stop a").tap()
    plain.wait_for_url("**/cam-on/da-xoa*")
    while plain.url != "about:blank":
        found = plain.go_back()
        assert found is None or found.request.method == "GET"
        expect(plain.locator("input:checked:not([name=lang], [name=look])")).to_have_count(0)


def test_without_a_script_what_is_refused_is_not_found_again(plain: Page, assisted: str) -> None:
    hand_over(plain, assisted)
    to_the_end(plain)
    plain.get_by_role("textbox").fill(TELLING)
    press(plain, SEND)
    expect(plain.locator("mark")).to_have_text("0912 345 678")
    plain.locator("#stop a").tap()
    plain.wait_for_url("**/cam-on/da-xoa*")
    found = plain.go_back()
    assert found is not None
    assert found.request.method == "GET"
    expect(plain.locator("mark")).to_have_count(0)
    expect(plain.get_by_role("textbox", include_hidden=True)).to_have_value("")
