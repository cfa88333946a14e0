"""How the database file is opened, and what its refusals are called."""

import os
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy.exc import IntegrityError

from survey.domain.errors import (
    NoRights,
    StoreBusy,
    StoreDamaged,
    StoreFull,
    StoreMissing,
    StoreUnsafe,
)
from survey.store.driver import sqlite3
from survey.store.engine import SETTINGS, Store, apply_settings, open_store
from survey.store.places import add_point, all_points
from survey.store.upgrade import create_or_upgrade
from survey.store.write_ahead_log import log_of
from tests.architecture.sources import ROOT


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "của chúng tôi 100%?#" / "hailong.sqlite3"
    create_or_upgrade(path)
    return path


def with_pragma(statement: str) -> Callable[[sqlite3.Connection], None]:
    def configure(connection: sqlite3.Connection) -> None:
        apply_settings(connection)
        connection.execute(statement)

    return configure


def add_and_fail(store: Store) -> None:
    with store.writing() as connection:
        add_point(connection, "Quầy 1", "Việc làm", "Tầng 1")
        raise ZeroDivisionError


def add_many(store: Store) -> None:
    with store.writing() as connection:
        for number in range(1000):
            add_point(connection, f"Quầy {number}", "Việc làm", "Tầng 1" * 20)


def read_back(store: Store, name: str) -> object:
    with store.reading() as connection:
        return connection.exec_driver_sql(f"PRAGMA {name}").scalar_one()


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("journal_mode", "wal"),
        ("synchronous", 2),
        ("secure_delete", 1),
        ("foreign_keys", 1),
        ("temp_store", 2),
        ("wal_autocheckpoint", 0),
        ("journal_size_limit", 0),
        ("busy_timeout", 5000),
    ],
)
def test_every_connection_keeps_the_promises(path: Path, name: str, value: object) -> None:
    with closing(open_store(path)) as store, store.reading():
        # A second connection, made while the first one is in use.
        assert read_back(store, name) == value


@pytest.mark.parametrize(
    ("statement", "setting"),
    [
        ("PRAGMA synchronous=NORMAL", "synchronous"),
        ("PRAGMA synchronous=OFF", "synchronous"),
        ("PRAGMA journal_mode=DELETE", "journal_mode"),
        ("PRAGMA foreign_keys=OFF", "foreign_keys"),
        ("PRAGMA secure_delete=OFF", "secure_delete"),
        ("PRAGMA temp_store=FILE", "temp_store"),
        ("PRAGMA wal_autocheckpoint=1000", "wal_autocheckpoint"),
        ("PRAGMA journal_size_limit=-1", "journal_size_limit"),
    ],
)
def test_a_setting_that_reads_back_otherwise_stops_the_start(
    path: Path, statement: str, setting: str
) -> None:
    with pytest.raises(StoreUnsafe) as refused:
        open_store(path, with_pragma(statement))
    assert refused.value.setting == setting


def test_each_setting_that_is_set_is_read_back() -> None:
    assert set(SETTINGS) == {
        "journal_mode", "synchronous", "foreign_keys", "secure_delete", "temp_store",
        "wal_autocheckpoint", "journal_size_limit",
    }  # fmt: skip


def test_what_was_written_is_there_for_everybody_else(path: Path) -> None:
    with closing(open_store(path)) as store, store.writing() as connection:
        add_point(connection, "Quầy 1", "Việc làm", "Tầng 1")
    with closing(open_store(path)) as other, other.reading() as connection:
        assert [point.name for point in all_points(connection)] == ["Quầy 1"]


def test_what_ends_in_an_error_is_not_written(path: Path) -> None:
    with closing(open_store(path)) as store:
        with pytest.raises(ZeroDivisionError):
            add_and_fail(store)
        with store.reading() as connection:
            assert all_points(connection) == ()


def test_a_reader_sees_one_state_while_others_write(path: Path) -> None:
    with closing(open_store(path)) as store, store.reading() as reader:
        assert all_points(reader) == ()
        with store.writing() as writer:
            add_point(writer, "Quầy 1", "Việc làm", "Tầng 1")
        assert all_points(reader) == ()


