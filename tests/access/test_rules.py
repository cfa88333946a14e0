"""On no page of citizens, however it is seen, does axe find a fault or a finger miss its aim."""

from itertools import combinations
from operator import attrgetter

import pytest
from playwright.sync_api import Page

from tests.access.misfits import misfits
from tests.access.office import Office
from tests.access.rules import violations
from tests.access.showing import show, show_each
from tests.access.sights import RICHEST, SCREENS, Sight, covering_sights, every_sight
from tests.access.states import STATES

COVERING = covering_sights()


def test_the_daily_dose_meets_each_two_things() -> None:
    every = every_sight()
    assert len(COVERING) < len(every) / 20
    for parts in combinations(("state", "language", "look", "screen"), 2):
        both = attrgetter(*parts)
        needed = every
        if parts in (("state", "look"), ("state", "screen")):
            needed = [sight for sight in every if sight.state in RICHEST]
        assert {both(sight) for sight in COVERING} >= {both(sight) for sight in needed}


@pytest.mark.parametrize("state", STATES)
def test_no_rule_is_broken_and_everything_fits(page: Page, office: Office, state: str) -> None:
    sights = [sight for sight in COVERING if sight.state == state]
    assert faults_of(page, office, sights) == {}


@pytest.mark.release
@pytest.mark.parametrize("state", STATES)
def test_no_rule_is_broken_and_everything_fits_in_any_sight(
    page: Page, office: Office, state: str
) -> None:
    sights = [sight for sight in every_sight() if sight.state == state]
    assert faults_of(page, office, sights) == {}


FAULTS = {
    "color-contrast": "document.querySelector('main form > p').style.color = '#ccc'",
    "label": "document.querySelector('textarea').removeAttribute('id')",
    "html-has-lang": "document.documentElement.removeAttribute('lang')",
    "target-size": "document.querySelectorAll('p a, main button').forEach((one, place) => "
    "{ one.style.cssText = `position: fixed; display: block; top: 90px; left: ${90 + 10 * place}px;"
    " width: 8px; height: 8px; min-height: 0; padding: 0; margin: 0; overflow: hidden` })",
}


@pytest.mark.parametrize("rule", FAULTS)
def test_a_broken_rule_is_found(page: Page, office: Office, rule: str) -> None:
    show(page, office, Sight("form", "vi", "normal", "360 px"))
    page.evaluate(FAULTS[rule])
    assert [line for line in violations(page) if line.startswith(rule)]


def faults_of(page: Page, office: Office, sights: list[Sight]) -> dict[str, list[str]]:
    """Return what axe finds in each sight, and what does not fit on one of the screens."""
    found = {}
    for sight in show_each(page, office, sights):
        found[str(sight)] = violations(page)
        for name, screen in SCREENS.items():
            screen.show(page)
            found[f"{sight}, on {name}"] = misfits(page)
    return {sight: lines for sight, lines in found.items() if lines}
