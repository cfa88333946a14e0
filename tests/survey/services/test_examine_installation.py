"""What an examination finds, each fault planted once."""

import os
from collections.abc import Callable
from contextlib import closing
from datetime import timedelta
from pathlib import Path
from shutil import copytree
from types import SimpleNamespace
from typing import Any

import pytest

from survey.domain.findings import Finding, Verdict
from survey.services.back_up import back_up
from survey.services.examine_installation import examine
from survey.services.installation import Installation
from survey.services.machine import DiskUsage, Machine
from survey.services.manage_places import add_service_point
from survey.services.open_survey import create_survey
from survey.services.open_visit import open_visit
from survey.services.restore_copy import install, restoring
from survey.services.set_up_office import set_up_office
from survey.services.submit_response import submit_response
from survey.services.survey import Survey
from survey.settings import Settings
from survey.store.driver import sqlite3
from survey.store.engine import open_store
from survey.store.serving_lock import take_serving_lock
from survey.store.write_ahead_log import log_of
from templates.languages import translations
from tests.survey.conftest import Clock, MadeOffice
from tests.survey.store.earlier import make_database

PAGE = 4096
NOBODY = 65534


@pytest.fixture
def settings(tmp_path: Path, made_office: MadeOffice) -> Settings:
    copytree(made_office.data, tmp_path / "data")
    return Settings(data=tmp_path / "data")


def findings(settings: Settings, **machine: Any) -> dict[str, Finding]:
    """Return what is found, having read each sentence as it is shown."""
    # A disk in memory is no finding of this installation.
    slow = {"flush_seconds": lambda _: 0.004} | machine
    found = dict(examine(Installation(settings, Clock(), machine=Machine(**slow))))
    for finding in found.values():
        assert bool(finding.remedy) == (finding.verdict is not Verdict.HOLDS)
        for sentence in filter(None, (finding.seen, finding.remedy)):
            assert translations("vi").gettext(sentence) % finding.values
    return found


def failed(settings: Settings, **machine: Any) -> set[str]:
    return of_verdict(findings(settings, **machine), Verdict.FAILS)


# Nobody has made a copy of it yet, nor a key for copies.
OF_A_NEW_OFFICE = {"Last good copy", "Encryption of copies"}


def of_verdict(found: dict[str, Finding], verdict: Verdict) -> set[str]:
    named = {subject for subject, each in found.items() if each.verdict is verdict}
    return named - OF_A_NEW_OFFICE


def change(settings: Settings, statement: str) -> None:
    with closing(sqlite3.connect(settings.database, isolation_level=None)) as connection:
        connection.execute("PRAGMA writable_schema=ON")
        connection.execute(statement)


def test_a_sound_installation_is_called_so(settings: Settings) -> None:
    assert failed(settings) == set()


def test_it_is_examined_while_it_is_served(survey: Survey) -> None:
    assert failed(survey.settings) == set()


def files(folder: Path) -> dict[str, tuple[bytes, int]]:
    return {
        path.name: (path.read_bytes(), path.stat().st_mtime_ns) for path in sorted(folder.iterdir())
    }


def test_nothing_is_changed(settings: Settings) -> None:
    before = files(settings.data)
    findings(settings)
    assert files(settings.data) == before


def test_a_log_that_a_crash_left_stays_for_the_server(survey: Survey, tmp_path: Path) -> None:
    add_service_point(survey, "Quầy 3", "Hộ tịch", "Tầng 1")
    crashed = tmp_path / "crashed"
    copytree(survey.settings.data, crashed)
    log = crashed / "hailong.sqlite3-wal"
    before = log.read_bytes()

    assert failed(Settings(data=crashed)) == set()
    assert before == log.read_bytes() != b""


def test_no_database_is_a_finding(tmp_path: Path) -> None:
    assert "Opening the database" in failed(Settings(data=tmp_path / "nowhere"))


def test_a_database_without_a_byte_is_like_none(settings: Settings) -> None:
    settings.database.write_bytes(b"")
    assert failed(settings) == {"Opening the database"}


def _overwrite_a_page(settings: Settings) -> None:
    with settings.database.open("r+b") as file:
        file.seek(3 * PAGE)
        file.write(b"\xff" * PAGE)


def _cut(settings: Settings) -> None:
    with settings.database.open("r+b") as file:
        file.truncate(5 * PAGE)


def _fill_with_nothing(settings: Settings) -> None:
    settings.database.write_bytes(b"no database at all" * PAGE)


@pytest.mark.parametrize("plant", [_overwrite_a_page, _cut, _fill_with_nothing])
def test_a_damaged_file_is_a_finding(plant: Callable[[Settings], None], settings: Settings) -> None:
    plant(settings)
    assert failed(settings)


