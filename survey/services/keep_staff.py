"""Staff at the door: opened by name and password, kept open by a session, never by default."""

import unicodedata
from base64 import urlsafe_b64encode
from contextlib import suppress
from dataclasses import dataclass, field
from hashlib import sha256

from survey.domain.errors import NotStored, SignInBusy, SignInRefused
from survey.domain.staff import StaffAccount, check_password
from survey.domain.vietnamese_letters import name_key
from survey.services.guess_budgets import KNOWN
from survey.services.known_devices import known_device
from survey.services.passwords import SALT_BYTES, hash_password, is_outdated, is_password
from survey.services.set_up_office import office
from survey.services.survey import Survey
from survey.store import staff

LONGEST_NAME = 60
TOKEN_BYTES = 32


@dataclass(frozen=True)
class Attempt:
    """Somebody who says who he is: what was typed, and what is known of the browser.

    Attributes
    ----------
    name, password : str
        As typed.
    source : str
        The network that it came from.
    device : str
        What the device keeps of accounts that signed in on it; may be anything.
    """

    name: str
    password: str = field(repr=False)
    source: str = ""
    device: str = ""


@dataclass(frozen=True)
class SignedIn:
    """The account that somebody signed in to, and the token of the new session."""

    account: StaffAccount
    token: str = field(repr=False)


def new_token(survey: Survey) -> str:
    """Return 256 random bits as they stand in a link or a cookie."""
    return urlsafe_b64encode(survey.random_bytes(TOKEN_BYTES)).rstrip(b"=").decode()


def check_new_password(survey: Survey, owner: str, password: str) -> str:
    """Return a new password as it is hashed; raise WeakPassword for one that is easy to guess."""
    asks = office(survey)
    return check_password(password, (owner, asks.name, asks.public_address or "", asks.contact))


def hashed(survey: Survey, password: str) -> str:
    """Return what is stored instead of a new password; raise SignInBusy.

    Called outside a transaction: nobody should wait for the database while a password is hashed.
    """
    salt = survey.random_bytes(SALT_BYTES)
    return survey.hashing.run(KNOWN, lambda: hash_password(password, salt))


def sign_in(survey: Survey, attempt: Attempt) -> SignedIn:
    """Open the desk to somebody; raise SignInRefused, TooManyTries or SignInBusy."""
    account = _check_password_of(survey, attempt)
    if is_outdated(account.password_hash):
        with suppress(NotStored):  # on a full disk staff still read; the next sign-in stores it
            account = _store_password(survey, account, _as_hashed(attempt.password))
    return start_session(survey, account)


def start_session(survey: Survey, account: StaffAccount) -> SignedIn:
    """Sign somebody in, for as long as the account keeps this password."""
    token = new_token(survey)
    survey.sessions.begin(hash_of(token), account, survey.clock.elapsed())
    return SignedIn(account, token)


def session_account(survey: Survey, token: str) -> StaffAccount | None:
    """Return who is signed in with this token, and put the end of the session off."""
    session = survey.sessions.use(hash_of(token), survey.clock.elapsed())
    if session is None:
        return None
    with survey.store.reading() as connection:
        account = staff.account_of(connection, session.account)
    return account if account.password_hash == session.password_hash else None


def sign_out(survey: Survey, token: str) -> None:
    """End one session."""
    survey.sessions.end(hash_of(token))


def change_password(survey: Survey, attempt: Attempt, account: StaffAccount, new: str) -> None:
    """Give an account another password, which ends all its sessions.

    `attempt` has the present password; who is signed in has tries of his own. Raises
    WeakPassword, SignInRefused, TooManyTries and SignInBusy.
    """
    password = check_new_password(survey, account.name, new)
    _check(survey, attempt, account, f"account {account.id}".encode())
    _store_password(survey, account, password)


def hash_of(token: str) -> bytes:
    """Return what is stored instead of a token."""
    # 256 random bits cannot be guessed, so nothing slow or secret is needed here.
    return sha256(token.encode()).digest()


def _check_password_of(survey: Survey, attempt: Attempt) -> StaffAccount:
    with survey.store.reading() as connection:
        account = staff.find_account(connection, attempt.name)
    return _check(survey, attempt, account, known_device(survey, attempt.device, account))


def _check(
    survey: Survey, attempt: Attempt, account: StaffAccount | None, device: bytes | None
) -> StaffAccount:
    """Return the account when the password is its own; the same way, and time, without one."""
    spent = survey.guesses.spend(name_key(attempt.name), attempt.source, device)
    known_hash = None if account is None else account.password_hash
    password = _as_hashed(attempt.password)
    try:
        is_right = survey.hashing.run(spent.rank, lambda: is_password(known_hash, password))
    except SignInBusy:
        survey.guesses.give_back(spent)
        raise
    if account is None or not is_right:
        raise SignInRefused
    survey.guesses.succeeded(spent)
    return account


def _store_password(survey: Survey, account: StaffAccount, password: str) -> StaffAccount:
    password_hash = hashed(survey, password)
    with survey.store.writing() as connection:
        return staff.set_password_hash(connection, account.id, password_hash)


def _as_hashed(password: str) -> str:
    # The same letter typed in one character or in two, as `check_password` makes it.
    return unicodedata.normalize("NFKC", password)
