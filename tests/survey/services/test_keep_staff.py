"""Accounts by a one-time link, sign-in without hints, sessions that end."""

import unicodedata
from datetime import timedelta
from time import perf_counter

import pytest
from argon2 import PasswordHasher, extract_parameters

from survey.domain.errors import (
    BadText,
    SetupLinkUnknown,
    SignInRefused,
    TooManyTries,
    WeakPassword,
)
from survey.domain.staff import StaffAccount
from survey.services import keep_staff
from survey.services.passwords import is_password
from survey.services.sign_in_delays import MOST_NAMES, SignInDelays
from survey.services.survey import Survey
from survey.store import staff
from tests.survey.conftest import Clock

NAME = "Lan"
PASSWORD = "một câu thật dài"


@pytest.fixture
def delays() -> SignInDelays:
    return SignInDelays()


@pytest.fixture
def session(survey: Survey) -> str:
    """Make an account and return its session."""
    link = keep_staff.make_setup_link(survey)
    return keep_staff.use_setup_link(survey, link, NAME, PASSWORD)


def stored_account(survey: Survey) -> StaffAccount:
    with survey.store.reading() as connection:
        account = staff.find_account(connection, NAME)
    assert account is not None
    return account


def test_an_office_has_no_account_before_a_link_is_used(survey: Survey) -> None:
    with survey.store.reading() as connection:
        assert not staff.has_accounts(connection)


def test_a_link_makes_an_account_and_signs_in(survey: Survey, session: str) -> None:
    account = keep_staff.session_account(survey, session)
    assert account is not None
    assert account.name == NAME


def test_a_link_works_once(survey: Survey) -> None:
    link = keep_staff.make_setup_link(survey)
    keep_staff.use_setup_link(survey, link, NAME, PASSWORD)
    with pytest.raises(SetupLinkUnknown):
        keep_staff.use_setup_link(survey, link, "Minh", PASSWORD)


def test_a_link_works_for_an_hour(survey: Survey, clock: Clock) -> None:
    link = keep_staff.make_setup_link(survey)
    clock.time += timedelta(minutes=59)
    assert keep_staff.is_setup_link(survey, link)
    clock.time += timedelta(minutes=1)
    with pytest.raises(SetupLinkUnknown):
        keep_staff.use_setup_link(survey, link, NAME, PASSWORD)


def test_a_new_link_ends_the_one_before(survey: Survey) -> None:
    lost = keep_staff.make_setup_link(survey)
    keep_staff.make_setup_link(survey)
    assert not keep_staff.is_setup_link(survey, lost)


@pytest.mark.parametrize(
    ("name", "password", "refusal"),
    [("", PASSWORD, BadText), ("x" * 61, PASSWORD, BadText), (NAME, "ngắn", WeakPassword)],
)
def test_a_link_is_not_used_up_by_a_mistake(
    survey: Survey, name: str, password: str, refusal: type[Exception]
) -> None:
    link = keep_staff.make_setup_link(survey)
    with pytest.raises(refusal):
        keep_staff.use_setup_link(survey, link, name, password)
    assert keep_staff.is_setup_link(survey, link)


def test_a_link_renews_a_lost_password_and_ends_the_sessions(
    survey: Survey, session: str, delays: SignInDelays
) -> None:
    link = keep_staff.make_setup_link(survey)
    keep_staff.use_setup_link(survey, link, "lan", "một câu khác hẳn")
    assert keep_staff.session_account(survey, session) is None
    assert keep_staff.sign_in(survey, delays, NAME, "một câu khác hẳn")
    with pytest.raises(SignInRefused):
        keep_staff.sign_in(survey, delays, NAME, PASSWORD)


def test_a_password_is_kept_as_argon2id_with_enough_work(survey: Survey, session: str) -> None:
    stored = stored_account(survey).password_hash
    asked = extract_parameters(stored)
    assert stored.startswith("$argon2id$")
    assert (asked.memory_cost, asked.time_cost, asked.parallelism) >= (19 * 1024, 2, 1)


