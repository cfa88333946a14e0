"""The people of the office who may open the staff pages."""

import unicodedata
from dataclasses import dataclass, field

from survey.domain.errors import PasswordFault, WeakPassword

SHORTEST_PASSWORD = 12
LONGEST_PASSWORD = 128

# What people use when they are asked for twelve characters and are in a hurry.
_COMMON = frozenset(
    {
        "123456789012",
        "1234567890123",
        "12345678901234",
        "123456781234",
        "123456123456",
        "112233445566",
        "123123123123",
        "abcdefghijkl",
        "administrator",
        "changemenow1",
        "hailonghailong",
        "iloveyou1234",
        "letmeinletmein",
        "matkhau12345",
        "matkhau123456",
        "matkhaumatkhau",
        "motcuamotcua",
        "password1234",
        "password12345",
        "passwordpassword",
        "q1w2e3r4t5y6",
        "qwerty123456",
        "qwertyuiop12",
        "qwertyuiop123",
        "1q2w3e4r5t6y",
        "vietnam12345",
        "vietnam123456",
        "vietnamvietnam",
    }
)


@dataclass(frozen=True)
class StaffAccount:
    """Somebody who may sign in."""

    id: int
    name: str
    password_hash: str = field(repr=False)


@dataclass(frozen=True)
class StaffSession:
    """One signing in: whose it is, and until when, in seconds since 1970."""

    account: StaffAccount
    expires: int  # unless it is used before
    ends: int  # whatever happens


def check_password(text: str) -> str:
    """Return a new password in the form that is hashed; raise WeakPassword for a poor one.

    Vietnamese keyboards write the same letter in one character or in two: both become one (NFKC).
    """
    if len(text) > LONGEST_PASSWORD:
        raise WeakPassword(PasswordFault.TOO_LONG)
    password = unicodedata.normalize("NFKC", text)
    if len(password) < SHORTEST_PASSWORD:
        raise WeakPassword(PasswordFault.TOO_SHORT)
    if len(password) > LONGEST_PASSWORD:
        raise WeakPassword(PasswordFault.TOO_LONG)
    if password.casefold() in _COMMON or len(set(password)) == 1:
        raise WeakPassword(PasswordFault.COMMON)
    return password
