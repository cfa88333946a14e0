"""Putting right the days that a clock dated in the future.

How far the clock was ahead stands nowhere, so somebody has to say on which day the last of these
days was in truth; the others keep their distance from it.

Of a closed response nothing is kept of the day but the month, so those of a month stay together:
they become of the month that most of them came in.

No answer becomes of a month of which a report is published: a few people more or fewer would follow
from this and later reports. Like a paper sheet that is typed late it counts in a later month.
"""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from questionnaires.months import calendar_months
from survey.domain.believable_clock import FIRST_DAY
from survey.domain.errors import DayRefused, DaysMoved
from survey.domain.released_spans import untold_day
from survey.services.survey import Survey
from survey.store import clock_days
from survey.store.copy_before_change import copy_before_repair
from survey.store.engine import Transaction
from survey.store.publications import published_periods
from survey.store.responses import count_of_day
from survey.store.rewriting import owe_rewriting
from survey.store.upgrade import finish_rewriting


@dataclass(frozen=True)
class MovedDay:
    """A day that lies in the future, the one that it becomes, and how many responses it has.

    `came` is the day that it was in truth, where it does not become that one, because a report of
    its month is published.
    """

    day: date
    to: date
    responses: int
    came: date | None = None


@dataclass(frozen=True)
class MovedMonth:
    """The closed responses of a month with days in the future, and the month that they become of.

    `astray` are those that came in another month, as the counts of the days tell; which of them
    these are, nobody knows any more.
    """

    month: date
    to: date
    responses: int
    astray: int


@dataclass(frozen=True)
class Repair:
    """What is to be put right, all of it or nothing.

    Attributes
    ----------
    days : tuple of MovedDay
        Earliest first; empty when no day lies in the future.
    months : tuple of MovedMonth
        Those of which responses are closed, earliest first.
    office_days : int
        Days of the office itself that lie in the future (printed, withdrawn, closed, signed on);
        they become the last of the days.
    """

    days: tuple[MovedDay, ...]
    months: tuple[MovedMonth, ...]
    office_days: int

    @property
    def is_needed(self) -> bool:
        """Whether anything is to be put right."""
        return bool(self.days or self.office_days)


def days_to_repair(survey: Survey) -> bool:
    """Tell whether any day lies in the future, of answers or of the office."""
    with survey.store.reading() as connection:
        today = survey.today()
        days = clock_days.days_after(connection, today)
        return bool(days or clock_days.count_office_days_after(connection, today))


def plan_repair(survey: Survey, last: date) -> Repair:
    """Return what becomes of the days in the future if the last of them was this day in truth.

    Raises DayRefused for a day that is still to come, or that no answer can have.
    """
    with survey.store.reading() as connection:
        return _planned(connection, survey.today(), last)


def repair_days(survey: Survey, shown: Repair, last: date) -> Path:
    """Put the days right as it was shown; return a copy of what was before.

    Raises DaysMoved, and changes nothing, if it is not so; the same where no copy can be made.
    """
    before = copy_before_repair(survey.store)
    with survey.store.writing() as connection:
        today = survey.today()
        if _planned(connection, today, last) != shown:
            raise DaysMoved("there are other days to repair than those that were shown")
        _move(connection, shown, today)
        clock_days.move_office_days(connection, today, last)
        # A row that was changed lies in its page where its old self did not.
        owe_rewriting(connection)
    finish_rewriting(survey.store)
    return before


def _move(connection: Transaction, shown: Repair, today: date) -> None:
    months = {each.month: each.to for each in shown.months}
    for closed in shown.months:
        clock_days.move_month(connection, closed.month, closed.to)
    for each in shown.days:
        clock_days.move_day(connection, each.day, each.to, is_over=each.to < today)
        # The counts of a month are those of its responses, also of those that are astray.
        if to := months.get(each.day.replace(day=1)):
            clock_days.move_counts(connection, each.day, _within(to, each.to))


def _within(month: date, day: date) -> date:
    """Return the day of a month that lies nearest to a day."""
    return min(max(month, day), calendar_months(month, 1).ends)


def _planned(connection: Transaction, today: date, last: date) -> Repair:
    days = clock_days.days_after(connection, today)
    ahead = max(days, default=last) - last
    if last > today or (days and days[0] - ahead < FIRST_DAY):
        raise DayRefused("an answer cannot have come on such a day")
    released = published_periods(connection)

    def becomes(day: date) -> date:
        return untold_day(day - ahead, released, today) if day > today else day

    month = today.replace(day=1)
    counts = dict.fromkeys(clock_days.sealed_days(connection, month), 0)
    counts |= clock_days.sealed_counts(connection, month)
    closed = clock_days.closed_months(connection, month)
    return Repair(
        tuple(
            MovedDay(
                each,
                becomes(each),
                count_of_day(connection, each),
                None if becomes(each) == each - ahead else each - ahead,
            )
            for each in days
        ),
        tuple(_months(counts, closed, today, becomes)),
        clock_days.count_office_days_after(connection, today),
    )


def _months(
    counts: Mapping[date, int],
    closed: Mapping[date, int],
    today: date,
    becomes: Callable[[date], date],
) -> Iterator[MovedMonth]:
    # A comment alone is counted on no day; its month has sealed days all the same.
    for month in sorted({day.replace(day=1) for day in counts if day > today} & closed.keys()):
        of_month = {day: count for day, count in counts.items() if day.replace(day=1) == month}
        came = Counter[date]()
        for day, count in of_month.items():
            came[becomes(day).replace(day=1)] += count
        # Those that are rightly of this month cannot be told from the others.
        stays = any(day <= today for day in of_month)
        to = month if stays else max(came, key=lambda each: (came[each], each))
        yield MovedMonth(month, to, closed[month], came.total() - came[to])
