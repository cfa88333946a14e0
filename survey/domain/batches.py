"""Batches of paper forms: how they are numbered, what is counted, and when it adds up."""

import re
from collections.abc import Iterable
from dataclasses import astuple, dataclass
from datetime import date
from fractions import Fraction

MOST_COPIES = 1000

_NUMBER = re.compile(r"P-[0-9]{4}-([0-9]+)")


@dataclass(frozen=True)
class Batch:
    """The paper forms that were printed together for one service point.

    They are asked in the questionnaire, plan and field of the day of printing, whatever the office
    asks when they are typed.
    """

    number: str
    service_point: int
    field: str
    questionnaire: str
    plan: str
    copies: int
    printed_on: date
    found: int | None = None  # sheets in the box; None: it was not emptied yet
    ended_early: bool = False  # the pile was at its end before so many sheets were typed
    abandoned_on: date | None = None  # None: not given up


@dataclass(frozen=True)
class Totals:
    """What came of a batch, in sheets; what two entries compared, in answers."""

    copies: int
    found: int
    typed: int
    blank: int
    spoiled: int
    compared: int
    differing: int
    is_by_one_person: bool  # the second entry, or part of it, was made by who made the first

    @property
    def stored(self) -> int:
        """How many sheets become responses."""
        return self.typed - self.blank - self.spoiled

    @property
    def share(self) -> Fraction:
        """The share of the answers typed twice that differ; 0 where nothing was compared."""
        return Fraction(self.differing, self.compared or 1)

    @property
    def in_short(self) -> str:
        """All numbers as one text: what a page shows and somebody signs."""
        return "/".join(str(int(value)) for value in astuple(self))

    @property
    def is_short(self) -> bool:
        """Whether the sheets typed are not those that were counted in the box."""
        return self.typed != self.found

    @property
    def is_over(self) -> bool:
        """Whether the box held more sheets than were printed."""
        return self.found > self.copies

    @property
    def adds_up(self) -> bool:
        """Whether no number needs to be explained."""
        return not self.is_short and not self.is_over


@dataclass(frozen=True)
class SignOff:
    """The end of a batch: its totals, who answers for them, and why they do not add up."""

    totals: Totals
    reason: str
    signed_by: str
    signed_on: date


def next_number(year: int, known: Iterable[str]) -> str:
    """Return the number of the next batch of a year, such as ``P-2026-007``.

    `known` are all numbers of that year, also of batches that were given up.
    """
    places = [int(found[1]) for number in known if (found := _NUMBER.fullmatch(number))]
    return f"P-{year:04}-{max(places, default=0) + 1:03}"
