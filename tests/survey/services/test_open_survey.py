"""Opening an installation: what is made, what must be there, what midnight left to do."""

import json
import os
import stat
from collections.abc import Iterator
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

import pytest

from survey.domain.errors import (
    BadAddress,
    BadText,
    KeysDoNotFit,
    KeysMissing,
    NoRights,
    NotSetUp,
    StoreFull,
    StoreMissing,
)
from survey.services.keys import KEY_BYTES, fingerprint_of, make_keys, read_keys
from survey.services.open_survey import create_survey, open_survey
from survey.services.open_visit import open_visit
from survey.services.set_up_office import office, set_up_office
from survey.services.submit_response import submit_response
from survey.services.survey import Survey
from survey.settings import Settings
from survey.store.responses import last_sealed_day
from tests.survey.conftest import ADDRESS, CONTACT, OFFICE, Clock


@pytest.fixture
def empty(tmp_path: Path) -> Iterator[Survey]:
    """Give an installation without an office."""
    made = create_survey(Settings(data=tmp_path / "empty"))
    yield made
    made.store.close()


def test_an_installation_is_made_once_and_then_opened(empty: Survey) -> None:
    again = create_survey(empty.settings)
    assert again.keys == empty.keys
    again.store.close()


def test_what_is_not_there_is_not_opened(tmp_path: Path) -> None:
    with pytest.raises(StoreMissing):
        open_survey(Settings(data=tmp_path / "data"))
    assert list(tmp_path.iterdir()) == []


def test_days_that_ended_while_nothing_ran_are_sealed_at_the_start(
    survey: Survey, code: str, clock: Clock
) -> None:
    opened = open_visit(survey, code, "vi")
    item = opened.questionnaire.items[0].id
    submit_response(survey, code, opened.visit, {item: ["5"]}, "")
    day = survey.today()
    clock.pass_days(3)
    again = open_survey(survey.settings, clock)
    with again.store.reading() as connection:
        assert last_sealed_day(connection) == day
    again.store.close()


def test_the_keys_are_random_different_and_for_their_owner_only(empty: Survey) -> None:
    keys = vars(empty.keys)
    assert [len(key) for key in keys.values()] == [KEY_BYTES] * 3
    assert len(set(keys.values())) == 3
    assert stat.S_IMODE(empty.settings.keys.stat().st_mode) == 0o600
    assert "visit" not in repr(empty.keys)


def test_the_keys_are_not_in_the_database(empty: Survey) -> None:
    content = empty.settings.database.read_bytes()
    for key in vars(empty.keys).values():
        assert key not in content
        assert key.hex().encode() not in content


@pytest.mark.parametrize(
    "text",
    [
        None,
        "",
        "{}",
        "[]",
        "no json",
        json.dumps({"visit": "00", "response": "00", "session": "00"}),
        json.dumps({"visit": "x" * 64, "response": "00" * 32, "session": "00" * 32}),
        json.dumps({"visit": 1, "response": 2, "session": 3}),
        "đ",
    ],
)
def test_keys_that_are_missing_or_damaged_stop_the_start(empty: Survey, text: str | None) -> None:
    empty.settings.keys.unlink()
    if text is not None:
        empty.settings.keys.write_text(text, "utf-8")
    with pytest.raises(KeysMissing):
        open_survey(empty.settings)


def test_keys_of_another_installation_are_refused(empty: Survey, survey: Survey) -> None:
    right = empty.settings.keys.read_bytes()
    empty.settings.keys.write_bytes(survey.settings.keys.read_bytes())
    for start in (open_survey, create_survey):
        with pytest.raises(KeysDoNotFit):
            start(empty.settings)
    empty.settings.keys.write_bytes(right)
    open_survey(empty.settings).store.close()


def test_new_keys_are_made_for_a_database_whose_keys_are_lost(empty: Survey) -> None:
    empty.settings.keys.unlink()
    create_survey(empty.settings).store.close()
    again = open_survey(empty.settings)
    assert again.keys != empty.keys
    again.store.close()


def test_what_tells_the_keys_apart_tells_nothing_else_of_them(empty: Survey) -> None:
    fingerprint = fingerprint_of(empty.keys)
    assert fingerprint.encode() in empty.settings.database.read_bytes()
    for key in vars(empty.keys).values():
        assert key.hex() not in fingerprint
        assert fingerprint != sha256(key).hexdigest()
    assert fingerprint_of(replace(empty.keys, session=bytes(32))) != fingerprint


def test_a_half_written_file_of_keys_is_never_seen(tmp_path: Path) -> None:
    (tmp_path / "keys.new").write_text("half of an earlier try")
    make_keys(tmp_path / "keys.json", bytes)
    assert read_keys(tmp_path / "keys.json").visit == bytes(32)
    assert [path.name for path in tmp_path.iterdir()] == ["keys.json"]


@pytest.mark.parametrize(
    ("error", "named"),
    [(PermissionError(13, "denied"), NoRights), (OSError(28, "full"), StoreFull)],
)
def test_keys_that_cannot_be_written_are_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, error: OSError, named: type[Exception]
) -> None:
    def refuse(*_: object) -> None:
        raise error

    monkeypatch.setattr(os, "open", refuse)
    with pytest.raises(named):
        make_keys(tmp_path / "keys.json", bytes)


def test_keys_without_rights_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise PermissionError(13, "denied")

    monkeypatch.setattr(Path, "read_text", refuse)
    with pytest.raises(NoRights):
        read_keys(tmp_path / "keys.json")


def test_before_it_is_entered_there_is_no_office(empty: Survey) -> None:
    with pytest.raises(NotSetUp):
        office(empty)


def test_an_office_is_entered_as_it_is_shown(empty: Survey) -> None:
    entered = set_up_office(empty, f"  {OFFICE} ", f"{ADDRESS}/", CONTACT)
    assert (entered.name, entered.public_address, entered.contact) == (OFFICE, ADDRESS, CONTACT)
    assert (entered.questionnaire, entered.plan) == ("counter.v1", "136-2022")
    assert not entered.is_demo
    assert office(empty) == entered


@pytest.mark.parametrize("address", [None, ""])
def test_the_address_may_be_decided_later(empty: Survey, address: str | None) -> None:
    assert set_up_office(empty, OFFICE, address, CONTACT).public_address is None


def test_entered_again_it_changes_and_keeps_what_is_asked(survey: Survey) -> None:
    before = office(survey)
    changed = set_up_office(survey, "Sở khác", None, CONTACT, is_demo=True)
    assert changed == replace(before, name="Sở khác", public_address=None, is_demo=True)
    assert office(survey) == changed


@pytest.mark.parametrize(
    ("name", "address", "contact", "error"),
    [
        ("", ADDRESS, CONTACT, BadText),
        (OFFICE, ADDRESS, " ", BadText),
        ("a" * 121, ADDRESS, CONTACT, BadText),
        (OFFICE, "hailong.example.vn", CONTACT, BadAddress),
    ],
)
def test_an_office_that_cannot_be_shown_is_refused(
    empty: Survey, name: str, address: str, contact: str, error: type[Exception]
) -> None:
    with pytest.raises(error):
        set_up_office(empty, name, address, contact)
    with pytest.raises(NotSetUp):
        office(empty)
