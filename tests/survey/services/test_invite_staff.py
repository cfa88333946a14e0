"""Links that work once: for a new account, or to renew one that they name."""

import logging
import unicodedata
from collections.abc import Callable
from datetime import timedelta

import pytest

from survey.domain.errors import (
    AccountExists,
    BadText,
    SetupLinkUnknown,
    SignInRefused,
    UnknownAccount,
    WeakPassword,
)
from survey.domain.staff import StaffAccount
from survey.services import keep_staff
from survey.services.invite_staff import (
    find_link,
    is_renewal_told,
    make_renewal_link,
    make_setup_link,
    use_renewal_link,
    use_setup_link,
)
from survey.services.keep_staff import Attempt, session_account
from survey.services.known_devices import known_device, with_account
from survey.services.survey import Survey
from survey.store import staff
from tests.survey.conftest import Clock

NAME = "Chị Hòa"
PASSWORD = "một câu thật dài"
OTHER = "một câu khác hẳn"

MakeLink = Callable[[Survey], str]


def make_renewal(survey: Survey) -> str:
    return make_renewal_link(survey, NAME)


@pytest.fixture
def session(survey: Survey) -> str:
    """Make an account and return its session."""
    return use_setup_link(survey, make_setup_link(survey), NAME, PASSWORD).token


def account_of(survey: Survey) -> StaffAccount:
    with survey.store.reading() as connection:
        account = staff.find_account(connection, NAME)
    assert account is not None
    return account


def test_an_office_has_no_account_before_a_link_is_used(survey: Survey) -> None:
    with survey.store.reading() as connection:
        assert not staff.has_accounts(connection)


def test_a_link_makes_an_account_and_signs_in(survey: Survey, session: str) -> None:
    account = session_account(survey, session)
    assert account is not None
    assert account.name == NAME


def test_a_link_works_once(survey: Survey) -> None:
    link = make_setup_link(survey)
    use_setup_link(survey, link, NAME, PASSWORD)
    with pytest.raises(SetupLinkUnknown):
        use_setup_link(survey, link, "Minh", PASSWORD)


@pytest.mark.parametrize("make", [make_setup_link, make_renewal])
def test_a_link_works_for_an_hour(
    survey: Survey, session: str, clock: Clock, make: MakeLink
) -> None:
    link = make(survey)
    clock.pass_time(timedelta(minutes=59))
    assert find_link(survey, link)
    clock.pass_time(timedelta(minutes=1))
    with pytest.raises(SetupLinkUnknown):
        find_link(survey, link)


def test_a_link_made_while_the_clock_was_ahead_opens_nothing_when_it_is_right(
    survey: Survey, clock: Clock
) -> None:
    clock.step(timedelta(days=365))
    link = make_setup_link(survey)
    clock.step(timedelta(days=-365))
    with pytest.raises(SetupLinkUnknown):
        find_link(survey, link)


@pytest.mark.parametrize("make", [make_setup_link, make_renewal])
def test_a_new_link_ends_the_one_before_of_its_kind(
    survey: Survey, session: str, make: MakeLink
) -> None:
    others = [one(survey) for one in (make_setup_link, make_renewal) if one is not make]
    lost = make(survey)
    assert find_link(survey, make(survey))
    assert [find_link(survey, other) for other in others]
    with pytest.raises(SetupLinkUnknown):
        find_link(survey, lost)


@pytest.mark.parametrize(
    ("name", "password", "refusal"),
    [("", PASSWORD, BadText), ("x" * 61, PASSWORD, BadText), (NAME, "ngắn", WeakPassword)],
)
def test_a_link_is_not_used_up_by_a_mistake(
    survey: Survey, name: str, password: str, refusal: type[Exception]
) -> None:
    link = make_setup_link(survey)
    with pytest.raises(refusal):
        use_setup_link(survey, link, name, password)
    assert find_link(survey, link)


