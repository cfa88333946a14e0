"""A copy takes the place of the database whole, and a damaged one is refused by its name."""

import os
import random
import signal
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import date, timedelta
from pathlib import Path
from shutil import copytree

import pytest

from questionnaires.months import months_from
from survey.domain import errors
from survey.domain.errors import RestorationsUnreadable
from survey.domain.findings import Verdict
from survey.domain.restorations import Restoration
from survey.services.back_up import back_up
from survey.services.encryption import new_key
from survey.services.examine_installation import examine
from survey.services.find_due_reports import release_state
from survey.services.installation import Installation
from survey.services.keep_restorations import add_restoration, restorations
from survey.services.manage_places import add_service_point
from survey.services.open_survey import create_survey, open_survey
from survey.services.restore_copy import (
    check_keys,
    examined,
    install,
    lost_by,
    present_contents,
    restoring,
    with_other_keys,
)
from survey.services.survey import Survey
from survey.settings import Settings
from survey.store.copying import rows_in
from survey.store.driver import sqlite3
from survey.store.engine import open_store
from survey.store.examine_copy import contents_of
from survey.store.marks import log_beside
from survey.store.serving_lock import take_copying_lock, take_serving_lock
from tests.faults.full_disk import MAY_MOUNT, small_file_system
from tests.survey.answers import add_responses
from tests.survey.conftest import Clock, MadeOffice
from tests.survey.publishing import publish_all
from tests.survey.store.earlier import make_database
from tests.survey.store.history import left_at

TODAY = date(2026, 3, 2)
REFUSALS = (
    errors.NotACopy,
    errors.CopyIncomplete,
    errors.CopyDamaged,
    errors.CopyNewer,
    errors.WrongIdentity,
)


@pytest.fixture
def settings(made_office: MadeOffice, tmp_path: Path) -> Settings:
    copytree(made_office.data, tmp_path / "data")
    return Settings(data=tmp_path / "data")


@pytest.fixture
def copy(settings: Settings, tmp_path: Path) -> Path:
    return copy_of(settings, tmp_path / "bản sao.sqlite3")


def copy_of(settings: Settings, path: Path) -> Path:
    with closing((survey := open_survey(settings, Clock())).store):
        back_up(survey, path)
    return path


def add_point(settings: Settings) -> None:
    with closing((survey := open_survey(settings, Clock())).store):
        add_service_point(survey, "Quầy 3", "Hộ tịch", "Tầng 3")


def points(database: Path) -> int:
    with closing(sqlite3.connect(database)) as connection:
        (count,) = connection.execute("SELECT count(*) FROM service_point").fetchone()
    return int(count)


def restore(settings: Settings, copy: Path, identity: Path | None = None) -> Path | None:
    with restoring(settings, copy, identity) as one:
        check_keys(one)
        return install(one, TODAY)


def names(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()} - {"copying.lock", "serving.lock"}


def test_a_copy_is_put_in_place_and_the_old_database_kept(settings: Settings, copy: Path) -> None:
    add_point(settings)
    kept = restore(settings, copy)
    assert points(settings.database) == 2
    assert kept == settings.data / "replaced-2026-03-02.sqlite3"
    assert points(kept) == 3
    assert names(settings.data) == {settings.database.name, kept.name, "keys.json"}
    open_survey(settings, Clock()).store.close()


def test_to_go_back_what_was_kept_is_restored(settings: Settings, copy: Path) -> None:
    add_point(settings)
    kept = restore(settings, copy)
    assert kept
    assert restore(settings, kept) == settings.data / "replaced-2026-03-02-2.sqlite3"
    assert points(settings.database) == 3


def test_the_log_of_a_crash_is_in_what_is_kept(settings: Settings, copy: Path) -> None:
    with closing(open_store(settings.database)) as store:
        with store.writing() as connection:
            connection.exec_driver_sql(
                "INSERT INTO service_point VALUES (3, 'Quầy 3', 'Hộ tịch', '', NULL)"
            )
        left = left_at(settings.database)
    left.put(settings.database)
    kept = restore(settings, copy)
    assert kept
    assert (points(settings.database), points(kept)) == (2, 3)
    assert not log_beside(settings.database).exists()


