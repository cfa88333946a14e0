"""One opening of the page, from which at most one response comes."""

from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

from survey.domain.modes import Mode

LASTS = timedelta(days=30)
NONCE_BYTES = 16


@dataclass(frozen=True)
class Visit:
    """What the page carries from its opening to its sending; nothing of it is stored."""

    poster: str
    plan: str
    questionnaire: str
    language: str
    mode: Mode
    # Exact times would let a clerk match a page to the person who has just left the counter.
    hour: datetime
    nonce: bytes

    def is_expired(self, now: datetime) -> bool:
        """Whether the page was opened more than thirty days before `now`."""
        return now - self.hour > LASTS

    @property
    def last_month(self) -> date:
        """The first day of the month in which the page can be sent for the last time."""
        return _month(self.hour + LASTS)


@dataclass(frozen=True)
class CountedVisit:
    """That a visit was counted, and nothing of what it said."""

    key: bytes = field(repr=False)
    # The key alone says which visit it is.
    last_month: date = field(compare=False)


def first_known_month(last_sealed: date) -> date:
    """Return the month before which no counted visit is known any more.

    It follows the days that are sealed and not the clock: a clock that goes wrong forgets nothing,
    and one that is set back finds forgotten what was forgotten.
    """
    return _month(last_sealed)


def hour_of_opening(now: datetime, last_sealed: date | None) -> datetime:
    """Return the hour that a page bears which is opened now.

    It is never on a sealed day: while a clock is set back, what was counted then may be forgotten.
    """
    hour = now.replace(minute=0, second=0, microsecond=0)
    if last_sealed is None:
        return hour
    return max(hour, datetime.combine(last_sealed + timedelta(days=1), time(), now.tzinfo))


def _month(moment: date) -> date:
    return date(moment.year, moment.month, 1)