def test_no_token_and_no_password_stands_in_the_database(survey: Survey, session: str) -> None:
    link = keep_staff.make_setup_link(survey)
    files = b"".join(path.read_bytes() for path in survey.settings.data.glob("hailong*"))
    assert NAME.encode() in files
    for secret in (session, link, PASSWORD):
        assert secret.encode() not in files


@pytest.mark.parametrize("form", ["NFC", "NFD", "NFKC", "NFKD"])
def test_a_vietnamese_password_is_the_same_from_every_keyboard(
    survey: Survey, session: str, delays: SignInDelays, form: str
) -> None:
    typed = unicodedata.normalize(form, PASSWORD)  # type: ignore[arg-type]  # a known form
    assert keep_staff.sign_in(survey, delays, NAME, typed)


@pytest.mark.parametrize("typed", ["Lan", "lan", "LAN", "  Lan "])
def test_a_name_is_found_in_capitals_or_not(
    survey: Survey, session: str, delays: SignInDelays, typed: str
) -> None:
    assert keep_staff.sign_in(survey, delays, typed, PASSWORD)


def test_an_unknown_name_and_a_wrong_password_are_refused_alike(
    survey: Survey, session: str, delays: SignInDelays
) -> None:
    refusals = []
    for name, password in ((NAME, "một câu sai hẳn"), ("Không Có", PASSWORD)):
        with pytest.raises(SignInRefused) as refused:
            keep_staff.sign_in(survey, delays, name, password)
        refusals.append(str(refused.value))
    assert refusals[0] == refusals[1]


def test_an_unknown_name_costs_as_much_work_as_a_known_one(survey: Survey, session: str) -> None:
    known = stored_account(survey).password_hash
    is_password(None, "warm")

    def quickest(password_hash: str | None) -> float:
        times = []
        for _ in range(5):
            begun = perf_counter()
            assert not is_password(password_hash, "một câu sai hẳn")
            times.append(perf_counter() - begun)
        return min(times)

    # Without the work for nobody it would be thousands of times quicker.
    assert quickest(None) > quickest(known) / 3


def test_nobodys_password_opens_nothing() -> None:
    assert not is_password(None, "nobody signs in with this")


def test_a_damaged_hash_opens_nothing() -> None:
    assert not is_password("not a hash", PASSWORD)


def test_five_tries_are_free_and_then_the_waits_grow_to_a_minute(clock: Clock) -> None:
    delays, waits = SignInDelays(), []
    for _ in range(14):
        wait = delays.begin(NAME, clock())
        if wait:
            clock.time += wait
            assert not delays.begin(NAME, clock())
        waits.append(int(wait.total_seconds()))
    assert waits == [0, 0, 0, 0, 0, 1, 2, 4, 8, 16, 32, 60, 60, 60]


def test_trying_while_one_waits_does_not_make_the_wait_longer(clock: Clock) -> None:
    delays = SignInDelays()
    for _ in range(9):
        delays.begin(NAME, clock())
        clock.time += timedelta(seconds=60)
    clock.time -= timedelta(seconds=60)
    first = delays.begin(NAME, clock())
    clock.time += timedelta(seconds=1)
    assert delays.begin(NAME, clock()) == first - timedelta(seconds=1)


def test_of_ten_thousand_guesses_in_an_hour_at_most_a_hundred_are_looked_at(clock: Clock) -> None:
    delays, looked_at = SignInDelays(), 0
    for _ in range(10_000):
        looked_at += not delays.begin(NAME, clock())
        clock.time += timedelta(seconds=0.36)
    assert 50 <= looked_at <= 100


def test_colleagues_do_not_wait_for_somebody_elses_failures(
    survey: Survey, session: str, delays: SignInDelays
) -> None:
    for _ in range(20):
        delays.begin("minh", survey.now())
    assert keep_staff.sign_in(survey, delays, NAME, PASSWORD)


