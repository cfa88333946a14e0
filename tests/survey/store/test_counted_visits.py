"""The set of counted visits: known while they can be sent, and without any order."""

from contextlib import closing
from dataclasses import replace
from datetime import date
from random import Random

from survey.domain.visits import CountedVisit
from survey.services.survey import Survey
from survey.store.counted_visits import add_counted, counted_keys, forget_counted, is_counted
from survey.store.driver import sqlite3

APRIL, MAY = date(2026, 4, 1), date(2026, 5, 1)
VISIT = CountedVisit(b"v" * 16, APRIL)


def test_a_visit_is_counted_once_it_was_said(survey: Survey) -> None:
    with survey.store.writing() as connection:
        add_counted(connection, [VISIT])
    with survey.store.reading() as connection:
        assert is_counted(connection, VISIT.key)
        assert not is_counted(connection, b"x" * 16)


def test_many_are_asked_for_at_once(survey: Survey) -> None:
    keys = [number.to_bytes(16) for number in range(300)]
    with survey.store.writing() as connection:
        add_counted(connection, [replace(VISIT, key=key) for key in keys[::2]])
        assert counted_keys(connection, keys) == set(keys[::2])
        assert counted_keys(connection, keys[1:2]) == set()


def test_those_of_earlier_months_are_forgotten(survey: Survey) -> None:
    later = CountedVisit(b"w" * 16, MAY)
    with survey.store.writing() as connection:
        add_counted(connection, [VISIT, later])
        forget_counted(connection, APRIL)
        assert counted_keys(connection, [VISIT.key, later.key]) == {VISIT.key, later.key}
        forget_counted(connection, MAY)
        assert counted_keys(connection, [VISIT.key, later.key]) == {later.key}


def test_nothing_of_what_is_forgotten_is_left_in_the_file(survey: Survey) -> None:
    forgotten, kept = (some_visits(month) for month in (APRIL, MAY))
    arrive(survey, [*forgotten, *kept], seed=1)
    content = survey.store.path.read_bytes()
    assert {content.count(visit.key) for visit in forgotten} == {0}
    assert {content.count(visit.key) for visit in kept} == {1}


def test_the_pages_are_the_same_whoever_came_first(survey: Survey) -> None:
    visits = some_visits(MAY)
    arrive(survey, visits, seed=1)
    first = places_in_pages(survey, visits)
    with survey.store.writing() as connection:
        forget_counted(connection, date(2027, 1, 1))
    arrive(survey, visits, seed=2)
    assert places_in_pages(survey, visits) == first


def some_visits(month: date) -> list[CountedVisit]:
    random = Random(month.toordinal())
    return [CountedVisit(random.randbytes(16), month) for _ in range(1000)]


def arrive(survey: Survey, visits: list[CountedVisit], seed: int) -> None:
    """Let visits come by the dozen, forget those of April, and empty the log."""
    order = Random(seed).sample(visits, len(visits))
    for begin in range(0, len(order), 12):
        with survey.store.writing() as connection:
            add_counted(connection, order[begin : begin + 12])
    with survey.store.writing() as connection:
        forget_counted(connection, MAY)
    assert survey.store.forget_history()


def places_in_pages(survey: Survey, visits: list[CountedVisit]) -> list[int]:
    content = survey.store.path.read_bytes()
    with closing(sqlite3.connect(survey.store.path)) as connection:
        (size,) = connection.execute("PRAGMA page_size").fetchone()
    return [content.index(key) % size for key in sorted(visit.key for visit in visits)]
