"""Responses of earlier programs get new keys, and no byte of the old ones stays."""

import os
import signal
import time
from collections.abc import Iterator
from contextlib import closing
from datetime import date, timedelta
from pathlib import Path
from random import Random

import pytest

from survey.services.clock import MACHINE_CLOCK
from survey.store.copy_before_change import (
    copies_before_changes,
    remove_copies_before_changes,
)
from survey.store.driver import sqlite3
from survey.store.engine import open_store
from survey.store.rewriting import owes_rewriting
from survey.store.upgrade import upgrade
from tests.survey.store.earlier import make_database

BETWEEN = (pytest.param(name, marks=pytest.mark.release) for name in ("0002", "0003"))
EARLIER = ("0001", *BETWEEN, "0004")
# Every key that was made from a visit begins so here, also where only a part of it is left.
OLD = b"\xffOLD\x00KEY"
TODAY = MACHINE_CLOCK.now().date()
HOSTILE = (
    "", "'; DROP TABLE response; --", "=cmd|' /C calc'!A0", "\ud55c\u200d\u202e\u0000x", "🙂" * 9,
    "<script>alert(1)</script>", "%s%n\\", "a" * 200, "ệ" * 99, "\n\r\t", "NULL", "e\u0301\u0323",
)  # fmt: skip
Rows = list[tuple[object, ...]]


def fill(path: Path, number: int) -> Rows:
    """Store hostile responses one by one as earlier programs did; return them without keys."""
    random, days = Random(number), [TODAY - timedelta(days=back) for back in (0, 1, 20, 45, 400)]
    rows = [
        (days[each % 5].isoformat(), 1, random.choice(HOSTILE), ("poster", "paper")[each % 7 == 0],
         "counter.v1", "136-2022", "vi", "5--", f"{each}{random.choice(HOSTILE)}")
        for each in range(number)
    ]  # fmt: skip
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        for setting in ("secure_delete=ON", "wal_autocheckpoint=0", "synchronous=OFF"):
            connection.execute(f"PRAGMA {setting}")
        connection.execute("INSERT INTO service_point VALUES (1, 'Quầy', '', '', NULL)")
        for begin in range(0, number, 50):
            connection.execute("BEGIN")
            for row in rows[begin : begin + 50]:
                table = "inbox" if row[0] == TODAY.isoformat() else "response"
                key = OLD + random.randbytes(16 - len(OLD))
                marks = ", ".join("?" * 10)
                connection.execute(f"INSERT INTO {table} VALUES ({marks})", (key, *row))  # noqa: S608
            connection.execute("COMMIT")
    return rows


def by_month(rows: Rows) -> Rows:
    """Return what stays of rows whatever the program: of the day no more than the month."""
    return sorted(((str(came)[:7], *rest) for came, *rest in rows), key=repr)


def stored(path: Path) -> Rows:
    said = "service_point, field, mode, questionnaire, plan, language, answers, comment"
    with closing(sqlite3.connect(path)) as connection:
        (version,) = connection.execute("SELECT version_num FROM alembic_version").fetchone()
        came = "month" if version >= "0010" else "day"
        both = f"SELECT day, {said} FROM inbox UNION ALL SELECT {came}, {said} FROM response"  # noqa: S608
        return by_month(list(connection.execute(both)))


def files_with_old_keys(folder: Path) -> list[str]:
    return [each.name for each in sorted(folder.iterdir()) if OLD in each.read_bytes()]


def counted(path: Path) -> Iterator[tuple[bytes, str]]:
    with closing(sqlite3.connect(path)) as connection:
        yield from connection.execute("SELECT key, last_month FROM counted_visit")


@pytest.mark.parametrize("revision", EARLIER)
def test_ten_thousand_hostile_rows_are_the_same_under_new_keys(
    tmp_path: Path, revision: str
) -> None:
    path = tmp_path / "hailong.sqlite3"
    make_database(path, revision)
    before = by_month(fill(path, 10_000))
    assert files_with_old_keys(tmp_path)
    upgrade(path)
    assert stored(path) == before
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        keys = connection.execute("SELECT key FROM inbox UNION SELECT key FROM response").fetchall()
    assert len(keys) == 10_000
    assert not any(key.startswith(OLD) for (key,) in keys)


