"""What a copy of the database says about itself: a block at its end, after the last page.

SQLite reads no further than its pages, so a copy stays a database that every tool opens; and what
is said survives each new name. The last line is the hash of every byte before it: a byte that
changed in a part that nobody reads is found too.
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from hashlib import sha256

BLOCK_BYTES = 4096
_KIND = "hailong-copy-1"
_HASH_BYTES = 65  # in letters, and the end of the line


@dataclass(frozen=True)
class Manifest:
    """Which program made a copy, of which tables, on which day, and how many rows each has."""

    program: str
    tables: str
    day: date
    rows: Mapping[str, int]


class NoManifest(ValueError):
    """There is no whole manifest at the end of the bytes."""


class WrongHash(ValueError):
    """The bytes are not those of which the manifest was made."""


def block_of(manifest: Manifest, content: Iterable[bytes]) -> bytes:
    """Return what is to stand after the content of a copy."""
    said = {
        "kind": _KIND,
        "program": manifest.program,
        "tables": manifest.tables,
        "day": manifest.day.isoformat(),
        "rows": dict(manifest.rows),
    }
    text = json.dumps(said).encode("ascii").ljust(BLOCK_BYTES - _HASH_BYTES)
    return text + _hash_line(content, text)


def read_block(block: bytes, content: Iterable[bytes]) -> Manifest:
    """Return what a copy says about itself; raise NoManifest, or WrongHash when it is not so."""
    if len(block) != BLOCK_BYTES:
        raise NoManifest("no manifest stands here")
    manifest = _parsed(block)
    text, line = block[:-_HASH_BYTES], block[-_HASH_BYTES:]
    if _hash_line(content, text) != line:
        raise WrongHash("the content is not that of which the manifest was made")
    return manifest


def has_block(end: bytes) -> bool:
    """Tell whether the end of a file looks as if a manifest stood there."""
    return end.startswith(b'{"kind": "' + _KIND.encode())


def _parsed(block: bytes) -> Manifest:
    try:
        said = json.loads(block[:-_HASH_BYTES])
        day = date.fromisoformat(said["day"])
        manifest = Manifest(str(said["program"]), str(said["tables"]), day, dict(said["rows"]))
    except (ValueError, KeyError, TypeError):
        raise NoManifest("no manifest stands here") from None
    return manifest


def _hash_line(content: Iterable[bytes], text: bytes) -> bytes:
    hashed = sha256()
    for piece in content:
        hashed.update(piece)
    hashed.update(text)
    return hashed.hexdigest().encode() + b"\n"
