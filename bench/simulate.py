"""``python -m bench.simulate``: whether the default interval keeps its promise."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

import click

from bench.published import UnreadableFigures, placed
from bench.simulation.comparisons import OFFICES, false_claims
from bench.simulation.demands import claims_finding, findings
from bench.simulation.running import Outcome, simulate_cell
from bench.simulation.scenarios import SCENARIOS, Cell, cells_of
from bench.simulation.tables import is_kept, markdown_table, outcome_line, summary_lines

MARKS = ("<!-- simulated:begin -->", "<!-- simulated:end -->")
EXIT_BROKEN, EXIT_REFUSED = 1, 2


class Sizes(click.ParamType[tuple[int, ...]]):
    """Sample sizes, with commas between them."""

    name = "sizes"

    def convert(
        self, value: object, param: click.Parameter | None, ctx: click.Context | None
    ) -> tuple[int, ...]:
        """Return the sizes, each once, smallest first."""
        try:
            sizes = sorted({int(part) for part in str(value).split(",")})
        except ValueError:
            self.fail(f"{value!r} must be whole numbers with commas between them.", param, ctx)
        if sizes[0] < 5:
            self.fail(f"a size must be at least 5: below that no verdict is given. {value!r}")
        return tuple(sizes)


@click.command("simulate")
@click.argument("scenarios", nargs=-1, type=click.Choice(list(SCENARIOS)))
@click.option("--all", "is_all", is_flag=True, help="Run every scenario.")
@click.option(
    "--replicates",
    type=click.IntRange(min=1),
    default=4000,
    show_default=True,
    help="Samples drawn in each cell.",
)
@click.option(
    "--seed",
    type=click.IntRange(min=0),
    default=1,
    show_default=True,
    help="The same seed draws the same samples.",
)
@click.option(
    "--sizes",
    type=Sizes(),
    default="15,30,60,100,200",
    show_default=True,
    help="Respondents of a sample.",
)
@click.option("--into", type=click.Path(path_type=Path), help="Page that holds the table.")
@click.pass_context
def command(  # noqa: PLR0913 (one argument for each option)
    context: click.Context,
    *,
    scenarios: tuple[str, ...],
    is_all: bool,
    replicates: int,
    seed: int,
    sizes: tuple[int, ...],
    into: Path | None,
) -> None:
    """Draw samples around a known index and count how often the default interval is right.

    A cell is one population of a SCENARIO at one true index and one size. Exits with 1 when a
    demand is broken.
    """
    if is_all == bool(scenarios):
        raise click.UsageError(f"Name scenarios or say --all. There are: {', '.join(SCENARIOS)}.")
    if into is not None:
        _require_place(context, into)
    chosen = SCENARIOS if is_all else dict.fromkeys(scenarios)
    cells = list(cells_of([SCENARIOS[name] for name in chosen], sizes))
    outcomes = _simulated(cells, replicates, seed)
    found = findings(outcomes)
    if is_all:
        # Each of these samples takes as long as a hundred of the others.
        few = max(1, replicates // 10)
        claims = {name: false_claims(office, few, seed) for name, office in OFFICES.items()}
        found = (*found, claims_finding(claims))
    for line in (*map(outcome_line, outcomes), "", *summary_lines(found)):
        click.echo(line)
    if into is not None:
        table = markdown_table(outcomes, found, datetime.now(UTC).date(), seed)
        page = placed(into.read_text(encoding="utf-8"), table, MARKS)
        into.write_text(page, encoding="utf-8")
    context.exit(0 if is_kept(found) else EXIT_BROKEN)


def _require_place(context: click.Context, page: Path) -> None:
    """Exit unless the page can take the table: better now than after minutes of drawing."""
    try:
        placed(page.read_text(encoding="utf-8"), "", MARKS)
    except (OSError, UnreadableFigures) as fault:
        click.echo(str(fault), err=True)
        context.exit(EXIT_REFUSED)


def _simulated(cells: Sequence[Cell], replicates: int, seed: int) -> list[Outcome]:
    """Return the outcome of each cell, with progress on the error stream."""
    with click.progressbar(cells, label="Simulating", file=sys.stderr) as bar:
        return [simulate_cell(cell, replicates, seed) for cell in bar]


if __name__ == "__main__":
    command(prog_name="python -m bench.simulate")
