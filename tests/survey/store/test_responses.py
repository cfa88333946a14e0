"""Responses in the inbox and among the sealed ones, and what their order tells."""

from contextlib import closing
from dataclasses import replace
from datetime import date, timedelta
from random import Random

import pytest

from survey.domain.modes import Mode
from survey.domain.responses import KeptResponse, Response, by_content
from survey.services.survey import Survey
from survey.store.driver import sqlite3
from survey.store.responses import (
    add_all_to_inbox,
    add_to_inbox,
    answered_questionnaires,
    count_by_month,
    count_by_point,
    count_inbox_before,
    count_of_day,
    forget_order,
    last_sealed_day,
    read_by_content,
    read_inbox,
    read_responses,
    seal_day,
)

DAY = date(2026, 3, 2)
LATER = DAY + timedelta(days=1)
MARCH, APRIL = date(2026, 3, 1), date(2026, 4, 1)
SAID = Response(b"k" * 16, 1, "Việc làm", Mode.POSTER, "counter.v1", "p", "vi", "5--", "Tốt", DAY)


def kept(response: Response) -> KeptResponse:
    """Return what stays of a response of March."""
    values = {name: value for name, value in vars(response).items() if name != "day"}
    return KeptResponse(month=MARCH, **values)


def said(key: bytes, day: date = DAY, service_point: int = 1, comment: str = "") -> Response:
    return replace(SAID, key=key, day=day, service_point=service_point, comment=comment)


def test_a_response_comes_out_as_it_went_in(survey: Survey) -> None:
    with survey.store.writing() as connection:
        assert add_to_inbox(connection, SAID)
    with survey.store.reading() as connection:
        assert list(read_inbox(connection)) == [SAID]
        assert list(read_responses(connection)) == [kept(SAID)]


def test_the_first_of_one_key_stays(survey: Survey) -> None:
    with survey.store.writing() as connection:
        assert add_to_inbox(connection, SAID)
        assert not add_to_inbox(connection, replace(SAID, comment="khác"))
        assert [response.comment for response in read_responses(connection)] == ["Tốt"]


def test_of_the_day_of_a_sealed_response_its_month_is_kept(survey: Survey) -> None:
    with survey.store.writing() as connection:
        add_to_inbox(connection, SAID)
        seal_day(connection, DAY)
    with survey.store.reading() as connection:
        assert list(read_inbox(connection)) == []
        assert list(read_responses(connection)) == [kept(SAID)]
        assert last_sealed_day(connection) == DAY


def test_before_the_first_seal_no_day_is_sealed(survey: Survey) -> None:
    with survey.store.reading() as connection:
        assert last_sealed_day(connection) is None


def test_sealing_one_day_leaves_the_others(survey: Survey) -> None:
    with survey.store.writing() as connection:
        for number, day in enumerate((DAY, DAY, LATER)):
            add_to_inbox(connection, said(bytes([number]) * 16, day))
        assert count_inbox_before(connection, LATER + timedelta(days=1)) == {DAY: 2, LATER: 1}
        seal_day(connection, DAY)
        assert count_inbox_before(connection, LATER + timedelta(days=1)) == {LATER: 1}
        assert count_inbox_before(connection, LATER) == {}


def test_a_day_sealed_again_takes_what_is_there_and_fails_not(survey: Survey) -> None:
    with survey.store.writing() as connection:
        add_to_inbox(connection, said(b"a" * 16))
        seal_day(connection, DAY)
        add_to_inbox(connection, said(b"b" * 16))
        seal_day(connection, DAY)
        assert len(list(read_responses(connection))) == 2


@pytest.mark.parametrize(
    ("begins", "ends", "months"),
    [
        (None, None, [MARCH, MARCH, APRIL]),
        (MARCH, date(2026, 4, 30), [MARCH, MARCH, APRIL]),
        (APRIL, None, [APRIL]),
        (None, date(2026, 3, 31), [MARCH, MARCH]),
        (date(2026, 5, 1), None, []),
    ],
)
def test_a_period_has_all_its_months(
    survey: Survey, begins: date | None, ends: date | None, months: list[date]
) -> None:
    with survey.store.writing() as connection:
        add_to_inbox(connection, said(b"a" * 16, DAY))
        seal_day(connection, DAY)
        add_to_inbox(connection, said(b"b" * 16, LATER))
        add_to_inbox(connection, said(b"c" * 16, APRIL))
    found = read_by_content(survey.store.reading, begins, ends)
    assert [response.month for response in found] == months


