"""The first page: are the targets met, and what is to be done next."""

from werkzeug.wrappers import Response

from questionnaires.months import calendar_months
from survey.domain.publications import latest_periods
from survey.services.ask_about_clock import clock_state
from survey.services.batch_progress import open_batches
from survey.services.count_running import count_running
from survey.services.find_due_reports import release_state
from survey.services.invite_staff import is_renewal_told
from survey.services.manage_places import overview
from survey.web.current import current_survey
from survey.web.staff.asked_period import plan_periods, published_periods
from survey.web.staff.pages import said, staff_page
from survey.web.staff.releases import (
    coming_reports,
    each_once,
    shown_report,
    why_figures_differ,
    words_of_modes,
    words_of_months,
    words_of_next,
)
from survey.web.staff.sessions import current_account, current_browser
from survey.web.staff.steps import batch_steps, next_steps, plan_steps


def desk() -> Response:
    """Show the desk."""
    return desk_page()


def desk_page(status: int = 200, refused: str | None = None) -> Response:
    """Return the desk; `refused` (in English) says what could not be done."""
    survey = current_survey()
    published, state = published_periods(), release_state(survey)
    periods = latest_periods(published, plan_periods())
    reports = each_once(shown_report(published[months][0]) for months in periods)
    running = count_running(survey, calendar_months(survey.today(), 1))
    overviews = overview(survey)
    return staff_page(
        "staff/desk.html",
        status,
        refused=None if refused is None else said(refused),
        clock=clock_state(survey),
        is_renewal_told=is_renewal_told(survey, current_account()),
        reports=reports,
        why_figures_differ=why_figures_differ(reports),
        coming_reports=coming_reports(state),
        coming=words_of_next(state),
        running=running,
        running_months=words_of_months(running.months),
        running_modes=words_of_modes(running),
        steps=[
            *next_steps(current_browser().office, overviews, reports),
            *plan_steps(reports, plan_periods(), survey.today()),
            *batch_steps(open_batches(survey)),
        ],
        overviews=overviews,
    )
