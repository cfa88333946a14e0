"""The time of the office."""

from datetime import datetime
from zoneinfo import ZoneInfo

VIETNAM = ZoneInfo("Asia/Ho_Chi_Minh")


def vietnamese_time() -> datetime:
    """Return the present moment in Vietnam, wherever the server stands."""
    return datetime.now(VIETNAM)
