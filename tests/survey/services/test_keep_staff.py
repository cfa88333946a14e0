"""Sign-in without hints, and sessions that end."""

import unicodedata
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta
from time import process_time
from typing import NoReturn

import pytest
from argon2 import PasswordHasher, extract_parameters

from survey.domain.errors import SignInBusy, SignInRefused, StoreBusy, TooManyTries
from survey.domain.staff import StaffAccount
from survey.services import keep_staff
from survey.services.hashing_pool import HashingPool
from survey.services.invite_staff import make_setup_link, use_setup_link
from survey.services.keep_staff import Attempt
from survey.services.known_devices import with_account
from survey.services.passwords import is_password
from survey.services.staff_sessions import StaffSessions
from survey.services.survey import Survey
from survey.store import staff
from survey.store.engine import Store, Transaction
from tests.survey.conftest import Clock

NAME = "Lan"
PASSWORD = "một câu thật dài"
OTHER = "một câu khác hẳn"
WRONG = "một câu sai hẳn"


@pytest.fixture
def session(survey: Survey) -> str:
    """Make an account and return its session."""
    return use_setup_link(survey, make_setup_link(survey), NAME, PASSWORD).token


def sign_in(survey: Survey, name: str, password: str, device: str = "") -> str:
    return keep_staff.sign_in(survey, Attempt(name, password, device=device)).token


def change(survey: Survey, present: str, new: str) -> None:
    keep_staff.change_password(survey, Attempt(NAME, present), stored_account(survey), new)


def stored_account(survey: Survey) -> StaffAccount:
    with survey.store.reading() as connection:
        account = staff.find_account(connection, NAME)
    assert account is not None
    return account


def test_a_password_is_kept_as_argon2id_with_enough_work(survey: Survey, session: str) -> None:
    stored = stored_account(survey).password_hash
    asked = extract_parameters(stored)
    assert stored.startswith("$argon2id$")
    assert (asked.memory_cost, asked.time_cost, asked.parallelism) >= (19 * 1024, 2, 1)


def test_no_token_and_no_password_stands_in_the_database(survey: Survey, session: str) -> None:
    link = make_setup_link(survey)
    files = b"".join(path.read_bytes() for path in survey.settings.data.glob("hailong*"))
    assert NAME.encode() in files
    for secret in (session, link, PASSWORD):
        assert secret.encode() not in files


@pytest.mark.parametrize("form", ["NFC", "NFD", "NFKC", "NFKD"])
def test_a_vietnamese_password_is_the_same_from_every_keyboard(
    survey: Survey, session: str, form: str
) -> None:
    typed = unicodedata.normalize(form, PASSWORD)  # type: ignore[arg-type]  # a known form
    assert sign_in(survey, NAME, typed)


@pytest.mark.parametrize("typed", ["Lan", "lan", "LAN", "  Lan ", "Ｌａｎ"])
def test_a_name_is_found_in_capitals_or_not(survey: Survey, session: str, typed: str) -> None:
    assert sign_in(survey, typed, PASSWORD)


def test_an_unknown_name_and_a_wrong_password_are_refused_alike(
    survey: Survey, session: str
) -> None:
    refusals = []
    for name, password in ((NAME, WRONG), ("Không Có", PASSWORD)):
        with pytest.raises(SignInRefused) as refused:
            sign_in(survey, name, password)
        refusals.append(str(refused.value))
    assert refusals[0] == refusals[1]


def test_an_unknown_name_costs_as_much_work_as_a_known_one(survey: Survey, session: str) -> None:
    known = stored_account(survey).password_hash
    is_password(None, "warm")

    def quickest(password_hash: str | None) -> float:
        times = []
        for _ in range(5):
            begun = process_time()
            assert not is_password(password_hash, WRONG)
            times.append(process_time() - begun)
        return min(times)

    # Without the work for nobody it would be thousands of times quicker.
    assert quickest(None) > quickest(known) / 3


def test_nobodys_password_opens_nothing() -> None:
    assert not is_password(None, "nobody signs in with this")


def test_a_damaged_hash_opens_nothing() -> None:
    assert not is_password("not a hash", PASSWORD)


class FullPool(HashingPool):
    """A pool in which more urgent ones always wait."""

    def run(self, *_: object) -> NoReturn:
        raise SignInBusy(5)


def test_the_wait_is_told_and_even_the_right_password_waits_in_the_same_network(
    survey: Survey, session: str
) -> None:
    for _ in range(10):
        with pytest.raises(SignInRefused):
            sign_in(survey, NAME, WRONG)
    with pytest.raises(TooManyTries) as refused:
        sign_in(survey, NAME, PASSWORD)
    assert 0 < refused.value.seconds <= 61


def test_a_device_that_signed_in_before_does_not_wait_for_guesses_of_others(
    survey: Survey, session: str
) -> None:
    device = with_account(survey, "", stored_account(survey))
    for _ in range(10):
        with pytest.raises(SignInRefused):
            sign_in(survey, NAME, WRONG)
    assert sign_in(survey, NAME, PASSWORD, device)


def test_another_network_does_not_wait_for_guesses_of_others(survey: Survey, session: str) -> None:
    for number in range(40):
        with pytest.raises((SignInRefused, TooManyTries)):
            keep_staff.sign_in(survey, Attempt(NAME, WRONG, source=f"source {number // 20}"))
    assert keep_staff.sign_in(survey, Attempt(NAME, PASSWORD, source="quiet"))


