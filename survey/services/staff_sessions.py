"""Who is signed in: known to the serving process alone, so that a restart ends every session.

Nothing of it is written down: signing in needs no disk, and no wrong clock makes a session last,
since the moments here are of the clock that only counts.
"""

from collections import OrderedDict
from dataclasses import dataclass, field, replace
from threading import Lock

from survey.domain.staff import StaffAccount
from survey.limits import MOST_SESSIONS, SESSION_IDLE_SECONDS, SESSION_SECONDS


@dataclass(frozen=True)
class StaffSession:
    """One signing in: whose it is, under which password, and until when."""

    account: int
    password_hash: str = field(repr=False)
    expires: float  # unless it is used before
    ends: float  # whatever happens


class StaffSessions:
    """The sessions of one server, by the hashes of their tokens; shared by all its threads."""

    def __init__(self, most: int = MOST_SESSIONS) -> None:
        self._most = most
        self._lock = Lock()
        self._sessions: OrderedDict[bytes, StaffSession] = OrderedDict()

    def begin(self, token_hash: bytes, account: StaffAccount, now: float) -> None:
        """Sign somebody in; of too many sessions the one that was used longest ago ends."""
        begun = StaffSession(
            account.id, account.password_hash, now + SESSION_IDLE_SECONDS, now + SESSION_SECONDS
        )
        with self._lock:
            self._sessions[token_hash] = begun
            while len(self._sessions) > self._most:
                self._sessions.popitem(last=False)

    def use(self, token_hash: bytes, now: float) -> StaffSession | None:
        """Return a session and put its end off; None when it has ended."""
        with self._lock:
            session = self._sessions.pop(token_hash, None)
            if session is None or now >= session.expires:
                return None
            expires = min(now + SESSION_IDLE_SECONDS, session.ends)
            self._sessions[token_hash] = replace(session, expires=expires)
            return session

    def end(self, token_hash: bytes) -> None:
        """Sign out of one session."""
        with self._lock:
            self._sessions.pop(token_hash, None)
