"""A start looks whether the file is whole, for as long as it has time."""

from contextlib import closing
from pathlib import Path
from shutil import copytree

import pytest

from survey.domain.errors import StoreDamaged
from survey.services.open_survey import open_survey
from survey.settings import Settings
from survey.store.engine import open_store
from survey.store.start_check import refuse_damaged
from tests.survey.conftest import MadeOffice

PAGE = 4096
PATIENCE = 60.0


@pytest.fixture
def settings(made_office: MadeOffice, tmp_path: Path) -> Settings:
    copytree(made_office.data, tmp_path / "data")
    return Settings(data=tmp_path / "data")


def break_page(database: Path, number: int) -> None:
    with database.open("r+b") as file:
        file.seek(number * PAGE)
        file.write(b"\xa5" * PAGE)


def pages(database: Path) -> int:
    return database.stat().st_size // PAGE


def test_a_whole_file_is_opened(settings: Settings) -> None:
    with closing(open_store(settings.database)) as store:
        refuse_damaged(store, PATIENCE)


def test_a_page_that_nobody_would_read_for_weeks_stops_the_start(settings: Settings) -> None:
    break_page(settings.database, pages(settings.database) - 1)
    with closing(open_store(settings.database)) as store, pytest.raises(StoreDamaged):
        refuse_damaged(store, PATIENCE)
    with pytest.raises(StoreDamaged):
        open_survey(settings)


def test_a_file_that_takes_too_long_to_read_is_opened_and_still_works(settings: Settings) -> None:
    before = pages(settings.database)
    with closing(open_store(settings.database)) as store, store.writing() as connection:
        connection.exec_driver_sql(
            "CREATE TABLE large AS WITH RECURSIVE n(i) AS "
            "(VALUES(1) UNION ALL SELECT i+1 FROM n LIMIT 2000) SELECT i, zeroblob(4000) FROM n"
        )
    # SQLite reads the last pages of a table first.
    break_page(settings.database, before + 5)
    with closing(open_store(settings.database)) as store:
        with pytest.raises(StoreDamaged):
            refuse_damaged(store, PATIENCE)
        refuse_damaged(store, seconds=-1.0)
        with store.reading() as connection:
            assert connection.exec_driver_sql("SELECT i FROM large LIMIT 1").scalar_one() == 1
