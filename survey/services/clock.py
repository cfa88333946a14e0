"""The two clocks of the machine: the one that says what day it is, and the one that only counts."""

import ctypes
import sys
import time
from datetime import datetime
from typing import Protocol
from zoneinfo import ZoneInfo

VIETNAM = ZoneInfo("Asia/Ho_Chi_Minh")
# Of a clock that shows more nothing can be added up any more: Python's years end with 9999.
_LATEST = datetime(2100, 1, 1, tzinfo=VIETNAM).timestamp()


class Clock(Protocol):
    """What time it is, and how much of it has passed."""

    def now(self) -> datetime:
        """Return the present moment in Vietnam, as right as somebody has set it."""

    def elapsed(self) -> float:
        """Return the seconds since the machine was started, in which it slept too.

        Nobody can set them.
        """


class MachineClock:
    """The clocks of this machine."""

    def now(self) -> datetime:
        """Return the present moment in Vietnam, wherever the server stands."""
        return datetime.fromtimestamp(min(time.time(), _LATEST), VIETNAM)

    def elapsed(self) -> float:
        """Return the seconds since the machine was started."""
        # `time.monotonic` may stand still while the machine sleeps.
        if sys.platform == "linux":
            return time.clock_gettime(time.CLOCK_BOOTTIME)
        elif sys.platform == "win32":  # noqa: RET505 - each machine has its branch
            ticks = ctypes.windll.kernel32.GetTickCount64
            ticks.restype = ctypes.c_uint64
            return float(ticks() / 1000)
        elif sys.platform == "darwin":
            return time.clock_gettime(time.CLOCK_MONOTONIC_RAW)
        else:
            return time.monotonic()


MACHINE_CLOCK = MachineClock()
