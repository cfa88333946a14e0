"""The same questions in every look: nothing is lost, and each mark is as near as any other."""

from collections import Counter
from collections.abc import Callable, Sequence
from contextlib import closing

import pytest
from playwright.sync_api import Browser, Page, expect

from survey.store.driver import sqlite3
from tests.browser.citizen_story import THANKS
from tests.browser.looks import (
    DARK,
    EASY,
    LARGE,
    LIGHT,
    SEND,
    STATES,
    WHOLE,
    State,
    in_state,
    marked,
    passed_on,
    pressed,
)
from tests.browser.street import Street, keep_picture, phone

BEST, WORST = 5, 1
# `tests.access` looks at each state with script.
TIGHTEST = [
    state for state in STATES if state.name in ("whole-320-large", "easy-320-large", "easy-fault")
]
OUTSIDE = """
() => [...document.querySelectorAll('body *:not(.unseen)')]
    .filter(one => getComputedStyle(one).opacity !== '0')
    .filter(one => one.getBoundingClientRect().right > innerWidth + 1)
    .map(one => one.outerHTML)
"""


@pytest.mark.parametrize(
    "states", [TIGHTEST, pytest.param(STATES, marks=pytest.mark.release)], ids=len
)
def test_without_script_nothing_runs_off_the_screen(
    street: Street, browser: Browser, states: Sequence[State]
) -> None:
    for state in states:
        with in_state(browser, at(street), state) as page:
            keep_picture(page, f"look-{state.name}")
            assert page.evaluate(OUTSIDE) == [], state.name


def test_the_worst_marks_cost_as_many_touches_as_the_best_one_by_one(
    street: Street, browser: Browser
) -> None:
    touches = {}
    for level in (WORST, BEST):
        before = stored(street)
        with phone(browser) as page:
            page.goto(at(street))
            touches[level] = answer_one_by_one(page, level)
            expect(page.get_by_role("heading", level=1)).to_have_text(THANKS)
        (new,) = stored(street) - before
        assert new[:9] == str(level) * 9
    assert touches[WORST] == touches[BEST]


def test_every_question_can_be_left_out_one_by_one(street: Street, browser: Browser) -> None:
    before = stored(street)
    with phone(browser) as page:
        page.goto(at(street))
        pressed(EASY)(page)
        for _ in range(9):
            left_out(page)
        marked(2)(page)
        expect(page.locator("a.on:visible")).to_have_text("Tiếp", use_inner_text=True)
        passed_on(1)(page)
        left_out(page)
        pressed(SEND)(page)
        expect(page.get_by_role("heading", level=1)).to_have_text(THANKS)

    assert stored(street) - before == Counter(["-" * 9 + "2-"])


def left_out(page: Page) -> None:
    expect(page.locator("a.on:visible")).to_have_text("Bỏ qua", use_inner_text=True)
    passed_on(1)(page)


def test_the_keyboard_alone_goes_through_the_screens(street: Street, browser: Browser) -> None:
    before = stored(street)
    with phone(browser) as page:
        page.goto(at(street))
        tab_to(page, EASY)
        page.keyboard.press("Enter")
        expect(page.locator("section:visible")).to_have_attribute("id", "signs")
        for name in ("papers", "fee"):
            tab_to_mark(page)
            page.keyboard.press("Space")
            tab_to(page, "Tiếp")
            page.keyboard.press("Enter")
            expect(page.locator(f"#{name}")).to_be_focused()
        for _ in range(9):
            screen = page.locator("section:visible").get_attribute("id") or ""
            tab_to(page, "Bỏ qua")
            page.keyboard.press("Enter")
            expect(page.locator("section:visible")).not_to_have_attribute("id", screen)
        tab_to(page, SEND)
        page.keyboard.press("Enter")
        expect(page.get_by_role("heading", level=1)).to_have_text(THANKS)

    assert stored(street) - before == Counter(["11" + "-" * 9])


def test_return_in_a_question_leads_to_the_next_screen_and_sends_nothing(
    street: Street, browser: Browser
) -> None:
    before = stored(street)
    with phone(browser) as page:
        page.goto(at(street))
        pressed(EASY)(page)
        page.locator("input:visible").nth(2).press("Space")
        page.keyboard.press("Enter")
        expect(page.locator("section:visible")).to_have_attribute("id", "papers")
        expect(page.locator("input[name=signs][value='3']")).to_be_checked()
    assert stored(street) == before


@pytest.mark.parametrize("name", [LARGE, DARK, "English"])
def test_a_button_leaves_the_person_at_the_same_question(
    street: Street, browser: Browser, name: str
) -> None:
    state = State("middle", (pressed(EASY), passed_on(3), marked(1), pressed(name)))
    with in_state(browser, at(street), state) as page:
        expect(page.locator("section:visible")).to_have_attribute("id", "time_limit")
        expect(page.locator("input:checked")).to_have_count(1)
        page.locator("a:visible").first.tap()
        expect(page.locator("section:visible")).to_have_attribute("id", "fee")


def test_there_and_back_again_keeps_every_mark(street: Street, browser: Browser) -> None:
    with phone(browser) as page:
        page.goto(at(street))
        marked(2)(page)
        for name in (EASY, LARGE, DARK, LIGHT, WHOLE):
            pressed(name)(page)
        expect(page.locator("input:checked")).to_have_value("2")
        expect(page.locator("input:checked")).to_be_visible()


