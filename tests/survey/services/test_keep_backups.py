"""Copies by the day: whole or not there, the newest kept, nobody else's file touched."""

import os
import signal
import stat
import time
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path
from shutil import copytree

import pyrage
import pytest

from survey.domain.errors import AlreadyCopying, BadBackupKey, NoRights, StoreFull, TargetExists
from survey.services.back_up import Made, back_up
from survey.services.encryption import is_encrypted, new_key, read_identities
from survey.services.keep_backups import keep_backups
from survey.services.open_survey import open_survey
from survey.services.survey import Survey
from survey.settings import Settings
from survey.store.copying import rows_in
from survey.store.driver import sqlite3
from survey.store.installation import copied_on
from survey.store.replacing import half_of
from survey.store.serving_lock import take_copying_lock
from tests.faults.full_disk import MAY_MOUNT, small_file_system
from tests.survey.conftest import Clock, MadeOffice


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "ổ USB"
    folder.mkdir()
    return folder


def keep_for_days(survey: Survey, clock: Clock, folder: Path, days: int, keep: int) -> None:
    for _ in range(days):
        keep_backups(survey, folder, keep)
        clock.pass_days(1)


def days_of(found: Sequence[str]) -> list[str]:
    return [name.removesuffix(".sqlite3").split("-", 2)[2] for name in found]


def test_the_newest_are_kept(survey: Survey, clock: Clock, folder: Path) -> None:
    keep_for_days(survey, clock, folder, days=4, keep=2)
    assert days_of(names(folder)) == ["2026-03-04", "2026-03-05"]


def test_a_second_copy_of_a_day_is_another_file(survey: Survey, folder: Path) -> None:
    for _ in range(3):
        keep_backups(survey, folder, 2)
    assert days_of(names(folder)) == ["2026-03-02-2", "2026-03-02-3"]


def test_the_copy_that_was_just_made_stays_also_after_days_to_come(
    survey: Survey, clock: Clock, folder: Path
) -> None:
    clock.pass_days(3653)
    keep_for_days(survey, clock, folder, days=2, keep=5)
    clock.pass_days(-3655)
    made = keep_backups(survey, folder, 1)
    assert names(folder) == [made.path.name]


def test_files_of_others_stay(survey: Survey, clock: Clock, folder: Path) -> None:
    made = keep_backups(survey, folder, 1)
    with closing(sqlite3.connect(made.path)) as copy:
        copy.execute("VACUUM INTO ?", (str(folder / "hailong-2020-01-01.sqlite3"),))
    others = {
        "hailong-2020-01-01.sqlite3",
        "hailong-000000-2020-01-01.sqlite3",
        "thư.docx",
        made.path.name.replace("2026-03-02", "2020-01-01"),
    }
    for name in others - {"hailong-2020-01-01.sqlite3"}:
        (folder / name).write_text("of somebody else")
    (folder / made.path.name.replace("2026-03-02", "2019-01-01")).mkdir()
    keep_for_days(survey, clock, folder, days=3, keep=1)
    assert others < set(names(folder))


def test_nothing_goes_before_the_new_one_is_good(
    survey: Survey, clock: Clock, folder: Path
) -> None:
    keep_for_days(survey, clock, folder, days=2, keep=2)
    before = names(folder)
    survey.settings.backup_key.write_text("age1no-key", "utf-8")
    with pytest.raises(BadBackupKey):
        keep_backups(survey, folder, 1)
    assert names(folder) == before


def test_a_folder_that_is_not_there_is_named_and_not_made(survey: Survey, tmp_path: Path) -> None:
    with pytest.raises(NoRights):
        keep_backups(survey, tmp_path / "nowhere", 1)
    assert not (tmp_path / "nowhere").exists()
    assert keep_backups(survey, survey.settings.backups, 1).path.exists()
    assert stat.S_IMODE(survey.settings.backups.stat().st_mode) == 0o700


def test_who_comes_while_a_copy_is_made_is_told_so(survey: Survey, folder: Path) -> None:
    with take_copying_lock(survey.store.path):
        for make in (
            lambda: keep_backups(survey, folder, 1),
            lambda: back_up(survey, folder / "a"),
        ):
            with pytest.raises(AlreadyCopying):
                make()
    assert names(folder) == []


def test_the_day_of_the_last_good_copy_is_known(survey: Survey, folder: Path) -> None:
    with survey.store.reading() as connection:
        assert copied_on(connection) is None
    back_up(survey, folder / "copy")
    with pytest.raises(TargetExists):
        back_up(survey, folder / "copy")
    with survey.store.reading() as connection:
        assert copied_on(connection) == survey.today()


