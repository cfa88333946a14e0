"""A verdict is of the whole period of a plan, and no month has two."""

from dataclasses import replace
from datetime import date

import pytest

from questionnaires.model import Plan
from questionnaires.months import Months, months_from
from questionnaires.published import load_plan
from survey.domain.followed_plans import is_example, judged_plans, overlap, plan_of, replaced_by

SHIPPED = load_plan("136-2022")
YEAR = months_from(date(2026, 1, 1), 12)
MARCH = months_from(date(2026, 3, 1), 1)


def plan(name: str, period: Months) -> Plan:
    return replace(SHIPPED, id=name, begins=period.begins, ends=period.ends)


FIRST = plan("first", YEAR)
NEXT = plan("next", months_from(date(2027, 1, 1), 12))
LATE = plan("late", months_from(date(2026, 7, 1), 12))


@pytest.mark.parametrize(
    ("other", "is_one"),
    [
        (YEAR, True),
        (MARCH, True),
        (months_from(date(2026, 12, 1), 1), True),
        (months_from(date(2027, 1, 1), 1), False),
        (months_from(date(2025, 1, 1), 12), False),
    ],
)
def test_periods_overlap_where_they_have_a_month_in_common(other: Months, is_one: bool) -> None:
    assert overlap(YEAR, other) == overlap(other, YEAR) == is_one


def test_plans_one_after_the_other_are_each_judged() -> None:
    assert judged_plans([FIRST, NEXT]) == (FIRST, NEXT)


def test_a_plan_that_was_replaced_in_the_middle_has_no_verdict() -> None:
    assert judged_plans([FIRST, LATE]) == (LATE,)
    assert judged_plans([FIRST, LATE, FIRST]) == (FIRST,)


def test_a_period_is_judged_by_the_last_plan_that_it_lies_in() -> None:
    assert plan_of(MARCH, [FIRST, NEXT]) == FIRST
    assert plan_of(MARCH, [FIRST, LATE]) == FIRST
    assert plan_of(months_from(date(2026, 8, 1), 1), [FIRST, LATE]) == LATE
    assert plan_of(YEAR, [FIRST, NEXT]) == FIRST


def test_outside_of_all_plans_the_present_one_is_meant() -> None:
    assert plan_of(months_from(date(2025, 3, 1), 1), [FIRST, NEXT]) == NEXT
    assert plan_of(months_from(date(2026, 12, 1), 2), [FIRST, NEXT]) == NEXT


def test_a_later_plan_without_a_month_of_the_period_is_not_meant() -> None:
    year_so_far = months_from(date(2026, 1, 1), 10)
    ended = plan("ended", months_from(date(2026, 5, 1), 6))
    running = plan("running", months_from(date(2026, 11, 1), 6))
    assert plan_of(year_so_far, [ended, running]) == ended
    until_november = months_from(date(2026, 1, 1), 11)
    assert plan_of(until_november, [ended, running]) == running


def test_a_plan_need_not_cover_months_before_the_first_answer() -> None:
    year_so_far = months_from(date(2026, 1, 1), 9)
    of_summer = plan("summer", months_from(date(2026, 5, 1), 6))
    of_autumn = plan("autumn", months_from(date(2026, 9, 1), 3))
    assert plan_of(year_so_far, [of_summer, of_autumn], date(2026, 5, 1)) == of_summer
    assert plan_of(year_so_far, [FIRST, of_summer], date(2026, 5, 1)) == FIRST


def test_what_a_plan_replaces_are_the_others_with_its_months() -> None:
    assert replaced_by(LATE, [FIRST, LATE, NEXT]) == (FIRST, NEXT)
    assert replaced_by(NEXT, [FIRST]) == ()


def test_what_comes_with_the_program_is_an_example() -> None:
    assert is_example(SHIPPED)
    assert is_example(plan("vi-du-2026", YEAR))
    assert not is_example(FIRST)