@pytest.mark.parametrize(
    ("statement", "subject"),
    [
        ("UPDATE alembic_version SET version_num='0001'", "Tables"),
        ("UPDATE alembic_version SET version_num='9999'", "Tables"),
        ("UPDATE poster SET service_point=77", "References between rows"),
        ("UPDATE clock_day SET day='2027-03-02'", "Clock of the machine"),
        ("UPDATE clock_day SET day='2026-01-02'", "Clock of the machine"),
        ("UPDATE clock_day SET day='2026-03-01', is_doubted=1", "Clock of the machine"),
        ("INSERT INTO day_seal VALUES ('2026-03-03')", "Days in the future"),
    ],
)
def test_what_does_not_fit_is_named(statement: str, subject: str, settings: Settings) -> None:
    change(settings, statement)
    assert failed(settings) == {subject}


@pytest.mark.parametrize(
    ("known", "is_named"),
    [
        ("UPDATE clock_day SET day='2026-03-02'", True),
        ("UPDATE clock_day SET day='2026-11-29'", False),
    ],
)
def test_days_are_put_right_by_a_clock_that_is_believed(
    known: str, is_named: bool, settings: Settings
) -> None:
    change(settings, known)
    change(settings, "INSERT INTO day_seal VALUES ('2026-11-29')")
    finding = dict(examine(Installation(settings, Clock())))["Days in the future"]
    assert finding.verdict is Verdict.FAILS
    assert ("--repair" in finding.remedy) is is_named


def make_earlier_database(settings: Settings, revision: str) -> None:
    settings.database.unlink()
    make_database(settings.database, revision)
    settings.database.chmod(0o600)


@pytest.mark.parametrize("revision", ["0001", "0002", "0003", "0004", "0005", "0006"])
def test_what_an_earlier_program_did_not_keep_is_seen_after_the_upgrade(
    revision: str, settings: Settings
) -> None:
    make_earlier_database(settings, revision)
    found = findings(settings)
    assert of_verdict(found, Verdict.FAILS) == {"Tables"}
    later = {name for name, each in found.items() if "after the upgrade" in each.seen}
    assert later >= {"Keys of the database", "Last good copy"}
    assert all(found[name].verdict is Verdict.DOUBTFUL for name in later)


def test_an_earlier_program_excuses_no_damage(settings: Settings) -> None:
    make_earlier_database(settings, "0006")
    _overwrite_a_page(settings)
    assert failed(settings) > {"Tables"}


def test_a_journal_of_an_earlier_day_is_a_finding(settings: Settings) -> None:
    log = log_of(settings.database)
    with closing(open_store(settings.database)) as store:
        with store.writing() as connection:
            connection.exec_driver_sql("UPDATE office SET name = 'Sở khác'")
        assert log.stat().st_size > 0
        today = Clock().now()
        os.utime(log, 2 * (today.timestamp(),))
        assert failed(settings) == set()
        os.utime(log, 2 * ((today - timedelta(days=1)).timestamp(),))
        assert failed(settings) == {"Journal (emptied after each day)"}


def test_a_restored_copy_that_was_not_started_is_noted_examined_and_left(
    settings: Settings, tmp_path: Path
) -> None:
    copy = tmp_path / "copy.sqlite3"
    all_checks = set(findings(settings))
    with closing((survey := create_survey(settings, Clock())).store):
        back_up(survey, copy)
    with restoring(settings, copy, None) as one:
        install(one, Clock().now().date())
    before = files(settings.data)

    found = findings(settings)

    assert set(found) == all_checks
    assert of_verdict(found, Verdict.FAILS) == set()
    assert of_verdict(found, Verdict.DOUBTFUL) == {"Settings", "Left over"}
    assert files(settings.data) == before
    create_survey(settings, Clock()).store.close()
    assert findings(settings)["Settings"].verdict is Verdict.HOLDS


def _open_to_all(settings: Settings) -> None:
    settings.data.chmod(0o755)


def _readable_keys(settings: Settings) -> None:
    settings.keys.chmod(0o644)


def _readable_copy(settings: Settings) -> None:
    (settings.data / "copy.sqlite3").touch(0o640)


def _no_keys(settings: Settings) -> None:
    settings.keys.unlink()


def _half_of_the_keys(settings: Settings) -> None:
    settings.keys.write_text(settings.keys.read_text("ascii")[:50], "ascii")


@pytest.mark.parametrize(
    ("plant", "subject"),
    [
        (_open_to_all, "Rights"),
        (_readable_keys, "Rights"),
        (_readable_copy, "Rights"),
        (_no_keys, "Keys"),
        (_half_of_the_keys, "Keys"),
    ],
)
def test_a_file_that_tells_too_much_or_nothing_is_named(
    plant: Callable[[Settings], None], subject: str, settings: Settings
) -> None:
    plant(settings)
    assert failed(settings) == {subject}


