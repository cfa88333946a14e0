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
from survey.domain.errors import (
    BackgroundFull,
    FewOthers,
    StillWorking,
    StoreBusy,
    SurveyError,
    TaskFailed,
)
from survey.services.find_due_reports import due_periods, release_state
from survey.services.making import Failure
from survey.services.open_survey import open_survey
from survey.services.order_report import CASES_CAME, order_report
from survey.services.publish_report import make_report, publish_due, publish_wanted
from survey.services.publishing_clock import PublishingClock
from survey.services.seal_day import seal_closed_days
from survey.services.survey import Survey
from survey.store.publications import count_publications, publications_of, published_periods
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
    assert caplog.text.count("could not be published (it broke, as told above)") == 1
    assert caplog.text.count("2026-03-01 to 2026-03-31 is not made yet") == 1
    assert len(background.asked) == 4
    assert april.making.failures == {}


def test_what_has_just_failed_waits_and_the_others_do_not(april: Survey) -> None:
    background = Faltering([TaskFailed()])
    patient = PublishingClock(april, background, 0.001, 0.001, 600.0)
    run_until(patient, lambda: published(april) == (MARCH,))
    assert april.making.failures == {SO_FAR: Failure.UNKNOWN}
    assert april.making.now is None
    assert len(background.asked) == 2
    april.making.forget(SO_FAR)
    run_until(quick(april, background), lambda: len(published(april)) == 2)
    assert april.making.failures == {}


def test_what_was_ordered_is_made_once_also_after_a_restart(april: Survey, clock: Clock) -> None:
    for period in due_periods(april):
        publish_due(april, RunHere(), period)
    order_report(april, MARCH)
    order_report(april, MARCH)
    april.store.close()
    with closing((again := open_survey(april.settings, clock)).store):
        background = Faltering()
        run_until(quick(again, background), lambda: release_state(again).wanted == ())
        assert [asked[:2] for asked in background.asked] == [(MARCH.begins, MARCH.ends)]
        with again.store.reading() as connection:
            first, second = publications_of(connection, MARCH)
        assert (first.number, first.reason) == (1, "")
        assert (second.number, second.reason) == (2, CASES_CAME)


def test_an_order_that_two_do_at_once_is_done_once(april: Survey) -> None:
    publish_due(april, RunHere(), MARCH)
    order_report(april, MARCH)
    (order,) = release_state(april).ordered

    class Overtaken(Faltering):
        def result(self, patience: float, task: Callable[..., T], *arguments: Hashable) -> T:
            made = super().result(patience, task, *arguments)
            publish_wanted(april, RunHere(), order)
            return made

    assert publish_wanted(april, Overtaken(), order) is None
    with april.store.reading() as connection:
        assert count_publications(connection, MARCH) == 2


def test_an_order_that_would_tell_of_a_few_is_given_up_and_told(
    april: Survey, caplog: pytest.LogCaptureFixture
) -> None:
    publish_due(april, RunHere(), MARCH)
    publish_due(april, RunHere(), SO_FAR)
    order_report(april, MARCH)
    background = Faltering([TaskFailed(FewOthers.__name__)])
    run_until(quick(april, background), lambda: april.making.failures != {})
    assert april.making.failures == {MARCH: Failure.FEW_OTHERS}
    assert release_state(april).wanted == ()
    assert "is not made anew: a few people more or fewer" in caplog.text


@pytest.mark.server
def test_another_process_says_what_it_failed_with(april: Survey) -> None:
    publish_due(april, RunHere(), MARCH)
    add_responses(april, 1, [date(2026, 3, 4)] * 2)
    seal_closed_days(april)
    order_report(april, MARCH)
    (order,) = release_state(april).ordered
    with closing(BackgroundProcess()) as background, pytest.raises(TaskFailed) as refused:
        publish_wanted(april, background, order)
    assert refused.value.cause == FewOthers.__name__
    assert release_state(april).ordered == (order,)


def test_a_store_that_takes_nothing_is_tried_again(
    april: Survey, caplog: pytest.LogCaptureFixture
) -> None:
    busy = replace(april, clock=BusyAtFirst(april))
    run_until(quick(busy, Faltering()), lambda: len(published(april)) == 2)
    assert published(april) == (SO_FAR, MARCH)
    assert "which reports are due" in caplog.text


@pytest.mark.parametrize("failure", [TaskFailed(), BackgroundFull()])
def test_a_server_that_stops_leaves_the_rest_for_the_next_start(
    april: Survey, clock: Clock, caplog: pytest.LogCaptureFixture, failure: SurveyError
) -> None:
    class Stopping(Faltering):
        def result(self, patience: float, task: Callable[..., T], *arguments: Hashable) -> T:
            stopping._stopped.set()
            super().result(patience, task, *arguments)
            raise failure

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


def test_a_report_is_made_anew_beside_one_that_was_published_meanwhile(april: Survey) -> None:
    class Overtaken(Faltering):
        def result(self, patience: float, task: Callable[..., T], *arguments: Hashable) -> T:
            made = super().result(patience, task, *arguments)
            publish_due(april, RunHere(), SO_FAR)
            return made

    assert publish_due(april, Overtaken(), MARCH) is None
    assert published(april) == (SO_FAR,)
    assert due_periods(april) == (MARCH,)
    assert publish_due(april, RunHere(), MARCH) is not None


@pytest.mark.server
def test_another_process_makes_the_same_report(april: Survey) -> None:
    with closing(BackgroundProcess()) as background:
        kept = publish_due(april, background, MARCH)
    assert kept is not None
    assert kept.report == make_report(april.settings, MARCH.begins, MARCH.ends).report
