"""`hailong doctor`: whether an installation keeps its promises, and what to do otherwise."""

import sys
from datetime import date

import click

from survey.commands.opening import settings_here
from survey.commands.refusals import EXIT_REFUSED, refusals
from survey.commands.words import _, language, say
from survey.domain.findings import Finding, Size, Verdict
from survey.services.clock import MACHINE_CLOCK
from survey.services.examine_installation import examine
from survey.services.installation import Installation
from templates.languages import day
from templates.numbers import decimal

_UNITS = ((2**30, "GB"), (2**20, "MB"), (2**10, "KB"))


@click.command(help=_("Look whether all is well here, also while the server runs; change nothing."))
def doctor() -> None:
    """Examine the installation that the environment names."""
    with refusals():
        installation = Installation(settings_here(), MACHINE_CLOCK)
    found = []
    for subject, finding in examine(installation):
        _show(subject, finding)
        found.append(finding.verdict)
    failed, doubtful = found.count(Verdict.FAILS), found.count(Verdict.DOUBTFUL)
    say(
        "%(all)s checks: %(failed)s failed, %(doubtful)s with a note.",
        all=len(found),
        failed=failed,
        doubtful=doubtful,
    )
    if failed:
        sys.exit(EXIT_REFUSED)


def _show(subject: str, finding: Finding) -> None:
    values = {name: _shown(value) for name, value in finding.values.items()}
    click.echo(f"[{_(finding.verdict)}] {_(subject)}: {_(finding.seen) % values}")
    if finding.remedy:
        click.echo("    " + _(finding.remedy) % values)


def _shown(value: object) -> object:
    if isinstance(value, Size):
        return written_size(value)
    if isinstance(value, date):
        return day(value, language())
    return decimal(value, 2, language()) if isinstance(value, float) else value


def written_size(size: Size) -> str:
    """Return a size as people read it: a disk with half a megabyte is not one with nothing."""
    unit, name = next((each for each in _UNITS if size >= each[0]), _UNITS[-1])
    return f"{decimal(size / unit, 0 if name == 'KB' else 1, language())} {name}"