def test_a_foreign_log_is_set_aside_with_its_database(settings: Settings, copy: Path) -> None:
    with closing(open_store(settings.database)) as store:
        store.forget_history()
        with store.writing() as connection:
            connection.exec_driver_sql("UPDATE service_point SET place = 'khác'")
        left = left_at(settings.database)
    settings.database.write_bytes(copy.read_bytes())
    log_beside(settings.database).write_bytes(left.log or b"")
    with pytest.raises(errors.ForeignLog):
        open_survey(settings, Clock())
    kept = restore(settings, copy)
    assert kept
    assert log_beside(kept).read_bytes() == left.log
    open_survey(settings, Clock()).store.close()


@pytest.mark.parametrize("content", [b"", b"no database at all" * 999, None])
def test_a_broken_database_or_none_is_no_obstacle(
    settings: Settings, copy: Path, content: bytes | None
) -> None:
    settings.database.unlink()
    if content is not None:
        settings.database.write_bytes(content)
    assert present_contents(settings) is None
    kept = restore(settings, copy)
    assert (kept is None) == (content is None)
    assert points(settings.database) == 2


def test_a_new_machine_needs_the_keys_and_the_copy(
    settings: Settings, copy: Path, tmp_path: Path
) -> None:
    there = Settings(data=tmp_path / "máy mới" / "data")
    with pytest.raises(errors.KeysMissing):
        restore(there, copy)
    there.keys.write_bytes(settings.keys.read_bytes())
    assert restore(there, copy) is None
    open_survey(there, Clock()).store.close()


def test_a_copy_of_others_is_refused_unless_its_keys_are_lost(
    settings: Settings, copy: Path, tmp_path: Path
) -> None:
    there = Settings(data=tmp_path / "there")
    create_survey(there, Clock()).store.close()
    with pytest.raises(errors.CopyOfOthers):
        restore(there, copy)
    with restoring(there, copy, None) as one:
        install(with_other_keys(one), TODAY)
    open_survey(there, Clock()).store.close()
    assert points(there.database) == 2


def test_nothing_is_restored_while_a_server_runs_or_another_restores(
    settings: Settings, copy: Path
) -> None:
    with take_serving_lock(settings.database), pytest.raises(errors.AlreadyRunning):
        restore(settings, copy)
    with restoring(settings, copy, None), pytest.raises(errors.AlreadyRunning):
        restore(settings, copy)
    with take_copying_lock(settings.database), pytest.raises(errors.AlreadyCopying):
        restore(settings, copy)
    with take_serving_lock(settings.database), examined(settings, copy, None) as one:
        assert one.copy.manifest is not None


def test_nothing_is_restored_while_a_command_works(survey: Survey, tmp_path: Path) -> None:
    back_up(survey, tmp_path / "copy")
    before = survey.store.path.stat().st_ino
    with survey.store.reading(), pytest.raises(errors.StoreBusy):
        restore(survey.settings, tmp_path / "copy")
    assert survey.store.path.stat().st_ino == before
    assert not list(survey.settings.data.glob("replaced-*"))


def test_a_copy_that_is_only_examined_changes_nothing(settings: Settings, copy: Path) -> None:
    before = {path: path.read_bytes() for path in settings.data.iterdir()}
    with examined(settings, copy, None) as one:
        assert one.copy.contents.rows["service_point"] == 2
        assert one.copy.manifest is not None
        assert one.copy.manifest.day == TODAY
    assert {path: path.read_bytes() for path in settings.data.iterdir()} == before
    with examined(Settings(data=Path("/nowhere")), copy, None) as one:
        assert one.copy.manifest is not None


def test_a_copy_of_what_a_copy_was_restored_from_is_good(
    settings: Settings, copy: Path, tmp_path: Path
) -> None:
    restore(settings, copy)
    restore(settings, copy_of(settings, tmp_path / "again"))
    assert points(settings.database) == 2


