"""How a page can be seen: what the system asks for, what was chosen on the page, how large."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import product
from typing import Any

from playwright.sync_api import Page, ViewportSize

from tests.access.states import STATES, At

HEIGHT, NARROWEST = 740, 320
ENLARGE = "size => { document.documentElement.style.fontSize = size }"


@dataclass(frozen=True)
class Look:
    """What the system asks for, and what the page carries of the buttons that were pressed."""

    media: Mapping[str, Any] = field(default_factory=dict)
    chosen: str = ""


@dataclass(frozen=True)
class Screen:
    """A width in pixels; `is_enlarged` is text of twice the size."""

    width: int
    is_enlarged: bool = False

    @property
    def is_tight(self) -> bool:
        """Tell whether a page has to make do with little room."""
        return self.width == NARROWEST or self.is_enlarged

    def show(self, page: Page) -> None:
        """Give a page this screen; enlarging is done to the page that is there."""
        page.set_viewport_size(ViewportSize(width=self.width, height=HEIGHT))
        page.evaluate(ENLARGE, "32px" if self.is_enlarged else "")


@dataclass(frozen=True)
class Sight:
    """One page as somebody sees it."""

    state: str
    language: str
    look: str
    screen: str

    def __str__(self) -> str:
        """Return the words that name a test."""
        return f"{self.state}, {self.language}, {self.look}, {self.screen}"


USUAL: Mapping[str, Any] = {
    "color_scheme": "light",
    "contrast": "no-preference",
    "forced_colors": "none",
    "reduced_motion": "no-preference",
}
LOOKS: Mapping[str, Look] = {
    "normal": Look(),
    "system dark": Look({"color_scheme": "dark"}),
    "high contrast": Look({"contrast": "more"}),
    "forced colours": Look({"forced_colors": "active"}),
    "one by one": Look(chosen="easy"),
    "one by one, large, dark": Look({"contrast": "more"}, "easy-large-dark"),
    "one by one, forced colours": Look({"forced_colors": "active"}, "easy"),
    "large": Look(chosen="large"),
    "dark": Look(chosen="dark"),
    "light on a dark system": Look({"color_scheme": "dark"}, "light"),
}
SCREENS: Mapping[str, Screen] = {
    "320 px": Screen(NARROWEST),
    "360 px": Screen(360),
    "desktop": Screen(1280),
    "twice the text": Screen(360, is_enlarged=True),
}
LANGUAGES = ("vi", "en")
# The states that show most kinds of elements.
RICHEST = ("form", "faults", "warning", "privacy")


def every_sight() -> list[Sight]:
    """Return all there are: the long dose."""
    sights = (Sight(*names) for names in product(STATES, LANGUAGES, LOOKS, SCREENS))
    return [sight for sight in sights if not _is_the_same_as_another(sight)]


def covering_sights() -> list[Sight]:
    """Return few in which each two things meet: the daily dose.

    Most faults of a page come from one thing or from two together. Every look and every screen
    meet the states that show most; the others share their elements with those, and are seen with
    much room and little, in letters of either size, whole and one by one.
    """
    every = every_sight()
    missing = {pair for sight in every for pair in _pairs(sight)}
    chosen: list[Sight] = []
    while missing:
        best = max(every, key=lambda sight: len(missing & _pairs(sight)))
        chosen.append(best)
        missing -= _pairs(best)
    return chosen


def _is_the_same_as_another(sight: Sight) -> bool:
    """Tell whether a page without questions is asked to show them one by one."""
    return isinstance(STATES[sight.state], At) and "easy" in LOOKS[sight.look].chosen


def _pairs(sight: Sight) -> set[tuple[str, str]]:
    look, state = LOOKS[sight.look], sight.state
    pairs = {(sight.look, sight.language), (sight.look, sight.screen), (state, sight.language)}
    if state in RICHEST:
        return pairs | {(state, sight.look), (state, sight.screen)}
    pairs |= {(state, "tight" if SCREENS[sight.screen].is_tight else "wide")}
    pairs |= {(state, "large" if "large" in look.chosen else "medium")}
    return pairs | {(state, "one by one" if "easy" in look.chosen else "whole")}
