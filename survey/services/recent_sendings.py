"""Whether a sending is the stored one once more, whose thanks were lost on their way.

A row leads to no visit, so the database cannot tell. For ten minutes this remembers, in memory
alone, a hash of each sending that was stored, made with a key of this process; a restart forgets
them all.
"""

import os
import time
from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass, field
from hashlib import blake2b
from threading import Lock

KEPT_SECONDS = 600
MOST_KEPT = 10_000


@dataclass(frozen=True)
class RecentSendings:
    """What was stored a moment ago, shared by all threads of the server."""

    seconds: Callable[[], float] = time.monotonic
    _key: bytes = field(default_factory=lambda: os.urandom(32), repr=False)
    _since: dict[bytes, float] = field(default_factory=dict, repr=False)
    _lock: Lock = field(default_factory=Lock, repr=False)

    def digest(self, nonce: bytes, answers: str, comment: str) -> bytes:
        """Return what a sending is known by: another mark or word makes another one."""
        return blake2b(repr((nonce, answers, comment)).encode(), key=self._key).digest()

    def settle(self, sending: bytes, stored: Future[bool]) -> None:
        """Remember a sending if it is what was stored for its visit."""
        if stored.exception() is None and stored.result():
            with self._lock:
                self._forget()
                self._since[sending] = self.seconds()

    def has(self, sending: bytes) -> bool:
        """Tell whether this very sending was stored a moment ago."""
        with self._lock:
            self._forget()
            return sending in self._since

    def _forget(self) -> None:
        # In the order in which they came, so only those that go are looked at.
        while self._since:
            oldest, since = next(iter(self._since.items()))
            if self.seconds() - since < KEPT_SECONDS and len(self._since) < MOST_KEPT:
                return
            del self._since[oldest]
