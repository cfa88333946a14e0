"""What an examination finds, each fault planted once."""

import os
from collections.abc import Callable
from contextlib import closing
from datetime import timedelta
from pathlib import Path
from shutil import copytree

import pytest

from survey.domain.findings import Finding, Verdict
from survey.services.examine_installation import examine
from survey.services.installation import Installation
from survey.services.manage_places import add_service_point
from survey.services.survey import Survey
from survey.settings import Settings
from survey.store.driver import sqlite3
from survey.store.write_ahead_log import log_of
from templates.languages import translations
from tests.survey.conftest import Clock, MadeOffice

PAGE = 4096


@pytest.fixture
def settings(tmp_path: Path, made_office: MadeOffice) -> Settings:
    copytree(made_office.data, tmp_path / "data")
    return Settings(data=tmp_path / "data")


def findings(settings: Settings) -> dict[str, Finding]:
    return dict(examine(Installation(settings, Clock())))


def failed(settings: Settings) -> set[str]:
    """Return what does not hold, having read each remedy as it is shown."""
    found = findings(settings)
    for finding in found.values():
        assert bool(finding.remedy) == (finding.verdict is not Verdict.HOLDS)
        for sentence in filter(None, (finding.seen, finding.remedy)):
            assert translations("vi").gettext(sentence) % finding.values
    return {subject for subject, each in found.items() if each.verdict is Verdict.FAILS}


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


def _overwrite_a_page(settings: Settings) -> None:
    with settings.database.open("r+b") as file:
        file.seek(3 * PAGE)
        file.write(b"\xff" * PAGE)


def _cut(settings: Settings) -> None:
    with settings.database.open("r+b") as file:
        file.truncate(5 * PAGE)


def _fill_with_nothing(settings: Settings) -> None:
    settings.database.write_bytes(b"no database at all" * PAGE)


def _empty(settings: Settings) -> None:
    settings.database.write_bytes(b"")


@pytest.mark.parametrize("plant", [_overwrite_a_page, _cut, _fill_with_nothing, _empty])
def test_a_damaged_file_is_a_finding(plant: Callable[[Settings], None], settings: Settings) -> None:
    plant(settings)
    assert failed(settings)


@pytest.mark.parametrize(
    ("statement", "subject"),
    [
        ("UPDATE alembic_version SET version_num='0001'", "Tables"),
        ("UPDATE alembic_version SET version_num='9999'", "Tables"),
        ("UPDATE poster SET service_point=77", "References between rows"),
    ],
)
def test_what_does_not_fit_is_named(statement: str, subject: str, settings: Settings) -> None:
    change(settings, statement)
    assert failed(settings) == {subject}


def test_a_journal_of_an_earlier_day_is_a_finding(settings: Settings) -> None:
    log = log_of(settings.database)
    with closing(sqlite3.connect(settings.database)) as connection:
        connection.execute("UPDATE office SET name = 'Sở khác'")
        connection.commit()
        assert log.stat().st_size > 0
        today = Clock().now()
        os.utime(log, 2 * (today.timestamp(),))
        assert failed(settings) == set()
        os.utime(log, 2 * ((today - timedelta(days=1)).timestamp(),))
        assert failed(settings) == {"Journal of the database"}
