"""`hailong export`: all responses with a code book, for a spreadsheet or a report elsewhere."""

from pathlib import Path

import click

from survey.commands.opening import opened_survey
from survey.commands.words import _, say
from survey.services.export_responses import export_responses


@click.command(help=_("Write all responses with their code book to a new folder."))
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