def test_the_set_has_the_visits_that_may_still_be_sent_and_no_sheet_of_paper(
    tmp_path: Path,
) -> None:
    path = tmp_path / "hailong.sqlite3"
    make_database(path, "0004")
    rows = fill(path, 500)
    upgrade(path)
    this_month = TODAY.replace(day=1)
    months = [
        last.replace(day=1).isoformat()
        for day, _, _, mode, *_ in rows
        if (last := date.fromisoformat(str(day)) + timedelta(days=30)) >= this_month
        and mode != "paper"
    ]
    assert sorted(month for _, month in counted(path)) == sorted(months)
    assert all(key.startswith(OLD) for key, _ in counted(path))


def test_no_byte_of_a_key_that_is_not_needed_is_left_in_any_file(tmp_path: Path) -> None:
    path = tmp_path / "hailong.sqlite3"
    make_database(path, "0004")
    fill(path, 3000)
    with closing(sqlite3.connect(path)) as connection, connection:
        # Rows that were deleted and not overwritten, as by a program of somebody else.
        connection.execute("PRAGMA secure_delete=OFF")
        connection.execute("DELETE FROM response WHERE day < '2025-12-01' OR comment LIKE '5%'")
        # So old that none of them may be sent again.
        connection.execute("UPDATE response SET day = '2020-01-01'")
        connection.execute("UPDATE inbox SET day = '2020-01-01'")
        connection.execute("INSERT INTO day_seal VALUES ('2020-06-01')")
    upgrade(path)
    assert list(counted(path)) == []
    (copy,) = copies_before_changes(path)
    assert files_with_old_keys(tmp_path) == [copy.name]
    # As the next good backup does.
    remove_copies_before_changes(path)
    assert files_with_old_keys(tmp_path) == []


def test_old_keys_that_are_not_overwritten_are_found(tmp_path: Path) -> None:
    path = tmp_path / "hailong.sqlite3"
    make_database(path, "0004")
    fill(path, 3000)
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("PRAGMA secure_delete=OFF")
        connection.execute("UPDATE response SET key = randomblob(16)")
        connection.execute("UPDATE inbox SET key = randomblob(16)")
    assert files_with_old_keys(tmp_path) == [path.name]


def test_somebody_who_reads_only_puts_the_writing_anew_off(tmp_path: Path) -> None:
    path = tmp_path / "hailong.sqlite3"
    make_database(path, "0004")
    before = by_month(fill(path, 300))
    with closing(sqlite3.connect(path, isolation_level=None)) as reader:
        reader.execute("BEGIN")
        reader.execute("SELECT count(*) FROM response").fetchone()
        upgrade(path)
        assert is_owed(path)
        assert stored(path) == before
    upgrade(path)
    assert not is_owed(path)


def is_owed(path: Path) -> bool:
    with closing(open_store(path)) as store, store.reading() as connection:
        return owes_rewriting(connection)


@pytest.mark.parametrize("kills", [8, pytest.param(200, marks=pytest.mark.release)])
def test_killed_at_any_moment_it_is_the_old_or_the_new_one_and_the_next_start_ends_it(
    tmp_path: Path, kills: int
) -> None:
    template = tmp_path / "template"
    make_database(template, "0004")
    before = by_month(fill(template, 1000))
    lasts = seconds_of_an_upgrade(template, tmp_path / "whole")
    random, versions = Random(5), set()
    for number in range(kills):
        folder = tmp_path / str(number)
        path = copied(template, folder)
        kill_while_upgrading(path, random.uniform(0, 1.2 * lasts))
        versions.add(whole_version(path, before))
        upgrade(path)
        assert whole_version(path, before) > "0004"
        assert not is_owed(path)
        assert count_old(path) == len(list(counted(path)))
    assert "0004" in versions


def copied(template: Path, folder: Path) -> Path:
    folder.mkdir()
    path = folder / "hailong.sqlite3"
    path.write_bytes(template.read_bytes())
    return path


def seconds_of_an_upgrade(template: Path, folder: Path) -> float:
    path = copied(template, folder)
    began = time.monotonic()
    upgrade(path)
    return time.monotonic() - began


def kill_while_upgrading(path: Path, seconds: float) -> None:
    process = os.fork()
    if process == 0:
        try:
            upgrade(path)
        finally:
            os._exit(0)
    time.sleep(seconds)
    os.kill(process, signal.SIGKILL)
    os.waitpid(process, 0)


def whole_version(path: Path, expected: Rows) -> str:
    """Return the version of a database, which must be whole."""
    assert stored(path) == expected
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        return str(connection.execute("SELECT version_num FROM alembic_version").fetchone()[0])


def count_old(path: Path) -> int:
    """Return how often an old key lies in the database and the files beside it."""
    remove_copies_before_changes(path)
    return sum(each.read_bytes().count(OLD) for each in path.parent.iterdir())
