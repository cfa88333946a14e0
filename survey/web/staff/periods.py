"""Periods that a report is shown of: those that are published, and the plan's while it runs."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from questionnaires.months import Months, calendar_months
from templates.languages import N_

PLAN = "plan"
GROUPS = (N_("Plan"), N_("Years"), N_("Quarters"), N_("Months"))
_OF_PLAN, _YEARS, _QUARTERS, _MONTHS = GROUPS
_PLANS_NAME = N_("Plan %(first)s to %(last)s")


@dataclass(frozen=True)
class FixedPeriod:
    """A period in the list.

    `key` names it in addresses; `group` and `name` are English sentences, `values` those that the
    name speaks of; `is_running` while it has no report because it is not over.
    """

    key: str
    group: str
    name: str
    months: Months
    is_running: bool = False

    @property
    def values(self) -> dict[str, int | str]:
        """What the name speaks of."""
        first, last = self.months.begins, self.months.ends
        return {
            "year": last.year,
            "quarter": (last.month + 2) // 3,
            "month": f"{last:%m/%Y}",
            "first": f"{first:%m/%Y}",
            "last": f"{last:%m/%Y}",
        }


def fixed_periods(
    published: Iterable[Months], plans: Sequence[Months], today: date
) -> tuple[FixedPeriod, ...]:
    """Return the periods in the order of the list: the plan's, and in each group the latest first.

    `plans` are those that were followed, the present one last: while its period runs it is in the
    list too, named as running.
    """
    periods = {named_period(months, plans) for months in published}
    if today in plans[-1]:
        periods.add(FixedPeriod(PLAN, _OF_PLAN, _PLANS_NAME, plans[-1], is_running=True))
    latest = sorted(periods, key=lambda one: (one.months.ends, one.months.begins), reverse=True)
    return tuple(sorted(latest, key=lambda one: GROUPS.index(one.group)))


def months_key(months: Months) -> str:
    """Return the first and last month as an address has them."""
    return f"{months.begins:%Y-%m}_{months.ends:%Y-%m}"


def named_period(months: Months, plans: Sequence[Months]) -> FixedPeriod:
    """Return a published period with its name and key."""
    first, last, key = months.begins, months.ends, months_key(months)
    if months in plans:
        return FixedPeriod(PLAN if months == plans[-1] else key, _OF_PLAN, _PLANS_NAME, months)
    if months == calendar_months(last, 12):
        return FixedPeriod(f"{last:%Y}", _YEARS, N_("Year %(year)s"), months)
    if months == calendar_months(last, 3):
        key = f"{last.year}-Q{(last.month + 2) // 3}"
        return FixedPeriod(key, _QUARTERS, N_("Quarter %(quarter)s of %(year)s"), months)
    if months == calendar_months(last, 1):
        return FixedPeriod(f"{last:%Y-%m}", _MONTHS, N_("Month %(month)s"), months)
    if first == date(last.year, 1, 1):
        return FixedPeriod(key, _YEARS, N_("Year %(year)s to the end of %(month)s"), months)
    return FixedPeriod(key, _MONTHS, N_("Months %(first)s to %(last)s"), months)
