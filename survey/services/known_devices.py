"""Devices that signed in before: what they show so that guessing elsewhere does not delay them.

A device keeps a *token* for each of the few accounts that signed in on it: a random number, the
mark that we gave it out, and the mark of the account with its present password. It opens nothing:
whoever shows one has tries of his own to type the password, and no more. Another password makes
the tokens of an account worthless.
"""

import re
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Iterator
from hmac import compare_digest
from hmac import new as hmac

from survey.domain.staff import StaffAccount
from survey.services.survey import Survey

_PART = 16
_SIGNS = 64  # three parts in base64
_MOST_ACCOUNTS = 4
_COOKIE = re.compile(rf"[\w-]{{{_SIGNS}}}(\.[\w-]{{{_SIGNS}}}){{0,{_MOST_ACCOUNTS - 1}}}", re.ASCII)


def with_account(survey: Survey, cookie: str, account: StaffAccount) -> str:
    """Return what a device keeps after somebody signed in on it."""
    number = survey.random_bytes(_PART)
    token = number + _given_out(survey, number) + _marked(survey, number, account)
    kept = [one for one in _tokens(survey, cookie) if not _is_of(survey, one, account)]
    return ".".join(urlsafe_b64encode(one).decode() for one in [token, *kept][:_MOST_ACCOUNTS])


def known_device(survey: Survey, cookie: str, account: StaffAccount | None) -> bytes | None:
    """Return the number of a device that signed in to this account with its present password."""
    of_account = (one for one in _tokens(survey, cookie) if _is_of(survey, one, account))
    token = next(of_account, None)
    return None if token is None else token[:_PART]


def shown_devices(survey: Survey, cookie: str) -> tuple[bytes, ...]:
    """Return the numbers that we gave out, of whatever account: known without the database."""
    return tuple(token[:_PART] for token in _tokens(survey, cookie))


def _tokens(survey: Survey, cookie: str) -> Iterator[bytes]:
    if not _COOKIE.fullmatch(cookie):
        return
    for text in cookie.split("."):
        token = urlsafe_b64decode(text)
        if compare_digest(token[_PART : 2 * _PART], _given_out(survey, token[:_PART])):
            yield token


def _is_of(survey: Survey, token: bytes, account: StaffAccount | None) -> bool:
    if account is None:
        return False
    return compare_digest(token[2 * _PART :], _marked(survey, token[:_PART], account))


def _given_out(survey: Survey, number: bytes) -> bytes:
    return hmac(survey.keys.session, b"device:" + number, "sha256").digest()[:_PART]


def _marked(survey: Survey, number: bytes, account: StaffAccount) -> bytes:
    said = b"account of a device:" + number + f"{account.id}:{account.password_hash}".encode()
    return hmac(survey.keys.session, said, "sha256").digest()[:_PART]
