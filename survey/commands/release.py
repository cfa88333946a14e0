"""`hailong release`: publish the reports of periods that are over; the server does so by itself."""

import click

from survey.background import RunHere
from survey.commands.clock_words import ask_about_clock
from survey.commands.opening import opened_survey
from survey.commands.words import _, language, say
from survey.services.publish_report import due_periods, publish_due
from templates.languages import day


@click.command(
    help=_("Publish the reports of periods that are over; done again, it changes nothing.")
)
def release() -> None:
    """Publish what is due, one report after the other."""
    with opened_survey() as survey:
        ask_about_clock(survey)
        due = due_periods(survey)
        for period in due:
            publish_due(survey, RunHere(), period)
            say(
                "Published: the report of %(begins)s to %(ends)s.",
                begins=day(period.begins, language()),
                ends=day(period.ends, language()),
            )
    if not due:
        say("No report is due: those of all periods that may be published are.")
