"""A published report: what it says in short, and the files to open and keep."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from flask import Response as FlaskResponse
from flask import request
from werkzeug.exceptions import NotFound
from werkzeug.wrappers import Response

from survey.domain.errors import (
    BackgroundFull,
    PublicationAltered,
    PublishedTextAltered,
    StillWorking,
)
from survey.domain.publications import Edition
from survey.limits import REPORT_PATIENCE_SECONDS, REPORT_REFRESH_SECONDS
from survey.services.count_running import count_running
from survey.services.find_due_reports import release_state
from survey.services.kept_files import file_report, kept_file
from survey.services.manage_places import all_points
from survey.services.read_publications import published_report
from survey.web.current import current_background, current_survey
from survey.web.languages import chosen_language
from survey.web.staff.asked_period import AskedReport, asked_report, named
from survey.web.staff.offered_files import OfferedFiles, offered_files
from survey.web.staff.pages import staff_page
from survey.web.staff.periods import FixedPeriod
from survey.web.staff.releases import (
    coming_reports,
    shown_report,
    words_of_modes,
    words_of_next,
)

if TYPE_CHECKING:
    from analysis.report.formats import Format


def report() -> Response:
    """Show what a published report says of the targets; without a choice, the first of the desk."""
    asked = asked_report()
    return _page(asked, 422 if asked.form.errors else 200)


def report_file(kind: str) -> Response:
    """Give the report itself, as a page that stands alone or for programs."""
    if kind not in _formats():
        raise NotFound
    asked = asked_report()
    if asked.period is None or asked.edition is None:
        return _page(asked, 422 if asked.form.errors else 409)
    try:
        # Here too: the background process could only say that it failed.
        published_report(current_survey(), asked.edition)
        written = _written(asked.edition, kind)
    except (PublicationAltered, PublishedTextAltered):
        return _page(asked, 409)
    except (BackgroundFull, StillWorking):
        return _in_the_making(asked.period, kind)
    return _file(written, asked.edition, kind)


def _written(edition: Edition, kind: str) -> bytes:
    """Return a file that is kept; where it is not yet, let the background process make it."""
    survey, language, file = current_survey(), chosen_language(), _formats()[kind].file
    found = kept_file(survey, edition, file, language)
    if found is None:
        file_report(survey, current_background(), REPORT_PATIENCE_SECONDS, edition, language)
        found = kept_file(survey, edition, file, language)
    if found is None:
        raise StillWorking
    return found


def _in_the_making(period: FixedPeriod, kind: str) -> Response:
    """Say that the file is being made, on a page that asks for it again by itself."""
    response = staff_page(
        "staff/report_in_the_making.html",
        202,
        period=period,
        period_name=named(period),
        is_page=kind == "html",
        again=request.full_path,
    )
    response.headers["Refresh"] = str(REPORT_REFRESH_SECONDS)
    return response


def _page(asked: AskedReport, status: int) -> Response:
    survey, period = current_survey(), asked.period
    state = release_state(survey)
    running = count_running(survey, period.months) if period and period.is_running else None
    return staff_page(
        "staff/report.html",
        status,
        form=asked.form,
        period=period,
        period_name=named(period) if period else "",
        shown=shown_report(asked.edition) if asked.edition else None,
        editions=asked.editions,
        files=_files(asked.edition) if asked.edition else None,
        running=running,
        running_modes=words_of_modes(running) if running else "",
        points=all_points(survey) if running else (),
        coming_reports=coming_reports(state),
        coming=words_of_next(state),
    )


def _files(edition: Edition) -> OfferedFiles:
    return offered_files(edition, tuple(_formats()))


def _file(written: bytes, edition: Edition, kind: str) -> Response:
    made = _formats()[kind]
    response = FlaskResponse(written, mimetype=made.media_type)
    if kind == "html":
        response.headers["Content-Security-Policy"] = _policy()
    else:
        months, number = edition.period, f"-{edition.number}" if edition.number > 1 else ""
        language = "" if chosen_language() == "vi" else f"-{chosen_language()}"
        ending = made.file.removeprefix("report")
        name = f"bao-cao-{months.begins}-{months.ends}{number}{language}{ending}"
        response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def _policy() -> str:
    # The report carries its stylesheet and pictures inside, to be kept as one file.
    return (
        f"default-src 'none'; style-src {_style_hash()}; img-src data:; form-action 'none'; "
        "base-uri 'none'; frame-ancestors 'none'"
    )


# What writes a report takes long to import, and a server that starts should not wait for it.


def _formats() -> Mapping[str, Format]:
    from analysis.report.formats import FORMATS  # noqa: PLC0415

    return FORMATS


def _style_hash() -> str:
    from analysis.report.formats.html import style_hash  # noqa: PLC0415

    return style_hash()