def test_halves_of_somebody_who_was_killed_go(survey: Survey, clock: Clock, folder: Path) -> None:
    made = keep_backups(survey, folder, 5)
    clock.pass_days(1)
    half = half_of(folder / made.path.name.replace("03-02", "02-27"))
    beside = survey.store.path.with_name("copy.sqlite3.half")
    for path in (half, beside):
        path.write_text("half of it")
    read_by_one_who_was_killed = survey.settings.data / "tmp1234.half"
    read_by_one_who_was_killed.mkdir()
    read_by_one_who_was_killed.joinpath("restored.sqlite3").touch()
    keep_backups(survey, folder, 5)
    assert len(names(folder)) == 2
    assert not list(survey.settings.data.glob("*.half"))


@pytest.mark.skipif(not MAY_MOUNT, reason="mounting is for root")
@pytest.mark.parametrize("is_encrypted_copy", [False, True])
def test_a_full_disk_leaves_no_file_and_is_no_obstacle_later(
    survey: Survey, tmp_path: Path, is_encrypted_copy: bool
) -> None:
    if is_encrypted_copy:
        new_key(survey.settings.backup_key)
    with small_file_system(tmp_path) as disk:
        place = tmp_path / "small"
        disk.fill()
        with pytest.raises(StoreFull):
            back_up(survey, place / "copy")
        assert names(place) == ["ballast"]
        disk.free()
        assert back_up(survey, place / "copy").path.exists()
    assert not list(survey.settings.data.glob("*.half*"))


def test_an_encrypted_copy_is_read_with_the_secret_key_alone(
    survey: Survey, folder: Path, tmp_path: Path
) -> None:
    paper = tmp_path / "giấy.txt"
    paper.write_text(f"# két sắt\n{new_key(survey.settings.backup_key)}\n", "utf-8")
    with pytest.raises(TargetExists):
        new_key(survey.settings.backup_key)
    made = keep_backups(survey, folder, 3)
    assert made.path.name.endswith(".sqlite3.age")
    assert is_encrypted(made.path)
    assert stat.S_IMODE(made.path.stat().st_mode) == 0o600
    assert b"SQLite" not in made.path.read_bytes()
    (identity,) = read_identities(paper)
    clear = tmp_path / "clear.sqlite3"
    clear.write_bytes(pyrage.decrypt(made.path.read_bytes(), [identity]))
    assert rows_in(clear) == made.manifest.rows
    everything = b"".join(path.read_bytes() for path in survey.settings.data.iterdir())
    assert str(identity).encode() not in everything
    assert not list(survey.settings.data.glob("*.half*"))


def test_a_public_key_that_is_none_lets_nothing_be_written_in_the_clear(
    survey: Survey, folder: Path
) -> None:
    for text in ("", "# only a remark\n", "age1x\n"):
        survey.settings.backup_key.write_text(text, "utf-8")
        with pytest.raises(BadBackupKey):
            back_up(survey, folder / "copy")
    assert names(folder) == []


def test_a_copy_is_the_state_that_was_counted_while_others_write(
    survey: Survey, folder: Path
) -> None:
    with closing(sqlite3.connect(survey.store.path, timeout=9, isolation_level=None)) as other:
        for number in range(5):
            other.execute("INSERT INTO day_seal VALUES (?)", (f"2020-01-0{number + 1}",))
            made = back_up(survey, folder / str(number))
            assert made.manifest.rows["day_seal"] == number + 1


@pytest.mark.server
@pytest.mark.skipif(not hasattr(os, "fork"), reason="a process is copied with all it has")
@pytest.mark.parametrize("kills", [6, pytest.param(300, marks=pytest.mark.release)])
def test_a_killed_backup_leaves_whole_copies_and_never_blocks_the_next(
    made_office: MadeOffice, folder: Path, tmp_path: Path, kills: int
) -> None:
    copytree(made_office.data, tmp_path / "data")
    begun = time.monotonic()
    rows = back_up_apart(tmp_path / "data", folder).manifest.rows
    lasts = time.monotonic() - begun
    for number in range(kills):
        kill_after(lasts * (number + 0.5) / kills, tmp_path / "data", folder)
        whole = [path for path in folder.iterdir() if path.suffix == ".sqlite3"]
        assert [rows_in(path)["service_point"] for path in whole] == [2] * len(whole)
    assert back_up_apart(tmp_path / "data", folder).manifest.rows == rows
    assert not list(folder.glob("*.half*"))


def back_up_apart(data: Path, folder: Path) -> Made:
    with closing((survey := open_survey(Settings(data=data), Clock())).store):
        return keep_backups(survey, folder, 3)


def kill_after(seconds: float, data: Path, folder: Path) -> None:
    child = os.fork()
    if child == 0:
        try:
            back_up_apart(data, folder)
        finally:
            os._exit(1)
    time.sleep(seconds)
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