def test_a_try_that_was_not_looked_at_costs_nothing(survey: Survey, session: str) -> None:
    full = replace(survey, hashing=FullPool())
    for _ in range(20):
        with pytest.raises(SignInBusy):
            sign_in(full, NAME, PASSWORD)
    assert sign_in(survey, NAME, PASSWORD)


def test_a_success_costs_nothing(survey: Survey, session: str) -> None:
    for _ in range(12):
        assert sign_in(survey, NAME, PASSWORD)


def test_a_password_that_changed_meanwhile_opens_nothing(survey: Survey, session: str) -> None:
    before = stored_account(survey)
    change(survey, PASSWORD, OTHER)
    begun = keep_staff.start_session(survey, before).token
    assert keep_staff.session_account(survey, begun) is None


def test_an_attempt_does_not_print_its_password() -> None:
    assert PASSWORD not in repr(Attempt(NAME, PASSWORD))


def test_a_session_ends_after_half_an_hour_without_use(
    survey: Survey, session: str, clock: Clock
) -> None:
    clock.pass_time(timedelta(minutes=30))
    assert keep_staff.session_account(survey, session) is None


def test_use_puts_the_end_off_but_not_beyond_ten_hours(
    survey: Survey, session: str, clock: Clock
) -> None:
    begun, last = clock.time, clock.time
    while keep_staff.session_account(survey, session) is not None:
        last = clock.time
        clock.pass_time(timedelta(minutes=20))
    assert last - begun == timedelta(hours=9, minutes=40)


def test_signing_out_ends_one_session_only(survey: Survey, session: str) -> None:
    other = sign_in(survey, NAME, PASSWORD)
    keep_staff.sign_out(survey, session)
    assert keep_staff.session_account(survey, session) is None
    assert keep_staff.session_account(survey, other) is not None


def test_another_password_ends_all_sessions(survey: Survey, session: str) -> None:
    other = sign_in(survey, NAME, PASSWORD)
    change(survey, PASSWORD, OTHER)
    assert keep_staff.session_account(survey, session) is None
    assert keep_staff.session_account(survey, other) is None
    assert sign_in(survey, NAME, OTHER)


def test_another_password_needs_the_present_one(survey: Survey, session: str) -> None:
    with pytest.raises(SignInRefused):
        change(survey, WRONG, OTHER)
    assert keep_staff.session_account(survey, session) is not None


def with_less_work(survey: Survey) -> Survey:
    """Return a survey whose only account has a hash as earlier versions made it."""
    weak = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1).hash(PASSWORD)
    with survey.store.writing() as connection:
        staff.set_password_hash(connection, stored_account(survey).id, weak)
    return survey


def test_a_hash_of_less_work_is_renewed_at_the_next_sign_in(survey: Survey, session: str) -> None:
    with_less_work(survey)
    sign_in(survey, NAME, PASSWORD)
    assert extract_parameters(stored_account(survey).password_hash).time_cost == 2
    assert sign_in(survey, NAME, PASSWORD)


@pytest.mark.parametrize("by", [timedelta(days=-3650), timedelta(hours=-1), timedelta(days=365)])
def test_a_session_neither_ends_nor_lasts_because_a_clock_is_set(
    survey: Survey, session: str, clock: Clock, by: timedelta
) -> None:
    clock.step(by)
    assert keep_staff.session_account(survey, session)
    made_then = sign_in(survey, NAME, PASSWORD)
    clock.step(-by)
    assert keep_staff.session_account(survey, made_then)
    clock.pass_time(timedelta(minutes=30))
    assert keep_staff.session_account(survey, session) is None
    assert keep_staff.session_account(survey, made_then) is None


def test_a_session_ends_with_the_server(survey: Survey, session: str) -> None:
    assert keep_staff.session_account(replace(survey, sessions=StaffSessions()), session) is None


def test_of_too_many_sessions_the_one_that_was_used_longest_ago_ends(
    survey: Survey, session: str
) -> None:
    few = replace(survey, sessions=StaffSessions(most=2))
    first, second = (sign_in(few, NAME, PASSWORD) for _ in range(2))
    assert keep_staff.session_account(few, first)
    third = sign_in(few, NAME, PASSWORD)
    assert keep_staff.session_account(few, second) is None
    assert keep_staff.session_account(few, first)
    assert keep_staff.session_account(few, third)


def test_one_wrong_password_a_day_ahead_makes_nobody_wait(
    survey: Survey, session: str, clock: Clock
) -> None:
    clock.step(timedelta(days=1))
    with pytest.raises(SignInRefused):
        sign_in(survey, NAME, WRONG)
    clock.step(timedelta(days=-1))
    assert sign_in(survey, NAME, PASSWORD)


class ReadOnlyStore(Store):
    """A database that somebody else holds, or whose disk is full."""

    @contextmanager
    def writing(self) -> Iterator[Transaction]:
        raise StoreBusy("somebody else holds the database")
        yield


@pytest.mark.parametrize("before", [lambda survey: survey, with_less_work])
def test_whoever_belongs_to_the_office_signs_in_while_nothing_can_be_written(
    survey: Survey, session: str, before: Callable[[Survey], Survey]
) -> None:
    stuck = replace(before(survey), store=ReadOnlyStore(survey.store.path))
    begun = sign_in(stuck, NAME, PASSWORD)
    account = keep_staff.session_account(stuck, begun)
    stuck.store.close()
    assert account is not None
