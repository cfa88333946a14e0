"""Periods that a report can be made for: calendar ones and the plan's, never free dates.

Periods that overlap in part can be subtracted from each other, and the difference may be a few
people. Months lie inside quarters and quarters inside years.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from analysis.report.model import Days, calendar_days
from questionnaires.model import Plan
from templates.languages import N_

PLAN = "plan"
GROUPS = (N_("Plan"), N_("Years"), N_("Quarters"), N_("Months"))
_MONTHS_OF = dict(zip(GROUPS[1:], (12, 3, 1), strict=True))
_NAMES = {
    GROUPS[0]: N_("Period of the plan"),
    GROUPS[1]: N_("Year %(year)s"),
    GROUPS[2]: N_("Quarter %(quarter)s of %(year)s"),
    GROUPS[3]: N_("Month %(month)s of %(year)s"),
}


@dataclass(frozen=True)
class FixedPeriod:
    """A period that a report can be made for.

    `key` names it in addresses; `group` and `name` are English sentences, `values` those that the
    name speaks of; `is_running` while further days of it are to come.
    """

    key: str
    group: str
    days: Days
    is_running: bool

    @property
    def name(self) -> str:
        """The sentence that names it."""
        return _NAMES[self.group]

    @property
    def values(self) -> dict[str, int]:
        """What the name speaks of."""
        day = self.days.begins
        return {"year": day.year, "quarter": (day.month + 2) // 3, "month": day.month}


def fixed_periods(plan: Plan, first: date, today: date) -> tuple[FixedPeriod, ...]:
    """Return the plan's period and all calendar ones that began, back to the day `first`."""
    of_plan = Days(plan.begins, plan.ends)
    periods = [FixedPeriod(PLAN, GROUPS[0], of_plan, plan.ends >= today)]
    for group, months in _MONTHS_OF.items():
        periods += (
            FixedPeriod(_key(days, months), group, days, days.ends >= today)
            for days in _back(min(first, today), today, months)
        )
    return tuple(periods)


def usual_period(plan: Plan, periods: tuple[FixedPeriod, ...], today: date) -> FixedPeriod:
    """Return the plan's period while it runs; outside of it, this year."""
    if plan.begins <= today <= plan.ends:
        return periods[0]
    return next(period for period in periods if period.group == GROUPS[1])


def _back(first: date, today: date, months: int) -> Iterator[Days]:
    days = calendar_days(today, months)
    while days.ends >= first:
        yield days
        days = calendar_days(days.begins - timedelta(days=1), months)


def _key(days: Days, months: int) -> str:
    year, month = days.begins.year, days.begins.month
    return {12: f"{year}", 3: f"{year}-Q{(month + 2) // 3}", 1: f"{year}-{month:02}"}[months]
