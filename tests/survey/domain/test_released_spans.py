"""What is released of a time never leaves a few people who can be picked out."""

from collections.abc import Mapping
from datetime import date
from itertools import pairwise, permutations

from hypothesis import given
from hypothesis import strategies as st

from analysis.disclosure.thresholds import LEAST
from questionnaires.months import Months, months_from
from survey.domain.released_spans import (
    may_be_released,
    parts_a_few,
    reaching_into,
    released_periods,
    released_spans,
    untold_day,
)

JANUARY = date(2026, 1, 1)
YEAR = months_from(JANUARY, 12)


def by_month(*counts: int) -> dict[date, int]:
    return {
        months_from(JANUARY, n + 1).ends.replace(day=1): count for n, count in enumerate(counts)
    }


def last_day(months: int) -> date:
    return months_from(JANUARY, months).ends


def first_day(month: int) -> date:
    return last_day(month).replace(day=1)


def span(first: int, last: int) -> Months:
    return Months(first_day(first), last_day(last))


def people(responses: Mapping[date, int], period: Months) -> int:
    return sum(count for month, count in responses.items() if month in period)


def test_each_month_with_enough_people_is_released_alone() -> None:
    assert released_spans(by_month(10, 30, 12), last_day(2)) == (span(1, 1), span(2, 2))


def test_a_month_with_few_people_is_released_with_the_months_after_it() -> None:
    assert released_spans(by_month(4, 3, 3, 40), last_day(3)) == (span(1, 3),)


def test_months_without_anybody_belong_to_no_span() -> None:
    assert released_spans(by_month(0, 12, 0, 4, 0, 9, 10), last_day(6)) == (span(2, 2), span(4, 6))


def test_a_month_is_released_once_enough_people_have_come_after_it() -> None:
    assert released_spans(by_month(40, 9), last_day(1)) == ()
    assert released_spans(by_month(40, 10), last_day(1)) == (span(1, 1),)


def test_the_last_months_of_a_plan_are_released_with_those_before_if_they_are_too_few() -> None:
    responses = by_month(*[20] * 11, 9) | {date(2027, 1, 1): 50}
    assert released_spans(responses, last_day(12), [YEAR])[-1] == span(11, 12)


def test_a_plan_ends_a_span_though_nobody_came_after_it() -> None:
    assert released_spans(by_month(*[20] * 12), last_day(12), [YEAR])[-1] == span(12, 12)
    assert released_spans(by_month(*[20] * 12), last_day(12))[-1] == span(11, 11)


def test_a_plan_of_a_few_people_is_never_released() -> None:
    assert released_spans(by_month(4, 5), last_day(12), [YEAR]) == ()
    assert released_periods((), by_month(4, 5), last_day(12), [YEAR]) == ()


def test_a_plan_may_end_with_the_last_day_that_there_is() -> None:
    plan = Months(JANUARY, date.max)
    assert released_spans(by_month(20, 20), last_day(1), [plan]) == (span(1, 1),)


def test_quarters_the_year_so_far_and_the_plan_are_released_when_they_are_over() -> None:
    responses = by_month(20, 20, 20, 20, 20)
    spans = released_spans(responses, last_day(4), [YEAR])
    months = [span(n, n) for n in (1, 2, 3, 4)]
    released = released_periods(spans, responses, last_day(4), [YEAR])
    assert released == tuple(sorted([*months, span(1, 2), span(1, 3), span(1, 4)]))


def test_a_quarter_that_a_span_reaches_over_is_not_released() -> None:
    responses = by_month(20, 20, 5, 20, 20)
    spans = released_spans(responses, last_day(4))
    assert spans[-1] == span(3, 4)
    assert not may_be_released(span(1, 3), spans, responses)
    assert may_be_released(span(1, 4), spans, responses)


@st.composite
def offices(draw: st.DrawFn) -> tuple[dict[date, int], tuple[Months, ...]]:
    responses = by_month(
        *draw(st.lists(st.sampled_from([0, 1, 4, 9, 10, 25]), min_size=1, max_size=30))
    )
    begins = draw(st.integers(0, 20))
    plan = months_from(first_day(begins + 1), draw(st.integers(1, 14)))
    return responses, draw(st.sampled_from([(), (plan,)]))


