"""The sealed table, the file and the backup remember neither order of arrival nor day."""

import random
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

import pytest

from survey.store.driver import sqlite3
from tests.faults.arrival_order import Finding, findings, findings_by_page, page_size, positions
from tests.faults.sealed_day import Arrivals

ARRIVALS, DAYS = 300, 3


@pytest.fixture(scope="module")
def arrivals(tmp_path_factory: pytest.TempPathFactory) -> Arrivals:
    return Arrivals.on_days(tmp_path_factory.mktemp("days"), ARRIVALS, DAYS)


def test_the_sealed_table_read_in_every_plain_way_tells_no_order(arrivals: Arrivals) -> None:
    with closing(sqlite3.connect(arrivals.database)) as connection:
        found = [
            finding
            for reading in ("", "ORDER BY key", "ORDER BY key DESC", "ORDER BY answers, key")
            for finding in findings(reading, read_arrivals(connection, "response", reading))
        ]

    assert remembered(found) == []


def test_the_sealed_table_has_no_hidden_number_of_the_row(arrivals: Arrivals) -> None:
    with (
        closing(sqlite3.connect(arrivals.database)) as connection,
        pytest.raises(sqlite3.OperationalError, match="no such column"),
    ):
        connection.execute("SELECT rowid FROM response")


@pytest.mark.parametrize("file", ["database", "backup"])
def test_the_bytes_of_the_file_tell_no_order(arrivals: Arrivals, file: str) -> None:
    path = arrivals.database if file == "database" else arrivals.backup

    assert remembered(findings_in_bytes(path, file)) == []


def test_every_answer_lies_in_the_files_once_and_the_journal_is_empty(arrivals: Arrivals) -> None:
    assert arrivals.journal_bytes == 0
    with closing(sqlite3.connect(arrivals.database)) as connection:
        assert connection.execute("SELECT count(*) FROM inbox").fetchone() == (0,)
        assert connection.execute("SELECT count(*) FROM response").fetchone() == (ARRIVALS,)


def test_no_column_of_any_table_follows_the_order(arrivals: Arrivals) -> None:
    with closing(sqlite3.connect(arrivals.database)) as connection:
        found = [
            finding
            for column in columns(connection, "response")
            if column != "comment"
            for finding in findings(
                column, read_arrivals(connection, "response", f"ORDER BY {column}, key")
            )
        ]

    assert remembered(found) == []


def test_an_ordinary_table_with_random_keys_is_caught(tmp_path: Path) -> None:
    path = tmp_path / "ordinary.sqlite"
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("CREATE TABLE response (key BLOB PRIMARY KEY, comment TEXT)")
        insert_in_order_of_arrival(connection)
        scan = findings("scan", read_arrivals(connection, "response", ""))
        by_key = findings("key", read_arrivals(connection, "response", "ORDER BY key"))

    assert len(remembered(scan)) == len(scan)
    assert remembered(by_key) == []


def test_an_ordinary_table_gives_itself_away_in_its_bytes(tmp_path: Path) -> None:
    path = tmp_path / "ordinary.sqlite"
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("CREATE TABLE response (id BLOB, comment TEXT)")
        insert_in_order_of_arrival(connection)

    assert remembered(findings_in_bytes(path, "ordinary", key="id"))


def test_rows_that_were_never_copied_in_key_order_give_themselves_away(tmp_path: Path) -> None:
    path = tmp_path / "not-copied.sqlite"
    with closing(sqlite3.connect(path)) as connection:
        connection.execute(
            "CREATE TABLE response (key BLOB PRIMARY KEY, comment TEXT) WITHOUT ROWID"
        )
        insert_in_order_of_arrival(connection)

    assert remembered(findings_in_bytes(path, "not copied"))


def insert_in_order_of_arrival(connection: sqlite3.Connection) -> None:
    keys = random.Random(11)
    # The order is the same, and the disk is not waited for.
    connection.execute("PRAGMA synchronous=OFF")
    connection.execute("PRAGMA secure_delete=ON")
    for number in range(ARRIVALS):
        connection.execute(
            "INSERT INTO response VALUES (?, ?)", (keys.randbytes(16), f"khách {number:05}")
        )
        connection.commit()


def read_arrivals(connection: sqlite3.Connection, table: str, order: str) -> list[int]:
    rows = connection.execute(f"SELECT comment FROM {table} {order}")  # noqa: S608 - fixed words
    return [int(comment.rsplit(" ", 1)[1]) for (comment,) in rows]


def findings_in_bytes(path: Path, reading: str, key: str = "key") -> list[Finding]:
    with closing(sqlite3.connect(path)) as connection:
        rows = connection.execute(f"SELECT {key}, comment FROM response").fetchall()  # noqa: S608
    where = positions(path, [row[0] for row in rows])
    numbers = [int(row[1].rsplit(" ", 1)[1]) for row in rows]
    by_place = sorted(zip(where, numbers, strict=True))
    order = [number for _, number in by_place]
    pages = [place // page_size(path) for place, _ in by_place]
    return [*findings(reading, order), *findings_by_page(reading, order, pages)]


def columns(connection: sqlite3.Connection, table: str) -> list[str]:
    return [row[1] for row in connection.execute(f"PRAGMA table_info({table})")]


def remembered(found: Sequence[Finding]) -> list[Finding]:
    return [finding for finding in found if finding.is_memory]
