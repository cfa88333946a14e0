"""Whether the clock of a machine can be believed, and on which day an answer came.

A clock that is wrong for an hour closes days that are not over, and a closed day stays closed. So a
clock that jumps is believed only when somebody has said that it is right. Answers are always taken.
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

# This program is younger than the one, and will be no more on the other.
FIRST_DAY, LAST_DAY = date(2026, 1, 1), date(2099, 12, 31)
# Of this machine's own counting; setting a clock right, or by a wrong time zone, is less.
LARGEST_STEP = timedelta(hours=36)
# An office is closed for two weeks at Tết; a machine is away for repair for a month.
LONGEST_STOP = timedelta(days=45)
# Machines without a battery learn the time from the network in their first minutes.
SETTLING_SECONDS = 600.0
# So far is a clock set back without meaning another day.
SET_RIGHT = timedelta(hours=2)


@dataclass(frozen=True)
class Reading:
    """What both clocks of a machine said at one moment: the one that is set, and the other."""

    shown: datetime
    elapsed: float

    def step_to(self, later: "Reading") -> timedelta:
        """Return by how much the clock was set since, in either direction."""
        passed = timedelta(seconds=later.elapsed - self.elapsed)
        return abs(later.shown - (self.shown + passed))


@dataclass(frozen=True)
class KnownDay:
    """The last day on which the clock was believed, and whether it has jumped since."""

    day: date
    is_doubted: bool = False

    def fits(self, shown: date) -> bool:
        """Tell whether a clock that shows a day may be right after a stop of the server."""
        if self.is_doubted:
            return shown == self.day
        # A day earlier is that of a clock that was a little ahead over a midnight.
        return self.day - timedelta(days=1) <= shown <= self.day + LONGEST_STOP


@dataclass(frozen=True)
class Doubt:
    """That the clock may be wrong: the day that it shows, and the last one that is known."""

    shown: date
    known: date

    @property
    def is_impossible(self) -> bool:
        """Whether the clock cannot be right, whoever says so."""
        return not is_possible(self.shown)


def is_possible(day: date) -> bool:
    """Tell whether a clock that shows a day can be right."""
    return FIRST_DAY <= day <= LAST_DAY


def is_believable(now: Reading, believed: Reading | None, known: KnownDay) -> bool:
    """Tell whether a clock can be believed.

    `believed` is when this process last had reason to; None: not yet, and it counts what is known
    from before.
    """
    today = now.shown.date()
    if not is_possible(today):
        return False
    if believed is None:
        return known.fits(today)
    is_back = today < known.day - timedelta(days=1)
    return not is_back and believed.step_to(now) <= LARGEST_STEP


def day_of_receipt(now: datetime, last_sealed: date | None) -> date:
    """Return the day of an answer that comes now: the day that the clock shows.

    Within two hours of midnight a clock that was set back reopens no sealed day: who comes then
    would stand alone in it. A day that no clock can show is taken for the one after the last.
    """
    today = now.date()
    next_day = FIRST_DAY if last_sealed is None else last_sealed + timedelta(days=1)
    if not is_possible(today):
        return next_day
    if last_sealed == today and (now + SET_RIGHT).date() == next_day:
        return next_day
    return today
