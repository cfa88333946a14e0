"""One-time links: one makes an account, another gives a named account a new password."""

import logging
from datetime import timedelta

from survey.domain.errors import AccountExists, NoAccountYet, SetupLinkUnknown, UnknownAccount
from survey.domain.staff import SetupLink, StaffAccount
from survey.domain.texts import clean_line
from survey.services.keep_staff import (
    LONGEST_NAME,
    SignedIn,
    check_new_password,
    hash_of,
    hashed,
    new_token,
    start_session,
)
from survey.services.survey import Survey
from survey.store import staff
from survey.store.engine import Transaction

LINK_LASTS = timedelta(hours=1)
# Clocks are set right by seconds. A link that ends later than it could if it began now was made
# while the clock was wrong, and would last until it is wrong again.
CLOCK_SLACK = timedelta(minutes=5)
# So long a renewed password is told on the desk: its owner may come back from a holiday.
RENEWAL_TOLD = timedelta(days=14)

_log = logging.getLogger(__name__)


def make_setup_link(survey: Survey) -> str:
    """Return the token of a new link for a new account; earlier ones no longer open anything."""
    return _make_link(survey, None)


def make_renewal_link(survey: Survey, name: str) -> str:
    """Return the token of a link that renews an account; raise UnknownAccount or NoAccountYet."""
    with survey.store.reading() as connection:
        account = staff.find_account(connection, name)
        if account is None:
            known = ", ".join(staff.names(connection))
            raise UnknownAccount(known) if known else NoAccountYet
    return _make_link(survey, account.id)


def is_link_open(survey: Survey) -> bool:
    """Whether any link still opens something."""
    with survey.store.reading() as connection:
        return staff.has_setup_link(connection, *_good_until(survey))


def find_link(survey: Survey, token: str) -> SetupLink:
    """Return what a link opens; raise SetupLinkUnknown when it opens nothing."""
    with survey.store.reading() as connection:
        link = staff.find_setup_link(connection, hash_of(token), *_good_until(survey))
    if link is None:
        raise SetupLinkUnknown
    return link


def use_setup_link(survey: Survey, token: str, name: str, password: str) -> SignedIn:
    """Make an account and sign in to it.

    Raises BadText, WeakPassword, SetupLinkUnknown, AccountExists and SignInBusy; the link is used
    up only by success, and never touches an account that is there.
    """
    name = clean_line(name, LONGEST_NAME)
    password = check_new_password(survey, name, password)
    if find_link(survey, token).renews is not None:
        raise SetupLinkUnknown
    password_hash = hashed(survey, password)
    with survey.store.writing() as connection:
        if staff.find_account(connection, name) is not None:
            raise AccountExists
        _take(connection, survey, token)
        account = staff.add_account(connection, name, password_hash)
    return start_session(survey, account)


def use_renewal_link(survey: Survey, token: str, password: str) -> SignedIn:
    """Give the account of a link another password, which ends its sessions, and sign in to it.

    Raises WeakPassword, SetupLinkUnknown and SignInBusy. The log and, for two weeks, the desk say
    that it was done.
    """
    account = find_link(survey, token).renews
    if account is None:
        raise SetupLinkUnknown
    password_hash = hashed(survey, check_new_password(survey, account.name, password))
    with survey.store.writing() as connection:
        _take(connection, survey, token)
        renewed = staff.renew_account(connection, account.id, password_hash, survey.today())
    _log.warning("a set-up link gave the staff account “%s” another password", renewed.name)
    return start_session(survey, renewed)


def is_renewal_told(survey: Survey, account: StaffAccount) -> bool:
    """Tell whether the owner of an account is still to read that its password was renewed."""
    renewed = account.renewed_on
    return renewed is not None and abs(survey.today() - renewed) <= RENEWAL_TOLD


def _make_link(survey: Survey, renews: int | None) -> str:
    token = new_token(survey)
    with survey.store.writing() as connection:
        staff.add_setup_link(connection, hash_of(token), _moment(survey, LINK_LASTS), renews)
    return token


def _take(connection: Transaction, survey: Survey, token: str) -> None:
    if not staff.take_setup_link(connection, hash_of(token), *_good_until(survey)):
        raise SetupLinkUnknown


def _good_until(survey: Survey) -> tuple[int, int]:
    # A link made while the clock was ahead does not stay good until it is so again.
    return _moment(survey), _moment(survey, LINK_LASTS + CLOCK_SLACK)


def _moment(survey: Survey, later: timedelta = timedelta()) -> int:
    """Return the present moment, or a later one, in seconds since 1970."""
    return int((survey.now() + later).timestamp())
