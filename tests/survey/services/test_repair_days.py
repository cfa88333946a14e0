"""Days in the future are put right: all of them or none, and nothing tells which they were."""

from collections import Counter
from contextlib import closing, nullcontext
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from questionnaires.months import months_from
from survey.domain.errors import DayRefused, DaysMoved
from survey.services.ask_about_clock import clock_state, confirm_clock
from survey.services.back_up import back_up
from survey.services.examine_installation import examine
from survey.services.installation import Installation
from survey.services.manage_places import close_service_point, overview_of
from survey.services.repair_days import MovedDay, MovedMonth, plan_repair, repair_days
from survey.services.seal_day import seal_closed_days
from survey.services.survey import Survey
from survey.store.clock_days import sealed_counts
from survey.store.engine import open_store
from survey.store.responses import (
    last_sealed_day,
    read_by_content,
    read_inbox,
    read_responses,
)
from tests.survey.answers import add_responses
from tests.survey.conftest import Clock
from tests.survey.publishing import publish_all

TODAY = date(2026, 3, 2)
YEAR = timedelta(days=365)
DAY = timedelta(days=1)
PAGE = 4096


@pytest.fixture
def ahead(survey: Survey, clock: Clock) -> Survey:
    """Close three right days, then two a year ahead, and leave answers of a third."""
    add_responses(survey, 1, [TODAY - 3 * DAY] * 5)
    seal_closed_days(survey)
    clock.step(YEAR)
    confirm_clock(survey, survey.today())
    for count in (4, 3, 2):
        add_responses(survey, 1, [survey.today()] * count)
        close_service_point(survey, 2)
        clock.pass_days(1)
        if count > 2:
            seal_closed_days(survey)
    clock.step(-YEAR)
    confirm_clock(survey, survey.today())
    return survey


def counts(survey: Survey) -> dict[date, int]:
    """Return the responses of each day; those of a month are as many as its rows."""
    with survey.store.reading() as connection:
        found = Counter(sealed_counts(connection, date(2020, 1, 1)))
        found.update(one.day for one in read_inbox(connection))
        months = Counter(one.month for one in read_responses(connection))
    by_month = Counter[date]()
    for day, count in found.items():
        by_month[day.replace(day=1)] += count
    assert by_month == months
    return found


def test_the_last_day_becomes_the_named_one_and_the_others_keep_their_distance(
    ahead: Survey,
) -> None:
    last = TODAY + 2 * DAY
    planned = plan_repair(ahead, last)
    assert planned.days == tuple(
        MovedDay(TODAY + YEAR + number * DAY, TODAY + number * DAY, 4 - number)
        for number in range(3)
    )
    assert planned.months == (MovedMonth(date(2027, 3, 1), date(2026, 3, 1), 7, 0),)
    repair_days(ahead, planned, last)
    assert counts(ahead) == {TODAY - 3 * DAY: 5, TODAY: 4, TODAY + DAY: 3, TODAY + 2 * DAY: 2}
    assert clock_state(ahead).is_well
    with ahead.store.reading() as connection:
        assert last_sealed_day(connection) == TODAY + DAY
    # What was not closed is closed like any other day.
    assert [each.day for each in seal_closed_days(ahead)] == [TODAY + 2 * DAY]


def test_closed_answers_of_a_month_stay_together_in_the_month_of_most(
    survey: Survey, clock: Clock
) -> None:
    clock.step(YEAR)
    confirm_clock(survey, survey.today())
    for count in (2, 3, 4):
        add_responses(survey, 1, [survey.today()] * count)
        clock.pass_days(1)
        seal_closed_days(survey)
    clock.step(-YEAR)
    confirm_clock(survey, survey.today())
    last = date(2026, 3, 2)
    planned = plan_repair(survey, last)
    assert [each.to for each in planned.days] == [date(2026, 2, 28), date(2026, 3, 1), last]
    assert planned.months == (MovedMonth(date(2027, 3, 1), date(2026, 3, 1), 9, 2),)
    repair_days(survey, planned, last)
    # Those that are astray are counted on the day of the month that is nearest to theirs.
    assert counts(survey) == {date(2026, 3, 1): 5, last: 4}
    with survey.store.reading() as connection:
        assert clock_state(survey).is_well
        assert last_sealed_day(connection) == last


