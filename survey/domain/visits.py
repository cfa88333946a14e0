"""One opening of the page, from which at most one response comes."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from survey.domain.modes import Mode

LASTS = timedelta(days=30)
NONCE_BYTES = 16


@dataclass(frozen=True)
class Visit:
    """What the page carries from its opening to its sending; nothing of it is stored."""

    poster: str
    plan: str
    questionnaire: str
    language: str
    mode: Mode
    # Exact times would let a clerk match a page to the person who has just left the counter.
    hour: datetime
    nonce: bytes

    def is_expired(self, now: datetime) -> bool:
        """Whether the page was opened more than thirty days before `now`."""
        return now - self.hour > LASTS
