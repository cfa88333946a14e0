"""The survey that a command works on, closed when it is done."""

import os
from collections.abc import Iterator
from contextlib import closing, contextmanager

from survey.commands.refusals import refusals
from survey.services.open_survey import open_survey
from survey.services.private_folder import refuse_root_on_others
from survey.services.survey import Survey
from survey.settings import Settings, read_settings


def settings_here() -> Settings:
    """Return the settings of the environment; root leaves nothing in a folder of somebody else."""
    settings = read_settings(os.environ)
    if os.name == "posix":
        refuse_root_on_others(settings.data, os.geteuid())
    return settings


@contextmanager
def opened_survey() -> Iterator[Survey]:
    """Give the survey that the environment names; what it refuses ends in a sentence."""
    with refusals():
        survey = open_survey(settings_here())
        with closing(survey.store):
            yield survey
