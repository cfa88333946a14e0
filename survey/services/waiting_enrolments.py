"""Codes by which a tablet can be enrolled once, within ten minutes: in memory alone."""

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from hmac import compare_digest
from threading import Lock

LAST_SECONDS = 600


@dataclass(frozen=True)
class Waiting:
    """A code for enrolling that was given and not used: the tablet's name, and until when."""

    typed: str
    name: str
    ends: float


@dataclass(frozen=True)
class WaitingEnrolments:
    """What waits at each kiosk's code, at most one; shared by all threads of the server.

    A restart forgets them, and staff take another one: so no backup holds any.
    """

    seconds: Callable[[], float] = time.monotonic
    _by_code: dict[str, Waiting] = field(default_factory=dict)
    _lock: Lock = field(default_factory=Lock)

    def begin(self, code: str, typed: str, name: str) -> None:
        """Let a tablet be enrolled under this name by who types `typed`, and by nothing before."""
        with self._lock:
            self._by_code[code] = Waiting(typed, name, self.seconds() + LAST_SECONDS)

    def take(self, code: str, typed: str) -> Waiting | None:
        """Use up what waits at a code and return it; None when it is another or has run out."""
        with self._lock:
            waiting = self._by_code.get(code)
            if waiting is None or not compare_digest(waiting.typed, typed):
                return None
            del self._by_code[code]
            return waiting if self.seconds() < waiting.ends else None

    def give_back(self, code: str, waiting: Waiting) -> None:
        """Let what could not be stored be tried again, unless another one was given meanwhile."""
        with self._lock:
            self._by_code.setdefault(code, waiting)
