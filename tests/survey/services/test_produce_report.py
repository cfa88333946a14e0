"""The report of the stored responses."""

from datetime import date, timedelta

import pytest

from analysis.caveats import CaveatCode
from analysis.report.build import MonthCut
from analysis.report.model import PeriodEndsFirst
from survey.domain.errors import UnknownText
from survey.domain.places import ServicePoint
from survey.services.open_visit import open_visit
from survey.services.produce_report import produce_report
from survey.services.publish_text import use
from survey.services.seal_day import seal_closed_days
from survey.services.set_up_office import set_up_office
from survey.services.submit_response import submit_response
from survey.services.survey import Survey
from tests.survey.conftest import ADDRESS, CONTACT, OFFICE, Clock


def answer(survey: Survey, code: str, value: str = "5", comment: str = "") -> None:
    opened = open_visit(survey, code, "vi")
    form = {item.id: [value] for item in opened.questionnaire.items}
    submit_response(survey, code, opened.visit, form, comment)


def test_an_empty_office_has_a_report_without_figures(survey: Survey) -> None:
    report = produce_report(survey)
    assert report.responses == 0
    assert report.source.name == OFFICE
    assert report.plan is not None
    assert (report.plan.id, report.questionnaire.name) == ("136-2022", "counter.v1")
    assert [entry.id for entry in report.indices] == ["settlement", "service"]


def test_each_response_counts_once_sealed_or_not(survey: Survey, code: str, clock: Clock) -> None:
    for _ in range(6):
        answer(survey, code, "5")
    clock.pass_days(1)
    seal_closed_days(survey)
    for _ in range(6):
        answer(survey, code, "2")
    report = produce_report(survey)
    assert (report.responses, report.answers) == (12, 108)
    service = report.indices[1].estimate
    assert service is not None
    assert (service.respondents, service.answers, service.estimate) == (12, 108, 0.5)


def test_service_points_have_their_names_and_responses_their_months(
    survey: Survey, code: str, points: tuple[ServicePoint, ServicePoint]
) -> None:
    for _ in range(3):
        answer(survey, code)
    report = produce_report(survey)
    assert [(group.id, group.responses) for group in report.service_points] == [(points[0].name, 3)]
    assert [(group.id, group.responses) for group in report.months] == [("2026-03", 3)]
    assert (report.first_day, report.last_day) == (date(2026, 3, 1), date(2026, 3, 31))


def test_a_period_takes_both_its_months(survey: Survey, code: str, clock: Clock) -> None:
    for _ in range(4):
        answer(survey, code)
        clock.pass_days(31)
    begins, ends = date(2026, 4, 1), date(2026, 5, 31)
    assert produce_report(survey, begins=begins, ends=ends).responses == 2
    with pytest.raises(PeriodEndsFirst):
        produce_report(survey, begins=begins, ends=date(2026, 3, 1))
    with pytest.raises(MonthCut):
        produce_report(survey, begins=begins, ends=ends - timedelta(days=1))


def test_responses_to_another_questionnaire_are_left_out_and_said(
    survey: Survey, code: str
) -> None:
    answer(survey, code)
    use(survey, questionnaire="service-19.v1")
    answer(survey, code)
    answer(survey, code)
    report = produce_report(survey)
    assert report.responses == 2
    (caveat,) = [c for c in report.caveats if c.code is CaveatCode.OTHER_QUESTIONNAIRES]
    assert caveat.values == {"responses": 1, "names": "counter.v1"}


def test_a_plan_can_be_named_and_must_be_published(survey: Survey) -> None:
    report = produce_report(survey, "136-2022")
    assert report.plan is not None
    with pytest.raises(UnknownText):
        produce_report(survey, "137-2023")


def test_what_a_demonstration_made_up_is_called_so(survey: Survey, code: str) -> None:
    answer(survey, code)
    assert not produce_report(survey).is_made_up
    set_up_office(survey, OFFICE, ADDRESS, CONTACT, is_demo=True)
    assert produce_report(survey).is_made_up
