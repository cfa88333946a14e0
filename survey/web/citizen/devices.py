"""The pages round the questions on a device that many people use: nothing of them stays on it.

A kiosk stands at the counter by itself; an assisted person is handed the device of a clerk.
"""

from dataclasses import replace

from flask import Response, request, url_for

from survey.domain.codes import read_code
from survey.domain.modes import Mode
from survey.services.open_visit import OpenVisit
from survey.web.citizen.tablets import is_refused
from survey.web.citizen.words import words_of
from survey.web.languages import chosen_language, languages_from
from survey.web.look import LOOK, Look, chosen_look, read_look
from survey.web.rendering import CODE, point_or_none, standalone_answer, standalone_text
from survey.web.stylesheet import stylesheet_hash

EASY = "easy"
# In the address that leads out of a page whose answers were under way.
_SENDING = "gui"
# How long a kiosk shows its thanks before it is there for the next person.
THANKED_SECONDS = 8
# Everybody begins with what the device is set to, whatever the person before has chosen; the look
# of the questions one by one fills a tablet.
_FILLING = Look(is_easy=True)
# The start of a kiosk is the one page that holds another one of ours, in its frame.
_KIOSK = ("script-src 'self'", "connect-src 'self'", "frame-src 'self'")


def first_page(opened: OpenVisit) -> Response:
    """Return what the address of a device shows: the start of a kiosk, or what a clerk is to do."""
    if opened.visit.mode is Mode.ASSISTED:
        return _page("citizen/assisted_start.html", opened, Look())
    style = f"style-src-elem {stylesheet_hash(Look())} 'self'"
    response = _page("citizen/kiosk_start.html", opened, Look(), style, *_KIOSK)
    if is_refused(opened):
        response.status_code = 403
    return response


def handed_page(opened: OpenVisit) -> Response:
    """Return what a person reads first, once the clerk has handed over the device."""
    written = read_look(request.args.get(LOOK, "")).written
    return _page("citizen/assisted_handed.html", opened, _FILLING, chosen=written)


def done_page(mode: Mode) -> Response:
    """Say that the answers are saved, and lead on to the next person."""
    code = read_code(request.args.get(CODE, ""))
    if mode is Mode.ASSISTED:
        return _last_page("citizen/assisted_done.html", code)
    response = _last_page("citizen/kiosk_done.html", code)
    if code is not None:
        # Without a script too, and to the language that the kiosk begins in.
        start = url_for("citizen.questions", code=code)
        response.headers["Refresh"] = f"{THANKED_SECONDS}; url={start}"
    return response


def stopped_page() -> Response:
    """Say that nothing was sent, as far as is known, and that the device can be handed back."""
    code = read_code(request.args.get(CODE, ""))
    is_sending = _SENDING in request.args
    return _last_page("citizen/assisted_stopped.html", code, is_sending=is_sending)


def _page(
    template: str, opened: OpenVisit, look: Look, *sources: str, **values: object
) -> Response:
    language = chosen_language()
    words = words_of(opened) | {"easy": EASY, "languages": languages_from(language)} | values
    # Nothing waits on a device that many people use.
    body = standalone_text(template, language, look, loader=None, **words)
    return standalone_answer(body, language, look, 200, *sources)


def _last_page(template: str, code: str | None, **values: object) -> Response:
    language, look = chosen_language(), replace(chosen_look(), is_easy=_FILLING.is_easy)
    point = point_or_none(code)
    words = {"code": code, "point": point} | values
    body = standalone_text(template, language, look, loader=None, **words)
    return standalone_answer(body, language, look)
