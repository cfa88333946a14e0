"""The outcomes of a simulation as lines and as a table for a page."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from itertools import groupby
from statistics import fmean
from types import MappingProxyType

from bench.simulation.demands import Finding, State
from bench.simulation.rates import Rate
from bench.simulation.running import Outcome
from bench.simulation.scenarios import SCENARIOS
from bench.simulation.trends import Course

HEADING = (
    "Populations",
    "n",
    "Mean coverage",
    "Worst coverage",
    'Worst false "met"',
    'Worst false "not met"',
    "Mean width",
    "Pooled answers: mean coverage",
)


def outcome_line(outcome: Outcome) -> str:
    """Return what is printed of one cell."""
    return (
        f"{outcome.cell.name}: coverage {outcome.coverage}, width {outcome.width:.3f}, "
        f'false "met" {outcome.false_met}, "not met" {outcome.false_not_met}; '
        f"pooled answers cover {outcome.pooled_coverage.value:.3f}"
    )


def summary_lines(found: Sequence[Finding]) -> list[str]:
    """Return a line for each demand, and the verdict on all of them."""
    lines = [f"{finding.demand}: {finding.state.value}, {finding.worst}" for finding in found]
    return [*lines, "PASS" if is_kept(found) else "FAIL"]


def is_kept(found: Sequence[Finding]) -> bool:
    """Whether no demand was broken."""
    return all(finding.state is not State.BROKEN for finding in found)


def markdown_table(
    outcomes: Sequence[Outcome],
    found: Sequence[Finding],
    day: date,
    seed: int,
    trends: Mapping[Course, Rate] = MappingProxyType({}),
) -> str:
    """Return the table with one row a scenario and size, its date, trends, and the demands."""

    def order(outcome: Outcome) -> tuple[int, int]:
        return list(SCENARIOS).index(outcome.cell.scenario.name), outcome.cell.size

    groups = (list(group) for _, group in groupby(sorted(outcomes, key=order), key=order))
    rows = [HEADING, ["---"] * len(HEADING), *map(_cells, groups)]
    replicates = [outcome.coverage.replicates for outcome in outcomes]
    drawn = " to ".join(f"{count:,}" for count in sorted({min(replicates), max(replicates)}))
    said = f"Computed on {day:%d/%m/%Y}: {drawn} replicates a cell, seed {seed}."
    demands = (f"* {line}" for line in summary_lines(found))
    return "\n".join((said, "", *_lines(rows), "", *_trend_lines(trends), *demands))


def _lines(rows: Iterable[Sequence[str]]) -> Iterator[str]:
    return ("| " + " | ".join(row) + " |" for row in rows)


def _trend_lines(trends: Mapping[Course, Rate]) -> Iterator[str]:
    """Yield the table of years with one row a population and course; nothing without any."""
    if not trends:
        return
    sizes = sorted({course.size for course in trends})
    columns = [f"{size} a month: said to change" for size in sizes]
    rates: dict[str, dict[int, str]] = {}
    for course, rate in trends.items():
        rates.setdefault(f"{course.name}, {course.indices}", {})[course.size] = str(rate)
    rows = [[name, *(each.get(size, "") for size in sizes)] for name, each in rates.items()]
    yield from _lines([["Twelve months", *columns], ["---"] * (len(sizes) + 1), *rows])
    yield ""


def _cells(outcomes: Sequence[Outcome]) -> list[str]:
    cell = outcomes[0].cell
    return [
        cell.scenario.name,
        f"{cell.size:,}",
        f"{fmean(outcome.coverage.value for outcome in outcomes):.3f}",
        str(min((o.coverage for o in outcomes), key=lambda rate: rate.value)),
        str(max((o.false_met for o in outcomes), key=lambda rate: rate.value)),
        str(max((o.false_not_met for o in outcomes), key=lambda rate: rate.value)),
        f"{fmean(outcome.width for outcome in outcomes):.3f}",
        f"{fmean(outcome.pooled_coverage.value for outcome in outcomes):.3f}",
    ]
