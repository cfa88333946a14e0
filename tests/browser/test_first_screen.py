"""What a phone shows without scrolling: the first question, and no mark nearer than another."""

from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from playwright.sync_api import Browser, Page, ViewportSize

from survey.services.manage_places import add_service_point, overview_of
from survey.services.set_up_office import set_up_office
from tests.access.office import Office, open_office
from tests.browser.looks import DARK, EASY, LIGHT, pressed

# What a browser leaves of three phones.
SCREENS = ((320, 480), (360, 560), (390, 700))
# What the bar of a tablet leaves to the questions.
TABLETS = ((768, 950), (1280, 726))
LEAST_ROW, LEAST_ROW_OF_A_TABLET = 44, 84
OFFICE = "Trung tâm Phục vụ hành chính công tỉnh Điện Biên"
COUNTER = "Quầy 5: Lao động, Người có công"
LOOKS = ((), (DARK,), (LIGHT,), (EASY,), (EASY, DARK))
IN_ENGLISH = {EASY: "Faces", DARK: "Dark", LIGHT: "Light"}
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
        answers: shown.querySelector('fieldset'),
        'way on': shown.querySelector('.on'),
    };
    const links = [...shown.querySelector('nav').children].filter(one => seen(one).height);
    return {
        missing: Object.keys(parts).filter(name => parts[name] && !isInside(parts[name])),
        lines: Math.round(seen(document.querySelector('header')).height / LINE),
        promise: Math.round(seen(shown.querySelector('.lead')).height / LINE),
        rows: new Set(links.map(one => seen(one).top)).size,
    };
}""".replace("LINE", "25.2")


@dataclass(frozen=True)
class Counter:
    """An office with long names, and the code of a poster at its counter."""

    office: Office
    code: str


@pytest.fixture(scope="module")
def counter(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Counter]:
    with open_office(tmp_path_factory.mktemp("office")) as office:
        set_up_office(office.survey, OFFICE, None, "0215 000 000")
        point = add_service_point(office.survey, COUNTER, "Lao động", "Tầng 1, nhà A")
        yield Counter(office, overview_of(office.survey, point.id).active_posters[0].code)


@pytest.mark.parametrize("looks", LOOKS, ids=lambda looks: "-".join(looks) or "whole")
@pytest.mark.parametrize("language", ["vi", "en"])
@pytest.mark.parametrize("questionnaire", ["counter.v1", "service-19.v1"])
def test_all_choices_of_a_question_are_seen_together(
    counter: Counter, browser: Browser, questionnaire: str, language: str, looks: tuple[str, ...]
) -> None:
    with counter.office.asking(questionnaire):
        page = opened(counter, browser, language, looks)
        for width, height in SCREENS:
            page.set_viewport_size(ViewportSize(width=width, height=height))
            page.evaluate("() => { location.hash = ''; scrollTo(0, 0) }")
            first = page.evaluate(FIRST)
            assert first == {"missing": [], "lines": 2, "promise": 1, "rows": 1}, (width, height)
            for question in page.evaluate(QUESTIONS):
                assert question["isSeen"], (question, width, height)
                assert question["least"] >= LEAST_ROW, (question, width, height)
                assert question["choices"] > 1
        page.context.close()


@pytest.mark.parametrize("language", ["vi", "en"])
@pytest.mark.parametrize("questionnaire", ["counter.v1", "service-19.v1"])
def test_a_tablet_is_filled_and_shows_all_choices_of_a_question(
    counter: Counter, browser: Browser, questionnaire: str, language: str
) -> None:
    with counter.office.asking(questionnaire):
        page = opened(counter, browser, language, (EASY,))
        for width, height in TABLETS:
            page.set_viewport_size(ViewportSize(width=width, height=height))
            for question in page.evaluate(QUESTIONS):
                assert question["isSeen"], (question, width, height)
                assert question["least"] >= LEAST_ROW_OF_A_TABLET, (question, width, height)
        page.context.close()


def opened(counter: Counter, browser: Browser, language: str, looks: tuple[str, ...]) -> Page:
    """Return the page of the poster in a look, on a phone without script."""
    context = browser.new_context(
        has_touch=True,
        java_script_enabled=False,
        viewport=ViewportSize(width=SCREENS[0][0], height=SCREENS[0][1]),
        color_scheme="dark" if LIGHT in looks else "light",
    )
    page = context.new_page()
    page.goto(f"{counter.office.address}/{counter.code}?lang={language}")
    for name in looks:
        pressed(IN_ENGLISH[name] if language == "en" else name)(page)
    return page
