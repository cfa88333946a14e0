"""How fast a kiosk may answer: one response in thirty seconds, as no faster people follow.

Kept in memory and by a clock that nobody can set: nothing of it is written down, and a restart
forgets it. It knows codes of kiosks and nothing about anybody who answers there.
"""

import time
from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass, field
from math import ceil
from threading import Lock

from survey.domain.errors import TooSoon

PAUSE_SECONDS = 30


class Turn:
    """One try to store a response; what it took is given back if it is not stored."""

    def __init__(self, pace: "KioskPace") -> None:
        self._pace = pace
        self._before: dict[str, float | None] = {}

    def take(self, code: str) -> None:
        """Let a kiosk answer now, or raise TooSoon."""
        self._before[code] = self._pace.begin(code)

    def settle(self, stored: Future[bool]) -> None:
        """Let what was before stand again if the response is not stored after all."""
        if stored.exception() is not None:
            for code, last in self._before.items():
                self._pace.restore(code, last)


@dataclass(frozen=True)
class KioskPace:
    """When each kiosk answered last, shared by all threads of the server."""

    seconds: Callable[[], float] = time.monotonic
    _last: dict[str, float] = field(default_factory=dict)
    _lock: Lock = field(default_factory=Lock)

    def turn(self) -> Turn:
        """Return a turn, which counts only if its response is stored."""
        return Turn(self)

    def begin(self, code: str) -> float | None:
        """Count an answer of now and return when the last one was; raise TooSoon instead."""
        with self._lock:
            now, last = self.seconds(), self._last.get(code)
            if last is not None and now - last < PAUSE_SECONDS:
                raise TooSoon(ceil(last + PAUSE_SECONDS - now))
            self._last[code] = now
            return last

    def restore(self, code: str, last: float | None) -> None:
        """Take an answer back that was not stored after all."""
        with self._lock:
            if last is None:
                self._last.pop(code, None)
            else:
                self._last[code] = last
