"""A checkpoint beside a commit, where SQLite before 3.51.3 can lose what it acknowledged."""

import sqlite3 as of_python
from collections.abc import Iterator
from contextlib import closing
from functools import partial
from pathlib import Path

import pytest

from survey.store.driver import is_repaired, sqlite3
from tests.faults.hammering import (
    Outcome,
    bare_workers,
    hammer,
    make_rows,
    quick_folder,
    stored_rows,
)
from tests.faults.office import open_office
from tests.faults.server import Installation

SHORT, LONG = 2.0, 150.0
TRIES, TRY_SECONDS = 15, 10.0

doses = pytest.mark.parametrize(
    "seconds", [SHORT, pytest.param(LONG, marks=pytest.mark.release)], ids=["short", "long"]
)


@pytest.fixture
def folder() -> Iterator[Path]:
    with quick_folder() as made:
        yield made


@doses
@pytest.mark.server
def test_the_library_that_is_used_loses_no_commit_to_a_checkpoint(
    folder: Path, seconds: float
) -> None:
    outcome = _hammered_rows(folder / "rows", sqlite3.__name__, seconds)
    _tell(sqlite3.sqlite_version, "bare", seconds, outcome)
    assert outcome.acknowledged > 0
    assert outcome.is_sound


@doses
@pytest.mark.server
def test_two_processes_of_ours_lose_no_answer_to_a_checkpoint(folder: Path, seconds: float) -> None:
    database = open_office(Installation(folder)).database
    worker = ["tests.faults.hammered_store"]
    outcome = hammer([worker, worker], partial(_stored_answers, database), database, seconds)
    _tell(sqlite3.sqlite_version, "with our writer", seconds, outcome)
    assert outcome.acknowledged > 0
    assert outcome.is_sound


@pytest.mark.release
@pytest.mark.skipif(
    is_repaired(of_python.sqlite_version_info), reason="Python's own SQLite is repaired here"
)
def test_a_library_that_is_not_repaired_loses_some(folder: Path) -> None:
    for number in range(TRIES):
        outcome = _hammered_rows(folder / f"rows{number}", "sqlite3", TRY_SECONDS)
        _tell(of_python.sqlite_version, "bare", TRY_SECONDS, outcome)
        if not outcome.is_sound:
            return
    pytest.fail("the hammer finds nothing where there is something")


def _tell(version: str, way: str, seconds: float, outcome: Outcome) -> None:
    print(f"\nSQLite {version}, {way}, {seconds:g} s: {outcome}")  # noqa: T201 - a figure


def _hammered_rows(database: Path, driver: str, seconds: float) -> Outcome:
    make_rows(database)
    return hammer(bare_workers(driver), partial(stored_rows, database), database, seconds)


def _stored_answers(database: Path) -> set[str]:
    with closing(sqlite3.connect(database)) as connection:
        return {key.hex() for (key,) in connection.execute("SELECT key FROM inbox")}
