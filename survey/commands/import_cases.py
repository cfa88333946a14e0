"""`hailong import`: how many cases there were, from a file, all of it or nothing."""

from pathlib import Path

import click

from analysis.reading.faults import FaultyData
from survey.commands.agreement import agree
from survey.commands.opening import opened_survey
from survey.commands.words import _, say
from survey.domain.case_counts import CaseCell
from survey.domain.errors import NoRights
from survey.services.import_cases import Examined, examine_file, import_cases
from survey.services.read_case_file import ReadFile, read_case_path
from survey.services.survey import Survey

# Who has the terminal has no account; this stands where the name of staff would.
_MADE_BY = "hailong import"
_MOST_LINES = 20


@click.command("import", help=_("Store the case counts of FILE: how many cases each counter had."))
@click.argument("file", type=click.Path(path_type=Path))
@click.option(
    "--kind",
    type=click.Choice(["cases"]),
    required=True,
    help=_("What the file holds: cases."),
)
@click.option("--yes", is_flag=True, help=_("Replace earlier counts without asking."))
def import_(file: Path, kind: str, *, yes: bool) -> None:  # noqa: ARG001 (one kind so far)
    """Store a file of case counts."""
    with opened_survey() as survey:
        read = _read(file)
        found = examine_file(survey, read)
        if found.faults:
            raise FaultyData(file.name, found.faults)
        _say_what_is_in_it(found)
        if found.is_known:
            say("These very counts are stored already; nothing was changed.")
            return
        if found.changes and not yes:
            agree(
                _("Replace the earlier counts? They are kept, and come back if this is undone."),
                silence=_("No answer came, so nothing was changed; add --yes not to be asked."),
            )
        _store(survey, found, read)


def _read(file: Path) -> ReadFile:
    try:
        return read_case_path(file)
    except OSError:
        raise NoRights(str(file)) from None


def _say_what_is_in_it(found: Examined) -> None:
    for month, (points, cases) in found.sums.items():
        say(
            "%(month)s: %(points)s service points, %(cases)s cases",
            month=f"{month:%m/%Y}",
            points=points,
            cases=cases,
        )
    _say_lines(
        [
            _("%(month)s: nobody answered then, and no plan is of that time. Is the year right?")
            % {"month": f"{month:%m/%Y}"}
            for month in found.unlikely_months
        ]
    )
    _say_lines(
        [
            _("%(cell)s: %(before)s cases are stored; the file says %(after)s.")
            % {"cell": _named(found, one.cell), "before": one.before, "after": one.after}
            for one in found.changes
        ]
    )
    _say_lines(
        [
            _("%(cell)s: %(cases)s cases, fewer than the %(responses)s responses.")
            % {"cell": _named(found, one.cell), "cases": one.cases, "responses": one.responses}
            for one in found.shortfalls
        ]
    )
    if found.shortfalls:
        say("Until that is put right, the report of these months is not weighted to cases.")


def _say_lines(lines: list[str]) -> None:
    for line in lines[:_MOST_LINES]:
        click.echo(line)
    if len(lines) > _MOST_LINES:
        say("… and %(count)s more.", count=len(lines) - _MOST_LINES)


def _named(found: Examined, cell: CaseCell) -> str:
    return f"{found.names[cell.service_point]}, {cell.month:%m/%Y}"


def _store(survey: Survey, found: Examined, read: ReadFile) -> None:
    stored = import_cases(survey, found.counts, _MADE_BY, found.mark, is_made_up=read.is_made_up)
    say(
        "Stored as import %(number)s: %(cases)s cases.",
        number=stored.number,
        cases=stored.cases,
    )
