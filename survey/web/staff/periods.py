"""Periods that somebody at the desk may mean, each with its first and last day."""

from dataclasses import dataclass
from datetime import date

from questionnaires.model import Plan
from templates.languages import N_


@dataclass(frozen=True)
class Days:
    """A period; both days belong to it."""

    begins: date
    ends: date


def so_far(plan: Plan, today: date) -> Days:
    """Return the plan's period up to today; outside of it, this year up to today."""
    if plan.begins <= today <= plan.ends:
        return Days(plan.begins, today)
    return _this_year(today)


def presets(plan: Plan, today: date) -> tuple[tuple[str, Days], ...]:
    """Return the usual periods with their names (in English), the shortest first."""
    quarter = today.replace(month=today.month - (today.month - 1) % 3, day=1)
    return (
        (N_("This month"), Days(today.replace(day=1), today)),
        (N_("This quarter"), Days(quarter, today)),
        (N_("This year"), _this_year(today)),
        (N_("Period of the plan"), Days(plan.begins, plan.ends)),
    )


def _this_year(today: date) -> Days:
    return Days(today.replace(month=1, day=1), today)
