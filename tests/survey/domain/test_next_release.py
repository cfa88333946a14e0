"""What comes next, and what it waits for."""

from datetime import date

from hypothesis import given

from questionnaires.months import Months, months_from
from survey.domain.next_release import NextRelease, Waits, next_release, too_few_answered
from survey.domain.released_spans import released_spans
from tests.survey.domain.test_released_spans import YEAR, by_month, last_day, offices, span


def test_a_new_office_waits_for_the_end_of_the_running_month() -> None:
    assert next_release({}, last_day(2)) == NextRelease(span(3, 3), Waits.FOR_THE_END)
    assert next_release(by_month(0, 0, 4), last_day(2)) == NextRelease(
        span(3, 3), Waits.FOR_THE_END
    )


def test_months_with_few_people_wait_for_the_months_after_them() -> None:
    assert next_release(by_month(20, 4, 20), last_day(2)) == NextRelease(span(2, 3), Waits.FOR_MORE)


def test_a_month_that_is_over_waits_for_ten_people_after_it() -> None:
    assert next_release(by_month(20, 20, 9), last_day(2)) == NextRelease(
        span(2, 2), Waits.FOR_OTHERS
    )


def test_after_a_release_the_running_month_is_next() -> None:
    assert next_release(by_month(20, 20, 10), last_day(2)) == NextRelease(
        span(3, 3), Waits.FOR_THE_END
    )


def test_a_plan_that_ended_with_a_few_is_known_until_the_next_one_ends() -> None:
    first, second = span(1, 3), span(4, 6)
    few_then_many = by_month(4, 0, 5, 20, 20, 20)
    assert too_few_answered(few_then_many, last_day(3), [first, second]) == first
    assert too_few_answered(few_then_many, last_day(6), [first, second]) is None
    assert too_few_answered(by_month(4, 1, 5), last_day(3), [first]) is None
    assert too_few_answered(by_month(0, 0, 0), last_day(3), [first]) is None
    assert too_few_answered(few_then_many, last_day(2), [first]) is None


def test_what_a_plan_left_over_is_not_waited_for() -> None:
    few = by_month(4, 5)
    assert next_release(few, last_day(12), [YEAR]).months == months_from(date(2027, 1, 1), 1)


@given(office=offices())
def test_what_comes_next_has_not_been_released_and_is_not_over_without_reason(
    office: tuple[dict[date, int], tuple[Months, ...]],
) -> None:
    responses, plans = office
    for closed in range(1, len(responses) + 1):
        found = next_release(responses, last_day(closed), plans)
        released = released_spans(responses, last_day(closed), plans)
        assert all(one.ends < found.months.begins for one in released)
        assert (found.months.ends > last_day(closed)) == (found.waits is not Waits.FOR_OTHERS)