@pytest.mark.parametrize(
    "typed",
    [NAME, "chị hòa", "CHỊ HÒA", " Chị   Hòa ", "Chị Hoà", unicodedata.normalize("NFD", NAME)],
)
def test_a_link_for_a_new_account_never_takes_one_that_is_there(
    survey: Survey, session: str, typed: str
) -> None:
    link, before = make_setup_link(survey), account_of(survey)
    with pytest.raises(AccountExists):
        use_setup_link(survey, link, typed, OTHER)
    assert account_of(survey) == before
    assert session_account(survey, session)
    assert use_setup_link(survey, link, "Minh", OTHER)


def test_a_link_for_one_purpose_does_not_serve_the_other(survey: Survey, session: str) -> None:
    with pytest.raises(SetupLinkUnknown):
        use_setup_link(survey, make_renewal(survey), "Minh", OTHER)
    with pytest.raises(SetupLinkUnknown):
        use_renewal_link(survey, make_setup_link(survey), OTHER)


def test_a_link_renews_the_account_that_it_names_and_ends_its_sessions(
    survey: Survey, session: str
) -> None:
    link = make_renewal_link(survey, "chị hoà")
    renews = find_link(survey, link).renews
    assert renews is not None
    assert renews.name == NAME
    assert use_renewal_link(survey, link, OTHER).account.name == NAME
    assert session_account(survey, session) is None
    assert keep_staff.sign_in(survey, Attempt(NAME, OTHER))
    with pytest.raises(SignInRefused):
        keep_staff.sign_in(survey, Attempt(NAME, PASSWORD))
    with pytest.raises(SetupLinkUnknown):
        use_renewal_link(survey, link, PASSWORD)


def test_nobody_is_renewed_whom_nobody_knows(survey: Survey, session: str) -> None:
    with pytest.raises(UnknownAccount) as refused:
        make_renewal_link(survey, "Minh")
    assert refused.value.known == NAME


def test_a_renewal_is_told_for_two_weeks_and_in_the_log(
    survey: Survey, session: str, clock: Clock, caplog: pytest.LogCaptureFixture
) -> None:
    assert not is_renewal_told(survey, account_of(survey))
    with caplog.at_level(logging.WARNING):
        use_renewal_link(survey, make_renewal(survey), OTHER)
    assert f"“{NAME}”" in caplog.text
    clock.pass_days(14)
    assert is_renewal_told(survey, account_of(survey))
    clock.pass_days(1)
    assert not is_renewal_told(survey, account_of(survey))


def test_a_device_is_known_until_the_password_is_another(survey: Survey, session: str) -> None:
    device = with_account(survey, "", account_of(survey))
    assert known_device(survey, device, account_of(survey))
    use_renewal_link(survey, make_renewal(survey), OTHER)
    assert known_device(survey, device, account_of(survey)) is None


def test_a_device_is_known_to_the_accounts_that_signed_in_on_it_alone(
    survey: Survey, session: str
) -> None:
    lan = account_of(survey)
    accounts = [
        use_setup_link(survey, make_setup_link(survey), f"Minh {number}", PASSWORD).account
        for number in range(4)
    ]
    device = with_account(survey, "", lan)
    assert known_device(survey, device, accounts[0]) is None
    assert known_device(survey, device, None) is None
    for account in accounts[:3]:
        device = with_account(survey, device, account)
    assert known_device(survey, device, lan)
    # The fifth takes the place of whoever signed in longest ago, and signing in again takes none.
    for account in (accounts[3], accounts[3]):
        device = with_account(survey, device, account)
    assert known_device(survey, device, lan) is None
    assert all(known_device(survey, device, account) for account in accounts)


@pytest.mark.parametrize(
    "shown", ["", "x", "A" * 64, ".".join(["A" * 64] * 4), "A" * 100_000, "é" * 64, "=" * 64]
)
def test_a_made_up_device_is_not_known(survey: Survey, session: str, shown: str) -> None:
    assert known_device(survey, shown, account_of(survey)) is None
    assert with_account(survey, shown, account_of(survey)).count(".") == 0


def test_a_device_of_another_office_is_not_known(survey: Survey, session: str) -> None:
    device = with_account(survey, "", account_of(survey))
    altered = device[:-1] + ("A" if device[-1] != "A" else "B")
    assert known_device(survey, altered, account_of(survey)) is None
