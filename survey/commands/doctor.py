"""`hailong doctor`: whether an installation keeps its promises, and what to do otherwise."""

import os
import sys

import click

from survey.commands.refusals import EXIT_REFUSED, refusals
from survey.commands.words import _, say
from survey.domain.findings import Finding, Verdict
from survey.services.clock import MACHINE_CLOCK
from survey.services.examine_installation import examine
from survey.services.installation import Installation
from survey.settings import read_settings


@click.command(help=_("Look whether all is well here, also while the server runs; change nothing."))
def doctor() -> None:
    """Examine the installation that the environment names."""
    with refusals():
        installation = Installation(read_settings(os.environ), MACHINE_CLOCK)
    found = []
    for subject, finding in examine(installation):
        _show(subject, finding)
        found.append(finding.verdict)
    failed = found.count(Verdict.FAILS)
    if failed:
        say("%(failed)s of %(all)s checks failed.", failed=failed, all=len(found))
        sys.exit(EXIT_REFUSED)
    say("All is well: %(all)s checks.", all=len(found))


def _show(subject: str, finding: Finding) -> None:
    seen = _(finding.seen) % finding.values
    click.echo(f"[{_(finding.verdict)}] {_(subject)}: {seen}")
    if finding.remedy:
        click.echo("    " + _(finding.remedy) % finding.values)
