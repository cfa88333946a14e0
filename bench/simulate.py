"""``python -m bench.simulate``: whether the default interval keeps its promise."""

from __future__ import annotations

import sys
from collections.abc import Callable, Collection, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from multiprocessing import get_context
from pathlib import Path
from typing import TypeVar

import click

from bench.published import UnreadableFigures, placed
from bench.simulation.comparisons import OFFICES, false_claims
from bench.simulation.demands import claims_finding, findings, trends_finding
from bench.simulation.rates import Rate
from bench.simulation.running import Outcome, simulate_cell
from bench.simulation.scenarios import SCENARIOS, Cell, cells_of
from bench.simulation.tables import is_kept, markdown_table, outcome_line, summary_lines
from bench.simulation.trends import COURSES, Course, trend_claims

MARKS = ("<!-- simulated:begin -->", "<!-- simulated:end -->")
EXIT_BROKEN, EXIT_REFUSED = 1, 2
Part = TypeVar("Part")
Found = TypeVar("Found")


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
    help="Samples drawn in each cell, at most: some thousand where they leave no doubt.",
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
@click.option(
    "--jobs",
    type=click.IntRange(min=1),
    default=1,
    show_default=True,
    help="Processes that draw at once; the outcome does not depend on them.",
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
    jobs: int,
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
    draw = Drawing(replicates, seed, jobs)
    outcomes = draw.outcomes(list(cells_of([SCENARIOS[name] for name in chosen], sizes)))
    found, trends = findings(outcomes), draw.trends() if is_all else {}
    if is_all:
        steady = {course.title: rate for course, rate in trends.items() if course.is_steady}
        found = (*found, claims_finding(draw.claims()), trends_finding(steady))
    for line in ("", *summary_lines(found)):
        click.echo(line)
    if into is not None:
        table = markdown_table(outcomes, found, datetime.now(UTC).date(), seed, trends)
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


@dataclass(frozen=True)
class Drawing:
    """Draws samples, so many of each part, by so many processes at once."""

    replicates: int
    seed: int
    jobs: int

    def outcomes(self, cells: Sequence[Cell]) -> list[Outcome]:
        """Return how the intervals did in each cell, and print it."""
        simulate = partial(simulate_cell, replicates=self.replicates, seed=self.seed)
        outcomes = []
        for outcome in self._each("Simulating", simulate, cells):
            click.echo(outcome_line(outcome))
            outcomes.append(outcome)
        return outcomes

    def claims(self) -> dict[str, Rate]:
        """Return how often something false is claimed of the service points of each office."""
        simulate = partial(false_claims, replicates=self.replicates, seed=self.seed)
        return dict(zip(OFFICES, self._each("Offices", simulate, OFFICES.values()), strict=True))

    def trends(self) -> dict[Course, Rate]:
        """Return how often each year is said to change, and print it."""
        simulate = partial(trend_claims, replicates=self.replicates, seed=self.seed)
        trends = {}
        for course, rate in zip(COURSES, self._each("Months", simulate, COURSES), strict=True):
            click.echo(f"{course.title}: said to change {rate}")
            trends[course] = rate
        return trends

    def _each(
        self, what: str, simulate: Callable[[Part], Found], parts: Collection[Part]
    ) -> Iterator[Found]:
        """Yield what is found of each part, with progress on the error stream."""
        found = self._mapped(simulate, parts)
        with click.progressbar(found, label=what, length=len(parts), file=sys.stderr) as bar:
            yield from bar

    def _mapped(
        self, simulate: Callable[[Part], Found], parts: Collection[Part]
    ) -> Iterator[Found]:
        if self.jobs == 1:
            yield from map(simulate, parts)
            return
        with ProcessPoolExecutor(self.jobs, get_context("spawn")) as pool:
            yield from pool.map(simulate, parts)


if __name__ == "__main__":
    command(prog_name="python -m bench.simulate")
