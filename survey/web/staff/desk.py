"""The first page: are the targets met, and what is to be done next."""

from werkzeug.wrappers import Response

from analysis.disclosure.thresholds import LEAST
from survey.services.ask_about_clock import clock_state
from survey.services.batch_progress import open_batches
from survey.services.invite_staff import is_renewal_told
from survey.services.manage_places import overview
from survey.services.produce_report import produce_headlines
from survey.web.current import current_survey
from survey.web.languages import chosen_language
from survey.web.staff.asked_period import desk_period, named
from survey.web.staff.pages import said, staff_page
from survey.web.staff.sessions import current_account, current_browser
from survey.web.staff.steps import batch_steps, next_steps, plan_steps
from survey.web.staff.verdicts import other_days_of_plan, verdict_lines


def desk() -> Response:
    """Show the desk."""
    return desk_page()


def desk_page(status: int = 200, refused: str | None = None) -> Response:
    """Return the desk; `refused` (in English) says what could not be done."""
    survey = current_survey()
    period = desk_period()
    found = produce_headlines(survey, period.days.begins, period.days.ends)
    lines, overviews = verdict_lines(found, chosen_language()), overview(survey)
    other_days = other_days_of_plan(found)
    return staff_page(
        "staff/desk.html",
        status,
        refused=None if refused is None else said(refused),
        clock=clock_state(survey),
        is_renewal_told=is_renewal_told(survey, current_account()),
        period=period,
        period_name=named(period),
        responses=found.responses,
        modes=len(found.modes),
        lines=lines,
        other_days=other_days,
        least=LEAST,
        steps=[
            *next_steps(current_browser().office, overviews, lines),
            *plan_steps(other_days),
            *batch_steps(open_batches(survey)),
        ],
        overviews=overviews,
    )
