"""The survey that a command works on, closed when it is done."""

import os
from collections.abc import Iterator
from contextlib import closing, contextmanager

from survey.commands.refusals import refusals
from survey.services.open_survey import open_survey
from survey.services.survey import Survey
from survey.settings import read_settings


@contextmanager
def opened_survey() -> Iterator[Survey]:
    """Give the survey that the environment names; what it refuses ends in a sentence."""
    with refusals():
        survey = open_survey(read_settings(os.environ))
        with closing(survey.store):
            yield survey
