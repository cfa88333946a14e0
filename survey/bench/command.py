"""`hailong bench`: how fast this machine is with this program, and whether that can be trusted."""

import sys
from dataclasses import replace
from pathlib import Path

import click

from survey.bench.figures import Figure, Standing, figures, is_sound, noise
from survey.bench.folder import bench_folder
from survey.bench.measuring import measure
from survey.bench.page import number, page
from survey.bench.processes import DidNotStart
from survey.bench.seen import QUICK, Dose
from survey.commands.refusals import EXIT_REFUSED, refuse
from survey.commands.words import _, language, say
from survey.services.clock import MACHINE_CLOCK


@click.command(
    help=_("Measure this program on this machine, beside a bare page and a usual design.")
)
@click.option("--rounds", type=click.IntRange(1, 99), default=5, help=_("How many rounds."))
@click.option("--seconds", type=click.FloatRange(0.1, 60), default=3.0, help=_("Of one measure."))
@click.option("--quick", is_flag=True, help=_("Only show that everything runs."))
@click.option(
    "--into", type=click.Path(dir_okay=False, path_type=Path), help=_("Page to write, as Markdown.")
)
def bench(rounds: int, seconds: float, quick: bool, into: Path | None) -> None:
    """Measure, print, and end with an exit code that says whether all is well."""
    dose = QUICK if quick else replace(Dose(), rounds=rounds, seconds=seconds)
    with bench_folder() as folder:
        try:
            seen = measure(folder, dose, say)
        except DidNotStart as error:
            refuse("\n".join((_("A server did not start; it said:"), str(error))))
    found, reasons = figures(seen), noise(seen)
    if into is not None:
        into.write_text(page(seen, found, reasons, MACHINE_CLOCK.now().date()), "utf-8")
    _print(found, reasons)
    if not is_sound(found):
        sys.exit(EXIT_REFUSED)
    if not quick and (reasons or any(one.standing is Standing.MISSED for one in found)):
        sys.exit(EXIT_REFUSED)


def _print(found: list[Figure], reasons: list[str]) -> None:
    for figure in found:
        asked = figure.asked
        values = figure.median, figure.worst, asked.floor, asked.goal
        median, worst, floor, goal = (number(value, language()) for value in values)
        click.echo(f"{_(asked.label)}: {median} {asked.unit}".strip())
        said = {"worst": worst, "floor": floor, "goal": goal, "standing": _(figure.standing)}
        say("  worst %(worst)s; floor %(floor)s, goal %(goal)s: %(standing)s", **said)
    for reason in reasons:
        click.echo(_(reason))
    if reasons:
        say("The machine was too noisy to trust these figures.")
