"""The citizen's face: what a poster leads to. No session, no cookie, nothing about the visitor."""

from collections.abc import Callable
from functools import lru_cache, partial

from flask import (
    Blueprint,
    Response,
    abort,
    request,
    send_file,
    send_from_directory,
    url_for,
)
from werkzeug import Response as AnyResponse

from survey.domain.codes import LONGEST_TYPED, read_code
from survey.domain.errors import NothingChosen, PosterWithdrawn, ServicePointClosed
from survey.domain.identifiers import CUT, SEEN
from survey.domain.modes import Mode
from survey.domain.tablets import KEY
from survey.domain.texts import without_invisible
from survey.domain.visits import Visit
from survey.services.open_visit import OpenVisit, open_visit, reopen_visit
from survey.services.submit_response import is_answered, submit_response
from survey.web.answers import PreparedAnswer, see_other
from survey.web.citizen.devices import done_page, first_page, handed_page, stopped_page
from survey.web.citizen.forms import COMMENT, VISIT, sent_visit
from survey.web.citizen.pages import questions_page, refused_page
from survey.web.citizen.prepared import FOUND_BY_GOING_BACK, fresh_page
from survey.web.citizen.shown_once import UNSCRIPTED, kept_for_once, shown_once
from survey.web.citizen.sounds import sound_folder
from survey.web.citizen.tablets import check_tablet, enrol_this_tablet, enrolment_page
from survey.web.current import current_survey
from survey.web.errors import notice_page, refusal_page, works_again
from survey.web.form_request import sent_value, this_request
from survey.web.languages import (
    LANGUAGE,
    PARAMETER,
    chosen_language,
    parameter,
    spoken_languages,
)
from survey.web.look import LOOK, SWITCH, Look, chosen_look, is_switched
from survey.web.notices import BY_REFUSAL, UNKNOWN_CODE
from survey.web.queue import REPEATED, WORKER_POLICY, queue_script, version_of, worker_script
from survey.web.rendering import CODE, kept_page
from survey.web.request_checks import refuse_doubled
from templates.language_files import language_files
from templates.sounds import is_recording

citizen = Blueprint("citizen", __name__)

# In the address under which the history of a browser keeps a page that a button has brought.
_BROUGHT = "gui"
_ADDRESS_BYTES = 4
_FOR_A_YEAR = "public, max-age=31536000, immutable"
# What other pages add to an address may stand there twice: nothing here reads it.
_ASKED_ONCE = (CODE, PARAMETER, LOOK)
_SINGLE = frozenset((VISIT, COMMENT, LANGUAGE, LOOK, SWITCH, SEEN, CUT, KEY, UNSCRIPTED))
# Letters do not change; a phone on a slow network loads them once a month.
_LETTERS_LAST = 30 * 24 * 3600
_DONE = {Mode.KIOSK: ".kiosk_done", Mode.ASSISTED: ".assisted_done", Mode.TRIAL: ".tried"}
_REFUSALS = tuple(BY_REFUSAL)
_TAKES_NO_MORE = (PosterWithdrawn, ServicePointClosed)
# Every page says itself that it is not to be found by searching; a machine that may not read pages
# would not learn it, and list their addresses.
_ROBOTS = "User-agent: *\nDisallow:\n"


@citizen.before_request
def refuse_doubled_parameters() -> None:
    """Refuse what is read once and came twice.

    Two answers to one question are shown to the person; two of anything else are no mistake.
    """
    asked = this_request()
    if asked.query_string:
        refuse_doubled(asked.args.to_dict(flat=False), _ASKED_ONCE)
    if asked.method == "POST":
        refuse_doubled(asked.sent, _SINGLE)


@citizen.get("/")
def start() -> AnyResponse:
    """Ask for the code that is printed on the poster, and lead to its page."""
    typed = request.args.get(CODE)
    if typed is None:
        return kept_page("citizen/start.html")
    code = read_code(typed)
    if code is None:
        return notice_page(UNKNOWN_CODE, asks_code=True, typed=_shown(typed))
    return see_other(_poster_page(code))


@citizen.get("/robots.txt")
def robots() -> Response:
    """Let machines read every page, so that they learn that none is to be listed."""
    return Response(_ROBOTS, mimetype="text/plain")