@pytest.mark.parametrize("switches", [(), (EASY,), (EASY, DARK)], ids=["whole", "easy", "dark"])
def test_a_sending_that_fails_loses_nothing_and_one_that_came_counts_once(
    street: Street, browser: Browser, switches: tuple[str, ...]
) -> None:
    before = stored_rows(street)
    with phone(browser) as page:
        page.goto(at(street))
        for name in switches:
            pressed(name)(page)
        marked(4)(page)
        if switches:
            passed_on(11)(page)
        page.get_by_role("textbox").fill("không mất")
        page.context.set_offline(True)
        with page.expect_event("requestfailed"):
            page.locator(f'button:visible:text-is("{SEND}")').tap()
        page.context.set_offline(False)
        page.go_back()
        expect(page.get_by_role("textbox")).to_have_value("không mất")
        for _ in range(2):
            pressed(SEND)(page)
            expect(page.get_by_role("heading", level=1)).to_have_text(THANKS)
            page.go_back()
            expect(page.locator("input:checked")).to_have_count(1)
    assert len(stored_rows(street)) == len(before) + 1


def test_a_second_person_starts_at_once_with_a_page_of_his_own(
    street: Street, browser: Browser
) -> None:
    before = len(stored_rows(street))
    with phone(browser) as page:
        page.goto(at(street))
        visits = [answer_and_hand_on(page, level) for level in (1, 5, 3)]
        assert len(set(visits)) == 3
        assert len(stored_rows(street)) == before + 3
        # Whoever goes back finds the visits of before, each with its marks, and adds nothing.
        for level in (3, 5, 1):
            page.go_back()
            page.go_back()
            expect(page.locator("input:checked")).to_have_value(str(level))
            assert visit_of(page) == visits.pop()
        pressed(SEND)(page)
        expect(page.get_by_role("heading", level=1)).to_have_text(THANKS)
    assert len(stored_rows(street)) == before + 3


def answer_and_hand_on(page: Page, level: int) -> str:
    """Answer on a page without marks, and press what lets the next person begin."""
    expect(page.locator("input:checked")).to_have_count(0)
    visit = visit_of(page)
    marked(level)(page)
    pressed(SEND)(page)
    expect(page.get_by_role("heading", level=1)).to_have_text(THANKS)
    page.get_by_role("button", name="Người khác trả lời").tap()
    page.wait_for_url("**luot=*")
    return visit


def visit_of(page: Page) -> str:
    return page.locator("input[name=visit]").get_attribute("value") or ""


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_phone_decides_the_colours_until_a_button_does(
    street: Street, browser: Browser, scheme: str
) -> None:
    with in_state(browser, at(street), State("x", options={"color_scheme": scheme})) as page:
        assert is_dark(page) is (scheme == "dark")
        other, back = (DARK, LIGHT) if scheme == "light" else (LIGHT, DARK)
        pressed(other)(page)
        assert is_dark(page) is (scheme == "light")
        pressed(back)(page)
        assert is_dark(page) is (scheme == "dark")


def test_nothing_of_a_look_stays_on_the_phone(street: Street, browser: Browser) -> None:
    steps = (pressed(EASY), pressed(DARK), pressed(LARGE))
    with in_state(browser, at(street), State("all", steps), with_script=True) as page:
        assert page.context.cookies() == []
        assert page.evaluate("localStorage.length + sessionStorage.length") == 0
        page.goto(at(street))
        expect(page.locator("section[id]")).to_have_count(0)
        assert not is_dark(page)


@pytest.mark.parametrize("width", [320, 360])
@pytest.mark.parametrize("large", [(), (LARGE,)], ids=["medium", "large"])
def test_what_is_touched_one_by_one_is_large(
    street: Street, browser: Browser, width: int, large: tuple[str, ...]
) -> None:
    steps = (pressed(EASY), passed_on(2), *(pressed(name) for name in large))
    with in_state(browser, at(street), State("x", steps, width)) as page:
        for one in page.locator("label:visible, .steps > :visible").all():
            box = one.bounding_box()
            assert box is not None
            assert box["height"] >= 56
        for one in page.locator("button[name]:visible:not(.unseen)").all():
            box = one.bounding_box()
            assert box is not None
            assert min(box["height"], box["width"]) >= 44


def at(street: Street) -> str:
    return f"{street.relay.address}/{street.office.code}"


def stored_rows(street: Street) -> list[str]:
    with closing(sqlite3.connect(street.office.database)) as connection:
        return [row for (row,) in connection.execute("SELECT answers FROM inbox")]


def stored(street: Street) -> Counter[str]:
    """Return all answers and how often each was given, so that taking away tells the new ones."""
    return Counter(stored_rows(street))


def is_dark(page: Page) -> bool:
    colour = page.evaluate("getComputedStyle(document.body).backgroundColor")
    return int(colour.removeprefix("rgb(").split(",")[0]) < 128


def tab_to(page: Page, words: str) -> None:
    tab(page, lambda: focused(page, "document.activeElement.innerText.trim()") == words)


def tab_to_mark(page: Page) -> None:
    tab(page, lambda: focused(page, "document.activeElement.type") == "radio")


def focused(page: Page, expression: str) -> object:
    return page.evaluate(expression)


def tab(page: Page, is_there: Callable[[], bool]) -> None:
    for _ in range(30):
        page.keyboard.press("Tab")
        if is_there():
            return
    raise AssertionError("thirty presses of Tab did not lead there")


def answer_one_by_one(page: Page, level: int) -> int:
    """Mark one level of every item, leave out the facts, send; return the touches."""
    pressed(EASY)(page)
    touches = 1
    while page.locator("a.on:visible").count():
        if page.locator("section:visible svg").count():
            marked(level)(page)
            touches += 1
        passed_on(1)(page)
        touches += 1
    pressed(SEND)(page)
    return touches + 1
