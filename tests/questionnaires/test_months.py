"""Whole months in a row."""

from datetime import date

import pytest

from questionnaires.months import Months, calendar_months, months_around, months_from
from questionnaires.reader import read_plan, read_published_plan
from tests.questionnaires.files import PLAN, spoilt

JANUARY = date(2026, 1, 1)


@pytest.mark.parametrize(
    ("begins", "ends"), [((1, 2), (1, 31)), ((1, 1), (1, 30)), ((2, 1), (1, 31))]
)
def test_a_part_of_a_month_is_refused(begins: tuple[int, int], ends: tuple[int, int]) -> None:
    with pytest.raises(ValueError, match="whole months"):
        Months(date(2026, *begins), date(2026, *ends))


def test_months_are_read_by_the_first_and_the_last() -> None:
    assert str(months_from(JANUARY, 1)) == "01/2026"
    assert str(months_from(JANUARY, 12)) == "01/2026 – 12/2026"


def test_months_go_on_into_the_next_year() -> None:
    assert months_from(date(2026, 11, 1), 3) == Months(date(2026, 11, 1), date(2027, 1, 31))
    assert months_from(date(2026, 11, 1), 2) == Months(date(2026, 11, 1), date(2026, 12, 31))


def test_february_ends_as_its_year_says() -> None:
    assert months_from(date(2028, 2, 1), 1).ends == date(2028, 2, 29)
    assert months_from(date(2026, 2, 1), 1).ends == date(2026, 2, 28)


@pytest.mark.parametrize(
    ("count", "begins", "ends"),
    [(1, (5, 1), (5, 31)), (3, (4, 1), (6, 30)), (12, (1, 1), (12, 31))],
)
def test_a_day_lies_in_a_month_a_quarter_and_a_year(
    count: int, begins: tuple[int, int], ends: tuple[int, int]
) -> None:
    found = calendar_months(date(2026, 5, 17), count)
    assert found == Months(date(2026, *begins), date(2026, *ends))
    assert date(2026, 5, 17) in found
    assert date(2027, 5, 17) not in found


def test_the_last_month_that_there_is_is_one() -> None:
    assert months_from(date(9999, 12, 1), 1).ends == date.max


def test_a_plan_from_before_it_had_to_be_whole_months_is_widened() -> None:
    text = spoilt(PLAN, ("2030-01-01", "2030-01-15"), ("2030-12-31", "2030-12-30"))
    plan = read_published_plan(text, "plan.yaml")
    assert (plan.begins, plan.ends) == (date(2030, 1, 15), date(2030, 12, 30))
    assert plan.months == months_around(plan.begins, plan.ends)
    assert plan.months == read_plan(PLAN, "plan.yaml").months == months_from(date(2030, 1, 1), 12)
