"""The page on a telephone, without script: touches, keys, narrow screens, large letters."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, ViewportSize, expect

from survey.services.publish_text import current_questionnaire
from survey.services.survey import Survey
from tests.browser.citizen_page import CitizenPage
from tests.survey.web.citizen.stored import stored

PHONE = ViewportSize(width=360, height=740)
TOUCH_PX = 44


@pytest.fixture
def phone(browser: Browser) -> Iterator[BrowserContext]:
    """Give a telephone that runs no script."""
    with browser.new_context(
        viewport=PHONE, has_touch=True, java_script_enabled=False, locale="en-GB"
    ) as context:
        yield context


@pytest.fixture
def page(phone: BrowserContext, address: str, code: str) -> Page:
    opened = phone.new_page()
    opened.goto(f"{address}/{code}")
    return opened


def test_the_worst_and_the_best_marks_take_the_same_touches(survey: Survey, page: Page) -> None:
    start, touches = page.url, []
    for level in (0, 4):
        page.goto(start)
        opened = CitizenPage(page)
        touches.append(opened.mark_by_touch(level))
        opened.send_button.tap()
        page.wait_for_url("**/cam-on?*")

    items = len(current_questionnaire(survey).items)
    assert touches == [items, items]
    assert sorted(row.answers[:items] for row in stored(survey)) == ["1" * items, "5" * items]


def test_the_keyboard_alone_answers_and_sends(survey: Survey, page: Page) -> None:
    opened = CitizenPage(page)
    opened.mark_by_keyboard()
    opened.send_button.press("Enter")
    page.wait_for_url("**/cam-on?*")
    assert set(stored(survey)[0].answers) == {"1"}


@pytest.mark.parametrize("has_script", [False, True])
def test_return_in_a_question_sends_nothing(
    survey: Survey, browser: Browser, address: str, code: str, *, has_script: bool
) -> None:
    with browser.new_context(java_script_enabled=has_script) as context:
        page = context.new_page()
        page.goto(f"{address}/{code}")
        page.get_by_role("radio").first.press("Space")
        with page.expect_event("load"):
            page.keyboard.press("Enter")
        expect(page.get_by_role("radio").first).to_be_checked()
        assert stored(survey) == []
        CitizenPage(page).send_button.press("Enter")
        page.wait_for_url("**/cam-on?*")
    assert [row.answers.strip("-") for row in stored(survey)] == ["1"]


def test_the_language_button_keeps_what_is_marked(page: Page) -> None:
    page.get_by_role("radio").nth(2).check()
    page.get_by_role("textbox").fill("giữ lại")
    page.get_by_role("button", name="English").tap()
    page.locator("html[lang=en]").wait_for()
    expect(page.get_by_role("radio").nth(2)).to_be_checked()
    expect(page.get_by_role("textbox")).to_have_value("giữ lại")


@pytest.mark.parametrize("corner", [(4, 4), (-4, 4), (4, -4), (-4, -4)])
def test_the_whole_row_can_be_touched(page: Page, corner: tuple[int, int]) -> None:
    row = page.locator("fieldset label").nth(1)
    row.scroll_into_view_if_needed()
    box = row.bounding_box()
    assert box is not None
    across, down = corner
    page.touchscreen.tap(box["x"] + across % box["width"], box["y"] + down % box["height"])
    expect(page.get_by_role("radio").nth(1)).to_be_checked()


def test_rows_buttons_and_fields_are_large_enough(page: Page) -> None:
    for selector in ("fieldset label", "button:not(.unseen):visible", "textarea"):
        for one in page.locator(selector).all():
            box = one.bounding_box()
            assert box is not None
            assert box["height"] >= TOUCH_PX, f"{selector} is {box['height']} px high"
            assert "fieldset" not in selector or box["width"] >= PHONE["width"] - 40


@pytest.mark.parametrize("width", [320, 360, 1280])
@pytest.mark.parametrize("path", ["", "/cam-on", "/rieng-tu", "/ABCDEFGH", "code"])
def test_nothing_runs_off_the_screen(
    browser: Browser, address: str, code: str, path: str, width: int
) -> None:
    # Letters of twice the size on the narrowest screen, as a page that is zoomed has them.
    zoom = 2 if width == 320 else 1
    with browser.new_context(viewport=ViewportSize(width=width, height=740)) as context:
        page = context.new_page()
        page.goto(f"{address}/{code}" if path == "code" else address + path)
        page.evaluate("z => document.documentElement.style.fontSize = 16 * z + 'px'", zoom)
        wide = page.evaluate(
            "[...document.querySelectorAll('body *:not(.unseen)')].filter("
            "one => one.getBoundingClientRect().right > innerWidth + 1).map(one => one.outerHTML)"
        )
        assert wide == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("contrast", ["no-preference", "more"])
def test_words_stand_out_from_the_paper(
    browser: Browser, address: str, code: str, scheme: str, contrast: str
) -> None:
    with browser.new_context(color_scheme=scheme, contrast=contrast, viewport=PHONE) as context:  # type: ignore[arg-type]  # literal types
        page = context.new_page()
        page.goto(f"{address}/{code}")
        colours = page.evaluate(
            "() => { const of = s => getComputedStyle(document.querySelector(s));"
            " return {paper: of('body').backgroundColor, ink: of('body').color,"
            " link: of('main a').color, button: of('main button').backgroundColor,"
            " onButton: of('main button').color, row: of('fieldset span').color,"
            " band: of('header').backgroundColor, onBand: of('h1').color,"
            " line: of('fieldset span').borderTopColor}; }"
        )
    assert contrast_of(colours["ink"], colours["paper"]) >= 7
    assert contrast_of(colours["row"], colours["paper"]) >= 7
    assert contrast_of(colours["link"], colours["paper"]) >= 7
    assert contrast_of(colours["onButton"], colours["button"]) >= 7
    assert contrast_of(colours["onBand"], colours["band"]) >= 7
    assert contrast_of(colours["line"], colours["paper"]) >= 3


def test_the_browser_asks_for_one_thing_only_and_finds_no_fault(
    browser: Browser, address: str, code: str
) -> None:
    with browser.new_context(viewport=PHONE) as context:
        page = context.new_page()
        asked: list[str] = []
        faults: list[str] = []
        page.on("request", lambda request: asked.append(request.url))
        page.on("console", lambda message: faults.append(message.text))
        page.goto(f"{address}/{code}", wait_until="networkidle")
        assert context.cookies() == []
    assert [url for url in asked if not url.startswith("data:")] == [f"{address}/{code}"]
    assert faults == []


def contrast_of(one: str, other: str) -> float:
    """Return the contrast of two colours by WCAG's formula."""
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def luminance(colour: str) -> float:
    parts = colour.removeprefix("rgb(").removesuffix(")").split(",")
    shares = [int(part) / 255 for part in parts]
    linear = [
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in shares
    ]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
