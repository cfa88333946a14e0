"""`hailong restore`: a copy takes the place of the database, or is only looked at."""

from pathlib import Path

import click

from survey.commands.agreement import agree
from survey.commands.opening import settings_here
from survey.commands.refusals import refusals, refuse
from survey.commands.words import _, say
from survey.domain.errors import KeysMissing
from survey.services.clock import MACHINE_CLOCK
from survey.services.restore_copy import (
    Restoring,
    check_keys,
    examined,
    install,
    lost_by,
    present_contents,
    restoring,
    with_other_keys,
)
from survey.store.examine_copy import Contents


@click.command(help=_("Put a copy in the place of the database, which is kept; the server stands."))
@click.argument("file", type=click.Path(path_type=Path))
@click.option(
    "--identity",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help=_("For an encrypted copy: the file with the secret key."),
)
@click.option(
    "--check", is_flag=True, help=_("Only look whether the copy is whole; change nothing.")
)
@click.option("--yes", is_flag=True, help=_("Do not ask."))
@click.option(
    "--other-keys",
    is_flag=True,
    help=_("The keys of the copy are lost; let it take those that are here."),
)
def restore(file: Path, identity: Path | None, check: bool, yes: bool, other_keys: bool) -> None:
    """Restore the copy of a database."""
    with refusals():
        settings = settings_here()
        if check:
            with examined(settings, file, identity) as one:
                show_copy(one, file)
                show_keys(one)
            return
        with restoring(settings, file, identity) as one:
            show_copy(one, file)
            fitting = with_keys(one, other_keys=other_keys)
            show_loss(fitting)
            if not yes:
                agree(
                    _("Put this copy in the place of the present database?"),
                    silence=_("No answer came, so nothing was changed; add --yes not to be asked."),
                )
            put_in_place(fitting)


def show_copy(one: Restoring, file: Path) -> None:
    """Say what was found of a copy, and what is in it."""
    manifest = one.copy.manifest
    if manifest is None:
        say("%(file)s is a sound database.", file=file)
        say("It does not say what it should have, so nobody can tell whether it was changed.")
    else:
        say("%(file)s is whole: every byte is as it was written.", file=file)
        say(
            "Made on %(day)s by version %(program)s.",
            day=f"{manifest.day:%d/%m/%Y}",
            program=manifest.program,
        )
    show_contents(_("The copy"), one.copy.contents)


def show_contents(whose: str, contents: Contents) -> None:
    """Say how much there is in a database."""
    say(
        "%(whose)s: %(responses)s responses, the last of %(day)s; %(points)s service points; "
        "%(accounts)s accounts of staff; tables %(tables)s.",
        whose=whose,
        responses=contents.responses,
        day="–" if contents.last_day is None else f"{contents.last_day:%d/%m/%Y}",
        points=contents.rows["service_point"],
        accounts=contents.rows["staff_account"],
        tables=contents.tables,
    )


def show_keys(one: Restoring) -> None:
    """Say whether the keys that are here are those of the copy; refuse others."""
    try:
        check_keys(one)
    except KeysMissing:
        say("There are no keys here to compare with those of the copy.")
    else:
        say("The keys that are here fit.")


def with_keys(one: Restoring, *, other_keys: bool) -> Restoring:
    """Return the copy as one that has the keys that are here; refuse otherwise."""
    try:
        fitting = with_other_keys(one) if other_keys else one
        check_keys(fitting)
    except KeysMissing:
        refuse(
            _(
                "The file keys.json is missing here, or damaged. Nothing was changed. Put back "
                "the keys.json that belongs to the copy; if that is lost for ever, run “hailong "
                "init”, which makes new keys, then this again with --other-keys."
            )
        )
    return fitting


def show_loss(one: Restoring) -> None:
    """Say what will not be there any more, and what will not be made because of that."""
    settings = one.settings
    present = present_contents(settings)
    if present is not None:
        show_contents(_("The database now"), present)
    elif settings.database.exists():
        say("Nobody can tell what the present database has; it is damaged or of a later program.")
    if settings.database.exists():
        say("What came after the copy was made will not be there. The database of now is kept.")
    lost = lost_by(one, MACHINE_CLOCK.now().date())
    if lost is not None:
        say(
            "Months are over since the copy was made, and reports that count answers which it does "
            "not have may be in somebody’s hands. Who subtracted a report made anew could read "
            "what these people answered, so none is made of a period with %(months)s. If nobody "
            "has such a report, delete %(file)s afterwards.",
            months=lost.lost_months,
            file=settings.restorations,
        )


def put_in_place(one: Restoring) -> None:
    """Do it, and say where the old database is."""
    kept = install(one, MACHINE_CLOCK.now().date())
    say("The copy is in place. Start the server; it brings the tables up to date if need be.")
    if kept is not None:
        say("The database that was there is kept: %(file)s", file=kept)
        say("To go back: “hailong restore” with that file. Delete it when it is not needed.")