def _keys_of_nobody(settings: Settings) -> None:
    os.chown(settings.keys, NOBODY, NOBODY)


def _copies_of_nobody(settings: Settings) -> None:
    settings.backups.mkdir(0o700)
    os.chown(settings.backups, NOBODY, NOBODY)


def _copy_of_nobody(settings: Settings) -> None:
    settings.backups.mkdir(0o700)
    (copy := settings.backups / "copy.sqlite3").touch(0o600)
    os.chown(copy, NOBODY, NOBODY)


@pytest.mark.skipif(
    os.name != "posix" or os.geteuid() != 0, reason="only root gives files to another account"
)
@pytest.mark.parametrize(
    ("plant", "named"),
    [
        (_keys_of_nobody, "keys.json"),
        (_copies_of_nobody, "backups"),
        (_copy_of_nobody, "backups/copy.sqlite3"),
    ],
)
def test_a_file_of_another_account_is_named(
    plant: Callable[[Settings], None], named: str, settings: Settings
) -> None:
    plant(settings)
    assert failed(settings) == {"Owner of the data"}
    assert findings(settings)["Owner of the data"].values["files"] == named


@pytest.mark.parametrize("kind", ["nfs4", "cifs", "fuse.sshfs", "9p"])
def test_a_network_disk_is_named(kind: str, settings: Settings, tmp_path: Path) -> None:
    mounts = tmp_path / "mounts"
    mounts.write_text(f"/dev/vda / ext4 rw 0 0\nserver:/x {settings.data} {kind} rw 0 0\n")
    assert failed(settings, mounts=mounts) == {"Place of the data"}
    mounts.write_text(f"/dev/vda / ext4 rw 0 0\nserver:/x {settings.data}-other {kind} rw 0 0\n")
    assert failed(settings, mounts=mounts) == set()


def disk(free: int) -> Callable[[Path], DiskUsage]:
    return lambda _: SimpleNamespace(total=100 * 2**30, free=free)


def test_a_disk_that_fills_is_named_before_it_is_full(settings: Settings) -> None:
    assert of_verdict(findings(settings, disk_usage=disk(6 * 2**30)), Verdict.DOUBTFUL) == set()
    scarce = findings(settings, disk_usage=disk(4 * 2**30))
    assert of_verdict(scarce, Verdict.DOUBTFUL) == {"Room on the disk"}
    assert of_verdict(scarce, Verdict.FAILS) == set()
    assert failed(settings, disk_usage=disk(10 * 2**20)) == {"Room on the disk"}


def test_a_disk_that_is_too_quick_to_be_true_is_named(settings: Settings) -> None:
    found = findings(settings, flush_seconds=lambda _: 20e-6)
    assert of_verdict(found, Verdict.DOUBTFUL) == {"Disk"}


def test_a_flush_takes_time_and_leaves_nothing(tmp_path: Path) -> None:
    assert 0 < Machine().flush_seconds(tmp_path) < 10
    assert list(tmp_path.iterdir()) == []


def test_it_says_whether_a_server_runs(settings: Settings) -> None:
    assert findings(settings)["Server"].seen == "does not run"
    with take_serving_lock(settings.database):
        assert findings(settings)["Server"].seen == "runs"
    with take_serving_lock(settings.database):
        assert failed(settings) == set()


def test_a_log_that_only_grows_is_named(survey: Survey) -> None:
    with survey.store.reading() as reader, survey.store.writing() as connection:
        reader.exec_driver_sql("SELECT * FROM office").all()
        connection.exec_driver_sql("CREATE TABLE large AS SELECT zeroblob(20000000) AS x")
    found = findings(survey.settings)
    assert of_verdict(found, Verdict.DOUBTFUL) == {"Journal (size)"}


def test_days_that_nobody_sealed_are_named(survey: Survey, code: str, clock: Clock) -> None:
    opened = open_visit(survey, code, "vi")
    submit_response(survey, code, opened.visit, {opened.questionnaire.items[0].id: ["5"]}, "")
    assert failed(survey.settings) == set()
    clock.pass_days(1)
    found = dict(examine(Installation(survey.settings, clock)))
    assert found["Days that are over"].values == {"count": 1, "days": 1}
    assert found["Days that are over"].verdict is Verdict.FAILS


@pytest.mark.parametrize(
    ("address", "verdict"),
    [
        ("http://khao-sat.example.vn", Verdict.FAILS),
        (None, Verdict.DOUBTFUL),
        ("https://hailong.example.vn", Verdict.HOLDS),
    ],
)
def test_an_address_that_is_not_encrypted_is_named(
    survey: Survey, address: str | None, verdict: Verdict
) -> None:
    set_up_office(survey, "Sở", address, "0215")
    assert findings(survey.settings)["Public address"].verdict is verdict
