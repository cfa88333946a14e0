"""The secret keys: one file of its own, never in the database and never in a copy of it."""

import json
import os
from collections.abc import Callable
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path

from survey.domain.errors import KeysMissing, NoRights, StoreFull

KEY_BYTES = 32
_NAMES = ("visit", "response", "session")


@dataclass(frozen=True)
class Keys:
    """What signs a visit, names one that was counted, and signs the forms of staff."""

    visit: bytes = field(repr=False)
    response: bytes = field(repr=False)
    session: bytes = field(repr=False)


def read_keys(path: Path) -> Keys:
    """Return the keys of a file; raise KeysMissing when it is not there or not whole."""
    try:
        found = json.loads(path.read_text("ascii"))
        keys = {name: bytes.fromhex(found[name]) for name in _NAMES}
    except PermissionError:
        raise NoRights(str(path)) from None
    except (OSError, ValueError, KeyError, TypeError):
        raise KeysMissing("there is no whole file of keys") from None
    if any(len(key) != KEY_BYTES for key in keys.values()):
        raise KeysMissing("a key is too short")
    return Keys(**keys)


def fingerprint_of(keys: Keys) -> str:
    """Return what tells these keys from others and nothing else of them."""
    return sha256(b"hailong: which keys" + keys.visit + keys.response + keys.session).hexdigest()


def make_keys(path: Path, random_bytes: Callable[[int], bytes]) -> None:
    """Write new keys to a file that only its owner can read, unless there are keys already."""
    if path.exists():
        return
    text = json.dumps({name: random_bytes(KEY_BYTES).hex() for name in _NAMES})
    unfinished = path.with_suffix(".new")
    try:
        unfinished.unlink(missing_ok=True)
        number = os.open(unfinished, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
        with os.fdopen(number, "w", encoding="ascii") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        unfinished.replace(path)
    except PermissionError:
        raise NoRights(str(path.parent)) from None
    except OSError:
        raise StoreFull("the keys cannot be written") from None
