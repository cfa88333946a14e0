"""``python -m analysis``: reports, checks and sample sizes without a server."""

from __future__ import annotations

from importlib import import_module
from pkgutil import iter_modules

import click

from analysis import commands


class Commands(click.Group):
    """The modules of `analysis.commands`, each loaded only when it runs."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 (click calls it so)
        """Return the names of all commands."""
        return sorted(module.name.replace("_", "-") for module in iter_modules(commands.__path__))

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Return the command of this name, or None when there is none."""
        if cmd_name not in self.list_commands(ctx):
            return None
        module = import_module(f"{commands.__name__}.{cmd_name.replace('-', '_')}")
        command: click.Command = module.command
        return command


main = Commands(name="analysis", help=__doc__)

if __name__ == "__main__":  # pragma: no cover (a test runs it as a program of its own)
    main(prog_name="python -m analysis")
