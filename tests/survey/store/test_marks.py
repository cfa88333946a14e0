"""A log beside a database to which it was not written is refused; one after a crash never is."""

import os
import random
import signal
import sys
import time
from collections.abc import Sequence
from contextlib import closing
from itertools import islice, product
from pathlib import Path
from threading import Thread

import pytest

from survey.domain.errors import ForeignLog
from survey.store import marks
from survey.store.driver import sqlite3
from survey.store.engine import open_store
from survey.store.marks import check_log_belongs, log_beside
from survey.store.rewriting import has_rewritten, owe_rewriting, owes_rewriting
from survey.store.upgrade import create_or_upgrade, upgrade
from tests.survey.store.history import (
    CELLS,
    Left,
    cells_of_step,
    is_a_state_that_was,
    lead_on,
    left_at,
    make,
    state_after,
)

forks = pytest.mark.skipif(not hasattr(os, "fork"), reason="a process is copied with all it has")


@pytest.fixture
def database(tmp_path: Path) -> Path:
    path = tmp_path / "hailong.sqlite3"
    make(path)
    return path


def is_refused(database: Path) -> bool:
    try:
        check_log_belongs(database)
    except ForeignLog:
        return True
    return False


def snapshots(database: Path, count: int, seed: int) -> list[Left]:
    return [left_at(database) for _ in islice(lead_on(database, random.Random(seed), 0), count)]


@pytest.mark.parametrize("count", [18, pytest.param(150, marks=pytest.mark.release)])
def test_every_mixture_of_one_history_is_refused_or_does_no_harm(
    database: Path, tmp_path: Path, count: int
) -> None:
    history = snapshots(database, count, seed=11)
    refused, harmless = mixtures(history, history, tmp_path / "mixture.sqlite3")
    sys.stdout.write(f"{count} moments: {refused} mixtures refused, {harmless} harmless\n")
    assert refused > len(history)
    assert harmless >= len(history)


@pytest.mark.parametrize("count", [10, pytest.param(80, marks=pytest.mark.release)])
def test_a_log_of_another_installation_is_refused_wherever_it_has_something(
    database: Path, tmp_path: Path, count: int
) -> None:
    other = tmp_path / "other.sqlite3"
    make(other)
    here, there = snapshots(database, count, seed=1), snapshots(other, count, seed=2)
    target = tmp_path / "mixture.sqlite3"
    refused, _ = mixtures(here, there, target)
    with_commits = [left for left in there if left.log]
    assert refused == len(here) * len(with_commits)


def mixtures(databases: Sequence[Left], logs: Sequence[Left], target: Path) -> tuple[int, int]:
    """Put each log beside each database; return how many are refused and how many harmless."""
    refused = harmless = 0
    for one, other in product(databases, logs):
        Left(one.database, other.log).put(target)
        if is_refused(target):
            refused += 1
            continue
        assert is_a_state_that_was(target)
        harmless += 1
    return refused, harmless


@pytest.mark.server
@forks
@pytest.mark.parametrize("kills", [12, pytest.param(1000, marks=pytest.mark.release)])
def test_what_a_killed_process_left_is_never_refused(
    database: Path, tmp_path: Path, kills: int
) -> None:
    moments, step = random.Random(5), 0
    for number in range(kills):
        child = os.fork()
        if child == 0:
            work_until_killed(database, random.Random(number), step)
        time.sleep(moments.uniform(0.01, 0.12))
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        check_log_belongs(database)
        copy = tmp_path / "copy.sqlite3"
        left_at(database).put(copy)
        assert is_a_state_that_was(copy)
        with closing(sqlite3.connect(copy)) as connection:
            (step,) = connection.execute("SELECT max(step) FROM cell").fetchone()
    assert step > kills


def work_until_killed(database: Path, moves: random.Random, step: int) -> None:
    try:
        # Somebody who reads now and then keeps the log from being carried over whole.
        Thread(target=read_for_ever, args=(database,), daemon=True).start()
        for _ in lead_on(database, moves, step):
            pass
    finally:
        os._exit(1)


def read_for_ever(database: Path) -> None:
    while True:
        with closing(sqlite3.connect(database)) as reader:
            reader.execute("BEGIN")
            reader.execute("SELECT * FROM cell").fetchall()
            time.sleep(0.01)


def test_one_who_looks_while_others_write_is_not_told_that_the_log_is_foreign(
    database: Path,
) -> None:
    is_over = False

    def look() -> None:
        while not is_over:
            refusals.append(is_refused(database))

    refusals: list[bool] = []
    looking = Thread(target=look)
    looking.start()
    for _ in islice(lead_on(database, random.Random(3), 0), 150):
        pass
    is_over = True
    looking.join()
    assert len(refusals) > 10
    assert not any(refusals)


