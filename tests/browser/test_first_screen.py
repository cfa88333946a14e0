"""What a screen shows without scrolling: the first question, and no mark nearer than another."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import Literal

import pytest
from playwright.sync_api import Browser, Page, ViewportSize

from survey.app import create_app
from survey.services.manage_places import rename_service_point
from survey.services.set_up_office import set_up_office
from tests.access.office import OPEN_POINT, Office, open_office
from tests.access.states import Visitor, assisted_form, form, kiosk_form
from tests.browser.serving import served
from tests.floor.old_phones import taken_by
from tests.floor.served import PHONES

# What a browser leaves of phones, and heights between, where rules of the stylesheets take over.
SCREENS = ((320, 480), (320, 500), (320, 568), (360, 520), (360, 560), (320, 688), (390, 700))
# What the bar of a tablet leaves to the questions, and what a tablet has that is handed over.
TABLETS = ((768, 950), (1280, 726))
WHOLE_TABLETS = ((768, 1024), (1280, 800))
LEAST_ROW, LEAST_ROW_OF_A_TABLET = 44, 84
LEAST_GAP, LEAST_LETTERS_OF_A_TABLET = 6, 24
LETTERS = "one => parseFloat(getComputedStyle(one).fontSize)"
OFFICE = "Trung tâm Phục vụ hành chính công tỉnh Điện Biên"
COUNTER = "Quầy 5: Lao động, Người có công"
# Every look but large text; colours move nothing but the row of looks.
LOOKS, SHADED = ("", "easy"), ("dark", "light", "easy-dark", "easy-light")
WAYS = {
    "poster": (form, SCREENS),
    "assisted": (assisted_form, SCREENS + WHOLE_TABLETS),
    "tablet": (kiosk_form, TABLETS),
}
# Each question as a person comes to it: one by one, by the link that leads there.
QUESTIONS = """() => [...document.querySelectorAll('fieldset')].map(question => {
    const screen = question.closest('section[id]');
    if (screen) location.hash = screen.id;
    const ways = screen ? [...screen.querySelectorAll('.steps > *')] : [];
    const boxes = [...question.querySelectorAll('label > span'), ...ways]
        .map(one => one.getBoundingClientRect()).filter(box => box.height);
    const top = Math.min(...boxes.map(box => box.top));
    const bottom = Math.max(...boxes.map(box => box.bottom));
    return {
        name: question.querySelector('input').name,
        choices: boxes.length,
        bottom: Math.round(bottom),
        least: Math.min(...boxes.map(box => box.height)),
        isSeen: screen ? top >= 0 && bottom <= innerHeight : bottom - top <= innerHeight,
    };
})"""
FIRST = """() => {
    const shown = document.querySelector('section.shown') || document.querySelector('section');
    const seen = one => one.getBoundingClientRect();
    const isInside = one => seen(one).top >= 0 && seen(one).bottom <= innerHeight;
    const parts = {
        counter: document.querySelector('h1'),
        promise: shown.querySelector('.lead a'),
        question: shown.querySelector('legend'),
        answers: [...shown.querySelectorAll('fieldset span')].pop(),
        'way on': shown.querySelector('.on'),
    };
    const leading = one => parseFloat(getComputedStyle(one).lineHeight);
    const lines = one => Math.round(seen(one).height / leading(one));
    const links = [...shown.querySelector('nav').children].filter(one => seen(one).height);
    return {
        missing: Object.keys(parts).filter(name => parts[name] && !isInside(parts[name])),
        lines: lines(document.querySelector('header')),
        promise: lines(shown.querySelector('.lead')),
        rows: new Set(links.map(one => seen(one).top)).size,
    };
}"""
WHOLE_FIRST = {"missing": [], "lines": 2, "promise": 1, "rows": 1}
# What stands apart from the scale, and how far below it.
APART = """() => [...document.querySelectorAll('.apart')].map(one => {
    const screen = one.closest('section');
    location.hash = screen.id;
    const levels = [...screen.querySelectorAll('.level span')];
    const above = Math.max(...levels.map(level => level.getBoundingClientRect().bottom));
    return one.querySelector('span').getBoundingClientRect().top - above;
})"""
# A mark that lies on its own face or words, as in a browser that does not know where to put it.
COVERED = """() => [...document.querySelectorAll('fieldset')].flatMap(question => {
    const screen = question.closest('section[id]');
    if (screen) location.hash = screen.id;
    const lies = (one, other) => one.left < other.right - 1 && other.left < one.right - 1
        && one.top < other.bottom - 1 && other.top < one.bottom - 1;
    const rows = [...question.querySelectorAll('span')].map(one => one.closest('label'));
    return rows.filter(label => {
        const mark = label.querySelector('input').getBoundingClientRect();
        const words = document.createRange();
        words.selectNodeContents(label.querySelector('span').lastChild);
        const face = label.querySelector('svg');
        const others = [...words.getClientRects(), ...(face ? [face.getBoundingClientRect()] : [])];
        return !mark.width || others.some(other => lies(mark, other));
    }).map(label => label.textContent);
})"""


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    """Give an office with long names."""
    with open_office(tmp_path_factory.mktemp("office")) as opened:
        set_up_office(opened.survey, OFFICE, None, "0215 000 000")
        rename_service_point(opened.survey, OPEN_POINT, COUNTER, "Lao động", "Tầng 1, nhà A")
        yield opened


@pytest.fixture(scope="module")
def old_office(office: Office) -> Iterator[Office]:
    """Give the same office as the oldest phones see it."""
    with served(taken_by(PHONES, create_app(office.survey))) as address:
        yield replace(office, address=address)


@pytest.fixture
def demonstration(office: Office) -> Iterator[Office]:
    """Let the same office be a demonstration for a while."""
    set_up_office(office.survey, OFFICE, None, "0215 000 000", is_demo=True)
    yield office
    set_up_office(office.survey, OFFICE, None, "0215 000 000")


@pytest.mark.parametrize(
    "look", [*LOOKS, *(pytest.param(look, marks=pytest.mark.release) for look in SHADED)]
)
@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("questionnaire", ["counter.v1", "service-19.v1"])
def test_all_choices_of_a_question_are_seen_together(
    office: Office, browser: Browser, questionnaire: str, way: str, look: str
) -> None:
    open_page, screens = WAYS[way]
    with office.asking(questionnaire):
        for language in ("vi", "en"):
            with visiting(browser, office, language, look) as visitor:
                open_page(visitor)
                for screen in screens:
                    assert_all_is_seen(visitor.page, screen)


@pytest.mark.parametrize("look", SHADED)
def test_the_first_screen_is_whole_in_any_colours(
    office: Office, browser: Browser, look: str
) -> None:
    with visiting(browser, office, "vi", look) as visitor:
        form(visitor)
        for screen in SCREENS:
            assert_the_first_is_whole(visitor.page, screen)


@pytest.mark.parametrize("look", LOOKS)
@pytest.mark.parametrize("questionnaire", ["counter.v1", "service-19.v1"])
def test_the_oldest_phones_show_all_choices_and_no_mark_on_its_words(
    old_office: Office, browser: Browser, questionnaire: str, look: str
) -> None:
    with old_office.asking(questionnaire), visiting(browser, old_office, "vi", look) as visitor:
        form(visitor)
        for screen in SCREENS:
            assert_all_is_seen(visitor.page, screen)
            assert visitor.page.evaluate(COVERED) == []


@pytest.mark.parametrize("way", ["assisted", "tablet"])
def test_a_tablet_shows_what_stands_apart(office: Office, browser: Browser, way: str) -> None:
    for language in ("vi", "en"):
        with visiting(browser, office, language, "easy") as visitor:
            WAYS[way][0](visitor)
            for width, height in TABLETS if way == "tablet" else WHOLE_TABLETS:
                visitor.page.set_viewport_size(ViewportSize(width=width, height=height))
                apart = visitor.page.evaluate(APART)
                assert apart
                assert min(apart) >= LEAST_GAP, (width, apart)


@pytest.mark.parametrize("way", WAYS)
def test_the_last_screen_shows_all_of_the_comment_and_the_way_to_send(
    demonstration: Office, browser: Browser, way: str
) -> None:
    open_page, screens = WAYS[way]
    for language in ("vi", "en"):
        with visiting(browser, demonstration, language, "easy") as visitor:
            open_page(visitor)
            for width, height in screens:
                visitor.page.set_viewport_size(ViewportSize(width=width, height=height))
                visitor.page.evaluate("location.hash = 'the-end'")
                for part in ("label", "textarea", ".steps"):
                    box = visitor.page.locator(f"#the-end {part}").bounding_box()
                    assert box
                    assert box["y"] >= 0, (width, part, box)
                    assert box["y"] + box["height"] <= height, (width, part, box)


@pytest.mark.parametrize(
    "path",
    ["/cam-on/may-tai-quay?code={kiosk}", "/cam-on/tra-may?code={assisted}",
     "/cam-on/da-xoa?code={assisted}", "/{assisted}/dua-may"],
)  # fmt: skip
def test_the_pages_round_the_questions_are_read_from_a_metre_too(
    office: Office, browser: Browser, path: str
) -> None:
    with visiting(browser, office, "vi", "") as visitor:
        visitor.open(path.format(kiosk=office.kiosk_code, assisted=office.assisted_code))
        for width, height in WHOLE_TABLETS:
            visitor.page.set_viewport_size(ViewportSize(width=width, height=height))
            size = visitor.page.locator("main p").first.evaluate(LETTERS)
            assert size >= LEAST_LETTERS_OF_A_TABLET


def test_a_demonstration_says_so_and_its_first_screen_is_whole(
    demonstration: Office, browser: Browser
) -> None:
    for look in LOOKS:
        with visiting(browser, demonstration, "vi", look) as visitor:
            form(visitor)
            for screen in SCREENS:
                assert_the_first_is_whole(visitor.page, screen)
            assert "· Bản thử" in visitor.page.locator("h1").inner_text()


@contextmanager
def visiting(browser: Browser, office: Office, language: str, look: str) -> Iterator[Visitor]:
    """Give a visitor in a look, without script; light is chosen on a phone that is dark."""
    scheme: Literal["dark", "light"] = "dark" if "light" in look else "light"
    with browser.new_context(
        has_touch=True, java_script_enabled=False, color_scheme=scheme
    ) as context:
        yield Visitor(context.new_page(), office, language, look)


def assert_the_first_is_whole(page: Page, screen: tuple[int, int]) -> None:
    width, height = screen
    page.set_viewport_size(ViewportSize(width=width, height=height))
    page.evaluate("() => { location.hash = ''; scrollTo(0, 0) }")
    assert page.evaluate(FIRST) == WHOLE_FIRST, screen


def assert_all_is_seen(page: Page, screen: tuple[int, int]) -> None:
    assert_the_first_is_whole(page, screen)
    is_filled = screen not in SCREENS and page.locator("section[id]").count()
    least = LEAST_ROW_OF_A_TABLET if is_filled else LEAST_ROW
    for question in page.evaluate(QUESTIONS):
        assert question["isSeen"], (question, screen)
        assert question["least"] >= least, (question, screen)
        assert question["choices"] > 1
