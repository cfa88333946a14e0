"""The clock of the machine: whether it is right, asked of whoever is at the desk."""

from datetime import date

from flask import redirect, request, url_for
from werkzeug.wrappers import Response

from survey.domain.errors import ClockMoved
from survey.services.ask_about_clock import clock_state, confirm_clock
from survey.web.current import current_survey
from survey.web.staff.pages import said, staff_page
from templates.languages import N_

DAY_FIELD = "day"

_MOVED = N_("The clock shows another day by now. Nothing was changed; please look again.")


def clock() -> Response:
    """Ask whether the clock is right; believe it when somebody says so."""
    if request.method == "GET":
        return _page()
    try:
        confirm_clock(current_survey(), _shown())
    except ClockMoved:
        return _page(409, refused=said(_MOVED))
    return redirect(url_for("staff.clock"), 303)


def _page(status: int = 200, refused: str | None = None) -> Response:
    survey = current_survey()
    state = clock_state(survey)
    return staff_page(
        "staff/clock.html", status, state=state, today=survey.today(), refused=refused
    )


def _shown() -> date:
    try:
        return date.fromisoformat(request.form.get(DAY_FIELD, ""))
    except ValueError:
        raise ClockMoved("no day was called right") from None