@citizen.get("/cam-on")
def thanks() -> Response:
    """Say that the answers are saved, what happens with them, and let the next person begin."""
    # An address of its own for each visit: at the old one a browser keeps the page of before, and
    # going back to it must still find the visit of before.
    visit = current_survey().random_bytes(_ADDRESS_BYTES).hex()
    is_repeated = request.args.get(REPEATED) is not None
    template = "citizen/thanks_again.html" if is_repeated else "citizen/thanks.html"
    return kept_page(template, differing=visit)


@citizen.get("/cam-on/dung-thu")
def tried() -> Response:
    """Say that nothing was stored."""
    return kept_page("citizen/tried.html")


@citizen.get("/cam-on/may-tai-quay")
def kiosk_done() -> Response:
    """Say on a kiosk that the answers are saved, and return to its start."""
    return done_page(Mode.KIOSK)


@citizen.get("/cam-on/tra-may")
def assisted_done() -> Response:
    """Say that the answers are saved and that the device can be handed back."""
    return done_page(Mode.ASSISTED)


@citizen.get("/cam-on/da-xoa")
def assisted_stopped() -> Response:
    """Say that nothing was sent, and that the device can be handed back."""
    return stopped_page()


@citizen.get("/rieng-tu")
def privacy() -> Response:
    """Say what is kept, what never, and what nobody can promise."""
    return kept_page("citizen/privacy.html")


@citizen.get("/phong-chu/<language>")
def letters(language: str) -> Response:
    """Return the letters of a language that a telephone may lack."""
    files = language_files()
    path = files.font_path(language) if language in files.register.languages else None
    if path is None:
        abort(404)
    return send_file(path, f"font/{path.suffix[1:]}", max_age=_LETTERS_LAST)


@citizen.get("/nghe/<language>/<questionnaire>/<name>")
def sound(language: str, questionnaire: str, name: str) -> Response:
    """Return a recorded question."""
    if not is_recording(name):
        abort(404)
    # As one path, so that no part of it leads out of the folder.
    return send_from_directory(sound_folder(), f"{language}/{questionnaire}/{name}")


@citizen.get("/cho/<language>.js")
def queue(language: str) -> Response:
    """Return what keeps answers on a phone without network."""
    if language not in spoken_languages():
        abort(404)
    return _script(queue_script(language))


@citizen.get("/cho/nen.js")
def queue_worker() -> Response:
    """Return what sends kept answers after the page was closed.

    Its folder has no pages, so that none is under it.
    """
    response = _script(worker_script())
    response.headers["Content-Security-Policy"] = WORKER_POLICY
    return response


@citizen.get("/<code>", strict_slashes=False)
def questions(code: str) -> Response:
    """Open the page of a poster, or what a device of the office begins with."""
    opened = open_visit(current_survey(), code, chosen_language())
    if opened.visit.mode.is_shared:
        return first_page(opened)
    # Another address with a look is that of somebody else, who begins with the usual one.
    if _BROUGHT in request.args and chosen_look().written:
        with current_survey().slow_work.showing_turn():
            return _found_by_going_back(opened, questions_page(opened))
    return fresh_page(opened)


@citizen.get("/<code>/dua-may")
def handed(code: str) -> AnyResponse:
    """Show what a person reads first on the device of a clerk."""
    opened = open_visit(current_survey(), code, chosen_language())
    if opened.visit.mode is not Mode.ASSISTED:
        return see_other(_poster_page(opened.visit.poster))
    return handed_page(opened)


@citizen.get("/<code>/tra-loi")
def answer(code: str) -> AnyResponse:
    """Ask the questions on the device of a clerk, in the look that was chosen before."""
    opened = open_visit(current_survey(), code, chosen_language())
    if opened.visit.mode is not Mode.ASSISTED:
        return see_other(_poster_page(opened.visit.poster))
    return kept_for_once() or questions_page(opened)


@citizen.post("/<code>/tra-loi")
def answer_on_tablet(code: str) -> AnyResponse:
    """Ask the questions on a tablet at the counter, which shows by its key that it is one."""
    opened = open_visit(current_survey(), code, chosen_language())
    if opened.visit.mode is not Mode.KIOSK:
        return see_other(_poster_page(opened.visit.poster))
    check_tablet(opened)
    return questions_page(opened)


