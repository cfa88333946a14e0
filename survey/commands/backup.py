"""`hailong backup`: a consistent copy of the database while the server runs."""

from pathlib import Path

import click

from survey.commands.opening import opened_survey
from survey.commands.words import _, say
from survey.services.back_up import back_up
from survey.settings import KEYS


@click.command(help=_("Write a copy of the database to FILE, also while the server runs."))
@click.argument("file", type=click.Path(path_type=Path))
def backup(file: Path) -> None:
    """Write a copy of the database."""
    with opened_survey() as survey:
        back_up(survey, file)
    say("The copy is written: %(file)s", file=file)
    say("The keys are not in it; keep a copy of %(keys)s at another place.", keys=KEYS)
