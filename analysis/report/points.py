"""The option by how many percentage points the silent are thought to be less satisfied."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress

from templates.languages import N_

_NO_POINTS = N_(
    "--silent-lower-by is “%(value)s”; give percentage points above 0 and at most 100, such as 10."
)
_NO_CASES = N_("--silent-lower-by needs the case counts; give their file with --cases.")


class BadPoints(ValueError):
    """An option that makes no sense; `sentence` says why, with a place for `value`."""

    def __init__(self, sentence: str, value: str) -> None:
        self.sentence, self.value = sentence, value
        super().__init__(sentence % {"value": value})

    def in_words(self, gettext: Callable[[str], str]) -> str:
        """Return the sentence in the language of `gettext`."""
        return gettext(self.sentence) % {"value": self.value}


def points_of(written: str | None, *, has_cases: bool) -> float | None:
    """Return percentage points as a proportion, None where none are written; raise BadPoints.

    A decimal comma is one, as on a Vietnamese keyboard.
    """
    if written is None:
        return None
    if not has_cases:
        raise BadPoints(_NO_CASES, written)
    points = 0.0
    with suppress(ValueError):
        points = float(written.strip().replace(",", "."))
    if not 0 < points <= 100:
        raise BadPoints(_NO_POINTS, written)
    return points / 100
