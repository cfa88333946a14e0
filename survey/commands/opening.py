"""The survey that a command works on, closed when it is done."""

import os
from collections.abc import Iterator
from contextlib import closing, contextmanager

from survey.commands.refusals import refusals
from survey.commands.words import say
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
            tell_of_upgrade(survey)
            yield survey


def tell_of_upgrade(survey: Survey) -> None:
    """Say where the database is as it was, when opening it has brought it up to date."""
    if survey.before_upgrade is not None:
        say(
            "The database was brought up to date. As it was before: %(file)s. The next good backup "
            "removes that file, which may hold what is no longer kept.",
            file=survey.before_upgrade,
        )
