"""Tab, Shift+Tab, the arrows, Space and Enter answer and send, and show where they are."""

from itertools import product

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.access.office import Office
from tests.access.showing import show
from tests.access.sights import Sight
from tests.access.states import TELLING
from tests.survey.web.citizen.stored import stored

MOST_TABS = 60
# The form in each look, and each state in one; the other pairs are a long dose.
FIRST_TO_SEE = {
    ("form", "normal"),
    ("form", "dark"),
    ("form", "forced colours"),
    ("form", "large"),
    ("start", "normal"),
    ("warning", "dark"),
    ("faults", "forced colours"),
    ("not stored", "large"),
    ("thanks", "normal"),
}
FOCUSED = (
    "element => element === document.activeElement || element.contains(document.activeElement)"
)
# What has the focus, if anything has, and whether that is seen.
STOP = """() => {
    const one = document.activeElement;
    if (one === document.body) return [null, false];
    window.lastStop = one;
    const marked = one.type === 'radio' ? one.nextElementSibling : one;
    const isSeen = [one, marked].some(seen => getComputedStyle(seen).outlineStyle !== 'none'
        && parseFloat(getComputedStyle(seen).outlineWidth) >= 2);
    return [one.outerHTML.slice(0, 90), isSeen];
}"""

FRAMED = """() => [...document.querySelectorAll('main *')]
    .filter(one => getComputedStyle(one).outlineStyle !== 'none').map(one => one.localName)"""


def test_every_question_is_answered_by_keys_and_the_answers_are_sent(
    page: Page, office: Office
) -> None:
    before = len(stored(office.survey))
    show(page, office, Sight("form", "vi", "normal", "360 px"))
    for question in page.locator("fieldset").all():
        tab_to(page, question)
        page.keyboard.press("ArrowDown")
        expect(question.get_by_role("radio").nth(1)).to_be_checked()
    tab_to(page, page.get_by_role("button", name="Gửi ý kiến"))
    page.keyboard.press("Enter")

    expect(page.get_by_role("heading", level=1)).to_have_text("Cảm ơn Ông/Bà")
    assert len(stored(office.survey)) == before + 1


def test_one_by_one_it_is_answered_and_sent_by_keys(page: Page, office: Office) -> None:
    before = len(stored(office.survey))
    show(page, office, Sight("form", "vi", "one by one", "360 px"))
    while page.locator("section:visible fieldset").count():
        shown = page.locator("section:visible")
        tab_to(page, shown.locator("fieldset"))
        page.keyboard.press("Space")
        here = shown.get_attribute("id")
        tab_to(page, shown.locator("a.on"))
        page.keyboard.press("Enter")
        expect(page.locator(f"#{here}")).to_be_hidden()
    tab_to(page, page.get_by_role("button", name="Gửi ý kiến"))
    page.keyboard.press("Enter")

    expect(page.get_by_role("heading", level=1)).to_have_text("Cảm ơn Ông/Bà")
    assert len(stored(office.survey)) == before + 1


def test_a_fault_takes_the_focus_and_leads_to_its_question(page: Page, office: Office) -> None:
    show(page, office, Sight("faults", "vi", "normal", "360 px"))
    expect(page.get_by_role("alert")).to_be_focused()
    assert page.evaluate(FRAMED) == [], "a frame points at what is not wrong"
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")

    question = page.locator("fieldset#signs")
    assert question.evaluate(FOCUSED)
    expect(question).to_have_accessible_description("Xin chọn một trong các câu trả lời có sẵn.")


def test_a_comment_that_is_too_long_says_so_to_whoever_comes_to_it(
    page: Page, office: Office
) -> None:
    show(page, office, Sight("comment too long", "vi", "normal", "360 px"))
    comment = page.get_by_role("textbox")
    expect(comment).to_have_attribute("aria-invalid", "true")
    assert "nhiều nhất là 2.000 ký tự" in comment.evaluate(
        "one => one.getAttribute('aria-describedby').split(' ')"
        ".map(id => document.getElementById(id).textContent).join(' ')"
    )


@pytest.mark.parametrize(("tabs", "comment"), [(1, "Gọi tôi,\nxe."), (2, TELLING)])
def test_the_warning_takes_the_focus_and_its_buttons_come_first(
    page: Page, office: Office, tabs: int, comment: str
) -> None:
    before = [row.comment for row in stored(office.survey)]
    show(page, office, Sight("warning", "vi", "normal", "360 px"))
    expect(page.get_by_role("alert")).to_be_focused()
    for _ in range(tabs):
        page.keyboard.press("Tab")
    assert page.evaluate(STOP)[1]
    page.keyboard.press("Enter")

    expect(page.get_by_role("heading", level=1)).to_have_text("Cảm ơn Ông/Bà")
    assert sorted(row.comment for row in stored(office.survey)) == sorted([*before, comment])


@pytest.mark.parametrize(
    ("state", "look"),
    [
        pair if pair in FIRST_TO_SEE else pytest.param(*pair, marks=pytest.mark.release)
        for pair in product(
            ("start", "form", "warning", "faults", "not stored", "thanks"),
            ("normal", "dark", "forced colours", "large"),
        )
    ],
)
def test_the_focus_is_seen_at_every_stop_and_caught_at_none(
    page: Page, office: Office, state: str, look: str
) -> None:
    show(page, office, Sight(state, "vi", look, "360 px"))
    page.evaluate("document.activeElement.blur()")
    stops = []
    for _ in range(MOST_TABS):
        page.keyboard.press("Tab")
        name, is_seen = page.evaluate(STOP)
        if name is None:
            break
        stops.append(name)
        assert is_seen, f"nobody sees that the focus is on {name}"
    assert 1 <= len(stops) < MOST_TABS

    # Back from the last stop: past it the browser itself chooses where to begin anew.
    page.evaluate("lastStop.focus()")
    for before in reversed(stops[:-1]):
        page.keyboard.press("Shift+Tab")
        assert page.evaluate(STOP)[0] == before


def test_looking_up_what_is_kept_and_going_back_loses_no_mark(page: Page, office: Office) -> None:
    show(page, office, Sight("form", "vi", "normal", "360 px"))
    page.get_by_role("radio").nth(3).check()
    page.get_by_role("textbox").fill("viết dở")
    page.get_by_role("link", name="Không hỏi tên, không biết ai trả lời").press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text(
        "Thông tin nào được lưu, thông tin nào không"
    )
    page.go_back()

    expect(page.get_by_role("radio").nth(3)).to_be_checked()
    expect(page.get_by_role("textbox")).to_have_value("viết dở")


def tab_to(page: Page, place: Locator) -> None:
    """Press Tab until the focus is there."""
    for _ in range(MOST_TABS):
        page.keyboard.press("Tab")
        if place.evaluate(FOCUSED):
            return
    raise AssertionError(f"{MOST_TABS} presses of Tab did not lead to {place}")
