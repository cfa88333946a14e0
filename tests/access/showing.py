"""Bringing a browser to what somebody sees."""

from collections.abc import Iterator, Sequence
from itertools import groupby

from playwright.sync_api import Page

from tests.access.office import Office
from tests.access.sights import LOOKS, SCREENS, USUAL, Sight
from tests.access.states import STATES, Visitor


def show(page: Page, office: Office, sight: Sight) -> None:
    """Bring a browser into a state of a page, in its language, look and screen."""
    _emulate(page, sight)
    STATES[sight.state](Visitor(page, office, sight.language, LOOKS[sight.look].chosen))
    SCREENS[sight.screen].show(page)


def show_each(page: Page, office: Office, sights: Sequence[Sight]) -> Iterator[Sight]:
    """Bring a browser into each sight; a page that only the system shows otherwise is kept."""
    for _, same in groupby(sorted(sights, key=_loaded), key=_loaded):
        first, *others = same
        show(page, office, first)
        yield first
        for sight in others:
            _emulate(page, sight)
            SCREENS[sight.screen].show(page)
            yield sight


def _loaded(sight: Sight) -> tuple[str, str, str]:
    """Return what a page is loaded by."""
    return sight.state, sight.language, LOOKS[sight.look].chosen


def _emulate(page: Page, sight: Sight) -> None:
    page.emulate_media(**{**USUAL, **LOOKS[sight.look].media})
