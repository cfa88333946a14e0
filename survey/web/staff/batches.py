"""Batches of paper forms: printed, counted, signed off or given up."""

from flask import Response as FlaskResponse
from flask import redirect, request, url_for
from werkzeug.wrappers import Response

from survey.domain.errors import (
    BadText,
    BatchMovedOn,
    ReasonMissing,
    ServicePointClosed,
    TotalsChanged,
)
from survey.domain.progress import MOST_DIFFERING, Progress, Stage
from survey.services import keep_batches
from survey.services.batch_progress import progress
from survey.services.manage_places import overview_of
from survey.services.sign_batch import sign_off as sign
from survey.web.current import current_background, current_survey
from survey.web.staff.batch_forms import CopiesForm, FoundForm, SignOffForm
from survey.web.staff.forms import written
from survey.web.staff.pages import pressed_once, said, staff_page
from survey.web.staff.sessions import current_account
from templates.languages import N_

_CLOSED = N_("This service point is closed. Open it again first.")
_CHANGED = N_("Nothing was signed: somebody typed meanwhile. These are the totals now.")

# What was just done, by the word that the address carries after it.
_DONE = {
    "made": N_("The batch is made. Print it now, as often as the number of copies says."),
    "counted": N_("Saved."),
    "ended": N_("Saved: no more sheets are asked for."),
    "settled": N_("Every difference is settled."),
    "signed": N_("Signed off. The responses are stored, and what was typed by sheet is deleted."),
    "abandoned": N_("Given up. What was typed is deleted; nothing was stored."),
    "moved-on": N_("Nothing was done: the batch has moved on meanwhile. This is how it stands."),
}


def new_batch(number: int) -> Response:
    """Make a batch of paper forms for a service point."""
    survey, form, refused = current_survey(), CopiesForm(), None
    if request.method == "POST" and form.validate():
        try:
            batch = pressed_once(lambda: keep_batches.new_batch(survey, number, form.number))
        except ServicePointClosed:
            refused = said(_CLOSED)
        else:
            return back_to(batch.number, "made")
    return staff_page(
        "staff/new_batch.html",
        409 if refused else 422 if form.errors else 200,
        form=form,
        refused=refused,
        point=overview_of(survey, number).point,
    )


def batch(batch: str) -> Response:
    """Show one batch: how far it has come and what to do next."""
    found = progress(current_survey(), batch)
    notice = _DONE.get(request.args.get("done", ""))
    return _page("staff/batch.html", found, notice=notice)


def print_batch(batch: str) -> Response:
    """Give the form of a batch as a PDF of one sheet."""
    try:
        pdf = keep_batches.print_batch(current_survey(), batch, current_background())
    except BatchMovedOn:
        return back_to(batch, "moved-on")
    response = FlaskResponse(pdf, mimetype="application/pdf")
    response.headers["Content-Disposition"] = f'attachment; filename="phieu-{batch}.pdf"'
    return response


def count_box(batch: str) -> Response:
    """Ask how many sheets were in the box."""
    survey, form = current_survey(), FoundForm()
    found = progress(survey, batch)
    if request.method == "POST" and form.validate():
        if form.number < len(found.first):
            form.refuse_fewer(len(found.first))
        else:
            try:
                keep_batches.count_box(survey, batch, form.number)
            except BatchMovedOn:
                return back_to(batch, "moved-on")
            return back_to(batch, "counted")
    return _page("staff/count_box.html", found, 422 if form.errors else 200, form=form)


def stop_entry(batch: str) -> Response:
    """Take no more sheets although more were counted."""
    try:
        keep_batches.stop_entry(current_survey(), batch)
    except BatchMovedOn:
        return back_to(batch, "moved-on")
    return back_to(batch, "ended")


def sign_off(batch: str) -> Response:
    """Show the totals, and let them be signed."""
    survey, form = current_survey(), SignOffForm()
    found = progress(survey, batch)
    if request.method != "POST":
        ready = found.stage is Stage.SIGN_OFF
        return _sign_off_page(found, form) if ready else back_to(batch, "moved-on")
    try:
        seen, reason = request.form.get("seen", ""), written(form.reason)
        sign(survey, batch, seen, reason, current_account().name)
    except BatchMovedOn:
        return back_to(batch, "moved-on")
    except TotalsChanged:
        return _sign_off_page(progress(survey, batch), form, 409, refused=said(_CHANGED))
    except ReasonMissing:
        form.ask_reason()
    except BadText:
        form.shorten_reason()
    else:
        return back_to(batch, "signed")
    return _sign_off_page(found, form, 422)


def abandon(batch: str) -> Response:
    """Ask whether to give up a batch, as it cannot be undone; then do it."""
    survey = current_survey()
    if request.method == "POST":
        try:
            keep_batches.abandon(survey, batch)
        except BatchMovedOn:
            return back_to(batch, "moved-on")
        return back_to(batch, "abandoned")
    return _page("staff/abandon_batch.html", progress(survey, batch))


def back_to(batch: str, done: str) -> Response:
    """Go to the page of a batch, which says what was done."""
    return redirect(url_for("staff.batch", batch=batch, done=done), 303)


def _sign_off_page(
    found: Progress, form: SignOffForm, status: int = 200, refused: str | None = None
) -> Response:
    return _page("staff/sign_off.html", found, status, form=form, refused=refused)


def _page(
    template: str,
    found: Progress,
    status: int = 200,
    notice: str | None = None,
    **values: object,
) -> Response:
    signed = found.sign_off
    return staff_page(
        template,
        status,
        notice=notice,
        progress=found,
        batch=found.batch,
        stage=found.stage.name,
        point=keep_batches.point_of(current_survey(), found),
        totals=found.totals() if signed is None else signed.totals,
        most=float(MOST_DIFFERING),
        **values,
    )
