"""`hailong release`: publish the reports of periods that are over; the server does so by itself."""

import click

from survey.background import RunHere
from survey.commands.clock_words import ask_about_clock
from survey.commands.opening import opened_survey
from survey.commands.words import _, language, say
from survey.domain.errors import FewOthers
from survey.domain.publications import WantedReport
from survey.services.find_due_reports import release_state
from survey.services.order_report import give_up_order
from survey.services.publish_report import publish_wanted
from survey.services.survey import Survey
from templates.languages import day


@click.command(
    help=_("Publish the reports of periods that are over; done again, it changes nothing.")
)
def release() -> None:
    """Publish what is due, one report after the other."""
    with opened_survey() as survey:
        ask_about_clock(survey)
        release_state(survey).refuse_damage()
        is_any_due = False
        # A server beside may publish meanwhile; what that leaves is looked for again.
        while wanted := release_state(survey).wanted:
            is_any_due = True
            for one in wanted:
                _publish(survey, one)
    if not is_any_due:
        say("No report is due: those of all periods that may be published are.")


def _publish(survey: Survey, wanted: WantedReport) -> None:
    try:
        published = publish_wanted(survey, RunHere(), wanted)
    except FewOthers:
        give_up_order(survey, wanted.period)
        raise
    if published is None:
        return
    say(
        "Published: the report of %(begins)s to %(ends)s.",
        begins=day(wanted.period.begins, language()),
        ends=day(wanted.period.ends, language()),
    )
