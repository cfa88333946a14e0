"""Closing days: their responses leave the inbox for ever, in an order that tells nothing."""

import logging
from dataclasses import dataclass
from datetime import date

from survey.domain.believable_clock import Doubt
from survey.domain.errors import NotStored
from survey.domain.visits import first_known_month
from survey.services.ask_about_clock import doubt_about_clock
from survey.services.empty_journal import Journal, empty_journal
from survey.services.repeating import Repeating
from survey.services.survey import Survey
from survey.store.counted_visits import forget_counted
from survey.store.responses import count_inbox_before, forget_order, seal_day

_log = logging.getLogger(__name__)

DOUBTED = (
    "the clock of this machine may be wrong, so no day is closed; answers are taken. "
    "Staff pages or “hailong clock” ask whether it is right"
)

# Often enough that a day is closed soon after midnight, also on a machine that slept through it.
CHECK_SECONDS = 60.0


@dataclass(frozen=True)
class SealedDay:
    """A day that was closed, and how many responses it has."""

    day: date
    responses: int


def seal_closed_days(survey: Survey) -> tuple[SealedDay, ...]:
    """Close every day before today that has responses in the inbox, all of them or none.

    None while the clock cannot be believed: a day that is closed stays so. Of the day of a response
    its month is kept; the order in which responses came is forgotten, that of today's too.
    """
    # The day first: a clock that is set between the two looks is seen by the second.
    today = survey.today()
    is_believed = doubt_about_clock(survey) is None
    sealed = _seal(survey, today) if is_believed and _has_days_before(survey, today) else ()
    # Also when no day was closed: somebody who read may have kept the log from being emptied when
    # the last one was, here or in another process.
    survey.store.forget_history()
    return sealed


def _has_days_before(survey: Survey, today: date) -> bool:
    with survey.store.reading() as connection:
        return bool(count_inbox_before(connection, today))


def _seal(survey: Survey, today: date) -> tuple[SealedDay, ...]:
    with survey.store.writing() as connection:
        counts = count_inbox_before(connection, today)
        for day in counts:
            seal_day(connection, day)
        if counts:
            forget_order(connection)
            forget_counted(connection, first_known_month(max(counts)))
    return tuple(SealedDay(day, count) for day, count in counts.items())


class SealingClock(Repeating):
    """A thread that closes each day soon after midnight, for as long as the server runs."""

    def __init__(self, survey: Survey, check_seconds: float = CHECK_SECONDS) -> None:
        super().__init__("sealing-clock", check_seconds, check_seconds)
        self._survey = survey
        self._is_doubted = False

    def stop(self) -> None:
        """End the thread and wait until it has ended."""
        super().stop()
        self.join(None)

    def _look(self) -> None:
        try:
            seal_closed_days(self._survey)
            self._tell_of_doubt(doubt_about_clock(self._survey))
            _warn_of_readers(empty_journal(self._survey))
        except NotStored:
            # Nothing is lost: the days stay in the inbox until the next look at the clock.
            _log.warning("closed days could not be sealed; this is tried again")

    def _tell_of_doubt(self, doubt: Doubt | None) -> None:
        if doubt is not None and not self._is_doubted:
            _log.warning("%s", DOUBTED)
        self._is_doubted = doubt is not None


def _warn_of_readers(journal: Journal) -> None:
    if not journal.is_empty:
        named = ", ".join(journal.readers) or "somebody"
        _log.warning("the journal could not be emptied while %s reads; this is tried again", named)
