"""Tablets at the counter that staff have enrolled, and the keys by which they are known."""

import re
from dataclasses import dataclass, field
from datetime import date
from hashlib import sha256

LONGEST_NAME = 60
# The field of a form that brings a tablet's key; questionnaires refuse hyphens in ids.
KEY = "tablet-key"

# 256 random bits as a tablet writes them.
_KEY = re.compile("[0-9a-f]{64}")


@dataclass(frozen=True)
class Tablet:
    """One tablet of a kiosk's code, under the name that staff gave it."""

    id: int
    code: str
    name: str
    key_hash: bytes = field(repr=False)
    enrolled_on: date


def hash_of_key(sent: str) -> bytes | None:
    """Return what is kept of a key, or None for what no tablet of ours sends."""
    if not _KEY.fullmatch(sent):
        return None
    # 256 random bits cannot be guessed, so nothing slow or secret is needed here.
    return sha256(sent.encode()).digest()
