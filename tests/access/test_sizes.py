"""Each question on its own fits too, nothing moves, and a fault of sizes is found."""

import pytest
from playwright.sync_api import Page

from tests.access.misfits import misfits
from tests.access.office import Office
from tests.access.showing import show
from tests.access.sights import SCREENS, Sight

MOVING = """() => [...document.querySelectorAll('*')].filter(one => {
    const style = getComputedStyle(one);
    return style.animationName !== 'none' || style.scrollBehavior !== 'auto'
        || style.transitionDuration.split(',').some(time => parseFloat(time) > 0);
}).map(one => one.tagName)"""


def test_each_of_the_screens_one_by_one_fits(page: Page, office: Office) -> None:
    show(page, office, Sight("form", "vi", "one by one", "360 px"))
    questions = page.locator("section").evaluate_all("all => all.map(one => one.id)")
    found = {}
    for name, screen in SCREENS.items():
        screen.show(page)
        for question in questions:
            page.evaluate("question => { location.hash = question }", question)
            assert page.locator(f"#{question}").is_visible()
            found[name, question] = misfits(page)
    assert len(found) > 10 * len(SCREENS)
    assert {seen: lines for seen, lines in found.items() if lines} == {}


@pytest.mark.parametrize("state", ["form", "warning", "thanks"])
def test_nothing_moves_for_whoever_asked_for_that(page: Page, office: Office, state: str) -> None:
    show(page, office, Sight(state, "vi", "normal", "360 px"))
    page.emulate_media(reduced_motion="reduce")
    assert page.evaluate(MOVING) == []


FAULTS = {
    "small": "document.querySelector('nav button').style.cssText = 'min-height: 0; height: 30px'",
    "on each other": "document.querySelector('textarea').style.marginBottom = '-20rem'",
    "off the screen": "document.querySelector('h1').style.marginLeft = '-20px'",
}


@pytest.mark.parametrize(("fault", "planted"), FAULTS.items(), ids=FAULTS)
def test_a_faulty_size_is_found(page: Page, office: Office, fault: str, planted: str) -> None:
    show(page, office, Sight("form", "vi", "normal", "320 px"))
    page.evaluate(planted)
    assert [line for line in misfits(page) if line.startswith(fault)]
