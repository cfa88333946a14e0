"""The list of service points: added with a poster, renamed, closed and opened again."""

from datetime import date

import pytest

from survey.domain.errors import (
    BadText,
    NameTaken,
    ServicePointClosed,
    TextFault,
    UnknownServicePoint,
)
from survey.domain.places import ServicePoint
from survey.services import manage_places
from survey.services.open_visit import open_visit
from survey.services.seal_day import seal_closed_days
from survey.services.survey import Survey
from tests.survey.answers import add_responses
from tests.survey.conftest import Clock

Points = tuple[ServicePoint, ServicePoint]
TODAY = date(2026, 3, 2)


def test_a_new_service_point_has_one_poster_in_use(survey: Survey) -> None:
    added = manage_places.add_service_point(survey, "Quầy 3", "Trẻ em", "Tầng 3")
    overview = manage_places.overview_of(survey, added.id)
    assert overview.point == added
    assert len(overview.active_posters) == 1
    assert overview.active_posters[0].printed_on is None


@pytest.mark.parametrize(
    "name",
    [
        "Quầy 2: Việc làm",
        "quầy 2: VIỆC LÀM",
        " Quầy  2: Việc làm ",
        "Quầy 2\N{ZERO WIDTH SPACE}: Việc làm.",
    ],
)
def test_two_service_points_do_not_share_a_name(survey: Survey, points: Points, name: str) -> None:
    with pytest.raises(NameTaken):
        manage_places.add_service_point(survey, name, "Trẻ em", "Tầng 3")
    with pytest.raises(NameTaken):
        manage_places.rename_service_point(survey, points[0].id, name, "Trẻ em", "Tầng 3")
    assert len(manage_places.overview(survey)) == 2


def test_a_service_point_may_keep_its_own_name(survey: Survey, points: Points) -> None:
    changed = manage_places.rename_service_point(
        survey, points[0].id, points[0].name, "Trẻ em", "Tầng 3"
    )
    assert manage_places.overview_of(survey, points[0].id).point == changed
    assert (changed.name, changed.field) == (points[0].name, "Trẻ em")


@pytest.mark.parametrize(
    ("name", "field", "place", "fault"),
    [
        ("", "Trẻ em", "Tầng 3", TextFault.EMPTY),
        ("Quầy 3", " \u202e\x00 ", "Tầng 3", TextFault.EMPTY),
        ("Quầy 3", "Trẻ em", "x" * 121, TextFault.TOO_LONG),
        ("x" * 500, "Trẻ em", "Tầng 3", TextFault.TOO_LONG),
    ],
)
def test_lines_that_say_nothing_or_too_much_are_refused(
    survey: Survey, name: str, field: str, place: str, fault: TextFault
) -> None:
    with pytest.raises(BadText) as refused:
        manage_places.add_service_point(survey, name, field, place)
    assert refused.value.fault is fault
    assert len(manage_places.overview(survey)) == 2


def test_a_closed_service_point_takes_no_answers_until_it_is_opened(
    survey: Survey, points: Points, code: str
) -> None:
    manage_places.close_service_point(survey, points[0].id)
    with pytest.raises(ServicePointClosed):
        open_visit(survey, code, "vi")
    manage_places.open_service_point(survey, points[0].id)
    assert open_visit(survey, code, "vi").point == points[0]


def test_closing_twice_keeps_the_first_day(survey: Survey, points: Points, clock: Clock) -> None:
    manage_places.close_service_point(survey, points[0].id)
    clock.pass_days(3)
    manage_places.close_service_point(survey, points[0].id)
    assert manage_places.overview_of(survey, points[0].id).point.closed_on == TODAY


def test_closed_service_points_come_last(survey: Survey, points: Points) -> None:
    manage_places.close_service_point(survey, points[0].id)
    assert [one.point.id for one in manage_places.overview(survey)] == [2, 1]


@pytest.mark.parametrize("number", [0, 3, 999_999])
def test_an_unknown_number_is_refused(survey: Survey, number: int) -> None:
    for act in (
        manage_places.close_service_point,
        manage_places.open_service_point,
        manage_places.overview_of,
    ):
        with pytest.raises(UnknownServicePoint):
            act(survey, number)
    with pytest.raises(UnknownServicePoint):
        manage_places.rename_service_point(survey, number, "a", "b", "c")


def test_counts_are_of_the_closed_days_of_this_month(survey: Survey, points: Points) -> None:
    days = [date(2026, 2, 28), date(2026, 3, 1), TODAY, TODAY]
    add_responses(survey, points[0].id, days)
    assert manage_places.overview_of(survey, points[0].id).this_month == 0
    seal_closed_days(survey)
    assert manage_places.overview_of(survey, points[0].id).this_month == 1
    assert manage_places.overview_of(survey, points[1].id).this_month == 0
