"""axe finds nothing on any page of citizens, however it is seen."""

from itertools import combinations
from operator import attrgetter

import pytest
from playwright.sync_api import Page

from tests.access.office import Office
from tests.access.rules import violations
from tests.access.showing import show
from tests.access.sights import RICHEST, Sight, covering_sights, every_sight
from tests.access.states import STATES

COVERING = covering_sights()


def test_the_daily_dose_meets_each_two_things() -> None:
    every = every_sight()
    assert len(COVERING) < len(every) / 5
    for parts in combinations(("state", "language", "look", "screen"), 2):
        both = attrgetter(*parts)
        wanted = {both(one) for one in every if parts != ("state", "look") or one.state in RICHEST}
        assert {both(sight) for sight in COVERING} >= wanted


@pytest.mark.parametrize("state", STATES)
def test_no_rule_is_broken(page: Page, office: Office, state: str) -> None:
    assert broken(page, office, [sight for sight in COVERING if sight.state == state]) == {}


@pytest.mark.release
@pytest.mark.parametrize("state", STATES)
def test_no_rule_is_broken_in_any_sight(page: Page, office: Office, state: str) -> None:
    assert broken(page, office, [sight for sight in every_sight() if sight.state == state]) == {}


FAULTS = {
    "color-contrast": "document.querySelector('p').style.color = '#ccc'",
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


def broken(page: Page, office: Office, sights: list[Sight]) -> dict[str, list[str]]:
    """Return what axe finds, by what was looked at."""
    found = {}
    for sight in sights:
        show(page, office, sight)
        found[str(sight)] = violations(page)
    return {sight: lines for sight, lines in found.items() if lines}