def test_an_encrypted_copy_is_restored_with_its_key(settings: Settings, tmp_path: Path) -> None:
    right, wrong, none = (tmp_path / name for name in ("right", "wrong", "none"))
    wrong.write_text(new_key(tmp_path / "another"), "ascii")
    right.write_text(new_key(settings.backup_key), "ascii")
    none.write_text("# empty\n")
    copy = copy_of(settings, tmp_path / "copy.age")
    with pytest.raises(errors.IdentityNeeded):
        restore(settings, copy)
    with pytest.raises(errors.WrongIdentity):
        restore(settings, copy, wrong)
    for path in (none, tmp_path / "nowhere", copy):
        with pytest.raises(errors.BadIdentity):
            restore(settings, copy, path)
    assert restore(settings, copy, right)
    assert points(settings.database) == 2


@pytest.mark.parametrize("doses", [50, pytest.param(500, marks=pytest.mark.release)])
def test_damaged_copies_are_refused_by_name(
    settings: Settings, copy: Path, tmp_path: Path, doses: int
) -> None:
    identity = tmp_path / "identity"
    identity.write_text(new_key(settings.backup_key), "ascii")
    encrypted = copy_of(settings, tmp_path / "copy.age")
    before, damaged = settings.database.read_bytes(), tmp_path / "damaged"
    luck = random.Random(7)
    for number in range(doses):
        whole = (copy, encrypted)[number % 2].read_bytes()
        damaged.write_bytes(DAMAGES[number // 2 % len(DAMAGES)](whole, luck))
        with pytest.raises(REFUSALS):
            restore(settings, damaged, identity)
    assert settings.database.read_bytes() == before
    assert restore(settings, copy, identity)


def flipped(whole: bytes, luck: random.Random) -> bytes:
    changed = bytearray(whole)
    changed[luck.randrange(len(whole))] ^= 1 << luck.randrange(8)
    return bytes(changed)


def flipped_at_the_end(whole: bytes, luck: random.Random) -> bytes:
    at = len(whole) - 1 - luck.randrange(4200)
    return whole[:at] + bytes([whole[at] ^ 1]) + whole[at + 1 :]


def cut(whole: bytes, luck: random.Random) -> bytes:
    return whole[: luck.randrange(len(whole))]


def without_manifest(whole: bytes, _: random.Random) -> bytes:
    return whole[:-4096]


def swapped(whole: bytes, luck: random.Random) -> bytes:
    one, other = luck.sample(range(len(whole) // 512), 2)
    pieces = [whole[at : at + 512] for at in range(0, len(whole), 512)]
    if pieces[one] == pieces[other]:
        pieces[one] = bytes(reversed(pieces[one])) if any(pieces[one]) else b"\1" * 512
    pieces[one], pieces[other] = pieces[other], pieces[one]
    return b"".join(pieces)


def lengthened(whole: bytes, luck: random.Random) -> bytes:
    return whole + luck.randbytes(luck.randrange(1, 9000))


DAMAGES: tuple[Callable[[bytes, random.Random], bytes], ...] = (
    flipped,
    cut,
    flipped_at_the_end,
    swapped,
    without_manifest,
    lengthened,
)


def test_a_byte_in_a_page_that_nobody_reads_is_found(
    settings: Settings, copy: Path, tmp_path: Path
) -> None:
    whole = copy.read_bytes()
    at = whole.index(bytes(600)) + 300
    damaged = tmp_path / "damaged"
    damaged.write_bytes(whole[:at] + b"\1" + whole[at + 1 :])
    with closing(sqlite3.connect(damaged)) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    with pytest.raises(errors.CopyDamaged):
        restore(settings, damaged)


def other_program(path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("CREATE TABLE bookmarks (address)")


def later_program(path: Path) -> None:
    make_database(path, "0001")
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
        connection.commit()


@pytest.mark.parametrize(
    ("make", "refusal"),
    [
        (other_program, errors.NotACopy),
        (later_program, errors.CopyNewer),
        (Path.touch, errors.NotACopy),
        (Path.mkdir, errors.CopyMissing),
        (lambda _: None, errors.CopyMissing),
    ],
)
def test_files_of_others_are_refused_by_name(
    settings: Settings,
    tmp_path: Path,
    make: Callable[[Path], None],
    refusal: type[errors.SurveyError],
) -> None:
    make(tmp_path / "file")
    with pytest.raises(refusal):
        restore(settings, tmp_path / "file")
    assert names(settings.data) == {settings.database.name, "keys.json"}


def test_a_database_beside_its_log_is_no_copy(survey: Survey, tmp_path: Path) -> None:
    add_service_point(survey, "Quầy 3", "Hộ tịch", "Tầng 1")
    with pytest.raises(errors.CopyIncomplete):
        restore(Settings(data=tmp_path / "there"), survey.store.path)


HOSTILE = ("'; DROP TABLE inbox; --", "=cmd|' /C calc'!A0", "\u202eÐ\u0301\U0001f600", "\x01" * 999)


@pytest.mark.parametrize("revision", ["0001", "0002", "0003", "0004", "0005", "0006"])
@pytest.mark.parametrize("rows", [40, pytest.param(10_000, marks=pytest.mark.release)])
def test_a_copy_of_each_earlier_program_is_restored_and_brought_up_to_date(
    settings: Settings, tmp_path: Path, revision: str, rows: int
) -> None:
    earlier = tmp_path / "earlier.sqlite3"
    make_database(earlier, revision)
    with closing(sqlite3.connect(earlier)) as connection:
        fill(connection, rows)
        # As the program of then made its copies.
        connection.execute("VACUUM INTO ?", (str(tmp_path / "copy"),))
    restore(settings, tmp_path / "copy")
    with closing((survey := open_survey(settings, Clock())).store):
        pass
    found = contents_of(settings.database)
    assert (found.responses, found.rows["service_point"]) == (rows, 1)
    with closing(sqlite3.connect(settings.database)) as connection:
        comments = connection.execute("SELECT DISTINCT comment FROM response").fetchall()
    assert {comment for (comment,) in comments} == set(HOSTILE)
    assert survey.settings is settings


def fill(connection: sqlite3.Connection, rows: int) -> None:
    connection.execute(
        "INSERT INTO office VALUES (1, 'Sở', NULL, '0215', 'counter.v1', '136-2022', 0)"
    )
    connection.execute("INSERT INTO service_point VALUES (1, ?, 'Việc làm', '', NULL)", HOSTILE[:1])
    connection.executemany(
        "INSERT INTO response VALUES (randomblob(16), '2026-02-28', 1, 'Việc làm', 'poster',"
        " 'counter.v1', '136-2022', 'vi', '5--', ?)",
        [(HOSTILE[number % len(HOSTILE)],) for number in range(rows)],
    )
    connection.commit()


@pytest.fixture
def small_disk(settings: Settings, tmp_path: Path) -> Iterator[Path]:
    with small_file_system(tmp_path):
        yield tmp_path / "small"


@pytest.mark.skipif(not MAY_MOUNT, reason="mounting is for root")
@pytest.mark.parametrize("room", [0, 8, 64, 200, 300])
def test_a_full_disk_keeps_the_old_database(
    settings: Settings, copy: Path, small_disk: Path, room: int
) -> None:
    there = Settings(data=small_disk / "data")
    copytree(settings.data, there.data)
    add_point(there)
    ballast = small_disk / "ballast"
    with ballast.open("wb", buffering=0) as file:
        try:
            while file.write(bytes(4096)):
                pass
        except OSError:
            pass
    os.truncate(ballast, ballast.stat().st_size - room * 1024)
    try:
        restore(there, copy)
    except (errors.StoreFull, errors.NoRights):
        ballast.unlink()
        assert points(there.database) == 3
        assert names(there.data) == {there.database.name, "keys.json"}
    else:
        assert room >= 200
        assert points(there.database) == 2


@pytest.mark.server
@pytest.mark.skipif(not hasattr(os, "fork"), reason="a process is copied with all it has")
@pytest.mark.parametrize("kills", [8, pytest.param(400, marks=pytest.mark.release)])
def test_killed_at_any_moment_the_old_or_the_new_database_is_there(
    settings: Settings, copy: Path, kills: int
) -> None:
    add_point(settings)
    rows = {2: rows_in(copy), 3: rows_in(settings.database)}
    begun = time.monotonic()
    restore(settings, copy)
    lasts = (time.monotonic() - begun) * 1.2
    found = set()
    for number in range(kills):
        for old in settings.data.glob("replaced-*"):
            if points(old) == 3:
                restore(settings, old)
            old.unlink()
        restore_until_killed(settings, copy, lasts * (number + 0.5) / kills)
        there = points(settings.database)
        assert rows_in(settings.database).keys() == rows[there].keys()
        open_survey(settings, Clock()).store.close()
        found.add(there)
    assert found <= {2, 3}
    restore(settings, copy)
    assert not list(settings.data.glob("*.half"))


def restore_until_killed(settings: Settings, copy: Path, seconds: float) -> None:
    child = os.fork()
    if child == 0:
        try:
            restore(settings, copy)
        finally:
            os._exit(1)
    time.sleep(seconds)
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)


MARCH = months_from(date(2026, 3, 1), 1)


def test_a_copy_from_the_middle_of_a_month_makes_no_report_of_it_anew(
    settings: Settings, tmp_path: Path
) -> None:
    clock, copy = Clock(), tmp_path / "giữa tháng.sqlite3"
    with closing((survey := open_survey(settings, clock)).store):
        add_responses(survey, 1, [date(2026, 3, 2)] * 12)
        back_up(survey, copy)
        add_responses(survey, 1, [date(2026, 3, 20)] * 4)
        clock.pass_days(35)
        assert MARCH in publish_all(survey)
    with restoring(settings, copy, None) as one:
        install(one, clock.now().date())
    (known,) = restorations(settings)
    assert known.lost_months == MARCH
    with closing((survey := open_survey(settings, clock)).store):
        assert publish_all(survey) == ()
        state = release_state(survey)
        assert (state.restored, state.parted) == ((known,), ())
        settings.restorations.unlink()
        assert MARCH in release_state(survey).due


@pytest.mark.parametrize(
    "broken", ["", "{", "[1]", '[["2026-03-02"]]', '[["2026-03-02", "soon"]]', "[[1, 2]]", "\ud800"]
)
def test_nothing_is_published_or_put_back_while_the_file_of_restorations_is_broken(
    settings: Settings, copy: Path, broken: str
) -> None:
    clock = Clock()
    clock.pass_days(35)
    settings.restorations.write_bytes(broken.encode("utf-8", "surrogatepass"))
    with pytest.raises(RestorationsUnreadable, match=r"restored\.json"):
        add_restoration(settings, Restoration(date(2026, 3, 2), date(2026, 4, 6)))
    with closing((survey := open_survey(settings, clock)).store):
        add_responses(survey, 1, [date(2026, 3, 2)] * 12)
        assert publish_all(survey) == ()
        with pytest.raises(RestorationsUnreadable):
            release_state(survey).refuse_damage()
    found = dict(examine(Installation(settings, clock)))["Copies that were put back"]
    assert found.verdict is Verdict.FAILS


def test_a_copy_that_has_all_published_reports_loses_none(settings: Settings, copy: Path) -> None:
    clock = Clock()
    clock.pass_days(35)
    with restoring(settings, copy, None) as one:
        assert lost_by(one, clock.now().date()) is None
        install(one, clock.now().date())
    assert restorations(settings) == ()


def test_without_the_database_of_before_nobody_knows_what_was_published(
    settings: Settings, copy: Path
) -> None:
    settings.database.unlink()
    for days, is_lost in ((1, False), (35, True)):
        with restoring(settings, copy, None) as one:
            assert (lost_by(one, TODAY + timedelta(days=days)) is not None) == is_lost
