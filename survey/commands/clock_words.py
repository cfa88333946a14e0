"""What commands say about the clock, and what they ask."""

from datetime import date

from survey.commands.agreement import agree
from survey.commands.refusals import refuse
from survey.commands.words import _, language, say
from survey.domain.believable_clock import Doubt
from survey.services.ask_about_clock import (
    ClockState,
    clock_state,
    confirm_clock,
)
from survey.services.survey import Survey
from templates.languages import day


def tell_of_clock(survey: Survey) -> None:
    """Say what is wrong about the clock and the days; nothing when all is well."""
    state = clock_state(survey)
    if state.doubt is not None:
        _say(state.doubt)
        say("No day is closed until somebody answers on the staff pages or with “hailong clock”.")
    say_future_days(state)


def say_future_days(state: ClockState) -> None:
    """Say that days lie in the future, if any do; repairing waits until the clock is believed."""
    if not state.future_days:
        return
    say(
        "%(count)s days after the one that the clock shows have answers or are closed, the last of "
        "them %(day)s.",
        count=len(state.future_days),
        day=shown(state.future_days[-1]),
    )
    if state.doubt is None:
        say(
            "At some time the clock showed a day that was still to come. If it is right now, "
            "“hailong clock --repair --to YEAR-MONTH-DAY” puts the days right."
        )
    else:
        say(
            "Either the clock is wrong now, or it was wrong before. Look at a calendar and set the "
            "clock right first; these days stay as they are."
        )


def ask_about_clock(survey: Survey) -> None:
    """Ask whether the clock is right, if that is doubtful; end when it is not."""
    state = clock_state(survey)
    doubt = state.doubt
    if doubt is None:
        return
    _say(doubt)
    say_future_days(state)
    if doubt.is_impossible:
        refuse(_("This day cannot be right. Set the clock of the machine; nothing was closed."))
    agree(
        _("Is the clock right?"),
        _("Set the clock of the machine and run this again; nothing was closed."),
    )
    confirm_clock(survey, doubt.shown)


def shown(value: date) -> str:
    """Return a day as the terminal writes it."""
    return day(value, language())


def _say(doubt: Doubt) -> None:
    say(
        "The clock of this machine shows %(shown)s. The last day that we know of is %(known)s.",
        shown=shown(doubt.shown),
        known=shown(doubt.known),
    )
