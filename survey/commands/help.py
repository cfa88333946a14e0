"""The help of commands in the language of the terminal: what click itself says is English."""

from collections.abc import Iterable

import click

from survey.commands.words import _
from templates.languages import N_

_SAID_BY_CLICK = (
    N_("Commands"),
    N_("Options"),
    N_("[OPTIONS]"),
    N_("COMMAND [ARGS]..."),
    N_("Show the version and exit."),
    N_("Show this message and exit."),
    N_("[required]"),
)


class HelpFormatter(click.HelpFormatter):
    """Writes help as click does, in words of the catalogues."""

    def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
        """Write how a command is called."""
        super().write_usage(prog, _in_words(args), prefix or f"{_('Usage:')} ")

    def write_heading(self, heading: str) -> None:
        """Write what a list is of."""
        super().write_heading(_in_words(heading))

    def write_dl(
        self, rows: Iterable[tuple[str, str]], col_max: int = 30, col_spacing: int = 2
    ) -> None:
        """Write a list of options or commands."""
        super().write_dl([(name, _in_words(said)) for name, said in rows], col_max, col_spacing)


class HelpContext(click.Context):
    """What a command is called in, so that its help is written so."""

    formatter_class = HelpFormatter


def _in_words(text: str) -> str:
    for said in _SAID_BY_CLICK:
        text = text.replace(said, _(said))
    return text