def day_ahead(survey: Survey, clock: Clock, *, is_closed: bool) -> None:
    """Let one answer get a day of May while the clock is ahead; it is the last of January."""
    clock.step(date(2026, 5, 31) - survey.today())
    confirm_clock(survey, survey.today())
    add_responses(survey, 1, [survey.today()], lambda _: "1")
    if is_closed:
        clock.pass_days(1)
        seal_closed_days(survey)
    clock.step(date(2026, 2, 2) - survey.today())
    confirm_clock(survey, survey.today())


@pytest.mark.parametrize("is_closed", [False, True])
def test_no_answer_becomes_of_a_month_whose_report_is_published(
    survey: Survey, clock: Clock, *, is_closed: bool
) -> None:
    clock.step(date(2026, 1, 20) - survey.today())
    confirm_clock(survey, survey.today())
    add_responses(survey, 1, [survey.today()] * 40)
    day_ahead(survey, clock, is_closed=is_closed)
    assert publish_all(survey) == (months_from(date(2026, 1, 1), 1),)
    last = date(2026, 1, 31)
    planned = plan_repair(survey, last)
    to = date(2026, 2, 1)
    assert planned.days == (MovedDay(date(2026, 5, 31), to, 1, came=last),)
    of_may = (MovedMonth(date(2026, 5, 1), to, 1, 0),)
    assert planned.months == (of_may if is_closed else ())
    repair_days(survey, planned, last)
    seal_closed_days(survey)
    assert counts(survey) == {date(2026, 1, 20): 40, to: 1, date(2026, 2, 2): 10}
    assert clock_state(survey).is_well
    with survey.store.reading() as connection:
        assert last_sealed_day(connection) == to


def test_closed_comments_alone_follow_their_days(survey: Survey, clock: Clock) -> None:
    clock.step(YEAR)
    confirm_clock(survey, survey.today())
    add_responses(survey, 1, [survey.today()] * 2, lambda _: "", comment="lâu quá")
    clock.pass_days(1)
    seal_closed_days(survey)
    clock.step(-YEAR)
    confirm_clock(survey, survey.today())
    planned = plan_repair(survey, TODAY)
    assert planned.months == (MovedMonth(date(2027, 3, 1), date(2026, 3, 1), 2, 0),)
    repair_days(survey, planned, TODAY)
    with survey.store.reading() as connection:
        kept = [(one.month, one.comment) for one in read_responses(connection)]
    assert kept == [(date(2026, 3, 1), "lâu quá")] * 2
    assert clock_state(survey).is_well


def test_closed_answers_of_this_month_stay_in_it_beside_those_that_are_right(
    survey: Survey, clock: Clock
) -> None:
    add_responses(survey, 1, [TODAY] * 5)
    clock.pass_days(1)
    seal_closed_days(survey)
    clock.step(5 * DAY)
    confirm_clock(survey, survey.today())
    add_responses(survey, 1, [survey.today()] * 3)
    clock.pass_days(1)
    seal_closed_days(survey)
    clock.step(-6 * DAY)
    confirm_clock(survey, survey.today())
    last = date(2026, 2, 28)
    planned = plan_repair(survey, last)
    assert planned.months == (MovedMonth(date(2026, 3, 1), date(2026, 3, 1), 8, 3),)
    repair_days(survey, planned, last)
    assert counts(survey) == {TODAY: 5, date(2026, 3, 1): 3}
    assert clock_state(survey).is_well