def test_a_file_that_was_to_become_longer_when_the_power_failed_is_not_refused(
    database: Path,
) -> None:
    with closing(open_store(database)) as store:
        with store.writing() as connection:
            for cell in range(CELLS, 4 * CELLS):
                connection.exec_driver_sql("INSERT INTO cell VALUES (?, 0, ?)", (cell, "x" * 1500))
        before = left_at(database)
        store.forget_history()
        first_page = left_at(database).database[:4096]
    Left(first_page + before.database[4096:], before.log).put(database)
    assert not is_refused(database)
    with closing(sqlite3.connect(database)) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        assert connection.execute("SELECT count(*) FROM cell").fetchone() == (4 * CELLS,)


def test_a_transaction_that_changes_nothing_leaves_no_mark(database: Path) -> None:
    with closing(open_store(database)) as store:
        with store.reading() as reading:
            before = reading.exec_driver_sql("PRAGMA user_version").scalar_one()
        with store.writing() as connection:
            connection.exec_driver_sql("SELECT * FROM cell")
        with store.reading() as reading:
            assert reading.exec_driver_sql("PRAGMA user_version").scalar_one() == before
    assert before > 0


def test_a_copy_put_over_the_database_beside_its_old_log_is_refused_at_the_start(
    tmp_path: Path,
) -> None:
    path = tmp_path / "data" / "hailong.sqlite3"
    create_or_upgrade(path)
    copy = left_at(path)
    with closing(open_store(path)) as store:
        for day in ("2026-03-01", "2026-03-02"):
            store.forget_history()
            with store.writing() as connection:
                connection.exec_driver_sql("INSERT INTO day_seal VALUES (?)", (day,))
        left = left_at(path)
    Left(copy.database, left.log).put(path)
    for start in (upgrade, create_or_upgrade):
        with pytest.raises(ForeignLog) as caught:
            start(path)
        assert caught.value.log == "hailong.sqlite3-wal"
    assert left_at(path) == Left(copy.database, left.log)


def test_a_log_without_a_database_is_not_lost_in_a_new_one(tmp_path: Path) -> None:
    path = tmp_path / "hailong.sqlite3"
    create_or_upgrade(path)
    with closing(open_store(path)) as store:
        with store.writing() as connection:
            connection.exec_driver_sql("INSERT INTO day_seal VALUES ('2026-03-01')")
        left = left_at(path)
    path.unlink()
    assert left.log
    log_beside(path).write_bytes(left.log)
    with pytest.raises(ForeignLog):
        create_or_upgrade(path)
    assert log_beside(path).read_bytes() == left.log


@pytest.mark.parametrize("at", [0, 9, 20, 30, 40, 70, 2000])
def test_a_log_in_which_sqlite_finds_nothing_is_nobodys(database: Path, at: int) -> None:
    with closing(open_store(database)) as store:
        with store.writing() as connection:
            connection.exec_driver_sql("UPDATE cell SET step = 1")
        left = left_at(database)
    log = bytearray(left.log or b"")
    log[at] ^= 1
    Left(left.database, bytes(log)).put(database)
    assert not is_refused(database)
    with closing(sqlite3.connect(database)) as connection:
        assert connection.execute("SELECT max(step) FROM cell").fetchone() == (0,)


def test_databases_and_logs_of_programs_without_marks_belong_together(tmp_path: Path) -> None:
    path = tmp_path / "hailong.sqlite3"
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("PRAGMA journal_mode=WAL")
        connection.execute("CREATE TABLE a (b)")
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        connection.execute("INSERT INTO a VALUES (1)")
        without_marks = left_at(path)
    without_marks.put(path)
    assert not is_refused(path)
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        marks.leave_mark(connection)
    log_beside(path).write_bytes(without_marks.log or b"")
    assert is_refused(path)


def test_the_states_that_a_test_knows_are_told_apart() -> None:
    assert state_after(0) != state_after(1)
    assert all(cells_of_step(step) for step in range(9))


def test_what_else_stands_beside_the_mark_stays_and_does_not_change_it(tmp_path: Path) -> None:
    path = tmp_path / "hailong.sqlite3"
    create_or_upgrade(path)
    with closing(open_store(path)) as store:
        with store.writing() as connection:
            connection.exec_driver_sql("INSERT INTO day_seal VALUES ('2026-03-01')")
            owe_rewriting(connection)
        store.forget_history()
        with store.writing() as connection:
            has_rewritten(connection)
        left = left_at(path)
        with store.writing() as connection:
            connection.exec_driver_sql("INSERT INTO day_seal VALUES ('2026-03-02')")
            assert not owes_rewriting(connection)
    left.put(path)
    assert left.log
    assert not is_refused(path)
