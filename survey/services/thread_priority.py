"""Letting one thread work only on what the others leave over."""

import ctypes
import os
import sys
from contextlib import suppress
from threading import get_native_id

# Of -20 to 19: a thread of 10 gets about a tenth of what an ordinary one gets beside it.
_NICE = 10
_WINDOWS_BELOW_NORMAL = -1


def lower_priority() -> None:
    """Lower the priority of the thread that calls this, where the system lets it."""
    if sys.platform == "win32":
        windows = ctypes.windll.kernel32
        windows.SetThreadPriority(windows.GetCurrentThread(), _WINDOWS_BELOW_NORMAL)
    elif sys.platform == "linux":
        # Linux knows priorities of threads; elsewhere this would be that of the whole process.
        with suppress(OSError):
            os.setpriority(os.PRIO_PROCESS, get_native_id(), _NICE)
