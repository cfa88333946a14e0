"""How many cases were taken in: files of counts, looked at before they are stored, undone whole."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

from flask import Response as FlaskResponse
from flask import abort, redirect, request, url_for
from werkzeug.exceptions import NotFound
from werkzeug.wrappers import Response

from analysis.reading.faults import MOST_SENTENCES, Fault
from questionnaires.months import months_around
from survey.domain.case_counts import CaseCell, CaseImport, as_text, counts_in, in_use
from survey.domain.errors import CountsMoved, UnknownImport
from survey.limits import FILE_PATIENCE_SECONDS
from survey.services.case_overview import (
    counted_months,
    renewable_reports,
    rows_to_fill_in,
)
from survey.services.case_template import case_template
from survey.services.find_due_reports import release_state
from survey.services.import_cases import (
    Examined,
    case_imports,
    examine_counts,
    examine_file,
    import_cases,
    undo_import,
)
from survey.services.order_report import order_report
from survey.services.read_case_file import read_case_file
from survey.services.read_publications import altered_editions
from survey.web.current import current_background, current_survey
from survey.web.form_request import this_request
from survey.web.languages import chosen_language
from survey.web.staff.pages import said, staff_page
from survey.web.staff.releases import coming_reports
from survey.web.staff.sessions import current_account
from templates.languages import N_, translations

_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_MOST_ROWS = 100

_NO_FILE = N_("Choose a file first.")
_MOVED = N_(
    "Not stored: meanwhile somebody else has stored or undone counts. See below what would be so "
    "now."
)
_DONE = {
    "imported": N_("Stored. What you see below counts from now on; “Undo” takes it back whole."),
    "undone": N_("Undone. The counts before it count again; the import stays in the list."),
    "ordered": N_(
        "Ordered. The report is made by itself within some minutes, and stands beside the earlier "
        "one; the desk says how far it is."
    ),
}


@dataclass(frozen=True)
class ImportRow:
    """One import as the list shows it; `cells` of it are in force."""

    of: CaseImport
    cells: int


def cases() -> Response:
    """Show what is counted; look at a file that was sent, or store what was looked at."""
    if request.method != "POST":
        return _page(notice=_DONE.get(request.args.get("done", "")))
    if "counts" in request.form:
        return _store(request.form["counts"], request.form.get("mark", ""))
    content = this_request().uploaded("file")
    return _preview(content) if content else _page(422, refused=said(_NO_FILE))


def template() -> Response:
    """Give a workbook with a row for each count that is missing."""
    rows = rows_to_fill_in(current_survey())
    made = current_background().result(FILE_PATIENCE_SECONDS, case_template, rows)
    response = FlaskResponse(made, mimetype=_XLSX)
    response.headers["Content-Disposition"] = 'attachment; filename="so-ho-so.xlsx"'
    return response


def undo(number: int) -> Response:
    """Take an import back."""
    try:
        undo_import(current_survey(), number, current_account().name)
    except UnknownImport:
        raise NotFound from None
    return _back("undone")


def renew() -> Response:
    """Have the report of a period made anew with the counts that are in force."""
    wish = (request.form.get("begins", ""), request.form.get("ends", ""))
    for one in renewable_reports(current_survey()):
        if wish == (one.period.begins.isoformat(), one.period.ends.isoformat()):
            order_report(current_survey(), one.period)
            return _back("ordered")
    return _back("")


def _preview(content: bytes) -> Response:
    survey = current_survey()
    read = current_background().result(FILE_PATIENCE_SECONDS, read_case_file, content)
    found = examine_file(survey, read)
    if found.faults:
        return _page(422, faults=_in_words(found.faults))
    return _preview_page(found, is_made_up=read.is_made_up)


def _store(text: str, mark: str) -> Response:
    survey, is_made_up = current_survey(), request.form.get("made-up") == "1"
    try:
        counts = counts_in(text)
    except ValueError:
        abort(400)
    try:
        import_cases(survey, counts, current_account().name, mark, is_made_up=is_made_up)
    except CountsMoved:
        return _moved(counts, is_made_up=is_made_up)
    return _back("imported")


def _moved(counts: Mapping[CaseCell, int], *, is_made_up: bool) -> Response:
    try:
        found = examine_counts(current_survey(), counts)
    except CountsMoved:
        abort(400)
    return _preview_page(found, 409, is_made_up=is_made_up)


def _preview_page(found: Examined, status: int = 200, *, is_made_up: bool) -> Response:
    return staff_page(
        "staff/cases_preview.html",
        status,
        found=found,
        sums=[(named_month(month), *sums) for month, sums in found.sums.items()],
        changes=[(_cell(found, one.cell), one) for one in found.changes[:_MOST_ROWS]],
        unlikely_months=[named_month(month) for month in found.unlikely_months],
        shortfalls=[(_cell(found, one.cell), one) for one in found.shortfalls[:_MOST_ROWS]],
        counts=as_text(found.counts),
        is_made_up=is_made_up,
        refused=said(_MOVED) if status == 409 else None,
    )


def _page(
    status: int = 200,
    notice: str | None = None,
    refused: str | None = None,
    faults: list[str] | None = None,
) -> Response:
    survey = current_survey()
    imports = case_imports(survey)
    return staff_page(
        "staff/cases.html",
        status,
        notice=notice,
        refused=refused,
        faults=faults,
        months=[(named_month(one.month), one) for one in counted_months(survey)],
        imports=[ImportRow(one, len(in_use(one, imports))) for one in imports],
        of_months=_named_months,
        coming_reports=coming_reports(release_state(survey)),
        altered=[(str(one.period), one) for one in altered_editions(survey)],
        renewable=[(str(one.period), one) for one in renewable_reports(survey)],
    )


def _in_words(faults: tuple[Fault, ...]) -> list[str]:
    gettext: Callable[[str], str] = translations(chosen_language()).gettext
    words = [fault.in_words(gettext) for fault in faults[:MOST_SENTENCES]]
    more = len(faults) - MOST_SENTENCES
    return [*words, said(N_("… and %(count)s further ones."), count=more)] if more > 0 else words


def _cell(found: Examined, cell: CaseCell) -> str:
    return f"{found.names[cell.service_point]}, {named_month(cell.month)}"


def named_month(month: date) -> str:
    """Return a month as pages write it."""
    return f"{month:%m/%Y}"


def _named_months(one: CaseImport) -> str:
    return str(months_around(one.months[0], one.months[-1]))


def _back(done: str) -> Response:
    return redirect(url_for("staff.cases", done=done or None), 303)
