"""Signs a batch off and is killed when all is written and nothing committed: run as a module."""

import os
import signal
import sys
from dataclasses import replace
from pathlib import Path

from survey.services.open_survey import open_survey
from survey.settings import Settings
from survey.store.driver import sqlite3
from survey.store.engine import apply_settings, open_store
from tests.survey.paper import signed

LAST_WRITE = "INSERT INTO paper_sign_off"


def die_at_commit(connection: sqlite3.Connection) -> None:
    """Let the process be killed at the COMMIT that follows the last thing a sign-off writes."""
    apply_settings(connection)
    has_written = False

    def look(statement: str) -> None:
        nonlocal has_written
        has_written = has_written or statement.startswith(LAST_WRITE)
        if has_written and statement.startswith("COMMIT"):
            os.kill(os.getpid(), signal.SIGKILL)

    connection.set_trace_callback(look)


if __name__ == "__main__":
    survey = open_survey(Settings(data=Path(sys.argv[1])))
    survey.store.close()
    signed(replace(survey, store=open_store(survey.settings.database, die_at_commit)), sys.argv[2])
