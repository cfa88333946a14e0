"""Errors become pages here, and nowhere else: clear to people, silent to strangers."""

import sys
from dataclasses import replace

from flask import Flask, Response, current_app, request
from werkzeug.exceptions import HTTPException, SecurityError

from survey.domain.errors import NotStored, ServicePointClosed, SurveyError
from survey.domain.texts import without_invisible
from survey.web import notices
from survey.web.headers import STAFF_PATH
from survey.web.languages import LANGUAGE, chosen_language
from survey.web.look import SWITCH
from survey.web.notices import Notice
from survey.web.rendering import standalone_page

# The request that brings answers; what it carried is given back whatever happens.
_BRINGS_ANSWERS = "citizen.send"
# Of pages that are not there, and of a counter that does not ask.
_LEADS_NOWHERE = (200, 404, 410)
_TOLD = "refusals that the log has told"


def answer_errors(app: Flask) -> None:
    """Let every error of an application end as a page."""
    app.extensions[_TOLD] = set[type[NotStored]]()
    app.register_error_handler(SurveyError, refusal_page)
    app.register_error_handler(HTTPException, _not_served)
    app.register_error_handler(Exception, _unexpected)


def notice_page(notice: Notice, **values: object) -> Response:
    """Return the page of a notice in the language of the request."""
    template = "errors/send_again.html" if "kept" in values else "errors/notice.html"
    shown = {"asks_code": False, "typed": "", "words": ""} | values
    language = chosen_language()
    notice = _without_alarm(_for_the_reader(notice).in_language(language))
    response = standalone_page(template, notice.status, language, notice=notice, **shown)
    if notice.retry_after is not None:
        response.headers["Retry-After"] = str(notice.retry_after)
    return response


def refusal_page(error: SurveyError, words: str = "") -> Response:
    """Return the page about what was refused; it gives back the words that are stored nowhere."""
    notice = _notice_of(error)
    if notice is None:
        return _unexpected(error)
    if isinstance(error, ServicePointClosed) and request.method == "POST":
        return notice_page(replace(notice, status=409), words=words)
    if isinstance(error, NotStored):
        _log_once(type(error))
    if notice is notices.UNAVAILABLE and _brings_answers():
        return notice_page(notices.NOT_STORED, kept=_kept())
    return notice_page(notice, asks_code=notice is notices.UNKNOWN_CODE, words=words)


def works_again() -> None:
    """Let the log tell the next refusal of the store anew, for something was stored."""
    current_app.extensions[_TOLD].clear()


def _not_served(error: HTTPException) -> Response:
    notice, status = _notice_of_http(error), error.code or 500
    if notice.status != status:
        notice = replace(notice, status=status)
    response = notice_page(notice, asks_code=status == 404 and not _is_for_staff())
    for name, value in error.get_headers():
        if name in ("Allow", "Retry-After"):
            response.headers[name] = value
    return response


def _unexpected(_error: Exception) -> Response:
    _log_error()
    if _brings_answers():
        return notice_page(notices.PERHAPS_STORED, kept=_kept())
    return notice_page(notices.UNEXPECTED)


def _notice_of(error: SurveyError) -> Notice | None:
    for kind in type(error).__mro__:
        if kind in notices.BY_ERROR:
            return notices.BY_ERROR[kind]
    return None


def _notice_of_http(error: HTTPException) -> Notice:
    if isinstance(error, SecurityError):
        return notices.FOREIGN_HOST
    return notices.BY_STATUS.get(error.code or 500, notices.BAD_REQUEST)


def _without_alarm(notice: Notice) -> Notice:
    """Say nothing about storing to whoever has only opened an address that leads nowhere."""
    if request.method in ("GET", "HEAD") and notice.status in _LEADS_NOWHERE:
        return replace(notice, stored="")
    return notice


def _for_the_reader(notice: Notice) -> Notice:
    if not _is_for_staff():
        return notice
    if notice is notices.UNAVAILABLE and request.method == "POST":
        return notices.NOT_SAVED_FOR_STAFF
    return notices.FOR_STAFF.get(notice, notice)


def _is_for_staff() -> bool:
    return request.path == STAFF_PATH or request.path.startswith(f"{STAFF_PATH}/")


def _brings_answers() -> bool:
    return request.endpoint == _BRINGS_ANSWERS


def _log_once(kind: type[NotStored]) -> None:
    # A line for each answer that is refused would count how many people came meanwhile.
    told: set[type[NotStored]] = current_app.extensions[_TOLD]
    if kind not in told:
        told.add(kind)
        _log_error()


def _log_error() -> None:
    # The application's own way: kind and place, never the message or the request, for either may
    # hold an answer or an address.
    current_app.log_exception(sys.exc_info())


def _kept() -> list[tuple[str, str]]:
    """Return all that a form brought, fit to be carried by a page."""
    return [
        (without_invisible(name), without_invisible(value))
        for name, value in request.form.items(multi=True)
        if name not in (LANGUAGE, SWITCH)
    ]
