"""The report for a period: what it says in short, and the files to open and keep."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from flask import Response as FlaskResponse
from flask import request
from werkzeug.exceptions import NotFound
from werkzeug.wrappers import Response

from analysis.disclosure.thresholds import LEAST
from survey.domain.errors import StillWorking
from survey.limits import REPORT_PATIENCE_SECONDS, REPORT_REFRESH_SECONDS
from survey.services import report_files
from survey.services.produce_report import produce_headlines
from survey.web.current import current_background, current_survey
from survey.web.languages import chosen_language
from survey.web.staff.asked_period import AskedPeriod, asked_period, named
from survey.web.staff.pages import staff_page
from survey.web.staff.periods import FixedPeriod
from survey.web.staff.verdicts import may_be_shown, other_days_of_plan, verdict_lines

if TYPE_CHECKING:
    from analysis.report.formats import Format


def report() -> Response:
    """Show what the answers of a period say of the targets; without a choice, of the desk's."""
    asked = asked_period()
    return _page(asked, 422 if asked.period is None else 200)


def report_file(kind: str) -> Response:
    """Give the report itself, as a page that stands alone or for programs."""
    if kind not in _formats():
        raise NotFound
    asked = asked_period()
    if asked.period is None:
        return _page(asked, 422)
    try:
        written = _written(asked.period, kind)
    except StillWorking:
        return _in_the_making(asked.period, kind)
    if written is None:
        return _page(asked, 409)
    return _file(written, asked.period, kind)


def _written(period: FixedPeriod, kind: str) -> bytes | None:
    return current_background().result(
        REPORT_PATIENCE_SECONDS,
        report_files.report_file,
        current_survey().settings,
        period.days.begins,
        period.days.ends,
        kind,
        chosen_language(),
    )


def _in_the_making(period: FixedPeriod, kind: str) -> Response:
    """Say that the report is being made, on a page that asks for it again by itself."""
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


def _page(asked: AskedPeriod, status: int) -> Response:
    days = asked.period.days if asked.period else None
    found = produce_headlines(current_survey(), days.begins, days.ends) if days else None
    return staff_page(
        "staff/report.html",
        status,
        form=asked.form,
        period=asked.period,
        period_name=named(asked.period) if asked.period else "",
        responses=found.responses if found else 0,
        modes=len(found.modes) if found else 0,
        lines=verdict_lines(found, chosen_language()) if found else (),
        other_days=other_days_of_plan(found) if found else None,
        may_open=found is not None and may_be_shown(found),
        least=LEAST,
    )


def _file(written: bytes, period: FixedPeriod, kind: str) -> Response:
    made = _formats()[kind]
    response = FlaskResponse(written, mimetype=made.media_type)
    if kind == "html":
        response.headers["Content-Security-Policy"] = _policy()
    else:
        name = f"bao-cao-{period.days.begins}-{period.days.ends}{made.file.removeprefix('report')}"
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