def test_the_sealed_responses_can_be_had_alone(survey: Survey) -> None:
    with survey.store.writing() as connection:
        add_to_inbox(connection, said(b"a" * 16, DAY))
        seal_day(connection, DAY)
        add_to_inbox(connection, said(b"b" * 16, DAY))
        add_to_inbox(connection, said(b"c" * 16, APRIL))
    found = read_by_content(survey.store.reading, is_sealed=True)
    assert [response.key for response in found] == [b"a" * 16]


def test_a_day_has_as_many_responses_as_came_sealed_or_not(survey: Survey) -> None:
    with survey.store.writing() as connection:
        for number, point in enumerate((1, 1, 2)):
            add_to_inbox(connection, said(bytes([number]) * 16, service_point=point))
        seal_day(connection, DAY)
        add_to_inbox(connection, said(b"z" * 16))
        add_to_inbox(connection, said(b"y" * 16, APRIL))
        seal_day(connection, DAY)
        add_to_inbox(connection, said(b"x" * 16))
    with survey.store.reading() as connection:
        assert count_of_day(connection, DAY) == 5
        assert count_of_day(connection, LATER) == 0
        assert count_by_point(connection, DAY, DAY) == {1: 4, 2: 1}
        assert count_by_month(connection) == {MARCH: 5, APRIL: 1}


def test_responses_are_counted_by_service_point_sealed_or_not(survey: Survey) -> None:
    with survey.store.writing() as connection:
        for number, point in enumerate((1, 1, 2)):
            add_to_inbox(connection, said(bytes([number]) * 16, service_point=point))
        seal_day(connection, DAY)
        add_to_inbox(connection, said(b"z" * 16, LATER))
    with survey.store.reading() as connection:
        assert count_by_point(connection, DAY, LATER) == {1: 3, 2: 1}
        assert count_by_point(connection, LATER, LATER) == {1: 1}


def test_more_responses_than_a_batch_come_out_in_the_order_of_their_keys(survey: Survey) -> None:
    random = Random(1)
    keys = [random.randbytes(16) for _ in range(2500)]
    with survey.store.writing() as connection:
        for key in keys[:1250]:
            add_to_inbox(connection, said(key))
        seal_day(connection, DAY)
        for key in keys[1250:]:
            add_to_inbox(connection, said(key, LATER))
    with survey.store.reading() as connection:
        assert [response.key for response in read_responses(connection)] == sorted(keys)


@pytest.mark.parametrize("table", ["inbox", "response"])
def test_a_table_has_no_rowid_to_read_the_order_from(survey: Survey, table: str) -> None:
    with (
        closing(sqlite3.connect(survey.store.path)) as connection,
        pytest.raises(sqlite3.OperationalError, match="no such column: rowid"),
    ):
        connection.execute(f"SELECT rowid FROM {table}")  # noqa: S608 - one of the two above


def test_who_takes_long_over_all_responses_keeps_no_log(survey: Survey) -> None:
    random = Random(1)
    with survey.store.writing() as connection:
        add_all_to_inbox(connection, [said(random.randbytes(16)) for _ in range(2500)])
        seal_day(connection, DAY)
        forget_order(connection)
        add_all_to_inbox(connection, [said(random.randbytes(16), LATER) for _ in range(700)])
    with survey.store.reading() as connection:
        expected = sorted(read_responses(connection), key=by_content)
    slowly = read_by_content(survey.store.reading)
    begun = [next(slowly) for _ in range(1500)]
    assert survey.store.forget_history()
    with survey.store.writing() as connection:
        seal_day(connection, LATER)
    assert survey.store.forget_history()
    assert [*begun, *slowly] == expected


def test_a_look_at_one_state_is_what_keeps_it(survey: Survey) -> None:
    with survey.store.reading() as connection:
        list(read_responses(connection))
        with survey.store.writing() as writing:
            add_to_inbox(writing, SAID)
        assert not survey.store.forget_history()


def test_the_questionnaires_of_closed_responses_of_months_are_named_once(survey: Survey) -> None:
    with survey.store.writing() as connection:
        for number in range(3):
            add_to_inbox(connection, said(bytes([number]) * 16))
        add_to_inbox(connection, replace(SAID, key=b"z" * 16, questionnaire="own.v1"))
        add_to_inbox(connection, replace(said(b"y" * 16, APRIL), questionnaire="april.v1"))
        seal_day(connection, DAY)
        seal_day(connection, APRIL)
        add_to_inbox(connection, replace(SAID, key=b"x" * 16, questionnaire="open.v1"))
        of_march = answered_questionnaires(connection, [DAY.replace(day=1)])
        assert of_march == {"counter.v1", "own.v1"}
