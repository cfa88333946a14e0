"""The people of the office who may open the staff pages."""

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from survey.domain.errors import PasswordFault, WeakPassword
from survey.domain.guessed_words import own_words
from survey.domain.password_strength import weakness

SHORTEST_PASSWORD = 12
LONGEST_PASSWORD = 128


@dataclass(frozen=True)
class StaffAccount:
    """Somebody who may sign in."""

    id: int
    name: str
    password_hash: str = field(repr=False)
    renewed_on: date | None = None  # when a link last gave it another password


@dataclass(frozen=True)
class SetupLink:
    """What a one-time link opens: a new account, or (`renews`) another password for one."""

    renews: StaffAccount | None


def check_password(text: str, own: Sequence[str] = ()) -> str:
    """Return a new password in the form that is hashed; raise WeakPassword for a poor one.

    `own` are names that a stranger would try: the person's and the office's. Vietnamese keyboards
    write the same letter in one character or in two: both become one (NFKC).
    """
    if len(text) > LONGEST_PASSWORD:
        raise WeakPassword(PasswordFault.TOO_LONG)
    password = unicodedata.normalize("NFKC", text)
    if len(password) < SHORTEST_PASSWORD:
        raise WeakPassword(PasswordFault.TOO_SHORT)
    if len(password) > LONGEST_PASSWORD:
        raise WeakPassword(PasswordFault.TOO_LONG)
    fault = weakness(password, own_words(*own))
    if fault is not None:
        raise WeakPassword(fault)
    return password
