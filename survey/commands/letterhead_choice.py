"""What stands above and below the reports of an office, from a file that it has."""

from pathlib import Path

import click

from analysis.letterhead import read_letterhead
from survey.commands.words import _, say
from survey.services.keep_letterhead import change_letterhead
from survey.services.publish_text import bytes_of
from survey.services.survey import Survey


def ask_letterhead() -> Path | None:
    """Ask for the file; None where there is none."""
    file = click.prompt(
        _("File of the letterhead of reports; empty: filled in later, on the desk"),
        default="",
        show_default=False,
    ).strip()
    return Path(file) if file else None


def keep_letterhead(survey: Survey, file: Path | None) -> None:
    """Keep what a file says of every report; the number and day of one are left out."""
    if file is not None:
        change_letterhead(survey, read_letterhead(bytes_of(file), file.name))
        say("The letterhead of reports is kept: %(file)s.", file=file.name)
