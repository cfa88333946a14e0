"""`hailong export`: responses with a code book, for a spreadsheet or a report elsewhere."""

from pathlib import Path

import click

from survey.commands.opening import opened_survey
from survey.commands.words import _, say
from survey.services.export_responses import export_responses
from survey.services.private_folder import is_private


@click.command(help=_("Write responses of published months with their code book to a folder."))
@click.option(
    "--out",
    required=True,
    metavar="DIR",
    type=click.Path(path_type=Path),
    help=_("A folder that is empty or not there yet."),
)
def export(out: Path) -> None:
    """Write the files of the export."""
    with opened_survey() as survey:
        for path in export_responses(survey, out):
            say("Written: %(file)s", file=path)
    say("In it are the months whose report is published; those that follow come with their report.")
    say(
        "These are data about persons: a single row can hint at who answered. Keep them like the "
        "database, show them to nobody, and delete them when they are no longer needed."
    )
    if not is_private(out):
        say("Others on this machine can read them: this disk, or this folder, knows no owners.")
