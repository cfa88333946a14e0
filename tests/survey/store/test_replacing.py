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
        connection.execute(
            "INSERT INTO published_text VALUES ('plan', 'p', ?, ?)", ("0" * 64, SECRET)
        )
        connection.execute("INSERT INTO published_text VALUES ('plan', 'q', ?, 'q')", ("0" * 64,))
        connection.commit()
        connection.execute("DELETE FROM published_text WHERE name = 'p'")
        connection.commit()
    return path


def names(path: Path) -> list[tuple[str]]:
    with closing(sqlite3.connect(path)) as connection:
        return names_on(connection)


def names_on(connection: sqlite3.Connection) -> list[tuple[str]]:
    return connection.execute("SELECT name FROM published_text").fetchall()


def beside(path: Path) -> list[str]:
    return sorted(one.name for one in path.parent.iterdir())


def written_anew(database: Path) -> Path:
    target = replacing.half_of(database)
    with closing(sqlite3.connect(database)) as connection:
        replacing.write_anew(connection, target)
    return target


def test_a_database_written_anew_has_its_rows_and_no_old_page(database: Path) -> None:
    assert SECRET[:60].encode() in database.read_bytes()
    target = written_anew(database)
    assert names(target) == [("q",)]
    assert SECRET[:14].encode() not in target.read_bytes()
    assert stat.S_IMODE(target.stat().st_mode) == 0o600


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
        reader.execute("SELECT * FROM published_text").fetchall()
        left.execute("INSERT INTO published_text VALUES ('plan', 'r', ?, 'r')", ("0" * 64,))
        left.commit()
        for ending in ("", "-wal"):
            name = database.name + ending
            (tmp_path / name).write_bytes((database.parent / name).read_bytes())
    keep = tmp_path / "kept"
    replacing.replace(tmp_path / database.name, written_anew(database), keep)
    assert names(keep) == [("q",), ("r",)]


def test_a_half_file_of_somebody_who_was_killed_does_no_harm(database: Path) -> None:
    replacing.half_of(database).write_bytes(b"half of it")
    assert names(written_anew(database)) == [("q",)]


def test_a_file_whose_rows_refer_to_nothing_is_not_sound(database: Path) -> None:
    with closing(sqlite3.connect(database)) as connection:
        connection.execute(
            "INSERT INTO poster (code, service_point, mode) VALUES ('00000000', 7, 'poster')"
        )
        connection.commit()
    with pytest.raises(StoreDamaged):
        replacing.check_is_sound(database)


def test_another_file_takes_its_place_and_the_old_one_is_kept(database: Path) -> None:
    other, keep = written_anew(database), database.with_name("kept")
    with closing(sqlite3.connect(database)) as connection:
        connection.execute("DELETE FROM published_text")
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
