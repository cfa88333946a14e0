"""``python -m bench.published``: what published shares would prove as random samples."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import click

from analysis.estimates import LEAST_RESPONDENTS, Interval, Verdict
from analysis.estimators.intervals import wilson
from analysis.indices.verdicts import bound_verdict

BEGIN, END = "<!-- published:begin -->", "<!-- published:end -->"
TARGETS = (0.9, 0.866)
ASSUMPTION = (
    "The intervals assume simple random answers, and that the published share is a share of "
    "persons: the number satisfied is share × respondents, unrounded. Where a figure pools several "
    "answers of a person, or people chose themselves whether to answer, less is known than the "
    "interval says."
)
WORDS = {
    Verdict.MET: "met",
    Verdict.NOT_MET: "not met",
    Verdict.UNDECIDED: "not enough evidence",
    Verdict.TOO_FEW: "too few answers",
}


@dataclass(frozen=True)
class Figure:
    """A share that somebody published without an interval.

    Attributes
    ----------
    place, year, source : str
    share : float
        Proportion satisfied, within [0, 1].
    respondents : int
    """

    place: str
    year: str
    share: float
    respondents: int
    source: str

    def interval(self, confidence_level: float = 0.95) -> Interval:
        """Return Wilson's interval of the share."""
        return wilson(self.share * self.respondents, self.respondents, confidence_level)

    def verdict(self, target: float) -> Verdict:
        """Return the verdict by the one-sided 95 % bounds."""
        if self.respondents < LEAST_RESPONDENTS:
            return Verdict.TOO_FEW
        return bound_verdict(self.interval(0.90), target)


class UnreadableFigures(Exception):
    """The file holds no figures, or the page has no place for them; the message says why."""


@click.command("published")
@click.argument("figures", type=click.Path(path_type=Path))
@click.option("--into", type=click.Path(path_type=Path), help="Page that holds the table.")
@click.pass_context
def command(context: click.Context, figures: Path, into: Path | None) -> None:
    """Print a table of the published shares in the CSV file FIGURES, with 95 % intervals.

    Its columns are place, year, share_percent, respondents and source.
    """
    try:
        table = markdown_table(read_figures(figures))
        if into is None:
            click.echo(table)
        else:
            into.write_text(placed(into.read_text(encoding="utf-8"), table), encoding="utf-8")
    except (OSError, UnreadableFigures) as fault:
        click.echo(str(fault), err=True)
        context.exit(2)


def read_figures(path: Path) -> list[Figure]:
    """Return the figures of a file.

    Raises
    ------
    OSError
        If it cannot be opened.
    UnreadableFigures
        If a column is missing or a number is none or out of its range.
    """
    with path.open(encoding="utf-8-sig", newline="") as lines:
        rows = csv.DictReader(lines)
        try:
            return [_figure(row) for row in rows]
        except (ValueError, TypeError, csv.Error) as fault:
            raise UnreadableFigures(f"{path}, line {rows.line_num}: {fault}") from fault
        except KeyError as fault:
            raise UnreadableFigures(f"{path} has no column {fault}.") from fault


def _figure(row: Mapping[str, str]) -> Figure:
    share, respondents = float(row["share_percent"]) / 100, int(row["respondents"])
    if not (0 <= share <= 1 and respondents > 0):
        raise ValueError("share_percent must lie within 0 and 100, respondents above 0.")
    return Figure(row["place"], row["year"], share, respondents, row["source"])


def markdown_table(figures: list[Figure]) -> str:
    """Return the table of the figures, with the sentence on what it assumes."""
    heading = ["Place", "Year", "Share", "Respondents", "95 % interval"]
    heading += [f"Against {target * 100:g} %" for target in TARGETS] + ["Source"]
    rows = [heading, ["---"] * len(heading), *map(_cells, figures)]
    lines = ("| " + " | ".join(cell.replace("|", "\\|") for cell in row) + " |" for row in rows)
    return "\n".join((*lines, "", ASSUMPTION))


def _cells(figure: Figure) -> list[str]:
    interval = figure.interval()
    return [
        figure.place,
        figure.year,
        f"{figure.share:.2%}",
        f"{figure.respondents:,}",
        f"{interval.low:.2%} – {interval.high:.2%}",
        *(WORDS[figure.verdict(target)] for target in TARGETS),
        figure.source,
    ]


def placed(page: str, table: str, marks: tuple[str, str] = (BEGIN, END)) -> str:
    """Return the page with the table between its two marks.

    Raises
    ------
    UnreadableFigures
        If the page lacks a mark.
    """
    opening, closing = marks
    before, begin, rest = page.partition(opening)
    _, end, after = rest.partition(closing)
    if not (begin and end):
        raise UnreadableFigures(f"the page must hold {opening} and, after it, {closing}.")
    return f"{before}{opening}\n{table}\n{closing}{after}"


if __name__ == "__main__":
    command(prog_name="python -m bench.published")
