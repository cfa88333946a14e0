"""The report for a period: what it says in short, and the files to open and keep."""

from flask import Response as FlaskResponse
from werkzeug.exceptions import NotFound
from werkzeug.wrappers import Response

from analysis.disclosure.thresholds import LEAST
from analysis.report.formats import FORMATS
from analysis.report.formats.html import style_hash
from analysis.report.model import Report
from survey.services.produce_report import produce_headlines, produce_report
from survey.web.current import current_survey
from survey.web.languages import chosen_language
from survey.web.staff.asked_period import AskedPeriod, asked_period, named
from survey.web.staff.pages import staff_page
from survey.web.staff.periods import FixedPeriod
from survey.web.staff.verdicts import may_be_shown, verdict_lines


def report() -> Response:
    """Show what the answers of a period say of the targets; without a choice, of the desk's."""
    asked = asked_period()
    return _page(asked, 422 if asked.period is None else 200)


def report_file(kind: str) -> Response:
    """Give the report itself, as a page that stands alone or for programs."""
    if kind not in FORMATS:
        raise NotFound
    asked = asked_period()
    if asked.period is None:
        return _page(asked, 422)
    days = asked.period.days
    made = produce_report(current_survey(), None, days.begins, days.ends)
    if not may_be_shown(made):
        return _page(asked, 409)
    return _file(made, asked.period, kind)


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
        may_open=found is not None and may_be_shown(found),
        least=LEAST,
    )


def _file(made: Report, period: FixedPeriod, kind: str) -> Response:
    form = FORMATS[kind]
    response = FlaskResponse(form.write(made, chosen_language()), mimetype=form.media_type)
    if kind == "html":
        response.headers["Content-Security-Policy"] = _policy()
    else:
        name = f"bao-cao-{period.days.begins}-{period.days.ends}.{kind}"
        response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def _policy() -> str:
    # The report carries its stylesheet and pictures inside, to be kept as one file.
    return (
        f"default-src 'none'; style-src {style_hash()}; img-src data:; form-action 'none'; "
        "base-uri 'none'; frame-ancestors 'none'"
    )
