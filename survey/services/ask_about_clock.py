"""What somebody is asked about the clock, and what he says."""

from dataclasses import dataclass
from datetime import date

from survey.domain.believable_clock import Doubt, is_possible
from survey.domain.errors import ClockMoved
from survey.services.survey import Survey
from survey.store.clock_days import days_after


@dataclass(frozen=True)
class ClockState:
    """What is wrong about the clock and the days, if anything is.

    Attributes
    ----------
    doubt : Doubt or None
        Why the clock cannot be believed; then no day is closed.
    future_days : tuple of date
        Days that have answers, or are closed, although they lie after today.
    """

    doubt: Doubt | None
    future_days: tuple[date, ...]

    @property
    def is_well(self) -> bool:
        """Whether nobody has to do anything."""
        return self.doubt is None and not self.future_days


def clock_state(survey: Survey) -> ClockState:
    """Look at the clock, and for days that it has not reached."""
    doubt = doubt_about_clock(survey)
    with survey.store.reading() as connection:
        return ClockState(doubt, tuple(days_after(connection, survey.today())))


def doubt_about_clock(survey: Survey) -> Doubt | None:
    """Return why the clock cannot be believed; None: it can."""
    return survey.watch.look(survey.clock, survey.store)


def confirm_clock(survey: Survey, shown: date) -> None:
    """Believe the clock, which somebody has seen to show this day and called right.

    Raises ClockMoved when it shows another one by now, or one that cannot be.
    """
    if survey.today() != shown or not is_possible(shown):
        raise ClockMoved("the clock does not show the day that was called right")
    survey.watch.believe(survey.clock, survey.store)
