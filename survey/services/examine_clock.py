"""What is examined of the clock, and of the days that it has given."""

from survey.domain.findings import Finding, fails, holds
from survey.services.installation import Check, Installation
from survey.store.clock_days import days_after, known_day
from templates.languages import N_


def clock_is_believed(installation: Installation) -> Finding:
    """Compare the clock with the last day on which it was believed."""
    today = installation.clock.now().date()
    with installation.store.reading() as connection:
        known = known_day(connection)
    if known is None or known.fits(today):
        return holds(N_("it shows %(shown)s"), shown=today)
    return fails(
        N_("it shows %(shown)s, and the last day that we know of is %(known)s"),
        N_("No day is closed until “hailong clock” or the staff pages were told that it is right."),
        shown=today,
        known=known.day,
    )


def no_day_lies_in_the_future(installation: Installation) -> Finding:
    """Look for answers and closed days that the clock has not reached."""
    with installation.store.reading() as connection:
        today, known = installation.clock.now().date(), known_day(connection)
        days = days_after(connection, today)
    if not days:
        return holds(N_("none has answers or is closed"))
    if known is None or known.fits(today):
        remedy = N_(
            "If the clock is right now, run “hailong clock --repair --to YEAR-MONTH-DAY”; "
            "otherwise set it right."
        )
    else:
        remedy = N_(
            "Either the clock is wrong now, or it was wrong before: look at a calendar and set it "
            "right first."
        )
    return fails(
        N_("%(count)s have answers or are closed, the last of them %(day)s"),
        remedy,
        count=len(days),
        day=days[-1],
    )


CLOCK_CHECKS = (
    Check(N_("Clock of the machine"), clock_is_believed),
    Check(N_("Days in the future"), no_day_lies_in_the_future),
)
