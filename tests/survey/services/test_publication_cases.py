"""What is published tells how many cases answered; a plan's whole period is weighted, once."""

from datetime import date, timedelta

import pytest

from analysis.caveats import CaveatCode
from analysis.report.model import Coverage
from analysis.report.stored import stored
from questionnaires.months import Months, months_from
from survey.domain.case_counts import CaseCell
from survey.domain.publications import Publication
from survey.services.import_cases import examine_counts, import_cases
from survey.services.publication_cases import (
    counts_of,
    counts_seen,
    is_weighted,
    may_be_weighted,
    report_to_publish,
)
from survey.services.publish_report import make_report, publish
from survey.services.survey import Survey
from tests.survey.answers import add_responses
from tests.survey.conftest import Clock
from tests.survey.services.test_followed_plans import follow

JANUARY, FEBRUARY = (months_from(date(2026, month, 1), 1) for month in (1, 2))
PLAN = Months(JANUARY.begins, FEBRUARY.ends)


@pytest.fixture
def office(survey: Survey, clock: Clock) -> Survey:
    """Give an office whose plan of two months is over."""
    follow(survey, "two-months", PLAN)
    for point, month, count in ((1, 1, 14), (1, 2, 14), (2, 1, 20), (2, 2, 20)):
        days = [date(2026, month, 3) + timedelta(days=n % 20) for n in range(count)]
        add_responses(survey, point, days, lambda place: "2" if place < 3 else "5")
    clock.pass_days(1)
    return survey


def count(survey: Survey, cases: dict[tuple[int, Months], int]) -> None:
    counts = {CaseCell(point, month.begins): number for (point, month), number in cases.items()}
    import_cases(survey, counts, "chị Lan", examine_counts(survey, counts).mark)


def count_all(survey: Survey, cases: int = 100) -> None:
    count(survey, {(point, month): cases for point in (1, 2) for month in (JANUARY, FEBRUARY)})


def published(survey: Survey, period: Months) -> Publication:
    return publish(survey, period, make_report(survey.settings, period.begins, period.ends))


def test_without_counts_the_report_says_that_they_are_not_known(office: Survey) -> None:
    report = report_to_publish(office, PLAN)
    assert report.coverage is None
    assert CaveatCode.NO_CASES in [caveat.code for caveat in report.caveats]


def test_the_period_of_the_plan_is_weighted(office: Survey) -> None:
    count_all(office)
    report = report_to_publish(office, PLAN)
    assert report.population is not None
    assert report.weights_indices_alone
    assert report.coverage == Coverage(68, 400)
    assert CaveatCode.CASES_WITHOUT_MONTHS not in [caveat.code for caveat in report.caveats]
    assert report.plan is not None
    assert report.plan.id == "two-months"


def test_weights_do_not_tell_a_point_that_is_held_back(survey: Survey, clock: Clock) -> None:
    follow(survey, "two-months", PLAN)
    for month in (1, 2):
        days = [date(2026, month, 3 + n % 20) for n in range(25)]
        add_responses(survey, 1, days, lambda place: "2" if place < 3 else "5")
        add_responses(survey, 2, days[:3], lambda _: "1")
    clock.pass_days(1)
    count_all(survey)
    report = report_to_publish(survey, PLAN)
    assert (report.population, report.coverage) == (None, Coverage(56, 400))
    assert CaveatCode.NOT_WEIGHTED in [caveat.code for caveat in report.caveats]


def test_weights_need_the_lines_of_the_service_points_alone(survey: Survey, clock: Clock) -> None:
    follow(survey, "two-months", PLAN)
    for point, month, count in ((1, 1, 14), (1, 2, 2), (2, 1, 20), (2, 2, 3)):
        days = [date(2026, month, 3) + timedelta(days=n % 20) for n in range(count)]
        add_responses(survey, point, days, lambda place: "2" if place < 3 else "5")
    clock.pass_days(1)
    count_all(survey)
    report = report_to_publish(survey, PLAN)
    assert not any(month.is_exact for month in report.months)
    assert report.population is not None


def test_a_month_tells_its_cases_and_is_weighted_to_nothing(office: Survey) -> None:
    count_all(office)
    report = report_to_publish(office, FEBRUARY)
    assert report.population is None
    assert report.coverage == Coverage(34, 200)


def test_a_period_is_weighted_once(office: Survey) -> None:
    plain = published(office, PLAN)
    assert (is_weighted(plain), counts_seen(plain)) == (False, None)
    count_all(office)
    assert may_be_weighted(office, PLAN)
    weighted = published(office, PLAN)
    counts = counts_of(office, PLAN)
    assert counts is not None
    assert (is_weighted(weighted), counts_seen(weighted)) == (True, counts.sha256)
    count_all(office, 200)
    assert not may_be_weighted(office, PLAN)
    third = published(office, PLAN)
    later = counts_of(office, PLAN)
    assert later is not None
    assert (is_weighted(third), counts_seen(third)) == (False, later.sha256)


def test_months_before_the_first_answer_need_no_counts(office: Survey) -> None:
    so_far = Months(date(2025, 11, 1), FEBRUARY.ends)
    count_all(office)
    report = report_to_publish(office, so_far)
    assert report.coverage == Coverage(report.responses, 400)
    (caveat,) = [one for one in report.caveats if one.code is CaveatCode.CASES_COUNTED_FROM]
    assert caveat.values["month"] == "01/2026"
    count(office, {(1, months_from(date(2025, 11, 1), 1)): 30})
    caveats = [one.code for one in report_to_publish(office, so_far).caveats]
    assert CaveatCode.CASES_NOT_USED in caveats
    assert CaveatCode.CASES_COUNTED_FROM not in caveats


@pytest.mark.parametrize(
    ("cases", "named"),
    [
        ({(1, JANUARY): 100, (2, JANUARY): 100}, "02/2026"),
        (
            {(1, JANUARY): 100, (2, JANUARY): 100, (1, FEBRUARY): 13, (2, FEBRUARY): 50},
            "Quầy 1: Người có công, 2026-02",
        ),
    ],
)
def test_counts_that_do_not_fit_are_said_and_not_used(
    office: Survey, cases: dict[tuple[int, Months], int], named: str
) -> None:
    count(office, cases)
    report = report_to_publish(office, PLAN)
    assert (report.population, report.coverage) == (None, None)
    (caveat,) = [one for one in report.caveats if one.code is CaveatCode.CASES_NOT_USED]
    assert caveat.values["cells"] == named
    made = published(office, PLAN)
    counts = counts_of(office, PLAN)
    assert counts is not None
    assert counts_seen(made) == counts.sha256
    assert made.report == stored(report)
