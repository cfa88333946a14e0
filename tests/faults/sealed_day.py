"""Days of answers whose order of arrival is known, sealed and copied."""

import random
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from survey.services.back_up import back_up
from survey.services.clock import VIETNAM
from survey.services.manage_places import add_service_point, overview
from survey.services.open_survey import create_survey
from survey.services.open_visit import OpenVisit, open_visit
from survey.services.seal_day import seal_closed_days
from survey.services.set_up_office import set_up_office
from survey.services.submit_response import submit_response
from survey.services.survey import Survey
from survey.settings import Settings
from tests.survey.conftest import Clock

OPENS = datetime(2026, 3, 2, 7, 30, tzinfo=VIETNAM)


@dataclass(frozen=True)
class Arrivals:
    """Where the answers of known days lie; the comment of each ends in its arrival number."""

    database: Path
    backup: Path
    journal_bytes: int  # of the write-ahead log right after sealing, the server still at work

    @classmethod
    def on_days(cls, folder: Path, number: int, days: int) -> "Arrivals":
        """Let people come one after another, close each day and copy the database."""
        clock, chance = Clock(OPENS), random.Random(20260302)
        survey = create_survey(Settings(data=folder / "data"), clock, chance.randbytes)
        set_up_office(survey, "Sở thử nghiệm", "https://thu.example.vn", "0215 000 000")
        add_service_point(survey, "Quầy 1", "Việc làm", "Tầng 1")
        (counter,) = overview(survey)
        for arrival in range(number):
            clock.pass_time(timedelta(seconds=90))
            answer(survey, counter.active_posters[0].code, arrival, chance)
            if (arrival + 1) % (number // days) == 0:
                clock.pass_days(1)
                seal_closed_days(survey)
        database, backup = survey.settings.database, folder / "backup.sqlite3"
        journal_bytes = database.with_name(database.name + "-wal").stat().st_size
        back_up(survey, backup)
        survey.store.close()
        return cls(database, backup, journal_bytes)


def answer(survey: Survey, code: str, arrival: int, chance: random.Random) -> OpenVisit:
    """Answer as the person of an arrival number, who says so in the comment; return the page."""
    opened = open_visit(survey, code, "vi")
    marked = {
        question.id: [chance.choice(question.choices).value]
        for question in opened.questionnaire.questions
    }
    submit_response(survey, code, opened.visit, marked, f"khách {arrival:05}")
    return opened
