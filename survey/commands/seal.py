"""`hailong seal`: close the days that are over; the server does so by itself after midnight."""

import click

from survey.commands.opening import opened_survey
from survey.commands.words import _, language, say
from survey.services.seal_day import seal_closed_days
from templates.languages import day


@click.command(help=_("Close the days that are over; done again, it changes nothing."))
def seal() -> None:
    """Close the days that are over."""
    with opened_survey() as survey:
        sealed = seal_closed_days(survey)
    for closed in sealed:
        say(
            "%(day)s is sealed: %(count)s responses.",
            day=day(closed.day, language()),
            count=closed.responses,
        )
    if not sealed:
        say("Nothing to seal: every day before today is sealed.")
