"""What commands say about the clock, and what they ask."""

from datetime import date

import click

from survey.commands.refusals import refuse
from survey.commands.words import _, language, say
from survey.domain.believable_clock import Doubt
from survey.services.ask_about_clock import (
    ClockState,
    clock_state,
    confirm_clock,
    doubt_about_clock,
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
    """Say that days lie in the future, if any do."""
    if state.future_days:
        say(
            "Days in the future have answers or are closed: %(days)s. The clock was ahead; "
            "“hailong clock --repair” puts the days right.",
            days=", ".join(shown(each) for each in state.future_days),
        )


def ask_about_clock(survey: Survey) -> None:
    """Ask whether the clock is right, if that is doubtful; end when it is not."""
    doubt = doubt_about_clock(survey)
    if doubt is None:
        return
    _say(doubt)
    if doubt.is_impossible:
        refuse(_("This day cannot be right. Set the clock of the machine; nothing was closed."))
    try:
        is_right = click.confirm(_("Is the clock right?"), default=False)
    except click.Abort:
        is_right = False
    if not is_right:
        refuse(_("Set the clock of the machine and run this again; nothing was closed."))
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
