"""Opening a page: what it shows, what it carries, and that nothing is stored."""

import hashlib
from dataclasses import replace

import pytest

from questionnaires.published import load_questionnaire
from survey.domain.errors import (
    NotSetUp,
    PosterReplaced,
    PosterWithdrawn,
    ServicePointClosed,
    UnknownCode,
    UnknownServicePoint,
    VisitUnreadable,
)
from survey.domain.modes import Mode
from survey.domain.places import ServicePoint
from survey.services.clock import MACHINE_CLOCK, VIETNAM
from survey.services.manage_places import close_service_point
from survey.services.open_survey import create_survey
from survey.services.open_visit import open_trial, open_visit, reopen_visit
from survey.services.print_posters import new_poster, withdraw_poster
from survey.services.publish_text import use
from survey.services.sign_visit import read_visit, sign_visit
from survey.services.survey import Survey
from survey.settings import Settings
from survey.store.places import add_point
from tests.survey.conftest import OFFICE, Clock


def contents(survey: Survey) -> str:
    survey.store.forget_history()
    return hashlib.sha256(survey.store.path.read_bytes()).hexdigest()


def test_an_open_page_names_office_counter_and_what_is_asked(
    survey: Survey, code: str, points: tuple[ServicePoint, ServicePoint]
) -> None:
    opened = open_visit(survey, code, "vi")
    assert opened.office.name == OFFICE
    assert opened.point == points[0]
    assert opened.questionnaire.name == "counter.v1"
    assert not opened.is_trial


def test_opening_stores_nothing(survey: Survey, code: str) -> None:
    before = contents(survey)
    open_visit(survey, code, "vi")
    assert contents(survey) == before


def test_a_code_may_be_typed_by_hand(survey: Survey, code: str) -> None:
    typed = f" {code[:4].lower()}-{code[4:].lower()}"
    assert open_visit(survey, typed, "vi").visit.poster == code


def test_two_openings_are_two_visits(survey: Survey, code: str) -> None:
    first, second = open_visit(survey, code, "vi"), open_visit(survey, code, "vi")
    assert first.visit.nonce != second.visit.nonce
    assert len(first.visit.nonce) == 16


def test_a_visit_knows_the_hour_and_nothing_finer(survey: Survey, code: str, clock: Clock) -> None:
    opened = open_visit(survey, code, "vi")
    assert opened.visit.hour == clock.now().replace(minute=0, second=0, microsecond=0)
    clock.time = clock.now().replace(minute=59, second=59)
    later = open_visit(survey, code, "vi").visit
    same_nonce = replace(later, nonce=opened.visit.nonce)
    assert sign_visit(survey.keys, same_nonce) == opened.token


def test_a_token_carries_the_visit_and_fits_into_a_small_page(survey: Survey, code: str) -> None:
    opened = open_visit(survey, code, "en")
    assert read_visit(survey.keys, opened.token) == opened.visit
    assert len(opened.token) < 200


@pytest.mark.parametrize("typed", ["", "00000001", "7KQ2", "../../etc", "0" * 5000])
def test_a_code_with_a_mistake_opens_nothing(survey: Survey, typed: str) -> None:
    with pytest.raises(UnknownCode):
        open_visit(survey, typed, "vi")


def test_a_sound_code_of_no_poster_opens_nothing(survey: Survey) -> None:
    with pytest.raises(UnknownCode):
        open_visit(survey, "00000000", "vi")


def test_a_withdrawn_poster_opens_nothing(survey: Survey, code: str) -> None:
    withdraw_poster(survey, code)
    with pytest.raises(PosterWithdrawn) as refused:
        open_visit(survey, code, "vi")
    assert type(refused.value) is PosterWithdrawn


def test_a_withdrawn_poster_names_another_only_where_one_is_in_use(
    survey: Survey, code: str
) -> None:
    new_poster(survey, 1, Mode.KIOSK)
    other = new_poster(survey, 1).code
    withdraw_poster(survey, code)
    with pytest.raises(PosterReplaced):
        open_visit(survey, code, "vi")
    withdraw_poster(survey, other)
    with pytest.raises(PosterWithdrawn) as refused:
        open_visit(survey, code, "vi")
    assert type(refused.value) is PosterWithdrawn


def test_an_open_page_of_a_withdrawn_poster_is_shown_again_for_a_day(
    survey: Survey, code: str, clock: Clock
) -> None:
    opened = open_visit(survey, code, "vi")
    withdraw_poster(survey, code)
    clock.pass_days(0.9)
    assert reopen_visit(survey, opened.token, code, "en").visit.nonce == opened.visit.nonce
    clock.pass_days(0.2)
    with pytest.raises(PosterWithdrawn):
        reopen_visit(survey, opened.token, code, "en")


def test_an_open_page_of_a_closed_counter_is_shown_again(survey: Survey, code: str) -> None:
    opened = open_visit(survey, code, "vi")
    close_service_point(survey, 1)
    assert reopen_visit(survey, opened.token, code, "en").visit.nonce == opened.visit.nonce


def test_a_closed_service_point_opens_nothing(survey: Survey, code: str) -> None:
    close_service_point(survey, 1)
    with pytest.raises(ServicePointClosed) as refused:
        open_visit(survey, code, "vi")
    assert refused.value.point == 1


def test_nothing_opens_before_there_is_an_office(tmp_path_factory: pytest.TempPathFactory) -> None:
    empty = create_survey(Settings(data=tmp_path_factory.mktemp("empty")))
    with pytest.raises(NotSetUp):
        open_visit(empty, "00000000", "vi")
    empty.store.close()


def test_a_trial_is_marked_and_opens_for_a_closed_point_too(survey: Survey, code: str) -> None:
    close_service_point(survey, 1)
    opened = open_trial(survey, 1, "vi")
    assert opened.is_trial
    assert (opened.visit.mode, opened.visit.poster) == (Mode.TRIAL, code)


