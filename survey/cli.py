"""`hailong ...`: the commands, each in a module of its own that is read when it is used."""

import sys
from importlib import import_module
from keyword import iskeyword

import click

from survey.commands.help import HelpContext
from survey.commands.misunderstandings import in_words
from survey.commands.words import _

COMMANDS = {
    "init": "survey.commands.init",
    "serve": "survey.commands.serve",
    "demo": "survey.commands.demo",
    "seal": "survey.commands.seal",
    "release": "survey.commands.release",
    "clock": "survey.commands.clock",
    "backup": "survey.commands.backup",
    "restore": "survey.commands.restore",
    "doctor": "survey.commands.doctor",
    "publish": "survey.commands.publish",
    "languages": "survey.commands.languages",
    "posters": "survey.commands.posters",
    "import": "survey.commands.import_cases",
    "report": "survey.commands.report",
    "verify": "survey.commands.verify",
    "export": "survey.commands.export",
    "bench": "survey.bench.command",
}

EXIT_MISUNDERSTOOD = 2
EXIT_INTERRUPTED = 130


class Commands(click.Group):
    """Finds a command by its name; the module of another one is not even read."""

    context_class = HelpContext

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002
        """Return the names, in the order in which an office needs them."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        """Return the command of this name, or None."""
        if cmd_name not in COMMANDS:
            return None
        function = f"{cmd_name}_" if iskeyword(cmd_name) else cmd_name
        command = getattr(import_module(COMMANDS[cmd_name]), function)
        if not isinstance(command, click.Command):
            raise TypeError(f"{COMMANDS[cmd_name]}.{function} must be a command")
        command.context_class = HelpContext
        return command


@click.command(
    cls=Commands,
    help=_("Hài Lòng: are citizens satisfied with the counter? Asked, counted and reported."),
)
@click.version_option(package_name="hailong")
def hailong() -> None:
    """Hold the commands together."""


def main() -> None:
    """Run one command; what it refuses ends in a sentence."""
    try:
        sys.exit(hailong.main(standalone_mode=False))
    except click.Abort:
        click.echo(_("Stopped before it was complete; run it again."), err=True)
        sys.exit(EXIT_INTERRUPTED)
    except click.exceptions.NoArgsIsHelpError as error:
        click.echo(error.format_message())
        sys.exit(EXIT_MISUNDERSTOOD)
    except click.ClickException as error:
        sentence = _("This command is not understood: %(detail)s")
        click.echo(sentence % {"detail": in_words(error)}, err=True)
        sys.exit(EXIT_MISUNDERSTOOD)


if __name__ == "__main__":
    main()
