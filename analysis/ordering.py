"""Names in the order that people expect: "Quầy 2" before "Quầy 10"."""

from __future__ import annotations

import re

_DIGITS = re.compile(r"([0-9]{1,9})")


def sorting_key(name: str) -> tuple[list[tuple[int, str]], str]:
    """Return what names are sorted by: their words and their numbers."""
    parts = _DIGITS.split(name.casefold())
    numbered = [(int(part), "") if part.isdecimal() else (-1, part) for part in parts]
    return numbered, name
