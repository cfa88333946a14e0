"""The demonstration office."""

from datetime import date, timedelta

import pytest

from analysis.caveats import CaveatCode
from questionnaires.months import months_from
from survey.domain.places import Office
from survey.services.followed_plans import judged_plans, plan_of
from survey.services.import_cases import case_imports
from survey.services.make_cases import make_cases
from survey.services.make_demo import (
    DemoPeriods,
    demo_days,
    demo_periods,
    follow_demo_plans,
    make_demo,
)
from survey.services.manage_places import overview
from survey.services.produce_report import produce_report
from survey.services.publication_cases import counts_of, report_to_publish
from survey.services.set_up_office import set_up_office
from survey.services.survey import Survey
from survey.store.responses import count_of_day, last_sealed_day, read_by_content
from tests.survey.conftest import Clock


def make_two_weeks(survey: Survey) -> Office:
    office = set_up_office(survey, "Cơ quan mẫu", None, "Không có thật", is_demo=True)
    follow_demo_plans(survey)
    make_demo(survey, demo_days(survey.today())[-15:])
    return office


@pytest.mark.parametrize(
    ("today", "ended", "running"),
    [
        (date(2026, 11, 22), date(2026, 5, 1), date(2026, 11, 1)),
        (date(2026, 7, 1), date(2026, 1, 1), date(2026, 7, 1)),
        (date(2026, 6, 30), date(2025, 12, 1), date(2026, 6, 1)),
        (date(2026, 1, 31), date(2025, 7, 1), date(2026, 1, 1)),
        (date(2028, 2, 29), date(2027, 8, 1), date(2028, 2, 1)),
    ],
)
def test_one_plan_has_just_ended_and_the_next_one_runs(
    today: date, ended: date, running: date
) -> None:
    periods, days = demo_periods(today), demo_days(today)
    assert periods == DemoPeriods(months_from(ended, 6), months_from(running, 6))
    assert periods.ended.ends + timedelta(days=1) == periods.running.begins
    assert (days[0], days[-1]) == (ended, today)
    assert today in periods.running


def test_each_answer_belongs_to_the_plan_of_its_month(survey: Survey) -> None:
    make_two_weeks(survey)
    periods = demo_periods(survey.today())
    plans = {(one.month, one.plan) for one in read_by_content(survey.store.reading)}
    assert plans == {
        (date(2026, 2, 1), plan_of(survey, periods.ended).id),
        (date(2026, 3, 1), plan_of(survey, periods.running).id),
    }
    assert [plan.months for plan in judged_plans(survey)][-2:] == [periods.ended, periods.running]


def test_the_demonstration_has_counters_in_several_fields_and_answers_at_them(
    survey: Survey,
) -> None:
    make_two_weeks(survey)
    counters = [entry for entry in overview(survey) if entry.point.place != "Tầng 1, nhà A"]
    assert len({entry.point.field for entry in counters}) >= 5
    with survey.store.reading() as connection:
        assert last_sealed_day(connection) == date(2026, 2, 27)  # a Friday


def test_a_report_of_the_demonstration_says_that_it_is_made_up(survey: Survey) -> None:
    make_two_weeks(survey)
    report = produce_report(survey)
    assert report.is_made_up
    assert report.responses > 100


def test_made_up_case_counts_fit_the_answers_and_are_made_once(survey: Survey) -> None:
    make_two_weeks(survey)
    make_cases(survey)
    make_cases(survey)
    (made,) = case_imports(survey)
    assert made.is_made_up
    counts = counts_of(survey, months_from(date(2026, 2, 1), 1))
    assert counts is not None
    report = report_to_publish(survey, months_from(date(2026, 2, 1), 1))
    assert report.coverage is not None
    assert report.coverage.share is not None
    assert 1 / 15 < report.coverage.share < 1 / 3
    assert CaveatCode.CASES_MADE_UP in [caveat.code for caveat in report.caveats]


def test_a_demonstration_left_alone_for_months_counts_their_cases_too(
    survey: Survey, clock: Clock
) -> None:
    set_up_office(survey, "Cơ quan mẫu", None, "Không có thật", is_demo=True)
    make_cases(survey)
    assert case_imports(survey) == ()
    make_demo(survey, [date(2026, 1, 5), date(2026, 2, 2)])
    make_cases(survey)
    clock.pass_days(60)
    make_cases(survey)
    later, first = case_imports(survey)
    assert first.months == (date(2026, 1, 1), date(2026, 2, 1))
    assert later.months == (date(2026, 3, 1), date(2026, 4, 1))


def test_nobody_answers_at_the_weekend(survey: Survey) -> None:
    make_two_weeks(survey)
    saturday = date(2026, 2, 28)
    with survey.store.reading() as connection:
        assert count_of_day(connection, saturday) == 0
        assert count_of_day(connection, saturday + timedelta(days=1)) == 0
        assert count_of_day(connection, saturday - timedelta(days=1)) > 0
