"""Copies that only who has the secret key can read: the format of https://age-encryption.org.

The public key is a file among the data: a copy made by the clock needs nobody. The secret key is
never on the server; the standard program `age` opens a copy with it, too.
"""

from collections.abc import Sequence
from hashlib import sha256
from io import FileIO
from pathlib import Path

import pyrage
from pyrage.x25519 import Identity, Recipient

from survey.domain.errors import (
    BadBackupKey,
    BadIdentity,
    CopyDamaged,
    StoreFull,
    TargetExists,
    WrongIdentity,
)
from survey.store.replacing import flush, make_private, remove

_BEGINNING = b"age-encryption.org/"


def new_key(path: Path) -> str:
    """Write the public half of a new pair of keys to a file, and return the secret half.

    It is kept nowhere. Raises TargetExists rather than write over another key.
    """
    if path.exists():
        raise TargetExists("there is a key already")
    identity = Identity.generate()
    make_private(path)
    path.write_text(f"{identity.to_public()}\n", "ascii")
    flush(path)
    return str(identity)


def read_recipients(path: Path) -> tuple[Recipient, ...]:
    """Return for whom copies are encrypted, one public key a line; nobody where there is no file.

    Raises BadBackupKey when a line is none: nothing is to be written in the clear by mistake.
    """
    try:
        lines = _lines(path)
        recipients = tuple(Recipient.from_str(line) for line in lines)
    except FileNotFoundError:
        return ()
    except (pyrage.RecipientError, UnicodeDecodeError):
        raise BadBackupKey(str(path)) from None
    if not recipients:
        raise BadBackupKey(str(path))
    return recipients


def read_identities(path: Path) -> tuple[Identity, ...]:
    """Return the secret keys of a file, one a line; raise BadIdentity when there are none."""
    try:
        identities = tuple(Identity.from_str(line) for line in _lines(path))
    except (OSError, pyrage.IdentityError, UnicodeDecodeError):
        raise BadIdentity(str(path)) from None
    if not identities:
        raise BadIdentity(str(path))
    return identities


def _lines(path: Path) -> list[str]:
    lines = (line.strip() for line in path.read_text("utf-8").splitlines())
    return [line for line in lines if line and not line.startswith("#")]


def is_encrypted(path: Path) -> bool:
    """Tell whether a file is encrypted in this way."""
    with path.open("rb") as file:
        return file.read(len(_BEGINNING)) == _BEGINNING


def encrypt(plain: Path, target: Path, recipients: Sequence[Recipient]) -> None:
    """Encrypt a file into another one that only its owner can open; it was read again whole.

    It is encrypted for one more reader, whose secret key this function alone has: so what was
    written can be decrypted once, and compared. Raises StoreFull and NoRights, and leaves nothing.
    """
    reader = Identity.generate()
    remove(target)
    make_private(target)
    try:
        with plain.open("rb") as source, target.open("r+b") as sink:
            pyrage.encrypt_io(source, sink, [*recipients, reader.to_public()])
        flush(target)
        with target.open("rb") as source:
            hashed = _Hash()
            pyrage.decrypt_io(source, hashed, [reader])
        if hashed.value() != _hash_of(plain):
            raise StoreFull("the disk gives back other bytes than it was given")
    except (OSError, pyrage.EncryptError, pyrage.DecryptError):
        remove(target)
        raise StoreFull("the disk does not take the copy") from None
    except BaseException:
        remove(target)
        raise


def decrypt(source: Path, target: Path, identities: Sequence[Identity]) -> None:
    """Write into a file what is encrypted in another; raise WrongIdentity, CopyDamaged, StoreFull.

    Part of it is there when this fails.
    """
    with source.open("rb") as file, target.open("r+b", buffering=0) as opened:
        sink = _Sink(opened)
        try:
            pyrage.decrypt_io(file, sink, identities)
        except (OSError, pyrage.DecryptError) as error:
            if sink.is_full:
                raise StoreFull("the disk does not take what is decrypted") from None
            if "No matching keys" in str(error):
                raise WrongIdentity("none of the keys opens the copy") from None
            raise CopyDamaged("the copy cannot be decrypted") from None


class _Sink:
    """A file to write to, which remembers that it refused."""

    def __init__(self, file: FileIO) -> None:
        self._file = file
        self.is_full = False

    def write(self, piece: bytes) -> int:
        try:
            return self._file.write(piece)
        except OSError:
            self.is_full = True
            raise

    def flush(self) -> None:
        """Have nothing to do."""


class _Hash:
    """Something to write to that keeps a hash of it."""

    def __init__(self) -> None:
        self._hash = sha256()

    def write(self, piece: bytes) -> int:
        self._hash.update(piece)
        return len(piece)

    def flush(self) -> None:
        """Have nothing to do."""

    def value(self) -> bytes:
        return self._hash.digest()


def _hash_of(path: Path) -> bytes:
    hashed = _Hash()
    with path.open("rb") as file:
        while piece := file.read(1 << 20):
            hashed.write(piece)
    return hashed.value()
