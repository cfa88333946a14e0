"""What is due is published by itself, one at a time, and whatever happens once."""

import time
from collections.abc import Callable, Hashable
from contextlib import closing
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import TypeVar

import pytest

from questionnaires.months import Months, months_from
from survey.background import RunHere
from survey.background.tasks import BackgroundProcess
from survey.domain.errors import StillWorking, StoreBusy, SurveyError, TaskFailed
from survey.services.open_survey import open_survey
from survey.services.publish_report import make_report, publish_due
from survey.services.publishing_clock import PublishingClock
from survey.services.seal_day import seal_closed_days
from survey.services.survey import Survey
from survey.store.publications import count_publications, published_periods
from tests.survey.answers import add_responses
from tests.survey.conftest import Clock

T = TypeVar("T")
MARCH = months_from(date(2026, 3, 1), 1)
SO_FAR = Months(date(2026, 1, 1), date(2026, 3, 31))


@pytest.fixture
def april(survey: Survey, clock: Clock) -> Survey:
    """Give an office in which March is over."""
    add_responses(survey, 1, [date(2026, 3, 3)] * 12)
    clock.pass_days(35)
    seal_closed_days(survey)
    add_responses(survey, 1, [survey.today()] * 10)
    return survey


@dataclass
class Faltering:
    """A background that fails at some calls, and remembers what it was asked for."""

    failures: list[SurveyError] = field(default_factory=list)
    asked: list[tuple[Hashable, ...]] = field(default_factory=list)
    is_closed: bool = False

    def result(self, patience: float, task: Callable[..., T], *arguments: Hashable) -> T:  # noqa: ARG002
        self.asked.append(arguments[1:])
        if self.failures:
            raise self.failures.pop(0)
        return task(*arguments)

    def close(self) -> None:
        self.is_closed = True


class BusyAtFirst(Clock):
    """The clock of a survey whose store is busy the first two times."""

    def __init__(self, survey: Survey) -> None:
        super().__init__()
        self._survey, self._failures = survey, 2

    def now(self) -> datetime:
        if self._failures:
            self._failures -= 1
            raise StoreBusy("somebody else holds the database")
        return self._survey.now()

    def elapsed(self) -> float:
        return self._survey.clock.elapsed()


def published(survey: Survey) -> tuple[Months, ...]:
    with survey.store.reading() as connection:
        return published_periods(connection)


def run_until(clock: PublishingClock, is_done: Callable[[], bool]) -> None:
    clock.start()
    end = time.monotonic() + 60
    while not is_done() and time.monotonic() < end:
        time.sleep(0.01)
    clock.stop()


def quick(survey: Survey, background: Faltering) -> PublishingClock:
    return PublishingClock(survey, background, 0.001, 0.001, 0.001)


def test_what_is_due_is_published_one_after_the_other(april: Survey) -> None:
    background = Faltering()
    run_until(quick(april, background), lambda: len(published(april)) == 2)
    assert published(april) == (SO_FAR, MARCH)
    assert [asked[:2] for asked in background.asked] == [
        (SO_FAR.begins, SO_FAR.ends),
        (MARCH.begins, MARCH.ends),
    ]
    assert background.is_closed


def test_what_fails_is_told_and_tried_again_and_keeps_nothing_else_waiting(
    april: Survey, caplog: pytest.LogCaptureFixture
) -> None:
    background = Faltering([TaskFailed(), StillWorking()])
    run_until(quick(april, background), lambda: len(published(april)) == 2)
    assert caplog.text.count("could not be published; this is tried again") == 2
    assert len(background.asked) == 4


def test_a_store_that_takes_nothing_is_tried_again(
    april: Survey, caplog: pytest.LogCaptureFixture
) -> None:
    busy = replace(april, clock=BusyAtFirst(april))
    run_until(quick(busy, Faltering()), lambda: len(published(april)) == 2)
    assert published(april) == (SO_FAR, MARCH)
    assert "which reports are due" in caplog.text


def test_a_server_that_stops_leaves_the_rest_for_the_next_start(
    april: Survey, clock: Clock, caplog: pytest.LogCaptureFixture
) -> None:
    class Stopping(Faltering):
        def result(self, patience: float, task: Callable[..., T], *arguments: Hashable) -> T:
            stopping._stopped.set()
            super().result(patience, task, *arguments)
            raise TaskFailed

    stopping = PublishingClock(april, Stopping(), 0.001, 0.001, 0.001)
    run_until(stopping, stopping._stopped.is_set)
    assert published(april) == ()
    assert caplog.text == ""
    april.store.close()
    with closing((again := open_survey(april.settings, clock)).store):
        run_until(quick(again, Faltering()), lambda: len(published(again)) == 2)
        assert published(again) == (SO_FAR, MARCH)


def test_two_that_publish_at_once_publish_one_report(april: Survey) -> None:
    class Overtaken(Faltering):
        def result(self, patience: float, task: Callable[..., T], *arguments: Hashable) -> T:
            made = super().result(patience, task, *arguments)
            publish_due(april, RunHere(), MARCH)
            return made

    assert publish_due(april, Overtaken(), MARCH) is None
    with april.store.reading() as connection:
        assert count_publications(connection, MARCH) == 1


@pytest.mark.server
def test_another_process_makes_the_same_report(april: Survey) -> None:
    with closing(BackgroundProcess()) as background:
        kept = publish_due(april, background, MARCH)
    assert kept is not None
    assert kept.report == make_report(april.settings, MARCH.begins, MARCH.ends).report
