"""A store that asks for less than `synchronous=FULL`, and is content with it."""

import os

from survey.cli import main
from survey.store.engine import SETTINGS
from tests.faults import short_log  # noqa: F401 - what it carries over is not flushed either

LEVELS = {"NORMAL": 1, "OFF": 0}
level = os.environ["PLANTED_SYNCHRONOUS"]
SETTINGS["synchronous"] = (level, LEVELS[level])

if __name__ == "__main__":
    main()
