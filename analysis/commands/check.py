"""``python -m analysis check``: our numbers against those of other programs."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import click

from analysis.reference.cases import Outcome, UnreadableCases, read_cases, run_cases


@click.command("check")
@click.argument("cases", type=click.Path(path_type=Path))
@click.pass_context
def command(context: click.Context, cases: Path) -> None:
    """Run the reference cases of the file CASES.

    Names each case that does not agree, with its reasons, and each method that is not known.
    """
    try:
        reference = read_cases(cases)
    except UnreadableCases as fault:
        click.echo(str(fault), err=True)
        context.exit(2)
    outcomes = list(run_cases(reference, cases.parent))
    for line in report_lines(outcomes):
        click.echo(line)
    # A file without cases proves nothing.
    context.exit(0 if outcomes and all(outcome.agrees for outcome in outcomes) else 1)


def report_lines(outcomes: list[Outcome]) -> list[str]:
    """Return a line for each case that disagrees and for unknown methods, the count last."""
    lines = [
        f"{outcome.id} ({outcome.method}) disagrees: {'; '.join(outcome.reasons)}"
        for outcome in outcomes
        if outcome.reasons
    ]
    unknown = Counter(outcome.method for outcome in outcomes if not outcome.is_known)
    if unknown:
        counts = ", ".join(f"{method} {count}" for method, count in sorted(unknown.items()))
        lines.append(f"{unknown.total()} cases of {len(unknown)} unknown methods: {counts}")
    agreeing = sum(outcome.agrees for outcome in outcomes)
    return [*lines, f"{agreeing} of {len(outcomes)} cases agree"]
