"""Comments are shown by closed month and service point, never to few, never in order."""

from datetime import date
from itertools import pairwise

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from survey.services.read_comments import (
    LEAST_RESPONSES,
    ReleasedComments,
    released_comments,
    released_months,
)
from survey.services.seal_day import seal_closed_days
from survey.services.survey import Survey
from survey.store.tables import INBOX, RESPONSE
from tests.survey.answers import add_responses
from tests.survey.conftest import Clock

FEBRUARY = date(2026, 2, 1)


def days_of_february(number: int) -> list[date]:
    return [date(2026, 2, 1 + place % 28) for place in range(number)]


def shown(survey: Survey, month: date = FEBRUARY) -> dict[int, list[str]]:
    released = released_comments(survey, month)
    return {one.service_point.id: sorted(one.comments) for one in released}


def test_ten_responses_of_a_closed_month_show_its_comments(survey: Survey) -> None:
    add_responses(survey, 1, days_of_february(9))
    add_responses(survey, 1, [date(2026, 2, 3)], comment="Chờ lâu.")
    seal_closed_days(survey)
    assert released_months(survey) == (FEBRUARY,)
    assert shown(survey) == {1: ["Chờ lâu."]}


def test_nine_responses_show_nothing_and_the_month_is_not_even_offered(survey: Survey) -> None:
    add_responses(survey, 1, days_of_february(9), comment="Chờ lâu.")
    seal_closed_days(survey)
    assert released_months(survey) == ()
    assert shown(survey) == {}


def test_each_service_point_needs_its_own_ten(survey: Survey) -> None:
    add_responses(survey, 1, days_of_february(12), comment="Của quầy 1.")
    add_responses(survey, 2, days_of_february(9), comment="Của quầy 2.")
    seal_closed_days(survey)
    assert shown(survey) == {1: ["Của quầy 1."] * 12}


def test_each_month_needs_its_own_ten(survey: Survey) -> None:
    add_responses(survey, 1, [date(2026, 1, 5)] * 5 + [date(2026, 2, 5)] * 5, comment="Chờ lâu.")
    seal_closed_days(survey)
    assert released_months(survey) == ()


def test_a_month_that_is_not_over_shows_nothing(survey: Survey, clock: Clock) -> None:
    clock.pass_days(29)
    add_responses(survey, 1, [date(2026, 3, 5)] * 20, comment="Chờ lâu.")
    seal_closed_days(survey)
    assert shown(survey, date(2026, 3, 1)) == {}
    clock.pass_days(1)
    assert shown(survey, date(2026, 3, 1)) == {1: ["Chờ lâu."] * 20}


def test_a_month_with_an_unsealed_day_waits_for_it(survey: Survey) -> None:
    add_responses(survey, 1, days_of_february(20), comment="Chờ lâu.")
    seal_closed_days(survey)
    add_responses(survey, 1, [date(2026, 2, 28)], comment="Đến muộn.")
    assert released_months(survey) == ()


def test_a_month_without_a_comment_is_not_offered(survey: Survey) -> None:
    add_responses(survey, 1, days_of_february(20))
    seal_closed_days(survey)
    assert released_months(survey) == ()


def test_the_latest_month_comes_first(survey: Survey) -> None:
    for month in (1, 2):
        add_responses(survey, 1, [date(2026, month, 5)] * 10, comment="Chờ lâu.")
    seal_closed_days(survey)
    assert released_months(survey) == (FEBRUARY, date(2026, 1, 1))


def test_the_order_is_another_one_each_time(survey: Survey) -> None:
    for place in range(20):
        add_responses(survey, 1, [date(2026, 2, 1 + place)], comment=f"{place:02}")
    seal_closed_days(survey)
    orders = [released_comments(survey, FEBRUARY)[0].comments for _ in range(5)]
    assert all(sorted(order) == sorted(orders[0]) for order in orders)
    assert all(one != another for one, another in pairwise(orders))
    assert list(orders[0]) != sorted(orders[0])


def test_nothing_but_words_and_place_is_released() -> None:
    assert set(ReleasedComments.__dataclass_fields__) == {"service_point", "comments"}


@pytest.mark.parametrize("month", [date(1900, 1, 1), date(9999, 12, 1), date(2026, 3, 1)])
def test_a_month_without_anything_to_show_shows_nothing(survey: Survey, month: date) -> None:
    assert released_comments(survey, month) == ()


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(
        st.tuples(st.sampled_from([1, 2]), st.sampled_from([1, 2, 3]), st.booleans()),
        max_size=60,
    )
)
def test_no_comment_is_shown_of_a_crowd_below_ten(
    survey: Survey, answers: list[tuple[int, int, bool]]
) -> None:
    forget_all(survey)
    for point, month, has_comment in answers:
        day = date(2026, month, 1)
        add_responses(survey, point, [day], comment=f"{point}-{month}" if has_comment else "")
    seal_closed_days(survey)
    for month in (1, 2, 3):
        for point, comments in shown(survey, date(2026, month, 1)).items():
            assert month != 3
            crowd = [one for one in answers if one[:2] == (point, month)]
            assert len(crowd) >= LEAST_RESPONSES
            assert comments == [f"{point}-{month}"] * sum(one[2] for one in crowd)


def forget_all(survey: Survey) -> None:
    with survey.store.writing() as connection:
        for table in (INBOX, RESPONSE):
            connection.execute(table.delete())
