"""A copy and what it says about itself are of one state, whoever writes meanwhile."""

from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import date
from pathlib import Path

from survey.store.copying import rows_in, write_copy
from survey.store.driver import sqlite3
from survey.store.engine import Store
from survey.store.upgrade import create_or_upgrade


class BusyStore(Store):
    """A store in which somebody else writes as soon as a copy has been begun."""

    @contextmanager
    def apart(self) -> Iterator["_ThenWrites"]:
        """Give the connection that copies, and write when it is given back."""
        with super().apart() as connection:
            yield _ThenWrites(connection, self)


class _ThenWrites:
    def __init__(self, connection: sqlite3.Connection, store: Store) -> None:
        self._connection, self._store = connection, store

    def execute(self, statement: str, values: tuple[str, ...] = ()) -> sqlite3.Cursor:
        done = self._connection.execute(statement, values)
        done.fetchall()
        with self._store.writing() as connection:
            connection.exec_driver_sql("INSERT INTO day_seal VALUES ('2026-03-01')")
        return done


def test_what_is_written_while_a_copy_is_made_is_in_neither_of_the_two(tmp_path: Path) -> None:
    path, target = tmp_path / "hailong.sqlite3", tmp_path / "copy.sqlite3"
    create_or_upgrade(path)
    with closing(BusyStore(path)) as store:
        manifest = write_copy(store, target, date(2026, 3, 2))
    assert manifest.rows["day_seal"] == 0
    assert rows_in(target) == manifest.rows
