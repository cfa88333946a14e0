"""`hailong report`: a published report as files, or one for whoever has the database."""

from datetime import datetime
from pathlib import Path

import click

from analysis.case_counts import CaseCounts
from analysis.commands.report import BadOption, points_of
from analysis.reading import read_cases
from analysis.report.build import with_sensitivity
from analysis.report.formats import FORMATS, UnknownFormat, formats_of, write_report
from analysis.report.model import Report
from questionnaires.months import Months, months_around
from survey.commands.dates import MONTH
from survey.commands.opening import opened_survey
from survey.commands.refusals import refuse
from survey.commands.words import _, language, say
from survey.domain.errors import NoRights, StoreFull
from survey.domain.publications import latest_periods
from survey.services.followed_plans import judged_plans
from survey.services.keep_letterhead import printed_letterhead
from survey.services.private_report import private_report
from survey.services.read_publications import all_editions, published_report
from survey.services.survey import Survey


@click.command(help=_("Write a published report, or one of months that is not to be published."))
@click.option("--plan", metavar="ID", help=_("A published plan; without it the office's own."))
@click.option(
    "--from", "begins", type=MONTH, metavar=_("MONTH"), help=_("First month, as 2026-03.")
)
@click.option("--to", "ends", type=MONTH, metavar=_("MONTH"), help=_("Last month, as 2026-05."))
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
        counts, months = None if cases is None else _counts(cases), _months(begins, ends)
        made = None if plan or counts else _published(survey, months)
        if made is None:
            made = _private(survey, plan, months, counts)
            say("This report is not published, and not to be: it is for whoever has the database.")
        if lower is not None:
            made = with_sensitivity(made, lower)
        try:
            written = write_report(made, out, chosen, language(), printed_letterhead(survey))
        except PermissionError:
            raise NoRights(str(out)) from None
        except OSError:
            raise StoreFull(str(out)) from None
    for path in written:
        say("Written: %(file)s", file=path)


def _private(
    survey: Survey, plan: str | None, months: Months | None, counts: CaseCounts | None
) -> Report:
    made = private_report(survey, plan, months, counts)
    if not made.responses and months is None:
        refuse(_("Nobody has answered yet, so there is nothing to report. No file was written."))
    if not made.responses:
        sentence = _(
            "Nobody answered in %(months)s, so there is nothing to report. No file was written."
        )
        refuse(sentence % {"months": months})
    return made


def _counts(cases: Path) -> CaseCounts:
    try:
        return read_cases(cases)
    except OSError:
        raise NoRights(str(cases)) from None


def _points(written: str | None, cases: Path | None) -> float | None:
    try:
        return points_of(written, has_cases=cases is not None)
    except BadOption as error:
        refuse(error.in_words(_))


def _formats(names: str) -> tuple[str, ...]:
    try:
        return formats_of(names)
    except UnknownFormat as error:
        sentence = _("A report is not written as “%(name)s”; choose of: %(known)s.")
        refuse(sentence % {"name": error.name, "known": ", ".join(FORMATS)})


def _months(begins: datetime | None, ends: datetime | None) -> Months | None:
    if begins is None and ends is None:
        return None
    if begins is None or ends is None:
        refuse(_("Name the first and the last month: --from 2026-03 --to 2026-05."))
    if ends < begins:
        refuse(_("The period ends before it begins."))
    return months_around(begins.date(), ends.date())


def _published(survey: Survey, months: Months | None) -> Report | None:
    """Return the newest published report of months; without any, the first of the desk's."""
    newest = {edition.period: edition for edition in all_editions(survey)}
    if months is None:
        plans = tuple(plan.months for plan in judged_plans(survey))
        months = next(iter(latest_periods(newest, plans)), None)
    if months is None:
        refuse(
            _(
                "No report is published yet. With --from and --to one of whole months is made, "
                "which is not to be published."
            )
        )
    return published_report(survey, newest[months]) if months in newest else None
