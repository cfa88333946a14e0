"""`hailong backup`: a checked copy of the database while the server runs."""

from pathlib import Path

import click

from survey.commands.misunderstandings import Misunderstanding
from survey.commands.opening import opened_survey, settings_here
from survey.commands.refusals import refusals
from survey.commands.words import _, say
from survey.services import encryption
from survey.services.back_up import Made, back_up
from survey.services.keep_backups import keep_backups
from survey.settings import BACKUP_KEY, KEYS


@click.command(help=_("Write a checked copy of the database, also while the server runs."))
@click.argument("file", type=click.Path(path_type=Path), required=False)
@click.option(
    "--keep",
    type=click.IntRange(1),
    metavar="N",
    help=_("Instead of FILE: a copy called after its day; the newest N are kept."),
)
@click.option(
    "--to",
    "folder",
    type=click.Path(path_type=Path),
    metavar="DIR",
    help=_("With --keep: the folder of the copies; usually “backups” among the data."),
)
@click.option(
    "--new-key",
    is_flag=True,
    help=_("Make keys, so that copies are encrypted from now on; the secret one is shown once."),
)
def backup(file: Path | None, keep: int | None, folder: Path | None, new_key: bool) -> None:
    """Write a copy of the database, or make the keys for it."""
    if new_key and file is None and keep is None and folder is None:
        make_key()
    elif not new_key and keep is not None and file is None:
        with opened_survey() as survey:
            report(keep_backups(survey, folder or survey.settings.backups, keep))
    elif not new_key and file is not None and keep is None and folder is None:
        with opened_survey() as survey:
            report(back_up(survey, file))
    else:
        raise Misunderstanding(
            _("say exactly one of FILE, --keep N (with it --to DIR, if need be) and --new-key.")
        )


def report(made: Made) -> None:
    """Say where a copy is, and what was removed after it."""
    say("The copy is written and checked: %(file)s", file=made.path)
    for name in made.removed:
        say("No longer needed, and removed: %(file)s", file=name)
    if not made.is_encrypted:
        say("Whoever has the copy can read it; “hailong backup --new-key” lets it be encrypted.")
    say("The keys are not in it; keep a copy of %(keys)s at another place.", keys=KEYS)


def make_key() -> None:
    """Make a pair of keys and show the secret one."""
    with refusals():
        settings = settings_here()
        secret = encryption.new_key(settings.backup_key)
    say("From now on copies are encrypted; the public key is in %(file)s.", file=BACKUP_KEY)
    say("This is the secret key. It is shown once and kept nowhere:")
    click.echo(secret)
    say("Without it no copy can be opened. Write it on paper, or keep it as a file on two sticks,")
    say("in the safe, apart from the copies. “hailong restore --identity FILE” reads it.")
