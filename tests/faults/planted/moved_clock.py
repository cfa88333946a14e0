"""A machine whose clock is wrong by as many seconds as a file says."""

import os
import time
from pathlib import Path

from survey.cli import main

FILE = "PLANTED_CLOCK"

_right = time.time


def _moved() -> float:
    return _right() + float(Path(os.environ[FILE]).read_text("utf-8"))


time.time = _moved

if __name__ == "__main__":
    main()
