"""The journal is emptied although somebody reads, or it is said who keeps it."""

import logging
import sys
from dataclasses import replace
from threading import Timer
from time import monotonic

import pytest

from survey.services.empty_journal import Journal, empty_journal
from survey.services.seal_day import SealingClock
from survey.services.survey import Survey
from survey.store.responses import add_to_inbox, read_responses
from tests.survey.store.foreign_reader import foreign_reader
from tests.survey.store.made_responses import SAID


def arrive(survey: Survey) -> None:
    with survey.store.writing() as connection:
        add_to_inbox(connection, replace(SAID, key=survey.random_bytes(16)))


def test_who_empties_the_journal_waits_for_those_who_read(survey: Survey) -> None:
    arrive(survey)
    with survey.store.reading() as connection:
        list(read_responses(connection))
        arrive(survey)
        assert empty_journal(survey) == Journal(is_empty=False)
        ends = Timer(0.3, connection.rollback)
        ends.start()
        assert empty_journal(survey, seconds=20) == Journal(is_empty=True)
        ends.join()


def test_another_program_is_named(survey: Survey) -> None:
    arrive(survey)
    with foreign_reader(survey.store.path) as number:
        arrive(survey)
        journal = empty_journal(survey)
    assert not journal.is_empty
    if sys.platform == "linux":
        assert [name.rpartition(" ")[2] for name in journal.readers] == [f"({number})"]
    assert empty_journal(survey).is_empty


def test_the_sealing_clock_says_who_keeps_the_journal(
    survey: Survey, caplog: pytest.LogCaptureFixture
) -> None:
    arrive(survey)
    sealing = SealingClock(survey, check_seconds=0.01)
    with foreign_reader(survey.store.path):
        arrive(survey)
        with caplog.at_level(logging.WARNING):
            sealing.start()
            ends = monotonic() + 30
            while not caplog.records and monotonic() < ends:
                empty_journal(survey)
            sealing.stop()
    assert "could not be emptied while" in caplog.text