@given(office=offices(), closed=st.integers(1, 31))
def test_what_is_released_differs_by_nobody_or_by_enough_people(
    office: tuple[dict[date, int], tuple[Months, ...]], closed: int
) -> None:
    responses, plans = office
    spans = released_spans(responses, last_day(closed), plans)
    released = released_periods(spans, responses, last_day(closed), plans)
    assert all(people(responses, one) >= LEAST for one in (*spans, *released))
    assert all(one.ends < other.begins for one, other in pairwise(spans))
    for one, other in permutations(released, 2):
        left = sum(n for month, n in responses.items() if month in one and month not in other)
        assert left == 0 or left >= LEAST


@given(office=offices())
def test_what_was_released_stays_released_as_it_was(
    office: tuple[dict[date, int], tuple[Months, ...]],
) -> None:
    responses, plans = office
    before: tuple[Months, ...] = ()
    for closed in range(1, len(responses) + 1):
        # Of the running month some have come.
        for running in (0, responses.get(first_day(closed + 1), 0)):
            known = {month: n for month, n in responses.items() if month <= last_day(closed)}
            now = released_spans(known | {first_day(closed + 1): running}, last_day(closed), plans)
            assert now[: len(before)] == before
            before = now


@given(office=offices())
def test_a_plan_that_is_over_is_released_if_enough_people_came(
    office: tuple[dict[date, int], tuple[Months, ...]],
) -> None:
    responses, plans = office
    closed = last_day(40)
    released = released_periods(released_spans(responses, closed, plans), responses, closed, plans)
    for plan in plans:
        assert (plan in released) == (people(responses, plan) >= LEAST)


def test_what_reaches_into_a_period_is_found_from_one_to_the_next() -> None:
    january, february, march = (months_from(date(2026, month, 1), 1) for month in (1, 2, 3))
    quarter, before = months_from(date(2026, 1, 1), 3), months_from(date(2025, 10, 1), 3)
    every = (before, february, march, quarter)
    assert reaching_into(january, every) == (quarter, february, march)
    assert reaching_into(january, (before, february)) == ()


def test_a_period_that_ends_within_a_released_span_may_part_a_few() -> None:
    few = by_month(30, 5, 30, 30)
    released = [span(1, 1), span(2, 3), span(1, 3)]
    assert parts_a_few(span(1, 2), released, few)
    assert parts_a_few(span(3, 4), released, few)
    assert not parts_a_few(span(1, 4), released, few)
    assert not parts_a_few(span(4, 4), released, few)


def test_enough_or_nobody_may_be_parted() -> None:
    for count in (0, LEAST):
        assert not parts_a_few(span(1, 2), [span(1, 1), span(1, 3)], by_month(30, count, 30))


def test_who_was_parted_before_is_no_reason_to_keep_more_back() -> None:
    released = [span(1, 1), span(1, 2)]
    assert not parts_a_few(span(1, 3), released, by_month(30, 5, 30))


@given(office=offices())
def test_an_office_that_keeps_its_plan_has_all_its_reports(
    office: tuple[dict[date, int], tuple[Months, ...]],
) -> None:
    responses, plans = office
    closed = last_day(40)
    released = released_periods(released_spans(responses, closed, plans), responses, closed, plans)
    for number, period in enumerate(released):
        assert not parts_a_few(period, released[:number], responses)


@given(office=offices(), other=offices())
def test_beside_the_reports_of_another_plan_no_few_are_parted(
    office: tuple[dict[date, int], tuple[Months, ...]],
    other: tuple[dict[date, int], tuple[Months, ...]],
) -> None:
    (responses, plans), (_, followed_later), closed = office, other, last_day(40)
    known: list[Months] = []
    for followed in (plans, followed_later):
        spans = released_spans(responses, closed, followed)
        for period in released_periods(spans, responses, closed, followed):
            if not parts_a_few(period, known, responses):
                known.append(period)
    for one, other_one in permutations(known, 2):
        left = sum(n for month, n in responses.items() if month in one and month not in other_one)
        assert left == 0 or left >= LEAST


def test_an_answer_gets_no_day_of_a_month_that_was_released() -> None:
    released = [span(1, 1), span(1, 2), span(4, 4)]
    today = date(2026, 5, 9)

    def untold(month: int, day: int) -> date:
        return untold_day(date(2026, month, day), released, today)

    assert untold(1, 31) == untold(2, 2) == date(2026, 3, 1)
    assert untold(3, 31) == date(2026, 3, 31)
    assert untold(4, 1) == date(2026, 5, 1)
    assert untold_day(date(2026, 12, 31), [span(12, 12)], date(2027, 1, 1)) == date(2027, 1, 1)


def test_where_every_month_so_far_was_released_an_answer_keeps_its_day() -> None:
    assert untold_day(date(2026, 1, 9), [span(1, 2)], date(2026, 2, 20)) == date(2026, 1, 9)
