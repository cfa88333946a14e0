"""The citizen's page as staff may look at it: what is sent from it is stored nowhere."""

from flask import Response

from survey.services.open_visit import open_trial
from survey.web.citizen.pages import questions_page
from survey.web.current import current_survey
from survey.web.languages import chosen_language


def try_out(number: int) -> Response:
    """Show the page of a service point in trial."""
    return questions_page(open_trial(current_survey(), number, chosen_language()))