def test_there_is_no_trial_of_a_service_point_that_is_not_there(survey: Survey) -> None:
    with pytest.raises(UnknownServicePoint):
        open_trial(survey, 99, "vi")


def test_there_is_no_trial_of_a_service_point_that_never_had_a_poster(survey: Survey) -> None:
    with survey.store.writing() as connection:
        point = add_point(connection, "Quầy 3", "Đất đai", "Tầng 1")
    with pytest.raises(PosterWithdrawn):
        open_trial(survey, point.id, "vi")


def test_another_language_is_the_same_visit(survey: Survey, code: str, clock: Clock) -> None:
    first = open_visit(survey, code, "vi")
    clock.pass_days(3)
    again = reopen_visit(survey, first.token, code, "en")
    assert again.visit == replace(first.visit, language="en")
    assert open_visit(survey, code, "vi").visit.hour > first.visit.hour


def test_an_open_page_keeps_its_questionnaire_when_the_office_takes_another(
    survey: Survey, code: str
) -> None:
    first = open_visit(survey, code, "vi")
    use(survey, questionnaire="service-19.v1")
    assert reopen_visit(survey, first.token, code, "en").questionnaire.name == "counter.v1"
    assert open_visit(survey, code, "vi").questionnaire == load_questionnaire("service-19.v1")


def test_a_page_of_a_questionnaire_that_is_gone_stays_one_visit(survey: Survey, code: str) -> None:
    first = open_visit(survey, code, "vi")
    gone = sign_visit(survey.keys, replace(first.visit, questionnaire="counter.v0"))
    again = reopen_visit(survey, gone, code, "vi")
    assert again.questionnaire.name == "counter.v1"
    assert again.visit.nonce == first.visit.nonce


def test_an_expired_page_becomes_a_new_visit(survey: Survey, code: str, clock: Clock) -> None:
    first = open_visit(survey, code, "vi")
    clock.pass_days(31)
    again = reopen_visit(survey, first.token, code, "vi")
    assert again.visit.nonce != first.visit.nonce
    assert again.visit.hour.date() == clock.now().date()


@pytest.mark.parametrize("token", ["", "x", "\ud800", "a" * 100_000])
def test_an_unreadable_page_becomes_a_new_visit(survey: Survey, code: str, token: str) -> None:
    assert reopen_visit(survey, token, code, "vi").visit.poster == code


def test_a_page_of_another_poster_becomes_a_new_visit(survey: Survey, code: str) -> None:
    first = open_visit(survey, code, "vi")
    other = open_trial(survey, 2, "vi").visit.poster
    again = reopen_visit(survey, first.token, other, "vi")
    assert again.visit.poster == other
    assert again.visit.nonce != first.visit.nonce


def test_a_misused_poster_opens_nothing_again_but_a_trial(survey: Survey, code: str) -> None:
    opened, trial = open_visit(survey, code, "vi"), open_trial(survey, 1, "vi")
    withdraw_poster(survey, code, "dán ở quán")
    with pytest.raises(PosterWithdrawn):
        reopen_visit(survey, opened.token, code, "en")
    assert reopen_visit(survey, trial.token, code, "en").is_trial


def test_every_changed_sign_of_a_token_is_noticed(survey: Survey, code: str) -> None:
    opened = open_visit(survey, code, "vi")
    for place, sign in enumerate(opened.token):
        changed = opened.token[:place] + ("A" if sign != "A" else "B") + opened.token[place + 1 :]
        try:
            # The last sign of a base64 text has bits that mean nothing.
            assert read_visit(survey.keys, changed) == opened.visit
        except VisitUnreadable:
            continue
        assert place == len(opened.token) - 1


def test_a_token_of_another_office_is_not_read(survey: Survey, code: str) -> None:
    opened = open_visit(survey, code, "vi")
    with pytest.raises(VisitUnreadable):
        read_visit(replace(survey.keys, visit=bytes(32)), opened.token)
    with pytest.raises(VisitUnreadable):
        read_visit(replace(survey.keys, visit=survey.keys.session), opened.token)


@pytest.mark.parametrize("token", ["", "x", "WyJhIl0.x", "đ", "\ud800", "A" * 100_000])
def test_what_we_did_not_give_is_not_read(survey: Survey, token: str) -> None:
    with pytest.raises(VisitUnreadable):
        read_visit(survey.keys, token)


def test_a_visit_with_another_nonce_is_not_read(survey: Survey, code: str) -> None:
    opened = open_visit(survey, code, "vi")
    short = sign_visit(survey.keys, replace(opened.visit, nonce=b"short"))
    with pytest.raises(VisitUnreadable):
        read_visit(survey.keys, short)


def test_the_clock_shows_the_time_of_vietnam() -> None:
    assert MACHINE_CLOCK.now().tzinfo is VIETNAM


@pytest.mark.parametrize("mode", [Mode.POSTER, Mode.KIOSK, Mode.ASSISTED])
def test_a_visit_takes_the_mode_of_its_code_and_keeps_it(survey: Survey, mode: Mode) -> None:
    made = new_poster(survey, 1, mode)
    opened = open_visit(survey, made.code, "vi")
    assert opened.visit.mode is mode
    assert reopen_visit(survey, opened.token, made.code, "en").visit.mode is mode
    assert reopen_visit(survey, "", made.code, "en").visit.mode is mode


def test_a_trial_shows_the_page_of_a_poster_and_never_that_of_a_device(survey: Survey) -> None:
    devices = {new_poster(survey, 1, Mode.KIOSK).code for _ in range(5)}
    assert open_trial(survey, 1, "vi").visit.poster not in devices
