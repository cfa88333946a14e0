"""Migrations: a database is brought up to date whole, or left as it is."""

import os
import re
import signal
import stat
import time
from contextlib import closing
from pathlib import Path

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import create_engine, inspect

from analysis.letterhead import Letterhead
from survey.domain.errors import (
    AlreadyRunning,
    NoRights,
    NoRoomForCopy,
    NotSetUp,
    StoreFull,
    StoreMissing,
    StoreNewer,
)
from survey.store import upgrade
from survey.store.copy_before_change import remove_copies_before_changes
from survey.store.driver import sqlite3
from survey.store.engine import open_store
from survey.store.letterheads import find_letterhead
from survey.store.responses import read_responses
from survey.store.serving_lock import take_serving_lock
from survey.store.tables import METADATA
from survey.store.upgrade import create_or_upgrade
from tests.faults.full_disk import MAY_MOUNT, small_file_system
from tests.survey.store.earlier import make_database

HELD_BEFORE = """
INSERT INTO office VALUES (1, 'Sở', 'https://a.vn', '0215', 'counter.v1', '136-2022', 0);
INSERT INTO service_point VALUES (1, 'Quầy 1', 'Việc làm', 'Tầng 1', NULL);
INSERT INTO poster VALUES ('00000000', 1, 'poster', '2026-03-01', NULL);
INSERT INTO publication VALUES ('plan', 'p', printf('%064d', 0), 'văn bản');
INSERT INTO inbox VALUES (randomblob(16), '2026-03-02', 1, 'Việc làm', 'poster', 'counter.v1',
    '136-2022', 'vi', '5--', 'Tốt');
INSERT INTO day_seal VALUES ('2026-03-01');
INSERT INTO staff_account VALUES (1, 'Lan', 'x');
INSERT INTO staff_session VALUES (randomblob(32), 1, 5, 9);
INSERT INTO setup_link VALUES (randomblob(32), 5);
"""
# What later programs added to these rows.
ADDED: dict[str, tuple[object, ...]] = {
    "staff_account": (None,),
    "setup_link": (None,),
    "poster": (None, ""),
}


def schema(path: Path) -> dict[str, str]:
    with closing(sqlite3.connect(path)) as connection:
        rows = connection.execute("SELECT name, sql FROM sqlite_master WHERE sql IS NOT NULL")
        return dict(rows)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "data" / "hailong.sqlite3"
    create_or_upgrade(path)
    return path


def test_the_migrated_tables_are_those_of_the_program(path: Path) -> None:
    with closing(open_store(path)) as store, store.reading() as connection:
        assert compare_metadata(MigrationContext.configure(connection), METADATA) == []


def test_the_migrated_rules_are_those_of_the_program(path: Path) -> None:
    # Alembic compares neither checks nor WITHOUT ROWID.
    engine = create_engine("sqlite://")
    METADATA.create_all(engine)
    with engine.connect() as connection:
        expected = inspect(connection)
        with closing(open_store(path)) as store, store.reading() as migrated:
            found = inspect(migrated)
            for table in METADATA.sorted_tables:
                named = {str(check["name"]): check["sqltext"] for check in
                         found.get_check_constraints(table.name)}  # fmt: skip
                assert named == {
                    str(check["name"]): check["sqltext"]
                    for check in expected.get_check_constraints(table.name)
                }
                has_rowid = table.dialect_options["sqlite"]["with_rowid"]
                assert ("WITHOUT ROWID" in schema(path)[table.name]) is not has_rowid
    engine.dispose()


def test_a_new_database_and_its_folder_are_for_their_owner_only(path: Path) -> None:
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700


def test_doing_it_again_changes_nothing(path: Path) -> None:
    before = schema(path)
    create_or_upgrade(path)
    upgrade.upgrade(path)
    assert schema(path) == before


