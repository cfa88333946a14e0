"""The report for a period: what it says in short, and the files to open and keep."""

from flask import Response as FlaskResponse
from flask import request, url_for
from werkzeug.datastructures import MultiDict
from werkzeug.exceptions import NotFound
from werkzeug.wrappers import Response

from analysis.report.csv_file import report_csv
from analysis.report.entries import LEAST_TO_SHOW
from analysis.report.html_file import report_html, style_hash
from analysis.report.json_file import report_json
from analysis.report.model import Report
from survey.domain.texts import without_hidden_signs
from survey.services.produce_report import produce_report
from survey.services.publish_text import current_plan
from survey.web.current import current_survey
from survey.web.languages import chosen_language
from survey.web.staff.forms import PeriodForm
from survey.web.staff.pages import Entry, staff_page
from survey.web.staff.periods import Days, presets, so_far
from survey.web.staff.verdicts import may_be_shown, verdict_lines

_FILES = {
    "html": (report_html, "text/html"),
    "csv": (report_csv, "text/csv"),
    "json": (report_json, "application/json"),
}


def report() -> Response:
    """Show what the answers of a period say of the targets; without a choice, of the desk's."""
    survey = current_survey()
    form = PeriodForm(_asked() or MultiDict(_written(so_far(current_plan(survey), survey.today()))))
    period = form.days(survey.today())
    return _page(form, period, 422 if period is None else 200)


def report_file(kind: str) -> Response:
    """Give the report itself, as a page that stands alone or for programs."""
    survey, form = current_survey(), PeriodForm(_asked())
    if kind not in _FILES:
        raise NotFound
    period = form.days(survey.today())
    if period is None:
        return _page(form, None, 422)
    made = produce_report(survey, None, period.begins, period.ends)
    if not may_be_shown(made):
        return _page(form, period, 409)
    return _file(made, period, kind)


def _page(form: PeriodForm, period: Days | None, status: int) -> Response:
    survey = current_survey()
    made = None if period is None else produce_report(survey, None, period.begins, period.ends)
    return staff_page(
        "staff/report.html",
        status,
        form=form,
        presets=[
            Entry(label, url_for("staff.report", tu=days.begins, den=days.ends), days == period)
            for label, days in presets(current_plan(survey), survey.today())
        ],
        period=period,
        asked=_written(period) if period else {},
        responses=made.responses if made else 0,
        lines=verdict_lines(made, chosen_language()) if made else (),
        may_open=made is not None and may_be_shown(made),
        least=LEAST_TO_SHOW,
    )


def _file(made: Report, period: Days, kind: str) -> Response:
    write, mimetype = _FILES[kind]
    response = FlaskResponse(write(made, chosen_language()), mimetype=mimetype)
    if kind == "html":
        response.headers["Content-Security-Policy"] = _policy()
    else:
        name = f"bao-cao-{period.begins}-{period.ends}.{kind}"
        response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def _policy() -> str:
    # The report carries its stylesheet and pictures inside, to be kept as one file.
    return (
        f"default-src 'none'; style-src {style_hash()}; img-src data:; form-action 'none'; "
        "base-uri 'none'; frame-ancestors 'none'"
    )


def _asked() -> MultiDict[str, str]:
    named = (name for name in ("tu", "den") if name in request.args)
    return MultiDict({name: without_hidden_signs(request.args[name]) for name in named})


def _written(days: Days) -> dict[str, str]:
    return {"tu": days.begins.isoformat(), "den": days.ends.isoformat()}
