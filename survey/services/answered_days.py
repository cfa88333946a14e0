"""From when on there are answers."""

from datetime import date

from survey.services.survey import Survey
from survey.store import responses as stored


def first_day(survey: Survey) -> date:
    """Return the day of the earliest response, today before there is one."""
    with survey.store.reading() as connection:
        return stored.first_day(connection) or survey.today()
