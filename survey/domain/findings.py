"""What an examination of an installation finds: what was seen, whether it holds, and what to do.

Texts are English sentences, to be translated; `values` fill their places.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class Verdict(StrEnum):
    """How it stands with what was looked at: a word for the terminal, to be translated."""

    HOLDS = "good"
    DOUBTFUL = "note"  # somebody should know it; nothing is broken
    FAILS = "BAD"


class Size(int):
    """So many bytes, which are shown in the unit that people read."""


@dataclass(frozen=True)
class Finding:
    """What was seen of one thing, and what to do about it."""

    verdict: Verdict
    seen: str
    remedy: str = ""
    values: Mapping[str, object] = field(default_factory=dict)


def holds(seen: str, **values: object) -> Finding:
    """Return the finding that something is as it should be."""
    return Finding(Verdict.HOLDS, seen, values=values)


def doubtful(seen: str, remedy: str, **values: object) -> Finding:
    """Return the finding that somebody should know or look at something."""
    return Finding(Verdict.DOUBTFUL, seen, remedy, values)


def fails(seen: str, remedy: str, **values: object) -> Finding:
    """Return the finding that something is not as promised."""
    return Finding(Verdict.FAILS, seen, remedy, values)
