"""What the server published before counts when the next report is made."""

from datetime import date, timedelta

import pytest

from analysis.caveats import CaveatCode
from analysis.report.findings.facts import Fact
from analysis.report.model import Report
from analysis.report.stored import report_of
from questionnaires.months import Months, months_from
from survey.domain.errors import FewOthers
from survey.domain.places import ServicePoint
from survey.services.find_due_reports import due_periods
from survey.services.manage_places import (
    add_service_point,
    all_points,
    rename_service_point,
)
from survey.services.publish_report import make_report, publish
from survey.services.publish_text import current_questionnaire, plan, questionnaire
from survey.services.seal_day import seal_closed_days
from survey.services.survey import Survey
from tests.survey.answers import add_marked, add_responses
from tests.survey.conftest import Clock

MARCH, APRIL = (months_from(date(2026, month, 1), 1) for month in (3, 4))
SO_FAR = Months(date(2026, 1, 1), date(2026, 4, 30))


def days_of(month: int, count: int) -> list[date]:
    return [date(2026, month, 3) + timedelta(days=place % 20) for place in range(count)]


def mark(place: int) -> str:
    return "2" if place % 3 == 0 else "5"


@pytest.fixture
def may(survey: Survey, clock: Clock) -> Survey:
    """Give an office of three service points in whose first one few answered in April."""
    points = [1, *(_added(survey, name).id for name in ("Quầy thêm", "Quầy nữa"))]
    for point, counts in zip(points, ((30, 4), (30, 35), (40, 40)), strict=True):
        for month, count in zip((3, 4), counts, strict=True):
            add_responses(survey, point, days_of(month, count), mark)
    clock.pass_days(66)
    seal_closed_days(survey)
    add_responses(survey, 1, [survey.today()] * 10)
    return survey


def _added(survey: Survey, name: str) -> ServicePoint:
    return add_service_point(survey, name, "Người có công", "Tầng 1")


def published(survey: Survey, period: Months) -> Report:
    made = make_report(survey.settings, period.begins, period.ends)
    kept = publish(survey, period, made)
    return report_of(
        kept.report, questionnaire(survey, kept.questionnaire), plan(survey, kept.plan)
    )


def test_a_year_so_far_less_its_first_month_tells_no_month_of_few(may: Survey) -> None:
    march, so_far = published(may, MARCH), published(may, SO_FAR)
    assert [group.is_exact for group in march.service_points] == [True, True, True]
    hidden = [group for group in so_far.service_points if not group.is_exact]
    assert len(hidden) == 2
    codes = {caveat.code for group in hidden for caveat in group.caveats}
    assert codes == {CaveatCode.DISCLOSIVE_WITH_EARLIER_REPORTS}


def test_what_one_index_asks_beyond_another_is_not_told_of_few(
    survey: Survey, clock: Clock
) -> None:
    points = [1, *(_added(survey, name).id for name in ("Quầy thêm", "Quầy nữa"))]
    for point, count in zip(points, (30, 30, 40), strict=True):
        add_responses(survey, point, days_of(3, count), mark)
    # The plan's index of the settlement asks for nothing else.
    settlement = plan(survey, "136-2022").indices[0].items(current_questionnaire(survey))
    add_marked(survey, 1, days_of(4, 26), lambda place: dict.fromkeys(settlement, mark(place)))
    for point, count in zip(points, (4, 30, 40), strict=True):
        add_responses(survey, point, days_of(4, count), mark)
    clock.pass_days(66)
    seal_closed_days(survey)
    march, april, so_far = (published(survey, each) for each in (MARCH, APRIL, SO_FAR))
    assert [group.is_exact for group in march.service_points] == [True, True, True]
    for report in (april, so_far):
        assert [index.is_exact for index in report.indices] == [True, True]
        # Point 1, and the smallest other one, which would tell it.
        assert [group.is_exact for group in report.service_points].count(False) == 2
        assert not report.service_points[0].is_exact


@pytest.fixture
def exchanged(survey: Survey, clock: Clock) -> Survey:
    """Give an office of four points, the first two of which exchange names after March's report."""
    points = [1, *(_added(survey, name).id for name in ("Quầy thêm", "Quầy nữa", "Quầy ít"))]
    counts = ((12, 20), (30, 4), (40, 40), (9, 40))
    for point, of_point in zip(points, counts, strict=True):
        for month, count in zip((3, 4), of_point, strict=True):
            add_responses(survey, point, days_of(month, count), mark)
    clock.pass_days(66)
    seal_closed_days(survey)
    add_responses(survey, 1, [survey.today()] * 10)
    return survey


def test_points_that_exchange_their_names_are_known_by_what_was_published(
    exchanged: Survey,
) -> None:
    march = published(exchanged, MARCH)
    shown = {group.id: group.is_exact for group in march.service_points}
    points = {point.name: point for point in all_points(exchanged)}
    first, second = points["Quầy 1: Người có công"], points["Quầy thêm"]
    assert (shown[first.name], shown[second.name]) == (False, True)
    for point, name in ((first, "x"), (second, first.name), (first, second.name)):
        rename_service_point(exchanged, point.id, name, point.field, point.place)
    so_far = published(exchanged, SO_FAR)
    # March's report shows thirty of the second one's people; the year so far may not show all 34.
    assert {g.id: g.is_exact for g in so_far.service_points}[first.name] is False


def test_a_further_report_of_a_few_people_more_is_refused(may: Survey) -> None:
    published(may, MARCH)
    add_responses(may, 1, days_of(3, 2), mark)
    seal_closed_days(may)
    with pytest.raises(FewOthers):
        published(may, MARCH)


def test_whatever_is_due_is_published_in_turn(may: Survey) -> None:
    while due := due_periods(may):
        published(may, due[0])
    assert due_periods(may) == ()


def test_an_index_that_nobody_answered_keeps_no_report_back(survey: Survey, clock: Clock) -> None:
    for month in (3, 4):
        add_marked(survey, 1, days_of(month, 20), lambda place: {"signs": mark(place)})
    clock.pass_days(66)
    seal_closed_days(survey)
    add_responses(survey, 1, [survey.today()] * 10)
    for report in (published(survey, MARCH), published(survey, SO_FAR)):
        settlement, service = report.indices
        assert [caveat.code for caveat in settlement.caveats] == [CaveatCode.NO_ANSWERS]
        assert service.is_exact


def visits(report: Report) -> Fact:
    return next(fact for fact in report.findings_of(Fact) if fact.id == "visits")


def test_what_one_person_said_in_a_month_is_not_told_by_the_year_so_far(
    survey: Survey, clock: Clock
) -> None:
    def marks(place: int) -> dict[str, str]:
        return {"signs": mark(place), "visits": "1122"[place % 4]}

    def of_one(place: int) -> dict[str, str]:
        return {"signs": mark(place)} | ({} if place else {"visits": "2"})

    add_marked(survey, 1, days_of(3, 60), marks)
    add_marked(survey, 1, days_of(4, 20), of_one)
    clock.pass_days(66)
    seal_closed_days(survey)
    add_responses(survey, 1, [survey.today()] * 10)
    march, so_far = visits(published(survey, MARCH)), visits(published(survey, SO_FAR))
    assert march.answered == 60
    assert (so_far.asked, so_far.answered, so_far.answers) == (None, None, ())
    codes = [caveat.code for caveat in so_far.caveats]
    assert codes == [CaveatCode.DISCLOSIVE_WITH_EARLIER_REPORTS]