def test_a_database_of_a_later_program_is_left_as_it_is(path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
        connection.commit()
    with pytest.raises(StoreNewer):
        create_or_upgrade(path)
    with pytest.raises(StoreNewer):
        upgrade.upgrade(path)


def test_a_database_of_the_first_program_keeps_all_that_it_holds(tmp_path: Path) -> None:
    path = tmp_path / "hailong.sqlite3"
    make_database(path, "0001")
    with closing(sqlite3.connect(path)) as connection:
        connection.executescript(HELD_BEFORE)
        held = contents(connection)
    upgrade.upgrade(path)
    with closing(sqlite3.connect(path)) as connection:
        now = contents(connection)
        # Who was signed in signs in again; the keys of responses are new ones.
        del held["staff_session"]
        held["published_text"] = held.pop("publication")
        for table in (held, now):
            table["inbox"] = [(b"", *rest) for _, *rest in table["inbox"]]
        for name, rows in held.items():
            assert now[name] == [(*row, *ADDED.get(name, ())) for row in rows], name
        made = {"paper_batch", "paper_draft", "paper_sign_off", "tablet"}
        assert set(now) - set(held) == made | {
            "counted_visit",
            "clock_day",
            "installation",
            "publication",
            "case_import",
            "case_count",
            "followed_plan",
            "publication_order",
            "day_count",
            "letterhead",
            "report_file",
        }
        assert now["followed_plan"] == [(1, "136-2022")]
        assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
    with closing(open_store(path)) as store, store.reading() as reading:
        (response,) = read_responses(reading)
        assert (response.answers, response.comment) == ("5--", "Tốt")


def test_the_new_rule_for_comments_alone_carries_all_responses_over(tmp_path: Path) -> None:
    path = tmp_path / "hailong.sqlite3"
    make_database(path, "0014")
    said = (1, "Việc làm", "poster", "counter.v1", "p", "vi", "5--", "Tốt")
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("INSERT INTO service_point VALUES (1, 'Quầy', 'Việc làm', '', NULL)")
        for _ in range(40):
            put_in_both_tables(connection, said)
        connection.commit()
        held = contents(connection)

    upgrade.upgrade(path)

    with closing(sqlite3.connect(path)) as connection:
        now = contents(connection)
        assert (now["inbox"], now["response"]) == (held["inbox"], held["response"])
        put_in_both_tables(connection, (*said[:-2], "---", "Tốt"))
        assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
        connection.commit()
    go_back(path, "0014")
    with closing(sqlite3.connect(path)) as connection:
        now = contents(connection)
        assert (now["inbox"], now["response"]) == (held["inbox"], held["response"])


def test_a_letterhead_of_before_is_kept_and_addressed_to_nobody(tmp_path: Path) -> None:
    path = tmp_path / "hailong.sqlite3"
    make_database(path, "0019")
    with closing(sqlite3.connect(path)) as connection:
        connection.execute(
            "INSERT INTO letterhead VALUES (1, 'UBND', 'Sở', 'S', 'Huế', '', 'GĐ', 'A', 'B\nC')"
        )
        connection.commit()
    upgrade.upgrade(path)
    with closing(open_store(path)) as store, store.reading() as reading:
        assert find_letterhead(reading) == Letterhead(
            *("UBND", "Sở", "S", "Huế"), signer_title="GĐ", signer="A", recipients=("B", "C")
        )


def put_in_both_tables(connection: sqlite3.Connection, said: tuple[object, ...]) -> None:
    connection.execute(
        "INSERT INTO inbox VALUES (randomblob(16), '2026-03-02', ?, ?, ?, ?, ?, ?, ?, ?)", said
    )
    connection.execute(
        "INSERT INTO response VALUES ('2026-02-01', randomblob(16), ?, ?, ?, ?, ?, ?, ?, ?)", said
    )


def go_back(path: Path, revision: str) -> None:
    with closing(open_store(path)) as store, store.writing() as connection:
        config = upgrade._config()
        config.attributes["connection"] = connection
        command.downgrade(config, revision)


def test_a_database_that_an_earlier_program_serves_is_left_as_it_is(tmp_path: Path) -> None:
    path = tmp_path / "hailong.sqlite3"
    make_database(path, "0004")
    before = schema(path)
    # As a server of before holds it, in a process of its own.
    with closing(sqlite3.connect(tmp_path / "serving.lock", isolation_level=None)) as server:
        server.execute("BEGIN EXCLUSIVE")
        with pytest.raises(AlreadyRunning):
            upgrade.upgrade(path)
        assert schema(path) == before
    with take_serving_lock(path):
        upgrade.upgrade(path)
    assert schema(path) != before


def contents(connection: sqlite3.Connection) -> dict[str, list[tuple[object, ...]]]:
    """Return all rows of all tables but the one that names the version."""
    names = [
        name
        for (name,) in connection.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")
        if name != "alembic_version"
    ]
    return {name: list(connection.execute(f"SELECT * FROM {name}")) for name in names}  # noqa: S608


def test_a_missing_database_is_not_made_by_an_upgrade(tmp_path: Path) -> None:
    with pytest.raises(StoreMissing):
        upgrade.upgrade(tmp_path / "hailong.sqlite3")


def test_an_empty_database_is_not_filled_by_an_upgrade(tmp_path: Path) -> None:
    path = tmp_path / "hailong.sqlite3"
    path.touch()
    with pytest.raises(NotSetUp):
        upgrade.upgrade(path)
    assert schema(path) == {}


def test_a_step_that_fails_leaves_nothing_behind(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "hailong.sqlite3"
    migrate = command.upgrade

    def fail_at_the_end(*arguments: object) -> None:
        migrate(*arguments)  # type: ignore[arg-type]
        raise RuntimeError("killed")

    monkeypatch.setattr(command, "upgrade", fail_at_the_end)
    with pytest.raises(RuntimeError, match="killed"):
        create_or_upgrade(path)
    assert schema(path) == {}


def test_the_file_of_a_migration_is_called_after_it() -> None:
    script = ScriptDirectory.from_config(upgrade._config())
    names = {Path(each.path).name: each.revision for each in script.walk_revisions()}
    assert {name: f"v{revision}" for name, revision in names.items()} == {
        name: name[:5] for name in names
    }
    assert max(names).startswith(f"v{script.get_current_head()}_")


def test_every_step_can_be_undone(path: Path) -> None:
    script = ScriptDirectory.from_config(upgrade._config())
    assert script.get_bases() == ["0001"]
    with closing(open_store(path)) as store, store.writing() as connection:
        config = upgrade._config()
        config.attributes["connection"] = connection
        command.downgrade(config, "base")
    assert set(schema(path)) == {"alembic_version"}


@pytest.mark.parametrize("inside", ["file", "file/below"])
def test_a_folder_that_cannot_be_made_is_refused(tmp_path: Path, inside: str) -> None:
    (tmp_path / "file").write_text("not a folder")
    with pytest.raises(NoRights):
        create_or_upgrade(tmp_path / inside / "hailong.sqlite3")


def test_a_folder_without_rights_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "mkdir", refuse)
    with pytest.raises(NoRights):
        create_or_upgrade(tmp_path / "hailong.sqlite3")


def test_a_disk_without_room_for_the_file_is_called_full(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "open", refuse)
    with pytest.raises(StoreFull):
        create_or_upgrade(tmp_path / "hailong.sqlite3")


def copies_beside(path: Path) -> list[str]:
    return sorted(one.name for one in path.parent.iterdir() if one.name.startswith("before-"))


def test_what_was_there_before_an_upgrade_is_kept_until_the_next_good_backup(
    tmp_path: Path,
) -> None:
    path = tmp_path / "hailong.sqlite3"
    make_database(path, "0001")
    with closing(sqlite3.connect(path)) as connection:
        connection.executescript(HELD_BEFORE)
        held = contents(connection)
    (tmp_path / "before-upgrade-0001-2020-01-01.sqlite3.half").write_text("of one who was killed")
    before = upgrade.upgrade(path)
    (name,) = copies_beside(path)
    assert before == tmp_path / name
    assert re.fullmatch(r"before-upgrade-0001-\d{4}-\d\d-\d\d\.sqlite3", name)
    with closing(sqlite3.connect(tmp_path / name)) as connection:
        assert contents(connection) == held
    assert upgrade.upgrade(path) is None
    assert remove_copies_before_changes(path) == [name]
    assert copies_beside(path) == []


@pytest.mark.skipif(not MAY_MOUNT, reason="mounting is for root")
def test_without_room_for_the_copy_nothing_is_upgraded(tmp_path: Path) -> None:
    with small_file_system(tmp_path) as disk:
        path = tmp_path / "small" / "hailong.sqlite3"
        make_database(path, "0001")
        before = schema(path)
        disk.fill()
        # Enough for opening it, and less than the database has.
        ballast = path.with_name("ballast")
        os.truncate(ballast, ballast.stat().st_size - 48 * 1024)
        with pytest.raises(NoRoomForCopy):
            upgrade.upgrade(path)
        assert copies_beside(path) == []
        assert schema(path) == before
        disk.free()
        upgrade.upgrade(path)


def test_no_copy_is_kept_of_a_database_that_is_new_or_up_to_date(path: Path) -> None:
    upgrade.upgrade(path)
    assert copies_beside(path) == []


@pytest.mark.server
@pytest.mark.skipif(not hasattr(os, "fork"), reason="a process is copied with all it has")
@pytest.mark.parametrize("kills", [5, pytest.param(200, marks=pytest.mark.release)])
def test_killed_at_any_moment_of_an_upgrade_it_is_done_at_the_next_start(
    tmp_path: Path, kills: int
) -> None:
    first = tmp_path / "first.sqlite3"
    make_database(first, "0001")
    with closing(sqlite3.connect(first)) as connection:
        connection.executescript(HELD_BEFORE)
        held = contents(connection)["office"]
    for number in range(kills):
        path = tmp_path / str(number) / "hailong.sqlite3"
        path.parent.mkdir()
        path.write_bytes(first.read_bytes())
        upgrade_until_killed(path, 0.4 * (number + 0.5) / kills)
        upgrade.upgrade(path)
        with closing(sqlite3.connect(path)) as connection:
            assert contents(connection)["office"] == held
        assert not list(path.parent.glob("*.half*"))


def upgrade_until_killed(path: Path, seconds: float) -> None:
    child = os.fork()
    if child == 0:
        try:
            upgrade.upgrade(path)
        finally:
            os._exit(1)
    time.sleep(seconds)
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
