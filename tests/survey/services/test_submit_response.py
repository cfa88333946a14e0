"""Taking answers: once, whole, and acknowledged only when they are on the disk."""

import hmac
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
from dataclasses import replace
from datetime import date, datetime, timedelta
from threading import Barrier

import pytest

from survey.domain.errors import (
    CommentTooLong,
    IdentifiersFound,
    InvalidAnswers,
    NothingChosen,
    PosterWithdrawn,
    ServicePointClosed,
    StoreBusy,
    StoreFull,
    UnknownCode,
    VisitExpired,
    VisitOutdated,
    VisitUnreadable,
)
from survey.domain.identifiers import CUT
from survey.domain.modes import Mode
from survey.domain.places import ServicePoint
from survey.domain.responses import KeptResponse, Response
from survey.services.clock import VIETNAM
from survey.services.manage_places import close_service_point
from survey.services.open_visit import OpenVisit, open_trial, open_visit
from survey.services.print_posters import new_poster, withdraw_poster
from survey.services.publish_text import use
from survey.services.seal_day import seal_closed_days
from survey.services.submit_response import Submitted, submit_response
from survey.services.survey import Survey
from survey.store.driver import sqlite3
from survey.store.engine import apply_settings, open_store
from survey.store.responses import last_sealed_day, read_inbox, read_responses
from tests.survey.conftest import Clock


@pytest.fixture
def opened(survey: Survey, code: str) -> OpenVisit:
    return open_visit(survey, code, "vi")


def marked(opened: OpenVisit, value: str = "5") -> dict[str, list[str]]:
    return {item.id: [value] for item in opened.questionnaire.items}


def send(survey: Survey, opened: OpenVisit, value: str = "5", comment: str = "") -> Submitted:
    visit = opened.visit
    return submit_response(survey, visit.poster, visit, marked(opened, value), comment)


def counted(survey: Survey) -> list[tuple[bytes, str]]:
    with closing(sqlite3.connect(survey.store.path)) as connection:
        return list(connection.execute("SELECT * FROM counted_visit"))


def stored(survey: Survey) -> list[Response]:
    with survey.store.reading() as connection:
        return list(read_inbox(connection))


def kept(survey: Survey) -> list[KeptResponse]:
    with survey.store.reading() as connection:
        return list(read_responses(connection))


def test_a_response_keeps_what_was_said_and_where_and_on_which_day(
    survey: Survey, opened: OpenVisit, clock: Clock
) -> None:
    submitted = send(survey, opened, comment="  Cảm ơn!\r\n")
    (response,) = stored(survey)
    assert submitted.was_new
    assert submitted.point == opened.point
    assert response.comment == "Cảm ơn!"
    assert response.day == clock.now().date()
    assert (response.service_point, response.field) == (1, "Người có công")
    assert (response.questionnaire, response.plan) == ("counter.v1", "136-2022")
    assert len(response.answers) == len(opened.questionnaire.questions)
    assert response.answers.count("5") == len(opened.questionnaire.items)


def test_no_key_leads_from_a_page_to_its_response(survey: Survey, opened: OpenVisit) -> None:
    send(survey, opened)
    (response,) = stored(survey)
    made_of_the_visit = [
        hmac.digest(key, opened.visit.nonce, "sha256")[:16] for key in vars(survey.keys).values()
    ]
    assert len(response.key) == 16
    assert response.key not in (*made_of_the_visit, opened.visit.nonce, opened.visit.nonce[::-1])
    assert counted(survey) == [(made_of_the_visit[1], "2026-04-01")]


def test_a_visit_is_known_as_long_as_it_can_be_sent_and_no_longer(
    survey: Survey, opened: OpenVisit, clock: Clock
) -> None:
    send(survey, opened)
    clock.pass_days(29.9)
    send(survey, open_visit(survey, opened.visit.poster, "vi"))
    clock.pass_days(1)
    seal_closed_days(survey)
    assert len(counted(survey)) == 2
    # The second can be sent until the first of May, the first has not been since April.
    clock.pass_days(31)
    send(survey, open_visit(survey, opened.visit.poster, "vi"))
    clock.pass_days(1)
    seal_closed_days(survey)
    assert len(counted(survey)) == 2


def test_a_clock_set_back_does_not_let_a_forgotten_visit_count_twice(
    survey: Survey, opened: OpenVisit, clock: Clock
) -> None:
    send(survey, opened)
    clock.pass_days(70)
    send(survey, open_visit(survey, opened.visit.poster, "vi"))
    clock.pass_days(1)
    seal_closed_days(survey)
    assert len(counted(survey)) == 1
    clock.pass_days(-71)
    with pytest.raises(VisitExpired):
        send(survey, opened)
    fresh = open_visit(survey, opened.visit.poster, "vi")
    assert send(survey, fresh).was_new
    assert not send(survey, fresh).was_new
    assert len(kept(survey)) == 3


