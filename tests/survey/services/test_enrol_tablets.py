"""Enrolling tablets: once, within ten minutes, by staff; removed at once."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from threading import Barrier

import pytest

from survey.domain.codes import new_code
from survey.domain.errors import (
    BadText,
    EnrolmentUnknown,
    NameTaken,
    PosterWithdrawn,
    SurveyError,
    TabletUnknown,
    UnknownCode,
)
from survey.domain.modes import Mode
from survey.domain.tablets import LONGEST_NAME
from survey.services.enrol_tablets import (
    begin_enrolment,
    enrol_tablet,
    find_tablet,
    remove_tablet,
    tablets_of,
)
from survey.services.print_posters import new_poster, withdraw_poster
from survey.services.survey import Survey
from survey.services.waiting_enrolments import LAST_SECONDS, WaitingEnrolments
from tests.survey.conftest import Clock, Seconds
from tests.survey.tablets import enrolled, key_called

KEY = key_called("máy 1")


@pytest.fixture
def timed(survey: Survey, seconds: Seconds) -> Survey:
    return replace(survey, enrolments=WaitingEnrolments(seconds))


@pytest.fixture
def kiosk(timed: Survey) -> str:
    return new_poster(timed, 1, Mode.KIOSK).code


def names(survey: Survey, code: str) -> list[str]:
    return [one.name for one in tablets_of(survey, code)]


def test_what_staff_were_given_enrols_the_tablet_under_its_name(
    timed: Survey, kiosk: str, clock: Clock
) -> None:
    typed = begin_enrolment(timed, kiosk, "  Cạnh cửa   vào ")
    made = enrol_tablet(timed, kiosk, f" {typed[:4].lower()}-{typed[4:]} ", KEY)
    assert (made.name, made.enrolled_on) == ("Cạnh cửa vào", clock.now().date())
    assert find_tablet(timed, kiosk, KEY) == made
    assert tablets_of(timed, kiosk) == (made,)


def test_of_a_key_only_a_hash_is_stored_and_nothing_shows_it(timed: Survey, kiosk: str) -> None:
    key = enrolled(timed, kiosk)
    (made,) = tablets_of(timed, kiosk)
    assert repr(made.key_hash) not in repr(made)
    for suffix in ("", "-wal"):
        stored = (timed.settings.data / f"hailong.sqlite3{suffix}").read_bytes()
        assert key.encode() not in stored
        assert bytes.fromhex(key) not in stored


def test_a_code_enrols_one_tablet(timed: Survey, kiosk: str) -> None:
    typed = begin_enrolment(timed, kiosk, "Máy 1")
    enrol_tablet(timed, kiosk, typed, KEY)
    with pytest.raises(EnrolmentUnknown):
        enrol_tablet(timed, kiosk, typed, key_called("another"))
    assert names(timed, kiosk) == ["Máy 1"]


def test_twenty_devices_that_type_the_same_at_once_are_one_tablet(
    timed: Survey, kiosk: str
) -> None:
    typed, together = begin_enrolment(timed, kiosk, "Máy 1"), Barrier(20)

    def press(number: int) -> bool:
        together.wait()
        try:
            enrol_tablet(timed, kiosk, typed, key_called(str(number)))
        except EnrolmentUnknown:
            return False
        return True

    with ThreadPoolExecutor(20) as fingers:
        assert list(fingers.map(press, range(20))).count(True) == 1
    assert names(timed, kiosk) == ["Máy 1"]


def test_sent_again_because_the_answer_was_lost_it_changes_nothing(
    timed: Survey, kiosk: str
) -> None:
    typed = begin_enrolment(timed, kiosk, "Máy 1")
    assert enrol_tablet(timed, kiosk, typed, KEY) == enrol_tablet(timed, kiosk, typed, KEY)
    assert names(timed, kiosk) == ["Máy 1"]


def test_after_ten_minutes_a_code_enrols_nothing(
    timed: Survey, kiosk: str, seconds: Seconds
) -> None:
    typed = begin_enrolment(timed, kiosk, "Máy 1")
    seconds.now += LAST_SECONDS - 1
    later = begin_enrolment(timed, kiosk, "Máy 2")
    with pytest.raises(EnrolmentUnknown):
        enrol_tablet(timed, kiosk, typed, KEY)
    seconds.now += LAST_SECONDS
    with pytest.raises(EnrolmentUnknown):
        enrol_tablet(timed, kiosk, later, KEY)
    assert names(timed, kiosk) == []


@pytest.mark.parametrize("key", ["", "0" * 63, "0" * 65, "G" * 64, "A" * 64, "0" * 100_000])
def test_what_no_tablet_sends_is_refused_and_uses_nothing_up(
    timed: Survey, kiosk: str, key: str
) -> None:
    typed = begin_enrolment(timed, kiosk, "Máy 1")
    with pytest.raises(EnrolmentUnknown):
        enrol_tablet(timed, kiosk, typed, key)
    with pytest.raises(TabletUnknown):
        find_tablet(timed, kiosk, key)
    enrol_tablet(timed, kiosk, typed, KEY)


def test_a_stranger_who_guesses_uses_nothing_up(timed: Survey, kiosk: str) -> None:
    typed = begin_enrolment(timed, kiosk, "Máy 1")
    for guess in ("", "A" * 9, "Ａ" * 8, *(new_code(timed.random_bytes) for _ in range(100))):
        with pytest.raises(EnrolmentUnknown):
            enrol_tablet(timed, kiosk, guess, key_called("stranger"))
    enrol_tablet(timed, kiosk, typed, KEY)


def test_a_code_enrols_only_where_it_was_asked_for(timed: Survey, kiosk: str) -> None:
    other = new_poster(timed, 2, Mode.KIOSK).code
    typed = begin_enrolment(timed, kiosk, "Máy 1")
    with pytest.raises(EnrolmentUnknown):
        enrol_tablet(timed, other, typed, KEY)
    enrol_tablet(timed, kiosk, typed, KEY)
    with pytest.raises(TabletUnknown):
        find_tablet(timed, other, KEY)


def test_what_could_not_be_stored_can_be_typed_again(timed: Survey, kiosk: str) -> None:
    typed = begin_enrolment(timed, kiosk, "Máy 1")
    enrol_tablet(timed, kiosk, typed, KEY)
    again = begin_enrolment(timed, kiosk, "Máy 2")
    withdraw_poster(timed, kiosk)
    for _ in range(2):
        with pytest.raises(PosterWithdrawn):
            enrol_tablet(timed, kiosk, again, key_called("máy 2"))


def test_a_removed_tablet_is_unknown_at_once_and_its_name_is_free(
    timed: Survey, kiosk: str
) -> None:
    key = enrolled(timed, kiosk, "Máy 1")
    other = new_poster(timed, 2, Mode.KIOSK).code
    (made,) = tablets_of(timed, kiosk)
    remove_tablet(timed, other, made.id)
    assert find_tablet(timed, kiosk, key) == made
    for _ in range(2):
        remove_tablet(timed, kiosk, made.id)
    with pytest.raises(TabletUnknown):
        find_tablet(timed, kiosk, key)
    begin_enrolment(timed, kiosk, "Máy 1")


@pytest.mark.parametrize(
    ("name", "refusal"),
    [("máy 1", NameTaken), ("", BadText), ("x" * (LONGEST_NAME + 1), BadText)],
)
def test_a_name_that_tells_no_tablet_from_another_is_refused(
    timed: Survey, kiosk: str, name: str, refusal: type[SurveyError]
) -> None:
    enrolled(timed, kiosk, "Máy 1")
    with pytest.raises(refusal):
        begin_enrolment(timed, kiosk, name)


def test_only_the_code_of_a_kiosk_in_use_has_tablets(timed: Survey, kiosk: str, code: str) -> None:
    for other in (code, new_poster(timed, 1, Mode.ASSISTED).code, "ABCDEFGH"):
        with pytest.raises(UnknownCode):
            begin_enrolment(timed, other, "Máy 1")
    withdraw_poster(timed, kiosk)
    with pytest.raises(PosterWithdrawn):
        begin_enrolment(timed, kiosk, "Máy 1")


def test_a_restart_forgets_what_waits_and_keeps_the_tablets(timed: Survey, kiosk: str) -> None:
    key = enrolled(timed, kiosk, "Máy 1")
    typed = begin_enrolment(timed, kiosk, "Máy 2")
    restarted = replace(timed, enrolments=WaitingEnrolments())
    with pytest.raises(EnrolmentUnknown):
        enrol_tablet(restarted, kiosk, typed, KEY)
    assert find_tablet(restarted, kiosk, key).name == "Máy 1"
