"""A copy of the database: whole, readable, without keys, and never over another file."""

import os
import stat
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from survey.domain.errors import NoRights, StoreFull, TargetExists
from survey.domain.modes import Mode
from survey.services.back_up import back_up
from survey.services.enrol_tablets import begin_enrolment, tablets_of
from survey.services.open_visit import open_visit
from survey.services.print_posters import new_poster
from survey.services.submit_response import submit_response
from survey.services.survey import Survey
from survey.store.driver import sqlite3
from survey.store.engine import apply_settings, open_store
from survey.store.responses import read_responses
from survey.store.tablets import all_tablets
from tests.survey.tablets import enrolled


def answer(survey: Survey, code: str) -> None:
    opened = open_visit(survey, code, "vi")
    item = opened.questionnaire.items[0].id
    submit_response(survey, code, opened.visit, {item: ["5"]}, "")


def test_a_copy_has_everything_and_can_be_opened(survey: Survey, code: str, tmp_path: Path) -> None:
    answer(survey, code)
    target = tmp_path / "bản sao.sqlite3"
    back_up(survey, target)
    with closing(sqlite3.connect(target)) as copy:
        assert copy.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    with survey.store.reading() as connection:
        expected = list(read_responses(connection))
    with closing(open_store(target)) as store, store.reading() as connection:
        assert list(read_responses(connection)) == expected


def test_a_copy_can_be_made_while_somebody_writes(
    survey: Survey, code: str, tmp_path: Path
) -> None:
    answer(survey, code)
    target = tmp_path / "copy.sqlite3"
    with closing(sqlite3.connect(survey.store.path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        back_up(survey, target)
        other.execute("ROLLBACK")
    assert target.stat().st_size > 0


def test_a_copy_knows_the_tablets_by_hashes_and_nothing_that_enrols_one(
    survey: Survey, tmp_path: Path
) -> None:
    kiosk = new_poster(survey, 1, Mode.KIOSK).code
    key, waiting = enrolled(survey, kiosk), begin_enrolment(survey, kiosk, "Máy 2")
    target = tmp_path / "copy.sqlite3"
    back_up(survey, target)
    with closing(open_store(target)) as store, store.reading() as connection:
        assert all_tablets(connection) == tablets_of(survey, kiosk)
    content = target.read_bytes()
    assert not any(one in content for one in (key.encode(), bytes.fromhex(key), waiting.encode()))


def test_a_copy_is_for_its_owner_only_and_holds_no_key(survey: Survey, tmp_path: Path) -> None:
    target = tmp_path / "copy.sqlite3"
    back_up(survey, target)
    assert stat.S_IMODE(target.stat().st_mode) == 0o600
    content = target.read_bytes()
    for key in (survey.keys.visit, survey.keys.response, survey.keys.session):
        assert key not in content
        assert key.hex().encode() not in content


def test_nothing_is_written_over(survey: Survey, tmp_path: Path) -> None:
    target = tmp_path / "copy.sqlite3"
    target.write_text("yesterday's")
    with pytest.raises(TargetExists):
        back_up(survey, target)
    assert target.read_text() == "yesterday's"


def test_a_folder_that_is_not_there_is_refused(survey: Survey, tmp_path: Path) -> None:
    with pytest.raises(NoRights):
        back_up(survey, tmp_path / "nowhere" / "copy.sqlite3")


def test_a_copy_that_fails_leaves_no_half_of_it(survey: Survey, tmp_path: Path) -> None:
    target = tmp_path / "copy.sqlite3"
    with closing(open_store(survey.store.path, without_writing)) as store:
        unable = replace(survey, store=store)
        with pytest.raises(StoreFull):
            back_up(unable, target)
    assert not target.exists()


def without_writing(connection: sqlite3.Connection) -> None:
    apply_settings(connection)
    connection.execute("PRAGMA query_only=ON")


def test_a_disk_that_takes_no_file_is_called_full(
    survey: Survey, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "open", refuse)
    with pytest.raises(StoreFull):
        back_up(survey, tmp_path / "copy.sqlite3")
