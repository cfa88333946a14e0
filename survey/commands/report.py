"""`hailong report`: the report of the stored responses as files."""

from datetime import date, datetime
from pathlib import Path

import click

from analysis.case_counts import CaseCounts
from analysis.commands.report import BadPoints, points_of
from analysis.reading import read_cases
from analysis.report.build import MonthCut, with_sensitivity
from analysis.report.formats import FORMATS, UnknownFormat, formats_of, write_report
from analysis.report.model import PeriodEndsFirst
from survey.commands.opening import opened_survey
from survey.commands.refusals import refuse
from survey.commands.words import _, language, say
from survey.domain.errors import NoRights, StoreFull
from survey.services.produce_report import produce_report
from templates.languages import N_

_NO_PERIOD = {
    PeriodEndsFirst: N_("The period ends before it begins."),
    MonthCut: N_(
        "Of answers the month alone is kept: let the period begin on the first day of a month and "
        "end on the last day of one."
    ),
}
_DAY = click.DateTime(["%Y-%m-%d"])


@click.command(help=_("Write the report of the stored responses."))
@click.option("--plan", metavar="ID", help=_("A published plan; without it the office's own."))
@click.option("--from", "begins", type=_DAY, metavar="DATE", help=_("First day, as 2026-01-31."))
@click.option("--to", "ends", type=_DAY, metavar="DATE", help=_("Last day, as 2026-12-31."))
@click.option(
    "--format",
    "names",
    default=",".join(FORMATS),
    help=_("One or several of %(known)s.") % {"known": ", ".join(FORMATS)},
)
@click.option(
    "--cases",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help=_("CSV file of case counts, to weight responses by."),
)
@click.option(
    "--silent-lower-by",
    "points",
    metavar="POINTS",
    help=_("Also show each index if those who did not answer were so many points lower."),
)
@click.option(
    "--out",
    required=True,
    metavar="DIR",
    type=click.Path(path_type=Path),
    help=_("Folder for the files; made where it is missing."),
)
def report(  # noqa: PLR0913 (one argument for each option)
    *,
    plan: str | None,
    begins: datetime | None,
    ends: datetime | None,
    names: str,
    cases: Path | None,
    points: str | None,
    out: Path,
) -> None:
    """Write a file for each format."""
    chosen, lower = _formats(names), _points(points, cases)
    with opened_survey() as survey:
        counts = None if cases is None else _counts(cases)
        try:
            made = produce_report(survey, plan, _day(begins), _day(ends), counts)
        except (PeriodEndsFirst, MonthCut) as error:
            refuse(_(_NO_PERIOD[type(error)]))
        if lower is not None:
            made = with_sensitivity(made, lower)
        try:
            written = write_report(made, out, chosen, language())
        except PermissionError:
            raise NoRights(str(out)) from None
        except OSError:
            raise StoreFull(str(out)) from None
    for path in written:
        say("Written: %(file)s", file=path)


def _counts(cases: Path) -> CaseCounts:
    try:
        return read_cases(cases)
    except OSError:
        raise NoRights(str(cases)) from None


def _points(written: str | None, cases: Path | None) -> float | None:
    try:
        return points_of(written, has_cases=cases is not None)
    except BadPoints as error:
        refuse(error.in_words(_))


def _formats(names: str) -> tuple[str, ...]:
    try:
        return formats_of(names)
    except UnknownFormat as error:
        sentence = _("A report is not written as “%(name)s”; choose of: %(known)s.")
        refuse(sentence % {"name": error.name, "known": ", ".join(FORMATS)})


def _day(given: datetime | None) -> date | None:
    return given.date() if given else None
