"""`hailong init`: the first step of an installation, and the renewal of a lost set-up link."""

from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import click

from questionnaires.months import Months
from survey.commands.agreement import agree
from survey.commands.letterhead_choice import ask_letterhead, keep_letterhead
from survey.commands.letters import warn_of_office_letters
from survey.commands.links import has_staff, setup_link
from survey.commands.opening import opened_survey, settings_here, tell_of_upgrade
from survey.commands.plan_choice import PERIOD, PlanChoice, ask_plan, follow_plan
from survey.commands.refusals import refusals, refuse, sentence_of
from survey.commands.words import _, say
from survey.domain.errors import BadAddress, NotSetUp
from survey.domain.places import Office, public_address
from survey.services.invite_staff import is_link_open, make_renewal_link, make_setup_link
from survey.services.open_survey import create_survey
from survey.services.publish_text import use
from survey.services.set_up_office import checked_name, office, set_up_office
from survey.services.survey import Survey


@dataclass(frozen=True)
class Entered:
    """What an office says of itself; None: not said."""

    name: str | None
    address: str | None
    contact: str | None

    @property
    def is_nothing(self) -> bool:
        """Whether nothing was said."""
        return self == Entered(None, None, None)

    @property
    def is_whole(self) -> bool:
        """Whether everything was said, so that nothing is asked for."""
        return None not in (self.name, self.address, self.contact)


@click.command(help=_("Enter the office, make its database, and give the set-up link for staff."))
@click.option("--name", help=_("Name of the office."))
@click.option("--address", help=_("Public address that posters lead to; empty: decided later."))
@click.option("--contact", help=_("Whom to tell about a damaged poster."))
@click.option("--questionnaire", help=_("What is asked: counter.v1 or service-19.v1."))
@click.option(
    "--plan",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help=_("The office's plan; without one, an example after plan 136 of Điện Biên."),
)
@click.option(
    "--plan-period",
    type=PERIOD,
    metavar="01/2026-12/2026",
    help=_("Whole months that the example plan is of; without them, this year."),
)
@click.option(
    "--office",
    "letterhead",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help=_("YAML file of what stands above and below reports; it can be changed on the desk."),
)
@click.option(
    "--new-link",
    is_flag=False,
    flag_value="",
    metavar="[NAME]",
    help=_("Only give a set-up link: for a new account, or to renew the account of this name."),
)
def init(  # noqa: PLR0913 (one argument for each option)
    *,
    name: str | None,
    address: str | None,
    contact: str | None,
    questionnaire: str | None,
    plan: Path | None,
    plan_period: Months | None,
    letterhead: Path | None,
    new_link: str | None,
) -> None:
    """Enter the office, or only renew the set-up link."""
    said, chosen = Entered(name, address, contact), PlanChoice(plan, plan_period)
    if plan and plan_period:
        refuse(_("The period of a plan stands in its file; leave out --plan-period."))
    if new_link is None:
        with refusals():
            _set_up(said, questionnaire, chosen, letterhead)
        say("Start the server with “hailong serve”.")
        return
    if questionnaire or letterhead or not chosen.is_nothing or not said.is_nothing:
        refuse(_("--new-link only gives a link; leave out the rest. Nothing was changed."))
    with opened_survey() as survey:
        if new_link:
            _give_renewal(survey, new_link)
        else:
            _give_link(survey)


def _set_up(
    said: Entered, questionnaire: str | None, chosen: PlanChoice, letterhead: Path | None
) -> None:
    survey = create_survey(settings_here())
    with closing(survey.store):
        tell_of_upgrade(survey)
        is_new = _known_office(survey) is None
        is_all_asked = is_new and chosen.is_nothing and not said.is_whole
        if is_new or not said.is_nothing or (chosen.is_nothing and letterhead is None):
            _enter_office(survey, said)
        if questionnaire:
            use(survey, questionnaire=questionnaire)
        if is_all_asked:
            chosen = ask_plan(survey)
        if is_new or not chosen.is_nothing:
            follow_plan(survey, chosen)
        keep_letterhead(survey, letterhead or (ask_letterhead() if is_all_asked else None))
        _give_first_link(survey)


def _enter_office(survey: Survey, said: Entered) -> None:
    known = _known_office(survey)
    if known is not None:
        kept = Entered(known.name, known.public_address or "", known.contact)
        if said.name is not None and (wanted := checked_name(said.name)) != known.name:
            _confirm_another_name(known.name, wanted)
        said = _asked(kept) if said.is_nothing else _completed(said, kept)
    elif not said.is_whole:
        said = _completed(said, _asked(said))
    office = set_up_office(survey, said.name or "", said.address, said.contact or "")
    say("The office is entered: %(name)s.", name=office.name)
    warn_of_office_letters(office.name, office.contact)
    if office.public_address is None:
        say("Posters can be printed once the public address is entered: run “hailong init” again.")


def _confirm_another_name(known: str, wanted: str) -> None:
    """Ask before an installation gets another name; without a yes it is left as it is."""
    question = _(
        "This installation is that of %(known)s. Shall the office be called %(wanted)s from now "
        "on? Answers, posters and accounts stay; for another office choose another HAILONG_DATA."
    )
    agree(question % {"known": known, "wanted": wanted})


def _known_office(survey: Survey) -> Office | None:
    try:
        return office(survey)
    except NotSetUp:
        return None


def _completed(said: Entered, rest: Entered) -> Entered:
    return Entered(
        said.name if said.name is not None else rest.name,
        said.address if said.address is not None else rest.address,
        said.contact if said.contact is not None else rest.contact,
    )


def _asked(usual: Entered) -> Entered:
    """Ask for everything, offering what is known."""
    return Entered(
        click.prompt(_("Name of the office"), default=usual.name),
        click.prompt(
            _("Public address that posters lead to, e.g. https://hailong.example (may be empty)"),
            default=usual.address or "",
            show_default=bool(usual.address),
            value_proc=_checked_address,
        ),
        click.prompt(_("Whom to tell about a damaged poster"), default=usual.contact),
    )


def _checked_address(typed: str) -> str:
    try:
        return public_address(typed) if typed.strip() else ""
    except BadAddress as error:
        # Makes the terminal ask again.
        raise click.UsageError(sentence_of(error) or str(error)) from None


def _give_first_link(survey: Survey) -> None:
    """Give a link where nobody can get in yet; one that was given and still opens is left alone."""
    if has_staff(survey):
        return
    if is_link_open(survey):
        say("The set-up link given before still opens; for another: “hailong init --new-link”.")
    else:
        _give_link(survey)


def _give_link(survey: Survey) -> None:
    link = setup_link(survey, make_setup_link(survey))
    say("Set-up link for staff; good once, within one hour. An earlier one opens nothing any more.")
    click.echo(link)


def _give_renewal(survey: Survey, name: str) -> None:
    link = setup_link(survey, make_renewal_link(survey, name))
    say(
        "Link that gives %(name)s another password; good once, within one hour. An earlier one for "
        "this account opens nothing any more.",
        name=name,
    )
    click.echo(link)
