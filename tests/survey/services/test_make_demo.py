"""The demonstration office."""

from datetime import date, timedelta

from survey.domain.places import Office
from survey.services.make_demo import DAYS, demo_days, make_demo
from survey.services.manage_places import overview
from survey.services.produce_report import produce_report
from survey.services.set_up_office import set_up_office
from survey.services.survey import Survey
from survey.store.responses import last_sealed_day


def make_two_weeks(survey: Survey) -> Office:
    office = set_up_office(survey, "Cơ quan mẫu", None, "Không có thật", is_demo=True)
    make_demo(survey, demo_days(survey.today())[-15:])
    return office


def test_the_demonstration_covers_half_a_year_up_to_today() -> None:
    today = date(2026, 11, 22)
    days = demo_days(today)
    assert days[0] == today - timedelta(days=DAYS)
    assert days[-1] == today
    assert DAYS > 180


def test_the_demonstration_has_counters_in_several_fields_and_answers_at_them(
    survey: Survey,
) -> None:
    make_two_weeks(survey)
    counters = [entry for entry in overview(survey) if entry.point.place != "Tầng 1, nhà A"]
    assert len({entry.point.field for entry in counters}) >= 5
    assert sum(entry.today for entry in counters) > 0
    with survey.store.reading() as connection:
        assert last_sealed_day(connection) == date(2026, 2, 27)  # a Friday


def test_a_report_of_the_demonstration_says_that_it_is_made_up(survey: Survey) -> None:
    make_two_weeks(survey)
    report = produce_report(survey)
    assert report.is_made_up
    assert report.responses > 100


def test_nobody_answers_at_the_weekend(survey: Survey) -> None:
    make_two_weeks(survey)
    saturday = date(2026, 2, 28)
    assert produce_report(survey, None, saturday, saturday + timedelta(days=1)).responses == 0