def test_the_wait_is_told_and_even_the_right_password_waits(
    survey: Survey, session: str, delays: SignInDelays, clock: Clock
) -> None:
    for _ in range(5):
        with pytest.raises(SignInRefused):
            keep_staff.sign_in(survey, delays, NAME, "một câu sai hẳn")
    with pytest.raises(TooManyTries) as refused:
        keep_staff.sign_in(survey, delays, NAME, PASSWORD)
    clock.time += timedelta(seconds=refused.value.seconds)
    assert keep_staff.sign_in(survey, delays, NAME, PASSWORD)


def test_a_success_forgets_the_failures(survey: Survey, session: str, delays: SignInDelays) -> None:
    for _ in range(3):
        for _ in range(4):
            with pytest.raises(SignInRefused):
                keep_staff.sign_in(survey, delays, NAME, "một câu sai hẳn")
        assert keep_staff.sign_in(survey, delays, NAME, PASSWORD)


def test_failures_are_forgotten_after_an_hour_and_kept_for_so_many_names_only(
    clock: Clock,
) -> None:
    delays = SignInDelays()
    for _ in range(6):
        delays.begin(NAME, clock())
    clock.time += timedelta(hours=2)
    assert [delays.begin(NAME, clock()) for _ in range(5)] == [timedelta()] * 5
    for number in range(MOST_NAMES):
        delays.begin(f"name {number}", clock())
    assert not delays.begin(NAME, clock())


def test_a_session_ends_after_half_an_hour_without_use(
    survey: Survey, session: str, clock: Clock
) -> None:
    clock.time += timedelta(minutes=30)
    assert keep_staff.session_account(survey, session) is None


def test_use_puts_the_end_off_but_not_beyond_ten_hours(
    survey: Survey, session: str, clock: Clock
) -> None:
    begun, last = clock.time, clock.time
    while keep_staff.session_account(survey, session) is not None:
        last = clock.time
        clock.time += timedelta(minutes=20)
    assert last - begun == timedelta(hours=9, minutes=40)


def test_signing_out_ends_one_session_only(
    survey: Survey, session: str, delays: SignInDelays
) -> None:
    other = keep_staff.sign_in(survey, delays, NAME, PASSWORD)
    keep_staff.sign_out(survey, session)
    assert keep_staff.session_account(survey, session) is None
    assert keep_staff.session_account(survey, other) is not None


def test_another_password_ends_all_sessions(
    survey: Survey, session: str, delays: SignInDelays
) -> None:
    other = keep_staff.sign_in(survey, delays, NAME, PASSWORD)
    account = stored_account(survey)
    keep_staff.change_password(survey, delays, account, PASSWORD, "một câu khác hẳn")
    assert keep_staff.session_account(survey, session) is None
    assert keep_staff.session_account(survey, other) is None
    assert keep_staff.sign_in(survey, delays, NAME, "một câu khác hẳn")


def test_another_password_needs_the_present_one(
    survey: Survey, session: str, delays: SignInDelays
) -> None:
    with pytest.raises(SignInRefused):
        keep_staff.change_password(
            survey, delays, stored_account(survey), "một câu sai hẳn", "một câu khác hẳn"
        )
    assert keep_staff.session_account(survey, session) is not None


def test_a_hash_of_less_work_is_renewed_at_the_next_sign_in(
    survey: Survey, session: str, delays: SignInDelays
) -> None:
    weak = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1).hash(PASSWORD)
    with survey.store.writing() as connection:
        staff.put_account(connection, NAME, weak)
    keep_staff.sign_in(survey, delays, NAME, PASSWORD)
    assert extract_parameters(stored_account(survey).password_hash).time_cost == 2
    assert keep_staff.sign_in(survey, delays, NAME, PASSWORD)
