"""What an examination finds of copies, keys and logs, each fault planted once."""

from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from shutil import copytree

import pytest

from survey.domain.findings import Finding, Verdict
from survey.services.encryption import new_key
from survey.services.examine_installation import examine
from survey.services.installation import Installation
from survey.services.keys import make_keys
from survey.services.open_survey import create_survey
from survey.settings import Settings
from survey.store.driver import sqlite3
from survey.store.engine import open_store
from survey.store.marks import log_beside
from templates.languages import translations
from tests.survey.conftest import Clock, MadeOffice
from tests.survey.store.history import left_at


@pytest.fixture
def settings(made_office: MadeOffice, tmp_path: Path) -> Settings:
    copytree(made_office.data, tmp_path / "data")
    return Settings(data=tmp_path / "data")


def found(settings: Settings, subject: str) -> Finding:
    finding = dict(examine(Installation(settings, Clock())))[subject]
    assert bool(finding.remedy) == (finding.verdict is not Verdict.HOLDS)
    for sentence in filter(None, (finding.seen, finding.remedy)):
        assert translations("vi").gettext(sentence) % finding.values
    return finding


def all_is_well(settings: Settings) -> None:
    new_key(settings.backup_key)
    with closing(sqlite3.connect(settings.database, isolation_level=None)) as connection:
        connection.execute("UPDATE installation SET copied_on = '2026-02-22'")


def no_copy_for_long(settings: Settings) -> None:
    with closing(sqlite3.connect(settings.database, isolation_level=None)) as connection:
        connection.execute("UPDATE installation SET copied_on = '2026-02-21'")


def foreign_log(settings: Settings) -> None:
    old = settings.database.read_bytes()
    with closing(open_store(settings.database)) as store:
        store.forget_history()
        for place in ("một", "hai"):
            with store.writing() as connection:
                connection.exec_driver_sql("UPDATE service_point SET place = ?", (place,))
            log = left_at(settings.database).log
            if place == "một":
                store.forget_history()
    settings.database.write_bytes(old)
    log_beside(settings.database).write_bytes(log or b"")


def other_keys(settings: Settings) -> None:
    settings.keys.unlink()
    make_keys(settings.keys, bytes)


def no_keys(settings: Settings) -> None:
    settings.keys.unlink()


def bad_public_key(settings: Settings) -> None:
    settings.backup_key.write_text("age1", "utf-8")


def half_copy(settings: Settings) -> None:
    settings.data.joinpath("copy.sqlite3.half").touch()


def half_copy_by_the_day(settings: Settings) -> None:
    settings.backups.mkdir()
    settings.backups.joinpath("hailong-000000-2026-03-01.sqlite3.half").touch()


def copy_before_upgrade(settings: Settings) -> None:
    settings.data.joinpath("before-upgrade-0004-2026-03-01.sqlite3").touch()


def replaced(settings: Settings) -> None:
    settings.data.joinpath("replaced-2026-03-01.sqlite3").touch()


@pytest.mark.parametrize(
    ("plant", "subject", "verdict"),
    [
        (foreign_log, "Journal (of which database)", Verdict.FAILS),
        (other_keys, "Keys of the database", Verdict.FAILS),
        (no_keys, "Keys of the database", Verdict.DOUBTFUL),
        (bad_public_key, "Encryption of copies", Verdict.FAILS),
        (half_copy, "Left over", Verdict.DOUBTFUL),
        (half_copy_by_the_day, "Left over", Verdict.DOUBTFUL),
        (copy_before_upgrade, "Left over", Verdict.DOUBTFUL),
        (replaced, "Left over", Verdict.DOUBTFUL),
        (no_copy_for_long, "Last good copy", Verdict.DOUBTFUL),
        (lambda _: None, "Last good copy", Verdict.DOUBTFUL),
        (lambda _: None, "Encryption of copies", Verdict.DOUBTFUL),
        (all_is_well, "Journal (of which database)", Verdict.HOLDS),
        (all_is_well, "Keys of the database", Verdict.HOLDS),
        (all_is_well, "Encryption of copies", Verdict.HOLDS),
        (all_is_well, "Left over", Verdict.HOLDS),
        (all_is_well, "Last good copy", Verdict.HOLDS),
    ],
)
def test_what_is_wrong_with_copies_keys_and_logs_is_named(
    settings: Settings, plant: Callable[[Settings], None], subject: str, verdict: Verdict
) -> None:
    plant(settings)
    assert found(settings, subject).verdict is verdict


def test_keys_that_were_made_anew_after_a_loss_fit(settings: Settings) -> None:
    settings.keys.unlink()
    create_survey(settings, Clock()).store.close()
    assert found(settings, "Keys of the database").verdict is Verdict.HOLDS
