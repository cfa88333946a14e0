"""Letters that the fonts of posters lack, told where a name comes in or goes out."""

import click

from survey.commands.words import _
from templates.letters import has_unprintable_letters


def warn_of_office_letters(name: str, contact: str) -> None:
    """Say on the error stream that posters cannot show what an office is called, if it is so."""
    if has_unprintable_letters(f"{name} {contact}"):
        warning = _(
            "The name of the office or its contact has letters that posters cannot show: "
            "they print “�”."
        )
        click.echo(warning, err=True)
