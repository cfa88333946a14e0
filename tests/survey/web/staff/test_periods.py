"""The list has what is published, each by its name, and the plan's period while it runs."""

from datetime import date

import pytest

from questionnaires.months import Months, months_from
from survey.web.staff.periods import fixed_periods

PLAN = months_from(date(2026, 3, 1), 12)
JANUARY = date(2026, 1, 1)
BEFORE = date(2026, 2, 1)


def month(number: int) -> Months:
    return months_from(date(2026, number, 1), 1)


def so_far(number: int) -> Months:
    return months_from(JANUARY, number)


@pytest.mark.parametrize(
    ("months", "key", "group", "name"),
    [
        (month(2), "2026-02", "Months", "Month 02/2026"),
        (so_far(3), "2026-Q1", "Quarters", "Quarter 1 of 2026"),
        (so_far(12), "2026", "Years", "Year 2026"),
        (so_far(5), "2026-01_2026-05", "Years", "Year 2026 to the end of 05/2026"),
        (PLAN, "plan", "Plan", "Plan 03/2026 to 02/2027"),
        (
            months_from(date(2025, 12, 1), 2),
            "2025-12_2026-01",
            "Months",
            "Months 12/2025 to 01/2026",
        ),
    ],
)
def test_each_published_period_has_its_name_and_key(
    months: Months, key: str, group: str, name: str
) -> None:
    (found,) = fixed_periods([months], [PLAN], BEFORE)
    assert (found.key, found.group, found.name % found.values) == (key, group, name)
    assert not found.is_running


def test_the_list_has_what_is_published_the_latest_first_in_each_group() -> None:
    published = [month(1), month(2), so_far(2), so_far(3), PLAN]
    found = fixed_periods(published, [PLAN], date(2027, 3, 1))
    assert [one.key for one in found] == [
        "plan",
        "2026-01_2026-02",
        "2026-Q1",
        "2026-02",
        "2026-01",
    ]


@pytest.mark.parametrize(
    ("today", "is_there"),
    [
        (date(2026, 2, 28), False),
        (date(2026, 3, 1), True),
        (date(2027, 2, 28), True),
        (date(2027, 3, 1), False),
    ],
)
def test_the_plans_period_is_in_the_list_as_running_while_it_runs(
    today: date, is_there: bool
) -> None:
    found = fixed_periods([month(1)], [PLAN], today)
    assert [one.months for one in found if one.is_running] == [PLAN] * is_there


def test_a_plan_that_was_followed_before_keeps_its_place_beside_the_one_that_runs() -> None:
    running = months_from(date(2027, 3, 1), 12)
    found = fixed_periods([PLAN], [PLAN, running], date(2027, 3, 1))
    keys = [(one.key, one.group, one.is_running) for one in found]
    assert keys == [("plan", "Plan", True), ("2026-03_2027-02", "Plan", False)]
