"""Bringing a browser to what somebody sees."""

from playwright.sync_api import Page

from tests.access.office import Office
from tests.access.sights import LOOKS, SCREENS, USUAL, Sight
from tests.access.states import STATES, Visitor


def show(page: Page, office: Office, sight: Sight) -> None:
    """Bring a browser into a state of a page, in its language, look and screen."""
    look = LOOKS[sight.look]
    page.emulate_media(**{**USUAL, **look.media})
    STATES[sight.state](Visitor(page, office, sight.language, look.chosen))
    SCREENS[sight.screen].show(page)
