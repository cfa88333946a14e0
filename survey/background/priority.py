"""Giving way to whoever serves citizens."""

import os
import subprocess
import sys

# Ten times less than the server, where both want the processor.
_NICENESS = 10

# Given when the process is started; POSIX lets a process lower itself.
CREATION_FLAGS = 0
if sys.platform == "win32":
    CREATION_FLAGS = subprocess.BELOW_NORMAL_PRIORITY_CLASS | subprocess.CREATE_NO_WINDOW


def give_way() -> None:
    """Lower the priority of this process."""
    if sys.platform != "win32":
        os.nice(_NICENESS)
