"""Closing days: once, whole, in an order that tells nothing, and by itself."""

from contextlib import closing
from dataclasses import replace
from datetime import date, datetime, timedelta
from threading import Event

import numpy as np
import pytest

from survey.domain.errors import StoreBusy
from survey.domain.modes import Mode
from survey.domain.responses import Response
from survey.services.seal_day import SealedDay, SealingClock, seal_closed_days
from survey.services.survey import Survey
from survey.store.driver import sqlite3
from survey.store.responses import add_to_inbox, last_sealed_day, read_responses
from tests.survey.conftest import Clock

TODAY = date(2026, 3, 2)
SAID = Response(b"", 1, "Việc làm", Mode.POSTER, "counter.v1", "p", "vi", "5--", "", TODAY)


def arrive(survey: Survey, day: date, count: int = 1) -> list[bytes]:
    """Let responses come in one after the other, and return their keys in that order."""
    keys = [survey.random_bytes(16) for _ in range(count)]
    for key in keys:
        with survey.store.writing() as connection:
            add_to_inbox(connection, replace(SAID, key=key, day=day))
    return keys


def rows(survey: Survey, table: str) -> list[bytes]:
    with closing(sqlite3.connect(survey.store.path)) as connection:
        # As the pages have them: no ORDER BY.
        return [row[0] for row in connection.execute(f"SELECT key FROM {table}")]  # noqa: S608


def test_days_that_are_over_are_sealed_and_today_is_not(survey: Survey) -> None:
    arrive(survey, TODAY - timedelta(days=2), 3)
    arrive(survey, TODAY - timedelta(days=1), 2)
    arrive(survey, TODAY, 4)
    assert seal_closed_days(survey) == (
        SealedDay(TODAY - timedelta(days=2), 3),
        SealedDay(TODAY - timedelta(days=1), 2),
    )
    assert (len(rows(survey, "inbox")), len(rows(survey, "response"))) == (4, 5)


def test_sealing_again_changes_nothing(survey: Survey) -> None:
    arrive(survey, TODAY - timedelta(days=1))
    assert len(seal_closed_days(survey)) == 1
    assert seal_closed_days(survey) == ()
    assert len(rows(survey, "response")) == 1


def test_a_day_without_answers_needs_no_seal(survey: Survey) -> None:
    assert seal_closed_days(survey) == ()
    with survey.store.reading() as connection:
        assert last_sealed_day(connection) is None


def test_sealed_rows_lie_in_the_order_of_their_random_keys(survey: Survey) -> None:
    arrived = arrive(survey, TODAY - timedelta(days=1), 200)
    seal_closed_days(survey)
    found = rows(survey, "response")
    assert found == sorted(arrived)
    places = [arrived.index(key) for key in found]
    # By chance 0.07 on average; a table in the order of arrival has 1.
    assert abs(np.corrcoef(places, np.arange(200))[0, 1]) < 0.25


def test_nothing_of_the_order_of_arrival_stays_in_the_log(survey: Survey) -> None:
    arrived = arrive(survey, TODAY - timedelta(days=1), 50)
    log = survey.store.path.with_name(survey.store.path.name + "-wal")
    assert log.stat().st_size > 0
    seal_closed_days(survey)
    assert log.stat().st_size == 0
    content = survey.store.path.read_bytes()
    # Each key once: deleted rows of the inbox are overwritten.
    assert [content.count(key) for key in arrived] == [1] * 50


def test_a_failure_in_the_middle_seals_nothing(survey: Survey) -> None:
    arrive(survey, TODAY - timedelta(days=2))
    arrive(survey, TODAY - timedelta(days=1))
    with closing(sqlite3.connect(survey.store.path, isolation_level=None)) as other:
        other.execute(
            "CREATE TRIGGER fail BEFORE INSERT ON day_seal WHEN NEW.day = '2026-03-01' "
            "BEGIN SELECT raise(ABORT, 'failed'); END"
        )
        with pytest.raises(Exception, match="failed"):
            seal_closed_days(survey)
        assert (len(rows(survey, "inbox")), len(rows(survey, "response"))) == (2, 0)
        other.execute("DROP TRIGGER fail")
    assert len(seal_closed_days(survey)) == 2


def test_sealed_rows_are_the_same_as_before(survey: Survey) -> None:
    arrive(survey, TODAY - timedelta(days=1), 20)
    with survey.store.reading() as connection:
        before = list(read_responses(connection))
    seal_closed_days(survey)
    with survey.store.reading() as connection:
        assert list(read_responses(connection)) == before


def test_a_clock_set_back_seals_nothing_more(survey: Survey, clock: Clock) -> None:
    arrive(survey, TODAY)
    clock.step(timedelta(days=-400))
    assert seal_closed_days(survey) == ()


def test_the_sealing_clock_closes_the_day_by_itself(survey: Survey, clock: Clock) -> None:
    arrive(survey, TODAY)
    watch = Watched(survey, turns=2)
    sealing = SealingClock(watch.survey(), check_seconds=0.001)
    clock.pass_days(1)
    sealing.start()
    watch.wait()
    sealing.stop()
    assert len(rows(survey, "response")) == 1


def test_the_sealing_clock_tries_again_when_the_database_was_busy(
    survey: Survey, caplog: pytest.LogCaptureFixture
) -> None:
    arrive(survey, TODAY - timedelta(days=1))
    watch = Watched(survey, turns=3, fails=2)
    sealing = SealingClock(watch.survey(), check_seconds=0.001)
    sealing.start()
    watch.wait()
    sealing.stop()
    assert len(rows(survey, "response")) == 1
    assert "tried again" in caplog.text


class Watched(Clock):
    """The clock of a survey, which counts how often it was looked at and may fail at first."""

    def __init__(self, survey: Survey, turns: int, fails: int = 0) -> None:
        super().__init__()
        self._survey, self._turns, self._fails = survey, turns, fails
        self._looks = 0
        self._done = Event()

    def survey(self) -> Survey:
        return replace(self._survey, clock=self)

    def wait(self) -> None:
        assert self._done.wait(30)

    def now(self) -> datetime:
        self._looks += 1
        if self._looks > 10 * self._turns:
            self._done.set()
        if self._looks <= self._fails:
            raise StoreBusy("somebody else holds the database")
        return self._survey.now()
