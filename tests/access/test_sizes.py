"""Fingers hit what they aim at, nothing runs off the screen, nothing moves."""

import pytest
from playwright.sync_api import Page

from tests.access.office import Office
from tests.access.showing import show
from tests.access.sights import SCREENS, Sight
from tests.access.states import STATES

TOUCH_PX = 44
SMALL = """least => [...document.querySelectorAll('a[href], button, input, textarea, select')]
    .filter(one => one.type !== 'hidden' && !one.closest('[aria-hidden=true]'))
    .filter(one => one.getClientRects().length)
    .map(one => [one, (one.type === 'radio' ? one.closest('label') : one).getBoundingClientRect()])
    .filter(([one, box]) => box.height < least || box.width < least)
    .map(([one, box]) => `${one.outerHTML.slice(0, 90)}: ${box.width} x ${box.height}`)"""
OVERLAPPING = """() => {
    const boxes = [...document.querySelectorAll('a[href], button, fieldset label, textarea')]
        .filter(one => !one.closest('[aria-hidden=true]') && one.getClientRects().length)
        .map(one => [one, one.getBoundingClientRect()]);
    return boxes.flatMap(([one, a], place) => boxes.slice(place + 1)
        .filter(([other, b]) => a.left < b.right - 1 && b.left < a.right - 1
            && a.top < b.bottom - 1 && b.top < a.bottom - 1)
        .map(([other]) => `${one.outerHTML.slice(0, 90)} and ${other.outerHTML.slice(0, 90)}`));
}"""
WIDE = """() => [...document.querySelectorAll('body *')]
    .filter(one => !one.closest('[aria-hidden=true]'))
    .filter(one => one.getBoundingClientRect().right > innerWidth + 1
        || one.getBoundingClientRect().left < -1)
    .map(one => one.outerHTML.slice(0, 120))"""
HIDDEN = """() => [...document.querySelectorAll('[hidden]')]
    .filter(one => one.getClientRects().length).map(one => one.outerHTML.slice(0, 120))"""
SCROLLS = "document.scrollingElement.scrollWidth > innerWidth"
MOVING = """() => [...document.querySelectorAll('*')].filter(one => {
    const style = getComputedStyle(one);
    return style.animationName !== 'none' || style.scrollBehavior !== 'auto'
        || style.transitionDuration.split(',').some(time => parseFloat(time) > 0);
}).map(one => one.tagName)"""


SIGHTS = [("vi", "normal"), ("en", "normal"), ("vi", "one by one"), ("vi", "large")]


@pytest.mark.parametrize("state", STATES)
def test_targets_are_large_apart_and_on_the_screen(page: Page, office: Office, state: str) -> None:
    found = {}
    for language, look in SIGHTS:
        show(page, office, Sight(state, language, look, "320 px"))
        for name, screen in SCREENS.items():
            screen.show(page)
            found[language, look, name] = misfits(page)
    assert {sight: lines for sight, lines in found.items() if lines} == {}


@pytest.mark.parametrize("screen", SCREENS)
def test_each_of_the_screens_one_by_one_fits(page: Page, office: Office, screen: str) -> None:
    show(page, office, Sight("form", "vi", "one by one", screen))
    found = {}
    for place in page.locator("section").evaluate_all("all => all.map(one => one.id)"):
        page.evaluate("place => { location.hash = place }", place)
        assert page.locator(f"#{place}").is_visible()
        found[place] = misfits(page)
    assert len(found) > 10
    assert {place: lines for place, lines in found.items() if lines} == {}


@pytest.mark.parametrize("state", ["form", "warning", "thanks"])
def test_nothing_moves_for_whoever_asked_for_that(page: Page, office: Office, state: str) -> None:
    show(page, office, Sight(state, "vi", "normal", "360 px"))
    page.emulate_media(reduced_motion="reduce")
    assert page.evaluate(MOVING) == []


FAULTS = {
    "small": "document.querySelector('main button').style.cssText = 'min-height: 0; height: 30px'",
    "on each other": "document.querySelector('textarea').style.marginBottom = '-9rem'",
    "off the screen": "document.querySelector('h1').style.marginLeft = '-20px'",
}


@pytest.mark.parametrize(("fault", "planted"), FAULTS.items(), ids=FAULTS)
def test_a_faulty_size_is_found(page: Page, office: Office, fault: str, planted: str) -> None:
    show(page, office, Sight("form", "vi", "normal", "320 px"))
    page.evaluate(planted)
    assert [line for line in misfits(page) if line.startswith(fault)]


def misfits(page: Page) -> list[str]:
    """Return what is too small to hit, lies on something else or runs off the screen."""
    return [
        *(f"small: {one}" for one in page.evaluate(SMALL, TOUCH_PX)),
        *(f"on each other: {one}" for one in page.evaluate(OVERLAPPING)),
        *(f"off the screen: {one}" for one in page.evaluate(WIDE)),
        *(f"shown although it is hidden: {one}" for one in page.evaluate(HIDDEN)),
        *["the page scrolls sideways"] * page.evaluate(SCROLLS),
    ]
