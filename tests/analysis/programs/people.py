"""Known answers: who answered what, when and where."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from hypothesis import strategies as st

from questionnaires.model import BLANK
from tests.analysis.forms import QUESTIONS

POINTS = ("Quầy 1", "Quầy 2", "Một cửa Hòa Bình")


@dataclass(frozen=True)
class Person:
    """One response."""

    moment: datetime  # as a clock in Vietnam showed it
    point: str
    packed: str  # one code a question

    def answer(self, question: str) -> str:
        """Return the code of one answer, empty where none was given."""
        code = self.packed[QUESTIONS.index(question)]
        return "" if code == BLANK else code


def person(moment: str = "2026-03-16T09:30:00", point: str = POINTS[0], packed: str = "5402-"):
    """Return one response, with what a test is about."""
    return Person(datetime.fromisoformat(moment), point, packed)


def _packed(ratings: tuple[str, str, str], late: str, letter: str) -> str:
    return "".join(ratings) + late + (letter if late == "1" else BLANK)


_RATING = st.sampled_from("12345-")
# Nobody gives nothing but blanks: such a row is no response.
_PACKED = st.builds(
    _packed,
    st.tuples(_RATING, _RATING, st.sampled_from("12345-0")),
    st.sampled_from("12-"),
    st.sampled_from("12-"),
).filter(lambda packed: packed.strip(BLANK))
# Offices are open by day, so that the day is the same in Vietnam and in UTC until a damage changes
# it.
_FIRST, _LAST = map(datetime.fromisoformat, ("2026-01-05T07:00:00", "2026-06-26T17:00:00"))
_MOMENT = st.datetimes(_FIRST, _LAST).map(
    lambda moment: moment.replace(hour=8 + moment.hour % 9, microsecond=0)
)
# One more came on the eighth. No other date has August as its month, so that no few days look as if
# a spreadsheet had turned days and months in some.
_ON_THE_EIGHTH = person("2026-03-08T09:41:37", packed="4351-")
PEOPLE = st.lists(
    st.builds(Person, _MOMENT, st.sampled_from(POINTS), _PACKED),
    min_size=2,
    max_size=7,
    unique_by=lambda each: each.moment,
).map(lambda people: [*people, _ON_THE_EIGHTH])
# Every rating, blank and "not applicable"; days before and after the twelfth.
SIX = (
    person("2026-03-16T09:30:12", "Quầy 1", "5402-"),
    person("2026-04-05T14:00:40", "Quầy 2", "15412"),
    person("2026-05-20T10:00:05", POINTS[2], "3-2--"),
    person("2026-05-21T10:00:05", POINTS[2], "24---"),
    person("2026-06-02T16:20:31", "Quầy 2", "5501-"),
    person("2026-05-20T10:10:05", POINTS[2], "2342-"),
)
