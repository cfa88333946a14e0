"""Which device a kiosk's pages are for: a tablet that staff have enrolled, known by its key."""

from flask import Response, request

from survey.domain.errors import TabletUnknown
from survey.domain.modes import Mode
from survey.domain.tablets import KEY
from survey.services.enrol_tablets import enrol_tablet, find_tablet
from survey.services.open_visit import OpenVisit
from survey.web.citizen.words import words_of
from survey.web.current import current_survey
from survey.web.form_request import sent_value
from survey.web.languages import chosen_language
from survey.web.look import Look
from survey.web.rendering import CODE, standalone_answer, standalone_text
from survey.web.stylesheet import stylesheet_hash

# What the script of a start page asks with, so that a tablet learns that it was removed.
KEY_HEADER = "Tablet-Key"
_ALLOWED = ("script-src 'self'", "connect-src 'self'")


def check_tablet(opened: OpenVisit) -> None:
    """Raise TabletUnknown when a form about a kiosk's visit comes from no tablet of its code."""
    if opened.visit.mode is Mode.KIOSK:
        find_tablet(current_survey(), opened.visit.poster, sent_value(KEY) or "")


def is_refused(opened: OpenVisit) -> bool:
    """Tell whether the page is asked for with a key that no tablet of its code has."""
    key = request.headers.get(KEY_HEADER)
    if key is None:
        return False
    try:
        find_tablet(current_survey(), opened.visit.poster, key)
    except TabletUnknown:
        return True
    return False


def enrolment_page(opened: OpenVisit) -> Response:
    """Return the page on which staff enrol the tablet that shows it."""
    language, look = chosen_language(), Look()
    style = f"style-src-elem {stylesheet_hash(look)} 'self'"
    body = standalone_text(
        "citizen/kiosk_enrolment.html", language, look, loader=None, **words_of(opened)
    )
    return standalone_answer(body, language, look, 200, style, *_ALLOWED)


def enrol_this_tablet(opened: OpenVisit) -> None:
    """Enrol the device that sends a code for it; raise EnrolmentUnknown."""
    typed, key = sent_value(CODE) or "", sent_value(KEY) or ""
    enrol_tablet(current_survey(), opened.visit.poster, typed, key)
