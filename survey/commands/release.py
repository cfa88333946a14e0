"""`hailong release`: publish the reports of periods that are over; the server does so by itself."""

import logging
import sys

import click

from questionnaires.months import Months
from survey.background import RunHere
from survey.commands.clock_words import ask_about_clock
from survey.commands.opening import opened_survey
from survey.commands.refusals import EXIT_REFUSED, sentence_of
from survey.commands.words import _, language, say
from survey.domain.errors import FewOthers, SurveyError
from survey.domain.publications import WantedReport
from survey.quiet_log import log_place
from survey.services.find_due_reports import release_state
from survey.services.order_report import give_up_order
from survey.services.publish_report import publish_wanted
from survey.services.survey import Survey
from templates.languages import N_, day

_log = logging.getLogger(__name__)
_BROKEN = N_(
    "The report of %(begins)s to %(ends)s could not be made: something broke in the program "
    "(%(kind)s). No report of it was published now, and no answer was changed or lost. Run it "
    "again; if it breaks again, show the line above to whoever keeps the program."
)


@click.command(
    help=_("Publish the reports of periods that are over; done again, it changes nothing.")
)
def release() -> None:
    """Publish what is due, one report after the other."""
    with opened_survey() as survey:
        ask_about_clock(survey)
        release_state(survey).refuse_damage()
        is_any_due, broken = False, set[Months]()
        # A server beside may publish meanwhile; what that leaves is looked for again.
        while wanted := [w for w in release_state(survey).wanted if w.period not in broken]:
            is_any_due = True
            broken |= {one.period for one in wanted if not _is_published(survey, one)}
    if broken:
        sys.exit(EXIT_REFUSED)
    if not is_any_due:
        say("No report is due: those of all periods that may be published are.")


def _is_published(survey: Survey, wanted: WantedReport) -> bool:
    """Publish a report; where the program itself breaks say so, as others can be made."""
    try:
        _publish(survey, wanted)
    except Exception as error:  # the other periods go on, as on the server
        if isinstance(error, SurveyError) and sentence_of(error) is not None:
            raise
        log_place(_log, error)
        values = {**_days(wanted.period), "kind": type(error).__name__}
        click.echo(_(_BROKEN) % values, err=True)
        return False
    return True


def _publish(survey: Survey, wanted: WantedReport) -> None:
    try:
        published = publish_wanted(survey, RunHere(), wanted)
    except FewOthers:
        give_up_order(survey, wanted.period)
        raise
    if published is not None:
        say("Published: the report of %(begins)s to %(ends)s.", **_days(wanted.period))


def _days(period: Months) -> dict[str, str]:
    return {"begins": day(period.begins, language()), "ends": day(period.ends, language())}
