"""Periods are calendar ones or the plan's: two of them lie inside each other, or apart."""

from datetime import date
from itertools import combinations

import pytest

from questionnaires.model import Plan
from survey.services.publish_text import current_plan
from survey.services.survey import Survey
from survey.web.staff.periods import Days, fixed_periods, usual_period

FIRST = date(2024, 11, 15)


@pytest.fixture
def plan(survey: Survey) -> Plan:
    return current_plan(survey)


@pytest.mark.parametrize(
    ("today", "month", "quarter"),
    [
        (date(2026, 1, 1), date(2026, 1, 31), date(2026, 3, 31)),
        (date(2026, 3, 31), date(2026, 3, 31), date(2026, 3, 31)),
        (date(2026, 4, 1), date(2026, 4, 30), date(2026, 6, 30)),
        (date(2026, 12, 31), date(2026, 12, 31), date(2026, 12, 31)),
        (date(2028, 2, 29), date(2028, 2, 29), date(2028, 3, 31)),
    ],
)
def test_the_running_periods_end_with_the_calendar(
    plan: Plan, today: date, month: date, quarter: date
) -> None:
    found = fixed_periods(plan, FIRST, today)
    running = [period.days.ends for period in found if period.is_running]
    assert running == [date(today.year, 12, 31), quarter, month]
    assert all(period.days.begins <= today for period in found)


def test_the_list_goes_back_to_the_first_response(plan: Plan) -> None:
    found = fixed_periods(plan, FIRST, date(2026, 3, 2))
    assert found[0].days == Days(plan.begins, plan.ends)
    assert [period.key for period in found if period.group == "Years"] == ["2026", "2025", "2024"]
    quarters = [period.key for period in found if period.group == "Quarters"]
    assert (quarters[0], quarters[-1], len(quarters)) == ("2026-Q1", "2024-Q4", 6)
    months = [period.key for period in found if period.group == "Months"]
    assert (months[0], months[-1], len(months)) == ("2026-03", "2024-11", 17)


def test_calendar_periods_never_overlap_in_part(plan: Plan) -> None:
    found = [period.days for period in fixed_periods(plan, FIRST, date(2026, 3, 2))[1:]]
    for one, other in combinations(found, 2):
        apart = one.ends < other.begins or other.ends < one.begins
        inside = one.begins <= other.begins and other.ends <= one.ends
        outside = other.begins <= one.begins and one.ends <= other.ends
        assert apart or inside or outside


def test_the_desk_speaks_of_the_plans_period_while_it_runs_and_else_of_the_year(
    plan: Plan,
) -> None:
    for today in (plan.begins, plan.ends):
        periods = fixed_periods(plan, plan.begins, today)
        assert usual_period(plan, periods, today).days == Days(plan.begins, plan.ends)
    after = plan.ends.replace(year=plan.ends.year + 3)
    periods = fixed_periods(plan, plan.begins, after)
    assert usual_period(plan, periods, after).key == str(after.year)
