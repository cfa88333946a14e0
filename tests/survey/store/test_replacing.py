"""Another file takes the place of a database: at once, checked, and while nobody has it open."""

import stat
from contextlib import closing
from pathlib import Path

import pytest

from survey.domain.errors import NoRights, StoreBusy, StoreDamaged
from survey.store import replacing
from survey.store.driver import sqlite3
from survey.store.engine import open_store
from survey.store.upgrade import create_or_upgrade

SECRET = "không còn nữa " * 400


@pytest.fixture
def database(tmp_path: Path) -> Path:
    path = tmp_path / "dữ liệu" / "hailong.sqlite3"
    create_or_upgrade(path)
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA secure_delete=OFF")
        connection.execute("INSERT INTO publication VALUES ('plan', 'p', ?, ?)", ("0" * 64, SECRET))
        connection.execute("INSERT INTO publication VALUES ('plan', 'q', ?, 'q')", ("0" * 64,))
        connection.commit()
        connection.execute("DELETE FROM publication WHERE name = 'p'")
        connection.commit()
    return path


def names(path: Path) -> list[tuple[str]]:
    with closing(sqlite3.connect(path)) as connection:
        return names_on(connection)


def names_on(connection: sqlite3.Connection) -> list[tuple[str]]:
    return connection.execute("SELECT name FROM publication").fetchall()


def beside(path: Path) -> list[str]:
    return sorted(one.name for one in path.parent.iterdir())


def test_a_database_built_anew_has_its_rows_and_no_old_page(database: Path) -> None:
    assert SECRET[:60].encode() in database.read_bytes()
    replacing.rebuild(database)
    assert names(database) == [("q",)]
    assert SECRET[:14].encode() not in database.read_bytes()
    assert stat.S_IMODE(database.stat().st_mode) == 0o600
    assert beside(database) == ["hailong.sqlite3"]
    with closing(open_store(database)):
        pass


def test_nobody_is_alone_while_somebody_has_the_database_open(database: Path) -> None:
    with (
        closing(open_store(database)) as store,
        store.reading(),
        pytest.raises(StoreBusy),
        replacing.alone_with(database, patience=0),
    ):
        pass


def test_nobody_opens_a_database_that_somebody_has_for_himself(database: Path) -> None:
    with (
        replacing.alone_with(database),
        closing(sqlite3.connect(database, timeout=0)) as other,
        pytest.raises(sqlite3.OperationalError, match="locked"),
    ):
        names_on(other)


def test_what_the_log_has_is_carried_over_first(database: Path, tmp_path: Path) -> None:
    with closing(sqlite3.connect(database)) as left, closing(sqlite3.connect(database)) as reader:
        reader.execute("BEGIN")
        reader.execute("SELECT * FROM publication").fetchall()
        left.execute("INSERT INTO publication VALUES ('plan', 'r', ?, 'r')", ("0" * 64,))
        left.commit()
        for ending in ("", "-wal"):
            name = database.name + ending
            (tmp_path / name).write_bytes((database.parent / name).read_bytes())
    replacing.rebuild(tmp_path / database.name)
    assert names(tmp_path / database.name) == [("q",), ("r",)]


def test_a_half_file_of_somebody_who_was_killed_does_no_harm(database: Path) -> None:
    replacing.half_of(database).write_bytes(b"half of it")
    replacing.rebuild(database)
    assert beside(database) == ["hailong.sqlite3"]


def test_rows_that_refer_to_nothing_keep_the_old_file(database: Path) -> None:
    with closing(sqlite3.connect(database)) as connection:
        connection.execute("INSERT INTO poster VALUES ('00000000', 7, 'poster', NULL, NULL)")
        connection.commit()
    before = database.stat().st_ino
    with pytest.raises(StoreDamaged):
        replacing.rebuild(database)
    assert database.stat().st_ino == before
    assert beside(database) == ["hailong.sqlite3"]


def test_another_file_takes_its_place_and_the_old_one_is_kept(database: Path) -> None:
    other, keep = database.with_name("other"), database.with_name("kept")
    with closing(sqlite3.connect(database)) as connection:
        replacing.write_anew(connection, other)
    with closing(sqlite3.connect(database)) as connection:
        connection.execute("DELETE FROM publication")
        connection.commit()
    replacing.replace(database, other, keep)
    assert names(database) == [("q",)]
    assert names(keep) == []
    assert beside(database) == ["hailong.sqlite3", "kept"]


def test_the_old_one_is_copied_where_a_file_has_one_name(tmp_path: Path) -> None:
    source, target = tmp_path / "source", tmp_path / "target"
    source.write_bytes(b"x" * 3_000_000)
    replacing.make_private(target)
    target.unlink()
    replacing._copy(source, target)
    assert target.read_bytes() == source.read_bytes()


def test_a_folder_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(NoRights) as caught:
        replacing.make_private(tmp_path / "nowhere" / "file")
    assert caught.value.place == str(tmp_path / "nowhere")
