"""`hailong seal`: close the days that are over; the server does so by itself after midnight."""

import click

from survey.commands.clock_words import ask_about_clock
from survey.commands.opening import opened_survey
from survey.commands.refusals import refuse
from survey.commands.words import _, language, say
from survey.services.empty_journal import Journal, empty_journal
from survey.services.seal_day import seal_closed_days
from templates.languages import day

# Nothing of ours reads for so long at a time.
PATIENCE_SECONDS = 3.0


@click.command(help=_("Close the days that are over; done again, it changes nothing."))
def seal() -> None:
    """Close the days that are over."""
    with opened_survey() as survey:
        ask_about_clock(survey)
        sealed = seal_closed_days(survey)
        journal = empty_journal(survey, PATIENCE_SECONDS)
    for closed in sealed:
        say(
            "%(day)s is sealed: %(count)s responses.",
            day=day(closed.day, language()),
            count=closed.responses,
        )
    if not sealed:
        say("Nothing to seal: every day before today is sealed.")
    _show(journal)


def _show(journal: Journal) -> None:
    if journal.is_empty:
        say("The journal is empty: nothing is left of the order in which answers came.")
        return
    readers = ", ".join(journal.readers) or _("another program")
    refuse(
        _(
            "The journal, in which answers stand in the order in which they came, could not be "
            "emptied, because %(readers)s is reading it. The server tries again each second; "
            "without one, end that program and run “hailong seal” again."
        )
        % {"readers": readers}
    )