def test_a_lock_held_by_another_program_is_called_busy(path: Path) -> None:
    with (
        closing(open_store(path, with_pragma("PRAGMA busy_timeout=50"))) as store,
        closing(sqlite3.connect(path, isolation_level=None)) as other,
    ):
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(StoreBusy), store.writing():
            pytest.fail("the database was given twice")
        with store.reading() as connection:
            assert all_points(connection) == ()
        other.execute("ROLLBACK")
        with store.writing() as connection:
            assert add_point(connection, "Quầy 1", "Việc làm", "Tầng 1").id == 1


def test_a_full_disk_is_called_full_and_heals(path: Path) -> None:
    with closing(open_store(path, with_pragma("PRAGMA max_page_count=1"))) as store:
        with pytest.raises(StoreFull):
            add_many(store)
        with store.reading() as connection:
            assert all_points(connection) == ()
            connection.exec_driver_sql("PRAGMA max_page_count=1000000")
        with store.writing() as connection:
            connection.exec_driver_sql("PRAGMA max_page_count=1000000")
            add_point(connection, "Quầy 1", "Việc làm", "Tầng 1")


def test_a_database_that_may_only_be_read_is_called_full(path: Path) -> None:
    with (
        closing(open_store(path, with_pragma("PRAGMA query_only=ON"))) as store,
        pytest.raises(StoreFull),
        store.writing() as connection,
    ):
        add_point(connection, "Quầy 1", "Việc làm", "Tầng 1")


def test_a_missing_file_is_called_missing_and_not_made(tmp_path: Path) -> None:
    with pytest.raises(StoreMissing):
        open_store(tmp_path / "hailong.sqlite3")
    assert list(tmp_path.iterdir()) == []


def test_a_file_that_goes_away_is_not_made_anew(path: Path) -> None:
    with closing(Store(path)) as store:
        path.unlink()
        with pytest.raises(StoreFull), store.reading():
            pytest.fail("an empty database was made")
    assert not path.exists()


@pytest.mark.parametrize("content", [b"This is no database. " * 500, b"SQLite format 3\0" * 500])
def test_another_file_is_called_damaged(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "hailong.sqlite3"
    path.write_bytes(content)
    with pytest.raises(StoreDamaged):
        open_store(path)
    assert path.read_bytes() == content


def test_a_folder_in_place_of_the_file_is_called_missing(tmp_path: Path) -> None:
    with pytest.raises(StoreMissing):
        open_store(tmp_path)


def test_no_rights_are_called_so(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    # Root, who runs tests in a container, may read everything.
    monkeypatch.setattr(os, "access", lambda *_: False)
    with pytest.raises(NoRights) as refused:
        open_store(path)
    assert str(path) in str(refused.value)


def test_a_file_opened_again_here_stays_locked_against_other_programs(path: Path) -> None:
    with closing(open_store(path)) as store:
        add_many(store)
        open_store(path).close()
        # Whoever takes himself for the last one to close a database removes its log.
        other = [sys.executable, "-m", "tests.survey.store.other_library", str(path)]
        subprocess.run(other, cwd=ROOT, check=True)
        assert log_of(path).exists()


def test_an_error_of_the_database_does_not_repeat_the_values(path: Path) -> None:
    with (
        closing(open_store(path)) as store,
        pytest.raises(IntegrityError) as refused,
        store.writing() as connection,
    ):
        add_point(connection, "bí mật", None, "bí mật")  # type: ignore[arg-type]
    assert "bí mật" not in str(refused.value)


def test_another_fault_of_the_program_is_not_renamed(path: Path) -> None:
    with (
        closing(open_store(path)) as store,
        pytest.raises(Exception, match="no such table"),
        store.reading() as connection,
    ):
        connection.exec_driver_sql("SELECT * FROM no_such_table")
    with (
        closing(open_store(path)) as store,
        pytest.raises(sqlite3.OperationalError),
        store.apart() as apart,
    ):
        apart.execute("SELECT * FROM no_such_table")