@citizen.get("/<code>/ghi-danh")
def enrolment(code: str) -> AnyResponse:
    """Ask staff for the code that enrols this tablet."""
    opened = open_visit(current_survey(), code, chosen_language())
    if opened.visit.mode is not Mode.KIOSK:
        return see_other(_poster_page(opened.visit.poster))
    return enrolment_page(opened)


@citizen.post("/<code>/ghi-danh")
def enrol(code: str) -> AnyResponse:
    """Enrol this tablet, and go on to its start."""
    opened = open_visit(current_survey(), code, chosen_language())
    enrol_this_tablet(opened)
    return see_other(_poster_page(opened.visit.poster))


@citizen.post("/<code>")
def send(code: str) -> AnyResponse:
    """Store the answers once, or show the page again with them."""
    if sent_value(LANGUAGE) is not None or is_switched():
        return _shown_again(code, questions_page)
    try:
        visit = sent_visit()
        comment = sent_value(COMMENT) or ""
        submitted = submit_response(current_survey(), code, visit, this_request().sent, comment)
    except _REFUSALS as error:
        if isinstance(error, NothingChosen) and _was_sent(visit):
            return _thanked_for(visit, is_repeated=True)
        return _shown_again(code, partial(refused_page, error=error))
    except _TAKES_NO_MORE as error:
        # On a device of the office the next to look would be somebody else.
        return refusal_page(error, "" if visit.mode.is_shared else without_invisible(comment))
    if submitted.was_new:
        works_again()
    is_repeated = not (submitted.was_new or submitted.is_same or submitted.is_trial)
    return _thanked_for(visit, is_repeated=is_repeated)


def _was_sent(visit: Visit) -> bool:
    """Tell of a page on which nothing is marked whether that is because it was sent.

    Whoever goes back to one on a phone finds it emptied.
    """
    return not visit.mode.is_shared and is_answered(current_survey(), visit)


def _shown_again(code: str, page: Callable[[OpenVisit], Response]) -> AnyResponse:
    token = sent_value(VISIT) or ""
    opened = reopen_visit(current_survey(), token, code, chosen_language())
    # Whoever loads an old page again on a device of the office sees no marks of who has left.
    if opened.visit.mode.is_shared and is_answered(current_survey(), opened.visit):
        return see_other(_poster_page(opened.visit.poster))
    check_tablet(opened)
    with current_survey().slow_work.showing_turn():
        response = page(opened)
    if opened.visit.mode is Mode.ASSISTED and sent_value(UNSCRIPTED) is not None:
        return shown_once(opened, response)
    return _found_by_going_back(opened, response)


def _poster_page(code: str) -> str:
    return url_for(".questions", code=code, lang=parameter(chosen_language()))


def _thanked_for(visit: Visit, *, is_repeated: bool) -> PreparedAnswer:
    poster = None if visit.mode is Mode.TRIAL else visit.poster
    root = this_request().root_path
    return _thanked(visit.mode, poster, chosen_language(), chosen_look(), root, is_repeated)


@lru_cache(maxsize=1024)
def _thanked(
    mode: Mode, poster: str | None, language: str, look: Look, _root: str, is_repeated: bool
) -> PreparedAnswer:
    """Lead on to a page of thanks, under the path that this server answers under."""
    page = _DONE.get(mode, ".thanks")
    repeated = "1" if is_repeated and page == ".thanks" else None
    to = url_for(page, code=poster, lang=parameter(language), look=look.parameter, truoc=repeated)
    return see_other(to)


def _script(script: bytes) -> Response:
    response = Response(script, mimetype="text/javascript")
    # Another content has another address; under an old one a phone must not keep the new content.
    if request.query_string.decode() == version_of(script):
        response.headers["Cache-Control"] = _FOR_A_YEAR
    return response


def _found_by_going_back(opened: OpenVisit, response: Response) -> Response:
    # On a device of the office going back must find nothing at all.
    if opened.visit.mode.is_shared:
        return response
    name, value = FOUND_BY_GOING_BACK
    response.headers[name] = value
    return response


def _shown(typed: str) -> str:
    """Return as much of what was typed as helps to find the mistake."""
    return without_invisible(typed)[:LONGEST_TYPED]
