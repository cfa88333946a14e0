"""`hailong clock`: whether the clock is right, and days that it has put into the future."""

from datetime import date, datetime

import click

from survey.commands.agreement import agree
from survey.commands.clock_words import ask_about_clock, say_future_days, shown
from survey.commands.dates import DAY
from survey.commands.opening import opened_survey
from survey.commands.refusals import refuse
from survey.commands.words import _, say
from survey.services.ask_about_clock import clock_state
from survey.services.repair_days import MovedMonth, Repair, days_to_repair, plan_repair, repair_days
from survey.services.survey import Survey


@click.command(
    help=_("Say what the clock shows, and ask whether it is right where that is doubtful.")
)
@click.option("--repair", is_flag=True, help=_("Put days right that lie in the future."))
@click.option(
    "--to",
    type=DAY,
    metavar=_("YEAR-MONTH-DAY"),
    help=_("With --repair: which day the last of them was in truth, as 2026-12-20."),
)
def clock(*, repair: bool, to: datetime | None) -> None:
    """Look at the clock; repair days when it is asked for."""
    with opened_survey() as survey:
        ask_about_clock(survey)
        if repair:
            _repair(survey, None if to is None else to.date())
            return
        say("The clock shows %(shown)s.", shown=shown(survey.today()))
        say_future_days(clock_state(survey))


def _repair(survey: Survey, last: date | None) -> None:
    if not days_to_repair(survey):
        say("No day lies in the future; nothing was changed.")
        return
    if last is None:
        # A clock that is wrong would name itself as the truth.
        say_future_days(clock_state(survey))
        refuse(
            _(
                "Nothing was changed. Name the day that the last of these days was in truth, as a "
                "calendar or the papers of that day say: --to YEAR-MONTH-DAY."
            )
        )
    planned = plan_repair(survey, last)
    _show(planned, last)
    agree(_("Change these days?"))
    before = repair_days(survey, planned, last)
    say("The days are put right.")
    say(
        "As they were before: %(file)s. “hailong restore” takes it back, while the server stands; "
        "the next good backup removes it.",
        file=before,
    )


def _show(planned: Repair, last: date) -> None:
    for each in planned.days:
        say(
            "%(day)s becomes %(to)s: %(count)s responses.",
            day=shown(each.day),
            to=shown(each.to),
            count=each.responses,
        )
        if each.came:
            say(
                "They came on %(day)s. A report of that month is published, and what these few "
                "answered would follow from it and later reports: so they are counted in the next "
                "month without one.",
                day=shown(each.came),
            )
    for month in planned.months:
        _show_month(month)
    if planned.office_days:
        say(
            "%(count)s days on which posters, counters, tablets, accounts or batches were changed, "
            "or a copy was made, become %(to)s.",
            count=planned.office_days,
            to=shown(last),
        )
    say(
        "Reports of the days on the right will count these answers. A copy of the database is made "
        "before; once it is gone, this cannot be undone."
    )


def _show_month(moved: MovedMonth) -> None:
    say(
        "Of closed answers the month alone is kept: the %(count)s of %(month)s become of %(to)s.",
        count=moved.responses,
        month=f"{moved.month:%m/%Y}",
        to=f"{moved.to:%m/%Y}",
    )
    if moved.astray:
        say(
            "%(count)s of them came in another month; which ones, nobody knows any more.",
            count=moved.astray,
        )
