"""Passwords at rest: argon2id, and the same work whether or not there is an account."""

from functools import cache

from argon2 import PasswordHasher, Type
from argon2.exceptions import InvalidHashError, VerificationError

# Above the least that OWASP asks for (19 MiB, two passes); about a tenth of a second a guess.
_HASHER = PasswordHasher(time_cost=2, memory_cost=32 * 1024, parallelism=1, type=Type.ID)
SALT_BYTES = 16


def hash_password(password: str, salt: bytes) -> str:
    """Return what is stored instead of a password that `check_password` let through."""
    return _HASHER.hash(password, salt=salt)


def is_password(password_hash: str | None, password: str) -> bool:
    """Tell whether this is the password; without an account do the same work and say no.

    An answer that came sooner for names that do not exist would tell which ones do.
    """
    try:
        _HASHER.verify(password_hash or _nobodys_hash(), password)
    except (VerificationError, InvalidHashError):
        return False
    return password_hash is not None


def is_outdated(password_hash: str) -> bool:
    """Tell whether a hash was made with less work than is asked for today."""
    return _HASHER.check_needs_rehash(password_hash)


@cache
def _nobodys_hash() -> str:
    return hash_password("nobody signs in with this", bytes(SALT_BYTES))
