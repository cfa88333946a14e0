"""Whoever is at the desk is asked once whether the clock is right."""

from datetime import date, datetime, timedelta

import pytest

from survey.services.ask_about_clock import clock_state, confirm_clock, doubt_about_clock
from survey.services.clock import VIETNAM
from survey.services.seal_day import seal_closed_days
from survey.services.survey import Survey
from tests.survey.answers import add_responses
from tests.survey.conftest import Clock
from tests.survey.web.staff.desk import Desk

CLOCK = "/can-bo/dong-ho"
QUESTION = (
    "Đồng hồ của máy đang chỉ ngày 05/03/2026. Ngày gần nhất phần mềm biết chắc là 02/03/2026."
)


@pytest.fixture
def ahead(survey: Survey, clock: Clock) -> Clock:
    """Set the clock three days ahead."""
    assert doubt_about_clock(survey) is None
    clock.step(timedelta(days=3))
    return clock


def test_nobody_is_asked_while_the_clock_is_right(desk: Desk) -> None:
    assert "Đồng hồ" not in desk.get().text
    assert "không có gì đáng ngờ" in desk.get(CLOCK).text


def test_the_desk_asks_and_a_button_answers_once(desk: Desk, survey: Survey, ahead: Clock) -> None:
    assert QUESTION in desk.get().text
    asked = desk.get(CLOCK)
    assert QUESTION in asked.text
    assert desk.go(CLOCK, day="2026-03-05").endswith(CLOCK)
    assert "Đồng hồ" not in desk.get().text
    assert doubt_about_clock(survey) is None


@pytest.mark.parametrize("day", ["2026-03-02", "05/03/2026", ""])
def test_another_day_than_the_shown_one_is_not_called_right(
    desk: Desk, survey: Survey, ahead: Clock, day: str
) -> None:
    page = desk.send(CLOCK, 409, day=day)
    assert "Chưa có gì thay đổi" in page.text
    assert doubt_about_clock(survey) is not None


def test_a_day_that_cannot_be_is_not_offered(desk: Desk, survey: Survey, clock: Clock) -> None:
    clock.time = datetime(2010, 1, 1, 8, tzinfo=VIETNAM)
    page = desk.get(CLOCK)
    assert "Ngày này không thể đúng" in page.text
    assert "Đồng hồ đúng</button>" not in page.text
    desk.send(CLOCK, 409, day="2010-01-01")
    assert doubt_about_clock(survey) is not None


def test_closed_days_in_the_future_are_told_with_what_to_do(
    desk: Desk, survey: Survey, clock: Clock
) -> None:
    add_responses(survey, 1, [date(2026, 3, 1)])
    clock.step(timedelta(days=40))
    confirm_clock(survey, survey.today())
    add_responses(survey, 1, [date(2026, 4, 5)])
    seal_closed_days(survey)
    clock.step(timedelta(days=-40))
    confirm_clock(survey, survey.today())
    assert clock_state(survey).future_days == (date(2026, 4, 5),)
    told = desk.get().text
    assert "Có phiếu mang ngày ở tương lai, muộn nhất là 05/04/2026." in told
    assert "hailong clock --repair" in told
    page = desk.get(CLOCK).text
    assert "hailong clock --repair" in page
    assert "Đồng hồ của máy chỉ ngày 02/03/2026." in page
    assert "không có gì đáng ngờ" not in page


def test_a_clock_set_back_is_not_told_to_have_been_ahead(
    desk: Desk, survey: Survey, clock: Clock
) -> None:
    add_responses(survey, 1, [survey.today()])
    assert doubt_about_clock(survey) is None
    clock.step(timedelta(days=-30))
    for told in (desk.get().text, desk.get(CLOCK).text):
        assert "Hoặc bây giờ đồng hồ sai, hoặc trước đây đồng hồ đã sai." in told
        assert "--repair" not in told


@pytest.mark.parametrize("year", [1970, 2036, 2100])
def test_the_desk_stands_under_a_clock_of_any_year(
    desk: Desk, survey: Survey, clock: Clock, year: int
) -> None:
    add_responses(survey, 1, [date(2026, 2, 28)] * 12)
    seal_closed_days(survey)
    clock.time = clock.time.replace(year=year)
    assert "Đồng hồ có đúng không?" in desk.get().text
    for path in ("/can-bo/bao-cao", "/can-bo/y-kien", "/can-bo/quay/1"):
        desk.get(path)
