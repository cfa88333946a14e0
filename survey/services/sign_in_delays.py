"""How long the next try to sign in has to wait: longer with each failure, never for ever.

Names are counted as they were typed, so that names that do not exist wait as long as those that
do. No address is looked at, and nothing is written down: a restart forgets all failures.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from threading import Lock

FREE_TRIES = 5
LONGEST_WAIT = timedelta(seconds=60)
FORGOTTEN_AFTER = timedelta(hours=1)
MOST_NAMES = 10_000


@dataclass(frozen=True)
class _Tries:
    count: int
    last: datetime

    @property
    def next_at(self) -> datetime:
        doublings = min(self.count - FREE_TRIES, 6)
        wait = timedelta(seconds=2**doublings) if doublings >= 0 else timedelta()
        return self.last + min(wait, LONGEST_WAIT)


class SignInDelays:
    """Failed tries by name, kept in memory and shared by all threads of the server."""

    def __init__(self) -> None:
        self._tries: dict[str, _Tries] = {}
        self._lock = Lock()

    def begin(self, name: str, now: datetime) -> timedelta:
        """Return how long this try must wait; zero lets it through and counts it as failed.

        It is counted before the password is looked at: guesses sent all at once would otherwise
        overtake the count. A try that has to wait does not make the wait longer, so nobody can
        keep a colleague out by trying without a pause.
        """
        with self._lock:
            tries = self._tries.pop(name, None)
            if tries is None or now - tries.last > FORGOTTEN_AFTER:
                tries = _Tries(0, now)
            wait = max(tries.next_at - now, timedelta())
            self._tries[name] = tries if wait else _Tries(tries.count + 1, now)
            while len(self._tries) > MOST_NAMES:
                del self._tries[next(iter(self._tries))]
            return wait

    def succeeded(self, name: str) -> None:
        """Forget the failures of a name whose password was right."""
        with self._lock:
            self._tries.pop(name, None)
