"""What is said of a command line that is not understood: click itself speaks English alone."""

from collections.abc import Callable

import click

from survey.commands.dates import DAY, MONTH
from survey.commands.words import _
from templates.languages import N_

_EXAMPLES = {DAY: N_("YEAR-MONTH-DAY, as 2026-12-20"), MONTH: N_("a month, as 2026-03")}


class Misunderstanding(click.UsageError):
    """A command line of which its command itself says what is wrong, in words already."""


def in_words(error: click.ClickException) -> str:
    """Return what is wrong with a command line, and what can be done."""
    if isinstance(error, Misunderstanding):
        return error.message
    for kind, sentence, values in _KINDS:
        if isinstance(error, kind):
            return _(sentence) % values(error)
    return _("there is more on the line than the command takes; --help tells what it takes.")


def _of_option(error: click.ClickException) -> dict[str, str]:
    return {"name": str(getattr(error, "option_name", ""))}


def _of_command(error: click.ClickException) -> dict[str, str]:
    return {"name": str(getattr(error, "command_name", ""))}


def _of_parameter(error: click.ClickException) -> dict[str, str]:
    parameter = getattr(error, "param", None)
    if parameter is None:
        return {"name": "", "allowed": ""}
    context = getattr(error, "ctx", None) or click.Context(click.Command(""))
    name = parameter.opts[0] if isinstance(parameter, click.Option) else ""
    allowed = parameter.make_metavar(context).strip("[]")
    if isinstance(parameter.type, click.IntRange | click.FloatRange):
        allowed = _between(parameter.type.min, parameter.type.max)
    elif parameter.type in _EXAMPLES:
        allowed = _(_EXAMPLES[parameter.type])
    return {"name": name or allowed, "allowed": allowed}


def _between(least: float | None, most: float | None) -> str:
    if most is None:
        return f"≥ {least:g}"
    return f"≤ {most:g}" if least is None else f"{least:g}-{most:g}"


# The first that fits, so the more special ones come first.
_KINDS: tuple[
    tuple[type[click.ClickException], str, Callable[[click.ClickException], dict[str, str]]],
    ...,
] = (
    (click.NoSuchCommand, N_("there is no command %(name)s; --help names all."), _of_command),
    (click.NoSuchOption, N_("there is no option %(name)s; --help names all."), _of_option),
    (click.BadOptionUsage, N_("%(name)s is followed by what it should be."), _of_option),
    (click.MissingParameter, N_("%(name)s is missing; --help tells what it is."), _of_parameter),
    (click.BadParameter, N_("%(name)s cannot be this; it takes %(allowed)s."), _of_parameter),
)