def test_without_a_word_the_last_day_is_today_which_is_not_over(ahead: Survey) -> None:
    today = ahead.today()
    repair_days(ahead, plan_repair(ahead, today), today)
    assert max(counts(ahead)) == today
    with ahead.store.reading() as connection:
        assert last_sealed_day(connection) == today - DAY


def test_a_day_that_was_closed_and_becomes_today_is_not_over(ahead: Survey, clock: Clock) -> None:
    with ahead.store.writing() as connection:
        connection.exec_driver_sql("DELETE FROM inbox")
    today = ahead.today()
    repair_days(ahead, plan_repair(ahead, today), today)
    assert counts(ahead)[today] == 3
    add_responses(ahead, 1, [today])
    clock.pass_days(1)
    seal_closed_days(ahead)
    assert counts(ahead)[today] == 4


def test_the_days_as_they_were_are_kept_until_the_next_good_backup(
    ahead: Survey, tmp_path: Path
) -> None:
    was = counts(ahead)
    first = repair_days(ahead, plan_repair(ahead, TODAY), TODAY)
    with closing(open_store(first)) as store:
        assert counts(replace(ahead, store=store)) == was
    add_responses(ahead, 1, [TODAY + YEAR])
    second = repair_days(ahead, plan_repair(ahead, TODAY), TODAY)
    assert first != second
    left = dict(examine(Installation(ahead.settings, ahead.clock)))["Left over"]
    assert first.name in str(left.values["files"])
    assert back_up(ahead, tmp_path / "copy.sqlite3").removed == (first.name, second.name)
    assert not first.exists()


def test_days_of_the_office_become_the_last_day(ahead: Survey) -> None:
    assert plan_repair(ahead, TODAY).office_days == 1
    repair_days(ahead, plan_repair(ahead, TODAY), TODAY)
    assert overview_of(ahead, 2).point.closed_on == TODAY


def test_rows_lie_as_if_they_had_never_had_another_day(ahead: Survey) -> None:
    repair_days(ahead, plan_repair(ahead, TODAY), TODAY)
    content = ahead.store.path.read_bytes()
    assert str(TODAY + YEAR).encode() not in content
    assert b"2027-03" not in content
    with ahead.store.reading() as connection:
        months = read_by_content(lambda: nullcontext(connection), is_sealed=True)
        rows = sorted(str(one.month).encode() + one.key for one in months)
    sealed = [content.index(row) for row in rows if content.count(row) == 1]
    assert len(sealed) == 12
    assert len({place // PAGE for place in sealed}) == 1
    # SQLite fills a page from its end.
    assert sealed == sorted(sealed, reverse=True)


@pytest.mark.parametrize("last", [TODAY + 4 * DAY, date(2025, 12, 31), date(2026, 1, 2)])
def test_a_day_that_cannot_be_is_refused(ahead: Survey, last: date) -> None:
    before = counts(ahead)
    with pytest.raises(DayRefused):
        plan_repair(ahead, last)
    assert counts(ahead) == before


def test_what_is_done_is_what_was_shown(ahead: Survey) -> None:
    planned = plan_repair(ahead, TODAY)
    add_responses(ahead, 1, [TODAY + YEAR])
    before = counts(ahead)
    with pytest.raises(DaysMoved):
        repair_days(ahead, planned, TODAY)
    assert counts(ahead) == before


def test_a_failure_in_the_middle_changes_nothing(ahead: Survey) -> None:
    before = counts(ahead)
    with ahead.store.writing() as connection:
        connection.exec_driver_sql(
            "CREATE TRIGGER fail BEFORE UPDATE ON service_point "
            "BEGIN SELECT raise(ABORT, 'no'); END"
        )
    with pytest.raises(Exception, match="no"):
        repair_days(ahead, plan_repair(ahead, TODAY), TODAY)
    assert counts(ahead) == before


def test_where_no_day_lies_in_the_future_nothing_is_needed(survey: Survey) -> None:
    assert not plan_repair(survey, survey.today()).is_needed
    assert replace(plan_repair(survey, survey.today()), office_days=1).is_needed
