"""Copies that only who has the secret key can read: the format of https://age-encryption.org.

The public key is a file among the data: a copy made by the clock needs nobody. The secret key is
never on the server; the standard program `age` opens a copy with it, too.
"""

from codecs import BOM_UTF16_BE, BOM_UTF16_LE
from collections.abc import Sequence
from hashlib import sha256
from io import FileIO
from pathlib import Path

import pyrage
from pyrage.x25519 import Identity, Recipient

from survey.domain.errors import (
    BadBackupKey,
    BadBackupLine,
    BadIdentity,
    CopyDamaged,
    StoreFull,
    TargetExists,
    WrongIdentity,
)
from survey.store.replacing import flush, make_private, remove

_BEGINNING = b"age-encryption.org/"
_OF_IDENTITIES = "AGE-SECRET-KEY-1"


def new_key(path: Path) -> str:
    """Write the public half of a new pair of keys to a file, and return the secret half.

    It is kept nowhere. Raises TargetExists rather than write over another key.
    """
    if path.exists():
        raise TargetExists(path.name)
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
        lines = _typed(path).splitlines()
    except FileNotFoundError:
        return ()
    recipients = []
    for number, line in enumerate(lines, 1):
        key = line.strip()
        if key and not key.startswith("#"):
            recipients.append(_recipient(key, path, number))
    if not recipients:
        raise BadBackupKey(str(path))
    return tuple(recipients)


def _recipient(key: str, path: Path, number: int) -> Recipient:
    try:
        return Recipient.from_str(key)
    except pyrage.RecipientError:
        raise BadBackupLine(str(path), number) from None


def read_identities(path: Path) -> tuple[Identity, ...]:
    """Return the secret keys of a file, among whatever else it says; raise BadIdentity.

    What `hailong backup --new-key` prints may have been written to it as it is.
    """
    try:
        keys = (word for word in _typed(path).split() if word.startswith(_OF_IDENTITIES))
        identities = tuple(Identity.from_str(key) for key in keys)
    except (OSError, pyrage.IdentityError):
        raise BadIdentity(str(path)) from None
    if not identities:
        raise BadIdentity(str(path))
    return identities


def _typed(path: Path) -> str:
    """Return what an editor or a terminal wrote: PowerShell and Notepad have forms of their own."""
    written = path.read_bytes()
    is_wide = written.startswith((BOM_UTF16_LE, BOM_UTF16_BE))
    return written.decode("utf-16" if is_wide else "utf-8-sig", "replace")


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
