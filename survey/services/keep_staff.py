"""Staff accounts: made by a one-time link, opened by name and password, never by default."""

import unicodedata
from base64 import urlsafe_b64encode
from datetime import timedelta
from hashlib import sha256

from survey.domain.errors import SetupLinkUnknown, SignInRefused, TooManyTries
from survey.domain.staff import StaffAccount, check_password
from survey.domain.texts import clean_line
from survey.services.passwords import SALT_BYTES, hash_password, is_outdated, is_password
from survey.services.set_up_office import office
from survey.services.sign_in_delays import SignInDelays
from survey.services.survey import Survey
from survey.store import staff

LONGEST_NAME = 60
TOKEN_BYTES = 32

LINK_LASTS = timedelta(hours=1)
# A clerk serves one person for a quarter of an hour and must not find the desk closed after it;
# whoever leaves the counter for lunch must.
SESSION_IDLE = timedelta(minutes=30)
SESSION_LASTS = timedelta(hours=10)
# A session is put off only when this much of its time has gone: pages are read, hardly written.
_PUT_OFF_AFTER = timedelta(minutes=1)


def new_token(survey: Survey) -> str:
    """Return 256 random bits as they stand in a link or a cookie."""
    return urlsafe_b64encode(survey.random_bytes(TOKEN_BYTES)).rstrip(b"=").decode()


def make_setup_link(survey: Survey) -> str:
    """Return the token of a new one-time set-up link; earlier ones no longer open anything."""
    token = new_token(survey)
    with survey.store.writing() as connection:
        staff.add_setup_link(connection, _hash(token), _now(survey, LINK_LASTS))
    return token


def check_new_password(survey: Survey, owner: str, password: str) -> str:
    """Return a new password as it is hashed; raise WeakPassword for one that is easy to guess."""
    asks = office(survey)
    return check_password(password, (owner, asks.name, asks.public_address or "", asks.contact))


def is_setup_link(survey: Survey, token: str) -> bool:
    """Tell whether a set-up link would still make an account."""
    with survey.store.reading() as connection:
        return staff.is_setup_link(connection, _hash(token), _now(survey))


def use_setup_link(survey: Survey, token: str, name: str, password: str) -> str:
    """Make an account, or give the one of this name another password, and sign in.

    Returns the token of the new session. Raises BadText, WeakPassword and SetupLinkUnknown; the
    link is used up only by success.
    """
    name = clean_line(name, LONGEST_NAME)
    password = check_new_password(survey, name, password)
    if not is_setup_link(survey, token):
        raise SetupLinkUnknown
    # Before the transaction: nobody should wait for the database while a password is hashed.
    password_hash = hash_password(password, survey.random_bytes(SALT_BYTES))
    with survey.store.writing() as connection:
        if not staff.take_setup_link(connection, _hash(token), _now(survey)):
            raise SetupLinkUnknown
        account = staff.put_account(connection, name, password_hash)
        staff.end_sessions(connection, account.id)
    return _start_session(survey, account)


def sign_in(survey: Survey, delays: SignInDelays, name: str, password: str) -> str:
    """Return the token of a new session; raise SignInRefused or TooManyTries."""
    account = _check_password_of(survey, delays, name, password)
    if is_outdated(account.password_hash):
        _store_password(survey, account, _as_hashed(password))
    return _start_session(survey, account)


def session_account(survey: Survey, token: str) -> StaffAccount | None:
    """Return who is signed in with this token, and put the end of the session off."""
    session_hash, now = _hash(token), _now(survey)
    with survey.store.reading() as connection:
        session = staff.find_session(connection, session_hash, now)
    if session is None:
        return None
    expires = min(_now(survey, SESSION_IDLE), session.ends)
    if expires - session.expires >= _PUT_OFF_AFTER.total_seconds():
        with survey.store.writing() as connection:
            staff.set_expires(connection, session_hash, expires)
    return session.account


def sign_out(survey: Survey, token: str) -> None:
    """End one session."""
    with survey.store.writing() as connection:
        staff.end_session(connection, _hash(token))


def change_password(
    survey: Survey, delays: SignInDelays, account: StaffAccount, current: str, new: str
) -> None:
    """Give an account another password and end all its sessions.

    Raises WeakPassword, SignInRefused and TooManyTries.
    """
    password = check_new_password(survey, account.name, new)
    _check_password_of(survey, delays, account.name, current)
    _store_password(survey, account, password)
    with survey.store.writing() as connection:
        staff.end_sessions(connection, account.id)


def _check_password_of(
    survey: Survey, delays: SignInDelays, name: str, password: str
) -> StaffAccount:
    name = " ".join(unicodedata.normalize("NFC", name).split())
    wait = delays.begin(name.casefold(), survey.now())
    if wait:
        raise TooManyTries(-(-wait // timedelta(seconds=1)))
    with survey.store.reading() as connection:
        account = staff.find_account(connection, name)
    known_hash = None if account is None else account.password_hash
    if not is_password(known_hash, _as_hashed(password)) or account is None:
        raise SignInRefused
    delays.succeeded(name.casefold())
    return account


def _store_password(survey: Survey, account: StaffAccount, password: str) -> None:
    password_hash = hash_password(password, survey.random_bytes(SALT_BYTES))
    with survey.store.writing() as connection:
        staff.put_account(connection, account.name, password_hash)


def _start_session(survey: Survey, account: StaffAccount) -> str:
    token = new_token(survey)
    expires, ends = _now(survey, SESSION_IDLE), _now(survey, SESSION_LASTS)
    with survey.store.writing() as connection:
        staff.end_old_sessions(connection, _now(survey))
        staff.add_session(connection, _hash(token), account.id, expires, ends)
    return token


def _as_hashed(password: str) -> str:
    # The same letter typed in one character or in two, as `check_password` makes it.
    return unicodedata.normalize("NFKC", password)


def _hash(token: str) -> bytes:
    # 256 random bits cannot be guessed, so nothing slow or secret is needed here.
    return sha256(token.encode()).digest()


def _now(survey: Survey, later: timedelta = timedelta()) -> int:
    return int((survey.now() + later).timestamp())
