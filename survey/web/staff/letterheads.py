"""The page of what stands above and below reports."""

from flask import redirect, request, url_for
from werkzeug.wrappers import Response

from analysis.letterhead import Letterhead
from survey.domain.errors import ChangedMeanwhile
from survey.services import keep_letterhead
from survey.web.current import current_survey
from survey.web.staff.forms import LetterheadForm
from survey.web.staff.pages import staff_page
from templates.languages import N_

_DONE = {"changed": N_("Saved. Reports written from now on carry it.")}


def letterhead() -> Response:
    """Show the words, and change them."""
    survey = current_survey()
    kept = keep_letterhead.letterhead(survey)
    lines = {"addressees": kept.addressees, "recipients": kept.recipients}
    joined = {name: "\n".join(each) for name, each in lines.items()}
    form = LetterheadForm(data=vars(kept) | joined)
    opened = request.form.get("opened")
    if request.method == "POST" and form.validate():
        try:
            keep_letterhead.change_letterhead(survey, form.letterhead(), opened)
        except ChangedMeanwhile:
            # Pressed again, the form takes the place of what this page shows as stored now.
            kept = keep_letterhead.letterhead(survey)
            return _form_page(form, kept, None, stored=kept)
        return redirect(url_for("staff.letterhead", done="changed"), 303)
    return _form_page(form, kept, opened)


def _form_page(
    form: LetterheadForm, kept: Letterhead, opened: str | None, stored: Letterhead | None = None
) -> Response:
    return staff_page(
        "staff/letterhead.html",
        409 if stored else 422 if form.errors else 200,
        notice=_DONE.get(request.args.get("done", "")),
        form=form,
        opened=opened or keep_letterhead.mark(kept),
        stored=stored,
    )
