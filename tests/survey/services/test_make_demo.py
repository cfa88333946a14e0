"""The demonstration office."""

from datetime import date, timedelta
from pathlib import Path

from analysis.reading import read_cases
from survey.domain.places import Office
from survey.services.make_cases import made_up_cases
from survey.services.make_demo import DAYS, demo_days, make_demo
from survey.services.manage_places import overview
from survey.services.produce_report import produce_report
from survey.services.set_up_office import set_up_office
from survey.services.survey import Survey
from survey.store.responses import count_of_day, last_sealed_day


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


def test_made_up_case_counts_fit_the_answers_and_stay_the_same(
    survey: Survey, tmp_path: Path
) -> None:
    make_two_weeks(survey)
    written = made_up_cases(survey)
    assert written is not None
    assert written == made_up_cases(survey)
    (tmp_path / "cases.csv").write_bytes(written.encode())
    report = produce_report(survey, cases=read_cases(tmp_path / "cases.csv"))
    assert report.coverage is not None
    assert report.coverage.share is not None
    assert 1 / 15 < report.coverage.share < 1 / 3
    assert all(group.coverage is not None for group in report.service_points)


def test_a_demonstration_left_alone_for_months_counts_their_cases_too(
    survey: Survey, tmp_path: Path
) -> None:
    set_up_office(survey, "Cơ quan mẫu", None, "Không có thật", is_demo=True)
    assert made_up_cases(survey) is None
    make_demo(survey, [date(2025, 10, 1), date(2026, 2, 2)])
    (tmp_path / "cases.csv").write_text(made_up_cases(survey) or "", "utf-8")
    report = produce_report(survey, cases=read_cases(tmp_path / "cases.csv"))
    assert report.population is not None
    assert report.population.months == ("2025-10", "2025-11", "2025-12", "2026-01", "2026-02")


def test_nobody_answers_at_the_weekend(survey: Survey) -> None:
    make_two_weeks(survey)
    saturday = date(2026, 2, 28)
    with survey.store.reading() as connection:
        assert count_of_day(connection, saturday) == 0
        assert count_of_day(connection, saturday + timedelta(days=1)) == 0
        assert count_of_day(connection, saturday - timedelta(days=1)) > 0