def test_sent_again_it_is_acknowledged_and_the_first_stays(
    survey: Survey, opened: OpenVisit
) -> None:
    assert send(survey, opened, "5", "lần đầu").was_new
    assert not send(survey, opened, "1", "lần sau").was_new
    (response,) = stored(survey)
    assert response.comment == "lần đầu"


def test_sent_again_after_the_day_was_sealed_it_still_counts_once(
    survey: Survey, opened: OpenVisit, clock: Clock
) -> None:
    send(survey, opened)
    clock.pass_days(2)
    assert seal_closed_days(survey)
    assert not send(survey, opened).was_new
    assert len(kept(survey)) == 1


def test_sent_again_after_the_poster_was_taken_down_it_is_acknowledged(
    survey: Survey, opened: OpenVisit, code: str
) -> None:
    send(survey, opened)
    withdraw_poster(survey, code)
    assert not send(survey, opened).was_new


def test_a_hundred_presses_at_once_are_one_response(survey: Survey, opened: OpenVisit) -> None:
    together = Barrier(100)

    def press(number: int) -> bool:
        together.wait()
        return send(survey, opened, comment=str(number)).was_new

    with ThreadPoolExecutor(100) as fingers:
        news = list(fingers.map(press, range(100)))
    assert news.count(True) == 1
    assert len(stored(survey)) == 1


def test_a_hundred_people_at_once_are_a_hundred_responses(survey: Survey, code: str) -> None:
    visits = [open_visit(survey, code, "vi") for _ in range(100)]
    with ThreadPoolExecutor(20) as phones:
        assert all(phones.map(lambda visit: send(survey, visit).was_new, visits))
    assert len(stored(survey)) == 100


def test_a_withdrawn_poster_takes_open_pages_for_a_day_and_none_after(
    survey: Survey, opened: OpenVisit, code: str, clock: Clock
) -> None:
    late = open_visit(survey, code, "vi")
    withdraw_poster(survey, code)
    clock.pass_days(0.99)
    assert send(survey, opened).was_new
    clock.pass_days(0.02)
    with pytest.raises(PosterWithdrawn):
        send(survey, late)
    assert len(stored(survey)) == 1


def test_a_misused_poster_records_nothing(survey: Survey, opened: OpenVisit, code: str) -> None:
    withdraw_poster(survey, code, "dán ở quán")
    with pytest.raises(PosterWithdrawn):
        send(survey, opened)
    assert stored(survey) == []


@pytest.mark.parametrize("mode", [Mode.KIOSK, Mode.ASSISTED])
def test_a_withdrawn_device_records_nothing(survey: Survey, mode: Mode) -> None:
    device = new_poster(survey, 1, mode).code
    opened = open_visit(survey, device, "vi")
    withdraw_poster(survey, device)
    with pytest.raises(PosterWithdrawn):
        send(survey, opened)
    assert stored(survey) == []


def test_who_came_while_the_counter_was_open_may_finish(
    survey: Survey, opened: OpenVisit, clock: Clock
) -> None:
    close_service_point(survey, 1)
    clock.pass_days(1)
    assert send(survey, opened).was_new


def test_who_opens_the_page_after_the_counter_was_closed_may_not(
    survey: Survey, opened: OpenVisit, clock: Clock
) -> None:
    close_service_point(survey, 1)
    late = replace(opened.visit, hour=clock.now() + timedelta(days=1))
    with pytest.raises(ServicePointClosed):
        send(survey, replace(opened, visit=late))


def test_a_trial_is_checked_and_stored_nowhere(survey: Survey) -> None:
    trial = open_trial(survey, 1, "vi")
    submitted = send(survey, trial)
    assert submitted.is_trial
    assert not submitted.was_new
    assert stored(survey) == []
    with pytest.raises(NothingChosen):
        submit_response(survey, trial.visit.poster, trial.visit, {}, "")


def test_a_page_of_an_older_questionnaire_is_taken_as_it_was_asked(
    survey: Survey, opened: OpenVisit
) -> None:
    use(survey, questionnaire="service-19.v1")
    send(survey, opened)
    (response,) = stored(survey)
    assert response.questionnaire == "counter.v1"


@pytest.mark.parametrize("change", [{"questionnaire": "counter.v0"}, {"plan": "plan-of-1999"}])
def test_a_page_of_an_unknown_text_is_outdated(
    survey: Survey, opened: OpenVisit, change: dict[str, str]
) -> None:
    visit = replace(opened.visit, **change)  # type: ignore[arg-type]  # two texts
    with pytest.raises(VisitOutdated):
        send(survey, replace(opened, visit=visit))


def test_a_page_is_good_for_thirty_days(survey: Survey, opened: OpenVisit, clock: Clock) -> None:
    clock.pass_days(29.9)
    assert send(survey, opened).was_new
    clock.pass_days(0.2)
    with pytest.raises(VisitExpired):
        send(survey, opened)


def test_a_page_of_another_poster_is_refused(survey: Survey, opened: OpenVisit) -> None:
    other = open_trial(survey, 2, "vi").visit.poster
    with pytest.raises(VisitUnreadable):
        submit_response(survey, other, opened.visit, marked(opened), "")


