"""How a page is shown, remembered by the page itself and by nothing else."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum

from flask import request

from survey.web.form_request import sent_value

# The names of a hidden field and of a button in a form (no question may be called so).
LOOK = "look"
SWITCH = "switch"
_BETWEEN = "-"


class Shade(StrEnum):
    """Which colours a person has asked for."""

    DARK = "dark"
    LIGHT = "light"


@dataclass(frozen=True)
class Look:
    """How a page is shown.

    Attributes
    ----------
    is_easy : bool
        One question a screen, with faces.
    is_large : bool
        Larger letters than the phone is set to.
    shade : Shade or None
        None: as the phone is set.
    """

    is_easy: bool = False
    is_large: bool = False
    shade: Shade | None = None

    @property
    def written(self) -> str:
        """The look as a field carries it; empty for the one that every page begins with."""
        words = {"easy": self.is_easy, "large": self.is_large, self.shade or "": True}
        return _BETWEEN.join(word for word, is_said in words.items() if is_said and word)

    @property
    def parameter(self) -> str | None:
        """What an address says for the page after the questions; nothing for the usual look."""
        return self.without_screens().written or None

    def switched(self, to: str) -> "Look":
        """Return the look after a button; one that is not offered changes nothing."""
        switch = _SWITCHES.get(to)
        return self if switch is None else switch(self)

    def without_screens(self) -> "Look":
        """Return the look of a page that asks no questions."""
        return replace(self, is_easy=False)


_USUAL = Look()

# Each button says where it leads, not "the other way": pressed twice it still leads there.
_SWITCHES: Mapping[str, Callable[[Look], Look]] = {
    "easy": lambda look: replace(look, is_easy=True),
    "whole": lambda look: replace(look, is_easy=False),
    "large": lambda look: replace(look, is_large=True),
    "medium": lambda look: replace(look, is_large=False),
    "dark": lambda look: replace(look, shade=Shade.DARK),
    "light": lambda look: replace(look, shade=Shade.LIGHT),
}


def read_look(written: str) -> Look:
    """Return the look that a field carries; words that are not ours say nothing."""
    look = _USUAL
    if not written:
        return look
    for word in written.split(_BETWEEN):
        look = look.switched(word)
    return look


def chosen_look() -> Look:
    """Return the look of this request: of its form, or of its address where one was passed on."""
    written = sent_value(LOOK)
    if written is None:
        written = request.args.get(LOOK, "") if request.query_string else ""
    return read_look(written).switched(sent_value(SWITCH) or "")


def is_switched() -> bool:
    """Tell whether a button of the look sent this form."""
    return sent_value(SWITCH) in _SWITCHES
