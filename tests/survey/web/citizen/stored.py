"""What lies in the inbox, read past our own code."""

from contextlib import closing
from dataclasses import dataclass

from survey.services.survey import Survey
from survey.store.driver import sqlite3


@dataclass(frozen=True)
class Stored:
    """A row of the inbox, as far as a test of pages looks at it."""

    service_point: int
    language: str
    answers: str
    comment: str


def stored(survey: Survey) -> list[Stored]:
    """Return every response of the inbox."""
    wanted = "SELECT service_point, language, answers, comment FROM inbox"
    with closing(sqlite3.connect(survey.settings.database)) as connection:
        return [Stored(*row) for row in connection.execute(wanted)]