def test_a_page_of_a_poster_that_is_not_known_here_is_refused(
    survey: Survey, opened: OpenVisit
) -> None:
    visit = replace(opened.visit, poster="00000000")
    elsewhere = replace(opened, visit=visit)
    with pytest.raises(UnknownCode):
        send(survey, elsewhere)


def test_a_comment_alone_is_kept_once(survey: Survey, opened: OpenVisit) -> None:
    visit = opened.visit
    first = submit_response(survey, visit.poster, visit, {}, "Chờ lâu")
    again = submit_response(survey, visit.poster, visit, {}, "Chờ lâu quá")

    assert (first.was_new, again.was_new) == (True, False)
    (kept,) = stored(survey)
    assert (set(kept.answers), kept.comment) == ({"-"}, "Chờ lâu")


def test_a_comment_alone_of_which_nothing_is_left_is_nothing(
    survey: Survey, opened: OpenVisit
) -> None:
    visit = opened.visit
    with pytest.raises(IdentifiersFound):
        submit_response(survey, visit.poster, visit, {}, "0912 345 678")
    with pytest.raises(NothingChosen):
        submit_response(survey, visit.poster, visit, {CUT: ["1"]}, "0912 345 678")
    assert stored(survey) == []


def test_answers_with_faults_store_nothing(survey: Survey, opened: OpenVisit) -> None:
    visit = opened.visit
    with pytest.raises(InvalidAnswers):
        submit_response(survey, visit.poster, visit, marked(opened, "６"), "")
    with pytest.raises(NothingChosen):
        submit_response(survey, visit.poster, visit, {}, " ")
    with pytest.raises(CommentTooLong):
        submit_response(survey, visit.poster, visit, marked(opened), "a" * 2001)
    assert stored(survey) == []


def test_a_clock_set_back_over_midnight_does_not_reopen_a_sealed_day(
    survey: Survey, opened: OpenVisit, clock: Clock
) -> None:
    send(survey, opened)
    clock.pass_days(1)
    seal_closed_days(survey)
    clock.step(timedelta(hours=-10))
    send(survey, open_visit(survey, opened.visit.poster, "vi"))
    with survey.store.reading() as connection:
        assert last_sealed_day(connection) == date(2026, 3, 2)
    assert [response.day for response in stored(survey)] == [date(2026, 3, 3)]


@pytest.mark.parametrize(
    ("moment", "day"),
    [
        (datetime(2026, 3, 2, 23, 59, 59, tzinfo=VIETNAM), date(2026, 3, 2)),
        (datetime(2026, 3, 3, 0, 0, 0, tzinfo=VIETNAM), date(2026, 3, 3)),
    ],
)
def test_the_day_is_that_of_receipt_in_vietnam(
    survey: Survey, opened: OpenVisit, clock: Clock, moment: datetime, day: date
) -> None:
    clock.time = moment
    send(survey, opened)
    assert [response.day for response in stored(survey)] == [day]


def test_a_locked_database_stores_nothing_and_takes_it_later(
    survey: Survey, opened: OpenVisit
) -> None:
    with (
        limited(survey, "PRAGMA busy_timeout=50") as impatient,
        closing(sqlite3.connect(survey.store.path, isolation_level=None)) as other,
    ):
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(StoreBusy):
            send(impatient, opened)
    assert stored(survey) == []
    assert send(survey, opened).was_new


def test_a_full_disk_stores_nothing_and_takes_it_later(survey: Survey, code: str) -> None:
    with limited(survey, f"PRAGMA max_page_count={pages(survey) + 10}") as full:
        visit = fill(full, code)
        acknowledged = len(stored(survey))
        assert acknowledged
    assert send(survey, visit, comment="a" * 2000).was_new
    assert len(stored(survey)) == acknowledged + 1


@contextmanager
def limited(survey: Survey, statement: str) -> Iterator[Survey]:
    """Give the same survey on connections with one more limit."""

    def configure(connection: sqlite3.Connection) -> None:
        apply_settings(connection)
        connection.execute(statement)

    with closing(open_store(survey.store.path, configure)) as store:
        yield replace(survey, store=store)


def pages(survey: Survey) -> int:
    survey.store.forget_history()
    with closing(sqlite3.connect(survey.store.path)) as connection:
        return int(connection.execute("PRAGMA page_count").fetchone()[0])


def fill(survey: Survey, code: str) -> OpenVisit:
    """Send visits until one is refused, and return that one."""
    for _ in range(100):
        visit = open_visit(survey, code, "vi")
        try:
            assert send(survey, visit, comment="a" * 2000).was_new
        except StoreFull:
            return visit
    raise AssertionError("the disk never was full")


def test_the_second_counter_has_its_own_answers(
    survey: Survey, points: tuple[ServicePoint, ServicePoint]
) -> None:
    other = open_trial(survey, 2, "vi").visit.poster
    send(survey, open_visit(survey, other, "vi"))
    assert [response.service_point for response in stored(survey)] == [points[1].id]
