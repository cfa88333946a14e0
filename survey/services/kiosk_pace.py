"""How fast a tablet may answer: one response in thirty seconds, as no faster people follow.

Kept in memory and by a clock that nobody can set: nothing of it is written down, and a restart
forgets it. It knows numbers of tablets and nothing about anybody who answers there.
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
        self._before: dict[int, float | None] = {}

    def take(self, tablet: int) -> None:
        """Let a tablet answer now, or raise TooSoon."""
        self._before[tablet] = self._pace.begin(tablet)

    def settle(self, stored: Future[bool]) -> None:
        """Let what was before stand again if the response is not stored after all."""
        if stored.exception() is not None:
            for tablet, last in self._before.items():
                self._pace.restore(tablet, last)


@dataclass(frozen=True)
class KioskPace:
    """When each tablet answered last, shared by all threads of the server."""

    seconds: Callable[[], float] = time.monotonic
    _last: dict[int, float] = field(default_factory=dict)
    _lock: Lock = field(default_factory=Lock)

    def turn(self) -> Turn:
        """Return a turn, which counts only if its response is stored."""
        return Turn(self)

    def begin(self, tablet: int) -> float | None:
        """Count an answer of now and return when the last one was; raise TooSoon instead."""
        with self._lock:
            now, last = self.seconds(), self._last.get(tablet)
            if last is not None and now - last < PAUSE_SECONDS:
                raise TooSoon(ceil(last + PAUSE_SECONDS - now))
            self._last[tablet] = now
            return last

    def restore(self, tablet: int, last: float | None) -> None:
        """Take an answer back that was not stored after all."""
        with self._lock:
            if last is None:
                self._last.pop(tablet, None)
            else:
                self._last[tablet] = last
